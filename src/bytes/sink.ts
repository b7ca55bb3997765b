const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Growing bytes that text is written into as UTF-8. Reused from row to row: {@link ByteSink.clear} keeps the room. */
export class ByteSink {
  /** What is written stands in `[0, length)`. Replaced when it grows: don't hold on to it. */
  bytes: Uint8Array;
  length = 0;

  /** @param room bytes to begin with, 16 or more */
  constructor(room = 1024) {
    this.bytes = new Uint8Array(Math.max(16, room));
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
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  put(piece: Uint8Array): void {
    const size = piece.length;
    this.reserve(size);
    const { bytes, length } = this;
    // A loop beats `set` for the few dozen bytes that a piece of a sentence has.
    if (size > 64) bytes.set(piece, length);
    else for (let i = 0; i < size; i++) bytes[length + i] = piece[i]!;
    this.length = length + size;
  }

  /** Text as UTF-8; a lone surrogate becomes U+FFFD. */
  text(text: string): void {
    const size = text.length;
    this.reserve(size * 3);
    const { bytes, length } = this;
    for (let i = 0; i < size; i++) {
      const unit = text.charCodeAt(i);
      if (unit >= 0x80) {
        this.length = length + i;
        this.length += encoder.encodeInto(text.slice(i), bytes.subarray(this.length)).written;
        return;
      }
      bytes[length + i] = unit;
    }
    this.length = length + size;
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

  /**
   * An integer in decimal.
   *
   * @param value whole, within ±2^53
   * @param separator put between groups of three digits; none by default
   */
  integer(value: number, separator = ''): void {
    if (value < 0) {
      this.byte(0x2d);
      this.integer(-value, separator);
    } else if (value < 1000) this.#small(value);
    else if (separator === '') this.text(String(value));
    else {
      this.integer(Math.floor(value / 1000), separator);
      this.text(separator);
      const rest = value % 1000;
      this.byte(0x30 + Math.floor(rest / 100));
      this.byte(0x30 + (Math.floor(rest / 10) % 10));
      this.byte(0x30 + (rest % 10));
    }
  }

  #small(value: number): void {
    if (value >= 100) this.byte(0x30 + Math.floor(value / 100));
    if (value >= 10) this.byte(0x30 + (Math.floor(value / 10) % 10));
    this.byte(0x30 + (value % 10));
  }
}
