import type { ByteSink } from '../bytes/sink.js';
import type { TextForm } from '../explain/text-form.js';

/**
 * JSON in which nothing steers a terminal: besides what JSON must escape, also DEL and C1 controls, bidirectional marks,
 * characters without width, separators and noncharacters are written as `\uXXXX`. Parsing gives the same strings.
 */
const UNSEEN =
  /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff]|\udb40[\udc00-\udfff]/g;

function escapeUnits(text: string): string {
  let escaped = '';
  for (let i = 0; i < text.length; i++) escaped += `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`;
  return escaped;
}

/** A value as JSON on one line. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, escapeUnits);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const DELETE = 0x7f;
const SHORT_ESCAPES: Readonly<Record<number, number>> = { 8: 0x62, 9: 0x74, 10: 0x6e, 12: 0x66, 13: 0x72 };
/** How many bytes more each byte takes inside a JSON string. */
const MORE = new Uint8Array(256).fill(5, 0, 0x20);
MORE[DELETE] = 5;
for (const byte of [QUOTE, BACKSLASH, ...Object.keys(SHORT_ESCAPES)]) MORE[Number(byte)] = 1;

/** The inside of a JSON string. What is escaped later must be free of what {@link jsonText} escapes beyond ASCII. */
export const JSON_STRING: TextForm = {
  text: (text) => jsonText(text).slice(1, -1),
  escape(sink, from) {
    const end = sink.length;
    const { bytes } = sink;
    let more = 0;
    for (let at = from; at < end; at++) more += MORE[bytes[at]!]!;
    if (more > 0) escapeInPlace(sink, from, end, more);
  },
};

/** Writes a string as a JSON string. */
export function writeJsonString(sink: ByteSink, text: string): void {
  sink.byte(QUOTE);
  const from = sink.length;
  sink.text(text);
  if (sink.length - from === text.length) JSON_STRING.escape(sink, from);
  else {
    // Beyond ASCII there is more to escape.
    sink.length = from;
    sink.text(jsonText(text).slice(1, -1));
  }
  sink.byte(QUOTE);
}

/** Spreads the bytes from their end to make room for the escapes. */
function escapeInPlace(sink: ByteSink, from: number, end: number, more: number): void {
  sink.reserve(more);
  const { bytes } = sink;
  let to = end + more;
  sink.length = to;
  for (let at = end - 1; at >= from && to > at; at--) {
    const byte = bytes[at]!;
    if (byte === QUOTE || byte === BACKSLASH) {
      bytes[--to] = byte;
      bytes[--to] = BACKSLASH;
    } else if (byte < 0x20 || byte === DELETE) {
      const short = SHORT_ESCAPES[byte];
      const escaped = short === undefined ? hexEscape(byte) : [BACKSLASH, short];
      for (let i = escaped.length - 1; i >= 0; i--) bytes[--to] = escaped[i]!;
    } else bytes[--to] = byte;
  }
}

function hexEscape(byte: number): number[] {
  return [...`\\u${byte.toString(16).padStart(4, '0')}`].map((character) => character.charCodeAt(0));
}
