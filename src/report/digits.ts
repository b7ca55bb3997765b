import { type Piece, pieceOf } from '../bytes/ink.js';
import type { Line } from '../bytes/line.js';
import { ORIGIN } from '../bytes/origin.js';

const MINUS = pieceOf('-');
const DOT = pieceOf('.');
/** Below this many nanoseconds a double holds every decimal that the digits say (15 significant ones). */
const EXACT = 1e15;
/** Below this many, but for none, JSON writes seconds with an exponent. */
const PLAIN = 1000;

/** Adds a text and seconds as JSON writes them: the shortest decimal that reads back as the same number. @param source where they come from */
export function addSeconds(
  line: Line,
  before: Piece,
  seconds: number,
  source: number = ORIGIN.unknown,
): void {
  const from = line.count;
  const nanoseconds = Math.round(seconds * 1e9);
  if (nanoseconds / 1e9 === seconds) addNanoseconds(line, before, nanoseconds);
  else addText(line, before, seconds);
  line.join(from, source);
}

/** Adds a text and so many nanoseconds as JSON writes the same in seconds. @param nanoseconds whole */
export function addNanoseconds(line: Line, before: Piece, nanoseconds: number): void {
  const size = Math.abs(nanoseconds);
  if ((size < PLAIN && size > 0) || size >= EXACT) addText(line, before, nanoseconds / 1e9);
  else if (nanoseconds < 0) {
    line.put(before);
    addSize(line, MINUS, size);
  } else addSize(line, before, size);
}

/** @param size nanoseconds, below {@link EXACT} */
function addSize(line: Line, before: Piece, size: number): void {
  if (size < 1e9) addDecimal(line, before, 0, size);
  else {
    const whole = Math.floor(size / 1e9);
    addDecimal(line, before, whole, size - whole * 1e9);
  }
}

/** Whether JSON writes so many seconds without an exponent, and a double holds them exactly. @param rest nanoseconds */
export function isPlain(whole: number, rest: number): boolean {
  return whole >= 0 && whole < EXACT / 1e9 && (whole > 0 || rest >= PLAIN);
}

/** Adds a text and a number of seconds. @param whole 0 to 2^32 - 1 @param nanoseconds within the second */
export function addDecimal(line: Line, before: Piece, whole: number, nanoseconds: number): void {
  line.number(before, whole);
  if (nanoseconds !== 0) line.fraction(DOT, nanoseconds);
}

function addText(line: Line, before: Piece, seconds: number): void {
  line.put(before);
  line.out().text(String(seconds));
}
