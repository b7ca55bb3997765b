import { CONSTANTS, type Ink, type Piece } from './ink.js';

const decoder = new TextDecoder();

/** Bytes of a word, in which pieces and digits are written: up to so many less one are written beyond `length`. */
const WORD = 8;
/** Room that a number of any size finds. */
const NUMBER = 32;

/** The digits of 0 to 9,999, four each, as a little-endian word. */
const DIGITS = fourDigits();

/** In one plain loop: it runs whenever the module is loaded, before anything is compiled. */
function fourDigits(): Int32Array {
  const pairs = Int32Array.from({ length: 100 }, (_, i) => 0x3030 + ((i / 10) | 0) + (i % 10) * 256);
  const words = new Int32Array(10_000);
  for (let at = 0, high = 0; high < 100; high++)
    for (let low = 0; low < 100; low++) words[at++] = pairs[high]! + pairs[low]! * 0x10000;
  return words;
}

/** Growing bytes that text is written into as UTF-8. Reused from row to row: {@link ByteSink.clear} keeps the room. */
export class ByteSink {
  /** What is written stands in `[0, length)`. Replaced when it grows: don't hold on to it. */
  bytes: Uint8Array;
  length = 0;
  #view: DataView;
  /** The length from which a number, or the rest of a piece's last word, may no longer fit. */
  #full: number;

  /** @param room bytes to begin with */
  constructor(room = 1024) {
    this.bytes = new Uint8Array(Math.max(NUMBER, room));
    this.#view = new DataView(this.bytes.buffer);
    this.#full = this.bytes.length - NUMBER;
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
    this.#full = grown.length - NUMBER;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Four bytes. @param value the first byte in the lowest eight bits */
  word(value: number): void {
    if (this.length > this.#full) this.#grow(this.length + NUMBER);
    this.#view.setInt32(this.length, value, true);
    this.length += 4;
  }

  /** Text that was made ready. @param ink where it is; default: what stands in the code */
  put(piece: Piece, ink: Ink = CONSTANTS): void {
    const { words } = ink;
    const at = this.length;
    const end = at + (words[piece]! | 0);
    if (end > this.#full) this.#grow(end + NUMBER);
    const view = this.#view;
    let word = piece + 1;
    for (let to = at; to < end; to += WORD) view.setFloat64(to, words[word++]!, true);
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

  /** What another sink holds: text. */
  append(other: ByteSink): void {
    const size = other.length;
    if (this.length + size > this.#full) this.#grow(this.length + size + NUMBER);
    copyText(other.#view, 0, this.#view, this.length, size);
    this.length += size;
  }

  /** The same text again that stands at `from`. @param size bytes, up to the end at most */
  repeat(from: number, size: number): void {
    if (this.length + size > this.#full) this.#grow(this.length + size + NUMBER);
    copyText(this.#view, from, this.#view, this.length, size);
    this.length += size;
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
    if (this.length > this.#full) this.#grow(this.length + NUMBER);
    this.length = writeInteger(this.#view, this.length, value);
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
    if (this.length > this.#full) this.#grow(this.length + NUMBER);
    this.length = writeDigits(this.#view, this.length, value | 0, size);
  }
}

/** Copies word by word, which for a line's text is faster than a call. Only text may be held as doubles: see {@link Ink}. */
function copyText(from: DataView, at: number, to: DataView, toAt: number, size: number): void {
  let done = 0;
  for (; done + WORD <= size; done += WORD)
    to.setFloat64(toAt + done, from.getFloat64(at + done, true), true);
  for (; done < size; done++) to.setUint8(toAt + done, from.getUint8(at + done));
}

// Each of these writes a word of four digits or fewer, or several, at a place and returns the place behind.

function writeInteger(view: DataView, at: number, value: number): number {
  const whole = value | 0;
  if (whole !== value || whole < 0 || whole >= 1e8) return writeLong(view, at, value);
  if (whole < 10_000) return writeShort(view, at, whole);
  const high = (whole / 10_000) | 0;
  const after = writeShort(view, at, high);
  view.setInt32(after, DIGITS[whole - high * 10_000]!, true);
  return after + 4;
}

/** @param value 0 to 9,999 */
function writeShort(view: DataView, at: number, value: number): number {
  // A difference's sign instead of a comparison: how many digits there are can't be predicted.
  const size = 1 + ((9 - value) >>> 31) + ((99 - value) >>> 31) + ((999 - value) >>> 31);
  view.setInt32(at, DIGITS[value]! >>> (32 - 8 * size), true);
  return at + size;
}

function writeLong(view: DataView, at: number, value: number): number {
  if (value < 0) {
    view.setUint8(at, 0x2d);
    return writeInteger(view, at + 1, -value);
  }
  const high = Math.floor(value / 1e8);
  return writeDigits(view, writeInteger(view, at, high), value - high * 1e8, 8);
}

function writeDigits(view: DataView, at: number, value: number, size: number): number {
  if (size <= 4) {
    view.setInt32(at, DIGITS[value]! >>> (32 - 8 * size), true);
    return at + size;
  }
  const high = (value / 10_000) | 0;
  const after = writeDigits(view, at, high, size - 4);
  view.setInt32(after, DIGITS[value - high * 10_000]!, true);
  return after + 4;
}
