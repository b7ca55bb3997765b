import type { Piece, PieceMaker } from './ink.js';
import type { RowSettings } from './press.js';
import type { ByteSink } from './sink.js';

/** Texts with numbers behind them, one added after another. */
export interface AnyLine {
  /** Where texts are that do not stand in the code. */
  readonly ink: PieceMaker;
  /** What a kernel that writes rows by itself looks up; undefined where there is none. */
  readonly settings: RowSettings | undefined;
  /** Texts that are lined up: what is added next comes behind them. */
  readonly count: number;
  /**
   * Makes room for the next `ROOM` texts with their numbers: what adds them does not look for it each time, which would
   * make it many times as large.
   */
  ready(): void;
  /** Adds a text. @param piece of this line's ink, or one that stands in the code, as everywhere here */
  put(piece: Piece): void;
  /** Adds a text that is another in other rows. @param source where it comes from: `Line.linedUp` */
  vary(piece: Piece, source: number): void;
  /** Adds a text and a number. @param value 0 to 2^32 - 1 */
  number(piece: Piece, value: number, source?: number): void;
  /** Adds a text and just so many digits, zeros in front. @param size 1 to 9 */
  digits(piece: Piece, value: number, size: number, source?: number): void;
  /** Adds a text and any whole number. @param value within ±2^53 */
  integer(piece: Piece, value: number, source?: number): void;
  /** Adds a text and the digits behind a point, without the zeros at their end. @param billionths 0 to 999,999,999 */
  fraction(piece: Piece, billionths: number): void;
  /** Says that what was lined up since there were `from` texts is one thing, with the first of the texts before it. */
  join(from: number, source: number): void;
  /** Adds a text that is needed once. */
  text(text: string): void;
  /** Where to write what can't be lined up, behind what is there: {@link AnyLine.written} must follow. */
  out(): ByteSink;
  /** Adds what was written to what {@link AnyLine.out} gave. */
  written(): void;
  /**
   * Makes a piece of a text that is needed for a moment: it stays until the next is given.
   *
   * @throws RangeError where it has more than 32 KiB
   */
  passing(text: ByteSink): Piece;
}
