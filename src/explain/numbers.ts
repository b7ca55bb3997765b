import type { AnyLine } from '../bytes/any-line.js';
import type { Piece, PieceMaker } from '../bytes/ink.js';
import { EMPTY } from '../bytes/line.js';
import { ORIGIN } from '../bytes/origin.js';
import type { RowSettings } from '../bytes/press.js';
import { SETTING } from '../table/sources.js';
import type { Values } from './locale.js';
import { textsOf } from './template.js';
import type { TextForm } from './text-form.js';

/** Seconds. */
const LONGEST = 1e15;
/** One with so many zeros. */
const SCALES = [1, 10, 100, 1000] as const;
const ONE_SPACE = ' ';

/** Numbers, amounts and durations as a language writes them, in one form. */
export class Numbers {
  readonly #minus: Piece;
  readonly #group: Piece;
  readonly #decimal: Piece;
  readonly #microseconds: Piece;
  readonly #milliseconds: Piece;
  readonly #seconds: Piece;
  readonly #minutes: Piece;
  readonly #hours: Piece;
  /** What stands around the numbers in the two counted forms. */
  readonly #bytes: readonly (readonly Piece[])[];
  readonly #ranges: readonly (readonly Piece[])[];

  /** @param ink of the lines that are written to @param settings theirs */
  constructor(values: Values, form: TextForm, ink: PieceMaker, settings?: RowSettings) {
    const piece = (text: string): Piece => (text === '' ? EMPTY : ink.add(form.text(text)));
    const around = (text: string): Piece[] => textsOf(text).map(piece);
    this.#minus = piece('-');
    this.#group = piece(values.group);
    this.#decimal = piece(values.decimal);
    this.#microseconds = piece(ONE_SPACE + values.microseconds);
    this.#milliseconds = piece(ONE_SPACE + values.milliseconds);
    this.#seconds = piece(ONE_SPACE + values.seconds);
    this.#minutes = piece(ONE_SPACE + values.minutes);
    this.#hours = piece(ONE_SPACE + values.hours);
    settings?.set(SETTING.group, this.#group);
    settings?.set(SETTING.decimal, this.#decimal);
    settings?.set(SETTING.microseconds, this.#microseconds);
    settings?.set(SETTING.milliseconds, this.#milliseconds);
    settings?.set(SETTING.seconds, this.#seconds);
    this.#bytes = values.bytes.map(around);
    this.#ranges = values.byteRange.map(around);
  }

  /** A whole number with its groups: `65.160`. @param before text before it */
  number(line: AnyLine, value: number, before: Piece = EMPTY): void {
    if (value > -1000 && value < 1000) line.integer(before, value);
    else {
      const high = Math.trunc(value / 1000);
      this.number(line, high, before);
      line.digits(this.#group, Math.abs(value - high * 1000), 3);
    }
  }

  /** So many bytes, with their unit. @param before text before them @param source where their number comes from */
  bytes(line: AnyLine, count: number, before: Piece = EMPTY, source: number = ORIGIN.unknown): void {
    const [own = EMPTY, after] = this.#bytes[count === 1 ? 0 : 1]!;
    const nearest = nearer(line, before, own);
    const from = line.count;
    this.number(line, count, nearest);
    line.join(from, source);
    if (after !== undefined) line.put(after);
  }

  /**
   * Which bytes of a stream.
   *
   * @param first the number of the first @param count 1 or more
   * @param firstSource where the number of the first comes from, @param lastSource that of the last
   */
  range(line: AnyLine, first: number, count: number, firstSource: number, lastSource: number): void {
    const [before, between, after] = this.#ranges[count === 1 ? 0 : 1]!;
    line.integer(before!, first, firstSource);
    if (between === undefined) return;
    if (count === 1) line.put(between);
    else {
      line.integer(between, first + count - 1, lastSource);
      if (after !== undefined) line.put(after);
    }
  }

  /**
   * A duration of three digits or so in the unit that suits it: `93 µs`, `1,25 ms`, `2,5 detik`, `3,2 menit`.
   *
   * @param duration seconds @param before text before it @param source where it comes from
   */
  duration(line: AnyLine, duration: number, before: Piece = EMPTY, source: number = ORIGIN.unknown): void {
    const from = line.count;
    this.#addDuration(line, duration, before);
    line.join(from, source);
  }

  #addDuration(line: AnyLine, duration: number, before: Piece): void {
    // Beyond 30 million years a clock is nonsense, but its digits must stay digits.
    const seconds = Math.max(-LONGEST, Math.min(LONGEST, duration));
    const size = Math.abs(seconds);
    // Half a unit in the last place is where the next unit begins, so that nothing reads "1.000 µs".
    if (size < 0.9995e-3)
      this.#amount(line, before, seconds * 1e6, size < 9.95e-6 ? 1 : 0, this.#microseconds);
    else if (size < 0.9995)
      this.#amount(line, before, seconds * 1e3, decimalsFor(size * 1e3), this.#milliseconds);
    else if (size < 120) this.#amount(line, before, seconds, decimalsFor(size), this.#seconds);
    else if (size < 7200) this.#amount(line, before, seconds / 60, 1, this.#minutes);
    else this.#amount(line, before, seconds / 3600, 1, this.#hours);
  }

  /** A duration to the millisecond, also where it is long: `25.199,254 detik`. */
  exactDuration(line: AnyLine, duration: number): void {
    if (Math.abs(duration) < 10) this.duration(line, duration);
    else this.#amount(line, EMPTY, Math.max(-LONGEST, Math.min(LONGEST, duration)), 3, this.#seconds);
  }

  /** A number rounded to so many decimals, zeros at the end left out, and its unit: `1,25 ms`. @param decimals 0 to 3 */
  #amount(line: AnyLine, before: Piece, value: number, decimals: number, unit: Piece): void {
    const scale = SCALES[decimals]!;
    const scaled = Math.round(Math.abs(value) * scale);
    const whole = Math.floor(scaled / scale);
    const fraction = scaled - whole * scale;
    this.number(line, whole, value < 0 && scaled > 0 ? nearer(line, before, this.#minus) : before);
    if (fraction > 0) line.fraction(this.#decimal, fraction * (1e9 / scale));
    line.put(unit);
  }
}

/** Of two texts before a number, adds the one that is farther from it. @returns the nearer one, to be added with the number */
function nearer(line: AnyLine, before: Piece, own: Piece): Piece {
  if (own === EMPTY) return before;
  line.put(before);
  return own;
}

function decimalsFor(size: number): number {
  return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}
