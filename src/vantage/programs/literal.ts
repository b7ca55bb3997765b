/** Bytes as programs print them: literals of Python, strings of C. */

/** A literal that was read, and where the text goes on behind it. */
export interface Literal {
  readonly bytes: Uint8Array;
  readonly end: number;
}

const BACKSLASH = '\\';
const SINGLE: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  f: 12,
  n: 10,
  r: 13,
  t: 9,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
};

const encoder = new TextEncoder();

/**
 * Reads a quoted string whose escapes are bytes: `\n`, `\x1b`, octal `\0` to `\377`. An unknown escape stands for itself, as
 * in Python (language reference, 2.4.1); what isn't ASCII is UTF-8.
 *
 * @param at place of the opening quote, `'` or `"`
 * @returns null where the closing quote is missing
 */
export function readQuoted(text: string, at: number): Literal | null {
  const quote = text[at]!;
  const bytes: number[] = [];
  for (let i = at + 1; i < text.length; ) {
    const character = text[i]!;
    if (character === quote) return { bytes: Uint8Array.from(bytes), end: i + 1 };
    if (character === BACKSLASH) i = readEscape(text, i + 1, bytes);
    else if (character < '\u0080') {
      bytes.push(character.charCodeAt(0));
      i++;
    } else {
      const point = String.fromCodePoint(text.codePointAt(i)!);
      bytes.push(...encoder.encode(point));
      i += point.length;
    }
  }
  return null;
}

/** Reads what stands behind a backslash. @returns where the text goes on */
function readEscape(text: string, at: number, bytes: number[]): number {
  const character = text[at];
  if (character === undefined) return at;
  // A backslash at the end of a line joins it with the next.
  if (character === '\n') return at + 1;
  const [hex] = character === 'x' ? (/^[0-9a-f]{1,2}/i.exec(text.slice(at + 1, at + 3)) ?? []) : [];
  if (hex !== undefined) {
    bytes.push(Number.parseInt(hex, 16));
    return at + 1 + hex.length;
  }
  const [octal] = /^[0-7]{1,3}/.exec(text.slice(at, at + 3)) ?? [];
  if (octal !== undefined) {
    bytes.push(Number.parseInt(octal, 8) & 255);
    return at + octal.length;
  }
  const known = SINGLE[character];
  if (known === undefined) {
    bytes.push(92);
    return at;
  }
  bytes.push(known);
  return at + 1;
}

/** Where a literal of Python bytes begins: the quote behind its `b`. -1 where `at` is none. */
function bytesLiteralAt(text: string, at: number): number {
  return /^b['"]/i.test(text.slice(at, at + 2)) ? at + 1 : -1;
}

/**
 * Reads one literal of Python bytes or several one after another, which Python joins: `b'…'`, `b"…"`, `(b'…' b'…')`.
 *
 * @returns null where the text at this place is none, or not closed
 */
export function readBytesLiteral(text: string, at = 0): Literal | null {
  const open = text[at] === '(' || text.startsWith('bytearray(', at);
  let place = open ? text.indexOf('(', at) + 1 : at;
  const pieces: Uint8Array[] = [];
  for (;;) {
    const quote = bytesLiteralAt(text, place);
    if (quote < 0) break;
    const piece = readQuoted(text, quote);
    if (piece === null) return null;
    pieces.push(piece.bytes);
    place = piece.end;
    // Only inside parentheses do literals stand side by side in what is printed.
    if (open) place += /^\s*/.exec(text.slice(place))![0].length;
  }
  if (pieces.length === 0) return null;
  if (open && text[place] === ')') place++;
  return { bytes: joinBytes(pieces), end: place };
}

/** Pieces as one. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
