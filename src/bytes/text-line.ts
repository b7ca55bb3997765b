import type { AnyLine } from './any-line.js';
import { CONSTANTS, type Piece, type PieceMaker, pieceAt, wordOf } from './ink.js';
import { OWN } from './layout.js';
import { ByteSink } from './sink.js';

/**
 * A line for what is written by itself and taken away at once, as text: it needs neither kernel nor memory, which take
 * longer to make than a small capture to explain, and nothing becomes bytes on the way.
 */
export class TextLine implements AnyLine {
  /** The texts that do not stand in the code, by their word; the first is the one that passes. */
  readonly #own: string[] = [''];
  /** Those that do, each taken from there when it is first needed. */
  readonly #constants = new Map<Piece, string>();
  readonly #sink: ByteSink = new ByteSink(0);
  #text = '';
  readonly ink: PieceMaker = { add: (text) => pieceAt(this.#own.push(text) - 1, OWN) };
  readonly settings = undefined;
  /** Where its texts come from is asked by nobody. */
  readonly count = 0;

  ready(): void {}

  join(): void {}

  put(piece: Piece): void {
    this.#text += this.#textOf(piece);
  }

  vary(piece: Piece): void {
    this.put(piece);
  }

  number(piece: Piece, value: number): void {
    this.#text += this.#textOf(piece) + value;
  }

  integer(piece: Piece, value: number): void {
    this.number(piece, value);
  }

  digits(piece: Piece, value: number, size: number): void {
    this.#text += this.#textOf(piece) + String(value).padStart(size, '0');
  }

  fraction(piece: Piece, billionths: number): void {
    this.put(piece);
    let rest = billionths;
    let unit = 1e9;
    do {
      unit /= 10;
      this.#text += Math.floor(rest / unit);
      rest %= unit;
    } while (rest > 0);
  }

  text(text: string): void {
    this.#text += text;
  }

  out(): ByteSink {
    this.#sink.clear();
    return this.#sink;
  }

  written(): void {
    this.#text += this.#sink.toText();
  }

  passing(text: ByteSink): Piece {
    this.#own[0] = text.toText();
    return pieceAt(0, OWN);
  }

  /** Takes away what was added. */
  take(): string {
    const text = this.#text;
    this.#text = '';
    return text;
  }

  #textOf(piece: Piece): string {
    if (piece & OWN) return this.#own[wordOf(piece)]!;
    let text = this.#constants.get(piece);
    if (text === undefined) {
      text = CONSTANTS.textOf(piece);
      this.#constants.set(piece, text);
    }
    return text;
  }
}
