import { safeText } from '../bytes/safe-text.js';
import type { ByteSink } from '../bytes/sink.js';
import type { TextForm } from '../explain/text-form.js';
import { jsonText } from './json-text.js';

/** What a spreadsheet would take for a formula, also in full-width form. */
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const MUST_QUOTE = /[",\r\n]|^\s|\s$/;

/** A list of texts stands in one cell, with spaces between; anything else that is not plain, as JSON. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return guarded(value);
  if (Array.isArray(value) && value.every((each) => typeof each === 'string'))
    return guarded(value.join(' '));
  return jsonText(value);
}

/** Text that no spreadsheet computes: an apostrophe goes before what looks like a formula. */
function guarded(text: string): string {
  const safe = safeText(text, Number.MAX_SAFE_INTEGER);
  return FORMULA.test(text) || FORMULA.test(safe) ? `'${safe}` : safe;
}

/** A value as a cell. */
export function csvCell(value: unknown): string {
  const text = cellText(value);
  return MUST_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Values as one CSV record with its line's end (RFC 4180). */
export function csvRecord(values: readonly unknown[]): string {
  return `${values.map(csvCell).join(',')}\r\n`;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const RETURN = 0x0d;
const LINE_FEED = 0x0a;
/** 1 for bytes that can neither begin a formula nor be, or belong to, a space. */
const IS_PLAIN_EDGE = new Uint8Array(256).fill(1, 0x21, 0x7f);
for (const sign of '=+-@') IS_PLAIN_EDGE[sign.charCodeAt(0)] = 0;
/** 1 for bytes that must be in quotation marks. */
const IS_QUOTED = new Uint8Array(256);
for (const byte of [COMMA, QUOTE, RETURN, LINE_FEED]) IS_QUOTED[byte] = 1;

/** The inside of a quoted cell. What is escaped later must be harmless already. */
export const QUOTED: TextForm = {
  text: (text) => safeText(text, Number.MAX_SAFE_INTEGER).replaceAll('"', '""'),
  escape(sink, from) {
    const { length } = sink;
    let more = 0;
    for (let at = from; at < length; at++) if (sink.bytes[at] === QUOTE) more++;
    if (more === 0) return;
    sink.reserve(more);
    const { bytes } = sink;
    sink.length = length + more;
    for (let at = length - 1, to = sink.length - 1; to > at; at--) {
      bytes[to--] = bytes[at]!;
      if (bytes[at] === QUOTE) bytes[to--] = QUOTE;
    }
  },
};

/**
 * Makes a cell of what was written since `from` as the inside of a quoted one, behind its quotation mark: the same that
 * {@link csvCell} makes of the text.
 *
 * @param isSure there is a comma or quotation mark in it
 */
export function endQuoted(sink: ByteSink, from: number, isSure: boolean): void {
  const { bytes, length } = sink;
  if (length > from && (IS_PLAIN_EDGE[bytes[from]!] === 0 || IS_PLAIN_EDGE[bytes[length - 1]!] === 0)) {
    const text = sink.toText(from).replaceAll('""', '"');
    sink.length = from - 1;
    sink.text(csvCell(text));
  } else if (isSure || mustQuote(bytes, from, length)) sink.byte(QUOTE);
  else {
    bytes.copyWithin(from - 1, from, length);
    sink.length = length - 1;
  }
}

function mustQuote(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (IS_QUOTED[bytes[at]!] === 1) return true;
  return false;
}
