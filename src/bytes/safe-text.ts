/** Text that came with a capture, made harmless: what could steer a terminal or hide from a reader becomes visible. */

/** Longest text that {@link safeText} gives by default. */
const SAFE_LENGTH = 256;

/**
 * Beyond ASCII: C1, formats such as bidirectional marks, what is invisible, separators of lines, noncharacters. Made when
 * it is first needed: gathering its tables takes the engine long.
 */
let harmful: RegExp | undefined;

/** Whether a code point is shown by an escape. */
export function isHarmful(point: number): boolean {
  if (point < 0x7f) return point < 0x20;
  harmful ??= /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;
  return harmful.test(String.fromCodePoint(point));
}

/** `\r`, `\n`, `\t`, else `\x1b` or `\u202e` (`\u{e0001}` beyond 16 bits). */
export function escapeOf(point: number): string {
  if (point === 0x0a) return '\\n';
  if (point === 0x0d) return '\\r';
  if (point === 0x09) return '\\t';
  const hex = point.toString(16);
  if (point < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return point < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/** Most text: harmless, and each character takes one column of a terminal, which is told without wide tables of characters. */
const PLAIN = /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2190-\u21ff]*$/;

/** Whether a text is known to be harmless and to take as many columns of a terminal as it has characters. */
export function isPlainText(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * A text with every harmful character escaped and its length bounded; "…" ends what was cut.
 *
 * @param limit UTF-16 units of the result at most, 1 or more
 */
export function safeText(text: string, limit: number = SAFE_LENGTH): string {
  if (text.length <= limit && isPlainText(text)) return text;
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
