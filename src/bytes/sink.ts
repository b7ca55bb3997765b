import { writeDigits, writeInteger } from './decimal.js';
import { CONSTANTS, type Ink, type Piece, placeOf } from './ink.js';
import { NUMBER, WORD } from './layout.js';

const decoder = new TextDecoder();
const encoder = new TextEncoder();

const ZERO = 0x30;

/** Text from this length on is left to the encoder, which takes a while to get going. */
const LONG = 48;

/** Growing bytes that text is written into as UTF-8. Reused from row to row: {@link ByteSink.clear} keeps the room. */
export class ByteSink {
  /** What is written stands in `[0, length)`. Replaced when it grows: don't hold on to it. */
  bytes: Uint8Array;
  length = 0;
  #view: DataView;
  /** The length from which a number, or the rest of a piece's last word, may no longer fit. */
  #full: number;

  readonly #enlarge: (size: number) => void;

  /**
   * @param room bytes to begin with
   * @param enlarge gives so many bytes or more to {@link ByteSink.use}, with what was written
   */
  constructor(room = 1024, enlarge: (size: number) => void = (size) => this.#copy(size)) {
    this.bytes = new Uint8Array(room === 0 ? 0 : Math.max(NUMBER, room));
    this.#view = new DataView(this.bytes.buffer);
    this.#full = this.bytes.length - NUMBER;
    this.#enlarge = enlarge;
  }

  /** Uses other bytes, which hold what was written. */
  use(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#full = bytes.length - NUMBER;
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
    // A copy, as some decoders take no bytes that threads might share.
    return decoder.decode(this.bytes.slice(from, this.length));
  }

  /** Makes room for `more` bytes. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed > this.bytes.length) this.#enlarge(needed);
  }

  #copy(size: number): void {
    const grown = new Uint8Array(Math.max(size, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.use(grown);
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** Four bytes. @param value the first byte in the lowest eight bits */
  word(value: number): void {
    if (this.length > this.#full) this.#enlarge(this.length + NUMBER);
    this.#view.setInt32(this.length, value, true);
    this.length += 4;
  }

  /** Text that stands elsewhere. @param size bytes, a multiple of four */
  take(from: DataView, at: number, size: number): void {
    const end = this.length + size;
    if (end > this.#full) this.#enlarge(end + NUMBER);
    const view = this.#view;
    let to = this.length;
    let read = at;
    for (; to + WORD <= end; to += WORD) {
      view.setFloat64(to, from.getFloat64(read, true), true);
      read += WORD;
    }
    if (to < end) view.setInt32(to, from.getInt32(read, true), true);
    this.length = end;
  }

  /** Text that was made ready. @param ink where it is; default: what stands in the code */
  put(piece: Piece, ink: Ink = CONSTANTS): void {
    const { pieces } = ink;
    let at = this.length;
    let from = placeOf(piece);
    const end = at + pieces.getInt32(from, true);
    if (end > this.#full) this.#enlarge(end + NUMBER);
    const view = this.#view;
    for (; at < end; at += WORD) {
      from += WORD;
      view.setFloat64(at, pieces.getFloat64(from, true), true);
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

  /** Copies what was written, text, to another place, which must have room for whole words of eight bytes. */
  copyTo(view: DataView, at: number): void {
    const from = this.#view;
    for (let done = 0; done < this.length; done += WORD)
      view.setFloat64(at + done, from.getFloat64(done, true), true);
  }

  /** Text as UTF-8; a lone surrogate becomes U+FFFD. */
  text(text: string): void {
    const size = text.length;
    if (size >= LONG) {
      // Into a copy, not in place: `encodeInto` takes as long, and Node longer to get it ready.
      this.copy(encoder.encode(text));
      return;
    }
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
    if (this.length > this.#full) this.#enlarge(this.length + NUMBER);
    this.length = writeInteger(this.#view, this.length, value);
  }

  /** A whole number with just so many digits, zeros in front. @param value 0 to 10^size - 1 @param size 1 to 9 */
  digits(value: number, size: number): void {
    if (this.length > this.#full) this.#enlarge(this.length + NUMBER);
    this.length = writeDigits(this.#view, this.length, value | 0, size);
  }

  /** Nine digits behind a point, without the zeros at their end. @param value 0 to 999,999,999 */
  fraction(value: number): void {
    const from = this.length;
    this.digits(value, 9);
    while (this.length > from + 1 && this.bytes[this.length - 1] === ZERO) this.length--;
  }
}
