/** Text that came with a capture, made harmless: what could steer a terminal or hide from a reader becomes visible. */

import { ByteSink } from './sink.js';

/** Characters (UTF-16 units) of a preview at most. */
const PREVIEW_LENGTH = 64;
const ELLIPSIS = 0x2026;
/** Longest text that {@link safeText} gives by default. */
const SAFE_LENGTH = 256;

/** Beyond ASCII: C1, formats such as bidirectional marks, what is invisible, separators of lines, noncharacters. */
const HARMFUL =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

/** Whether a code point is shown by an escape. */
function isHarmful(point: number): boolean {
  if (point < 0x7f) return point < 0x20;
  return HARMFUL.test(String.fromCodePoint(point));
}

/** `\r`, `\n`, `\t`, else `\x1b` or `\u202e` (`\u{e0001}` beyond 16 bits). */
function escapeOf(point: number): string {
  if (point === 0x0a) return '\\n';
  if (point === 0x0d) return '\\r';
  if (point === 0x09) return '\\t';
  const hex = point.toString(16);
  if (point < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return point < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

const PLAIN = /^[\x20-\x7e]*$/;

/**
 * A text with every harmful character escaped and its length bounded; "…" ends what was cut.
 *
 * @param limit UTF-16 units of the result at most, 1 or more
 */
export function safeText(text: string, limit: number = SAFE_LENGTH): string {
  if (text.length <= limit && PLAIN.test(text)) return text;
  let safe = '';
  let fits = '';
  for (const character of text.length > limit ? text.slice(0, limit + 1) : text) {
    const point = character.codePointAt(0)!;
    safe += isHarmful(point) ? escapeOf(point) : character;
    if (safe.length > limit) return `${fits}…`;
    if (safe.length < limit) fits = safe;
  }
  return safe;
}

/**
 * The first characters of a payload, if it is text: valid UTF-8 (its last character may be cut by the end), no NUL, and
 * at most one control character in ten besides tab, CR and LF. Harmful characters and the backslash are escaped, so
 * that nothing looks like what it is not; "…" ends what was cut.
 *
 * @returns at most 64 UTF-16 units; null where the payload is empty or not text
 */
export function previewOf(bytes: Uint8Array, at: number, end: number): string | null {
  scratch.clear();
  return writePreview(scratch, bytes, at, end) === NOT_TEXT ? null : scratch.toText();
}

const scratch = new ByteSink(512);

/** What {@link writePreview} found. */
export type Previewed = typeof NOT_TEXT | typeof WHOLE_TEXT | typeof CUT_TEXT;
/** Nothing that is text. */
export const NOT_TEXT = 0;
/** The whole payload was written. */
export const WHOLE_TEXT = 1;
/** Only its beginning was written. */
const CUT_TEXT = 2;

/** Writes what {@link previewOf} gives; nothing where it is not text. */
export function writePreview(sink: ByteSink, bytes: Uint8Array, at: number, end: number): Previewed {
  const start = sink.length;
  // Where the text must end if more comes than fits, so that the ellipsis does.
  let cutAt = start;
  let units = 0;
  let characters = 0;
  let controls = 0;
  let read = at;
  let cut = false;
  while (read < end) {
    const point = pointAt(bytes, read, end);
    if (point === INCOMPLETE && read > at) {
      cut = true;
      break;
    }
    if (point <= 0) {
      sink.length = start;
      return NOT_TEXT;
    }
    characters++;
    if (point < 0x20 ? point !== 9 && point !== 10 && point !== 13 : point === 0x7f) controls++;
    if (point === 0x5c) {
      sink.text('\\\\');
      units += 2;
    } else if (isHarmful(point)) {
      const shown = escapeOf(point);
      sink.text(shown);
      units += shown.length;
    } else {
      sink.point(point);
      units += point > 0xffff ? 2 : 1;
    }
    if (units > PREVIEW_LENGTH) {
      cut = true;
      break;
    }
    if (units < PREVIEW_LENGTH) cutAt = sink.length;
    read += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  if (characters === 0 || controls * 10 > characters) {
    sink.length = start;
    return NOT_TEXT;
  }
  if (!cut) return WHOLE_TEXT;
  sink.length = cutAt;
  sink.point(ELLIPSIS);
  return CUT_TEXT;
}

const INVALID = -1;
const INCOMPLETE = -2;

/** The code point whose UTF-8 begins at `at` (RFC 3629, 4); negative where it is not valid or not all there. */
function pointAt(bytes: Uint8Array, at: number, end: number): number {
  const head = bytes[at]!;
  if (head < 0x80) return head;
  if (head < 0xc2 || head > 0xf4) return INVALID;
  const size = head < 0xe0 ? 2 : head < 0xf0 ? 3 : 4;
  let point = head & (0x7f >> size);
  for (let i = 1; i < size; i++) {
    if (at + i >= end) return INCOMPLETE;
    const byte = bytes[at + i]!;
    if ((byte & 0xc0) !== 0x80) return INVALID;
    point = (point << 6) | (byte & 63);
  }
  const least = size === 2 ? 0x80 : size === 3 ? 0x800 : 0x10000;
  return point < least || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? INVALID : point;
}
