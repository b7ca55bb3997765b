const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Bytes of a word, in which pieces and digits are written: up to so many less one are written beyond `length`. */
const WORD = 8;
/** Pieces of more bytes than this are copied as bytes, as a call then costs less than a loop over words. */
const LONG_PIECE = 64;

/** Constant text as UTF-8, ready to be put many times: held as words, or as bytes where it is long. */
export interface Piece {
  readonly size: number;
  /**
   * Little-endian words, zeros at the end. That they are doubles makes them fast, and changes none: what would be NaN,
   * which need not keep its bits, ends in a byte of 0xff, or of 0x7f after one of 0xf0 or more, and neither is UTF-8.
   */
  readonly words: Float64Array;
  readonly bytes: Uint8Array;
}

const NO_WORDS = new Float64Array(0);
const NO_BYTES = new Uint8Array(0);

/** Makes a {@link Piece}. */
export function pieceOf(text: string): Piece {
  const bytes = encoder.encode(text);
  const size = bytes.length;
  if (size > LONG_PIECE) return { size, words: NO_WORDS, bytes };
  const words = new Float64Array(Math.ceil(size / WORD));
  const padded = new Uint8Array(words.length * WORD);
  padded.set(bytes);
  const view = new DataView(padded.buffer);
  for (let index = 0; index < words.length; index++) words[index] = view.getFloat64(index * WORD, true);
  return { size, words, bytes: NO_BYTES };
}

/** The digits of 0 to 9,999, four each, as a little-endian word. */
const DIGITS = Int32Array.from({ length: 10_000 }, (_, value) => {
  const ones = value % 10;
  const tens = Math.floor(value / 10) % 10;
  const hundreds = Math.floor(value / 100) % 10;
  return 0x30303030 + (((ones * 256 + tens) * 256 + hundreds) * 256 + Math.floor(value / 1000));
});

/** Growing bytes that text is written into as UTF-8. Reused from row to row: {@link ByteSink.clear} keeps the room. */
export class ByteSink {
  /** What is written stands in `[0, length)`. Replaced when it grows: don't hold on to it. */
  bytes: Uint8Array;
  length = 0;
  #view: DataView;
  /** The length from which a word no longer fits. */
  #full: number;

  /** @param room bytes to begin with, 16 or more */
  constructor(room = 1024) {
    this.bytes = new Uint8Array(Math.max(16, room));
    this.#view = new DataView(this.bytes.buffer);
    this.#full = this.bytes.length - WORD;
  }

  /** Forgets what was written. */
  clear(): void {
    this.length = 0;
  }

  /** What was written, as a view that is valid until the next write. */
  view(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  /** What was written from byte `from` on, as text. */
  toText(from = 0): string {
    return decoder.decode(this.bytes.subarray(from, this.length));
  }

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed > this.bytes.length) this.#grow(needed);
  }

  #grow(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
    this.#view = new DataView(grown.buffer);
    this.#full = grown.length - WORD;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Constant text. */
  put(piece: Piece): void {
    const { size } = piece;
    const at = this.length;
    const end = at + size;
    if (end > this.#full) this.#grow(end + WORD);
    if (size > LONG_PIECE) this.bytes.set(piece.bytes, at);
    else {
      const { words } = piece;
      const view = this.#view;
      for (let index = 0; index * WORD < size; index++)
        view.setFloat64(at + index * WORD, words[index]!, true);
    }
    this.length = end;
  }

  /** Constant text and an integer behind it. @param value as for {@link ByteSink.integer} */
  field(piece: Piece, value: number): void {
    this.put(piece);
    this.integer(value);
  }

  /** Bytes as they are. */
  copy(bytes: Uint8Array): void {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** What another sink holds: a line at most, as it is copied byte by byte. */
  append(other: ByteSink): void {
    const size = other.length;
    const at = this.length;
    this.reserve(size);
    const { bytes } = this;
    const from = other.bytes;
    for (let index = 0; index < size; index++) bytes[at + index] = from[index]!;
    this.length = at + size;
  }

  /** Text as UTF-8; a lone surrogate becomes U+FFFD. */
  text(text: string): void {
    const size = text.length;
    this.reserve(size * 3);
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < size; i++) {
      const unit = text.charCodeAt(i);
      if (unit < 0x80) bytes[at++] = unit;
      else {
        const point = text.codePointAt(i)!;
        if (point > 0xffff) i++;
        this.length = at;
        this.point(point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
        at = this.length;
      }
    }
    this.length = at;
  }

  /** A code point as UTF-8. @param point 0 to 0x10ffff, no surrogate */
  point(point: number): void {
    if (point < 0x80) {
      this.byte(point);
      return;
    }
    this.reserve(4);
    const { bytes } = this;
    if (point < 0x800) bytes[this.length++] = 0xc0 | (point >> 6);
    else {
      if (point < 0x10000) bytes[this.length++] = 0xe0 | (point >> 12);
      else {
        bytes[this.length++] = 0xf0 | (point >> 18);
        bytes[this.length++] = 0x80 | ((point >> 12) & 63);
      }
      bytes[this.length++] = 0x80 | ((point >> 6) & 63);
    }
    bytes[this.length++] = 0x80 | (point & 63);
  }

  /** An integer in decimal. @param value whole, within ±2^53 */
  integer(value: number): void {
    if (!(value >= 0 && value < 1e8)) {
      this.#longInteger(value);
      return;
    }
    const whole = value | 0;
    const high = whole < 10_000 ? whole : (whole / 10_000) | 0;
    this.#word(high, high < 100 ? (high < 10 ? 1 : 2) : high < 1000 ? 3 : 4);
    if (whole >= 10_000) this.#word(whole - high * 10_000, 4);
  }

  #longInteger(value: number): void {
    if (value < 0) {
      this.byte(0x2d);
      this.integer(-value);
    } else {
      const high = Math.floor(value / 1e8);
      this.integer(high);
      this.digits(value - high * 1e8, 8);
    }
  }

  /** An integer in decimal, a separator between groups of three digits. @param value whole, within ±2^53 */
  grouped(value: number, separator: string): void {
    if (value > -1000 && value < 1000) this.integer(value);
    else {
      const high = Math.trunc(value / 1000);
      this.grouped(high, separator);
      this.text(separator);
      this.digits(Math.abs(value - high * 1000), 3);
    }
  }

  /** A whole number with just so many digits, zeros in front. @param value 0 to 10^size - 1 @param size 1 to 9 */
  digits(value: number, size: number): void {
    const whole = value | 0;
    if (size <= 4) this.#word(whole, size);
    else {
      const high = (whole / 10_000) | 0;
      this.digits(high, size - 4);
      this.#word(whole - high * 10_000, 4);
    }
  }

  /** The last digits of a number of four. */
  #word(value: number, size: number): void {
    const at = this.length;
    if (at > this.#full) this.#grow(at + WORD);
    this.#view.setInt32(at, DIGITS[value]! >>> (32 - 8 * size), true);
    this.length = at + size;
  }
}
