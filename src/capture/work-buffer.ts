import type { RecordRoom } from '../table/records.js';

const FIRST_SIZE = 1 << 19;
/** A buffer of so many records is large enough: what is done once a buffer then counts no more. */
const ENOUGH_RECORDS = 1024;
/** To hold them it becomes so many times as large as at first, at most. */
const GROWTH = 4;
/** Bytes of the capture's beginning that are kept for judging what damaged it. */
const HEAD_SIZE = 65536;

/**
 * The buffer that a reader works in: what is left of the last bytes, followed by the next ones. There are two that take
 * turns, so that the bytes of a batch stay as they are while the next batch is read and followed. Nothing else is
 * allocated while reading, unless a record is larger than the buffer.
 */
export class WorkBuffer {
  bytes: Uint8Array = new Uint8Array(0);
  /** First byte not yet read. */
  start = 0;
  /** One past the last byte there is. */
  end = 0;
  /** Position of `bytes[0]` in the capture. */
  origin = 0;
  /** Bytes that the record at the start has, as far as known: the buffer doubles as bytes come, but not beyond. */
  wanted = 0;
  /** No more bytes will come. */
  ended = false;
  /** Rows point into the bytes: what comes next goes into the other buffer. */
  isLent = false;
  /** Records that were read from the buffer. */
  records = 0;
  #other: Uint8Array = new Uint8Array(0);
  readonly #head: Uint8Array = new Uint8Array(HEAD_SIZE);
  #headLength = 0;

  /** Gives room for bytes. */
  memory: Pick<RecordRoom, 'allocate'> = { allocate: (size) => new Uint8Array(size) };
  readonly #size: number;

  constructor(size: number = FIRST_SIZE) {
    this.#size = Math.max(size, 64);
  }

  /** Reads a whole capture where it lies, without copying it. */
  static over(bytes: Uint8Array): WorkBuffer {
    const work = new WorkBuffer(0);
    work.bytes = bytes;
    work.end = bytes.length;
    work.ended = true;
    work.#keepHead(0, bytes.length);
    return work;
  }

  /** Position of `start` in the capture. */
  get position(): number {
    return this.origin + this.start;
  }

  /** Bytes there are and not yet read. */
  get available(): number {
    return this.end - this.start;
  }

  /** Moves what is left to the front, and returns the free space behind it, at least one byte. */
  room(): Uint8Array {
    if (this.start > 0) {
      if (this.isLent) this.#turn();
      else this.bytes.copyWithin(0, this.start, this.end);
      this.origin += this.start;
      this.end -= this.start;
      this.start = 0;
    }
    if (this.end === this.bytes.length) {
      const size = this.bytes.length;
      const larger = this.memory.allocate(
        size === 0 ? this.#size : this.wanted > size ? Math.min(this.wanted, size * 2) : size * 2,
      );
      larger.set(this.bytes);
      this.bytes = larger;
    }
    return this.bytes.subarray(this.end);
  }

  /** Goes on in the other buffer, with a copy of what is left. */
  #turn(): void {
    const left = this.bytes.subarray(this.start, this.end);
    const size = this.#nextSize();
    const other =
      this.#other.length >= size && this.#other.length > left.length
        ? this.#other
        : this.memory.allocate(size);
    other.set(left);
    this.#other = this.bytes;
    this.bytes = other;
    this.isLent = false;
    this.records = 0;
  }

  /** Twice the size where the buffer was full of few large records. */
  #nextSize(): number {
    const { length } = this.bytes;
    const isFull = this.end > length / 2;
    return isFull && this.records < ENOUGH_RECORDS && length < this.#size * GROWTH ? length * 2 : length;
  }

  /** Says that `count` bytes were written into {@link room}. */
  commit(count: number): void {
    this.#keepHead(this.end, this.end + count);
    this.end += count;
  }

  /** The capture's first 64 KiB, or all of it; null while more is to come of them. */
  get head(): Uint8Array | null {
    return this.ended || this.#headLength === HEAD_SIZE ? this.#head.subarray(0, this.#headLength) : null;
  }

  #keepHead(from: number, to: number): void {
    const missing = HEAD_SIZE - this.#headLength;
    if (missing === 0) return;
    const part = this.bytes.subarray(from, Math.min(to, from + missing));
    this.#head.set(part, this.#headLength);
    this.#headLength += part.length;
  }

  /** Forgets all bytes, as if none had come. */
  clear(): void {
    this.start = 0;
    this.end = 0;
    this.ended = false;
    this.#headLength = 0;
  }

  /** Adds a copy of `piece`. */
  append(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      const room = this.room();
      const count = Math.min(room.length, piece.length - at);
      room.set(piece.subarray(at, at + count));
      this.commit(count);
      at += count;
    }
  }
}
