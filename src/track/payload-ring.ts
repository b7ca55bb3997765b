import { COMPARED } from './tcp-state.js';

/** Bytes of payload remembered; a power of two. */
const SIZE = 1 << 22;
const FIRST_SIZE = 1 << 12;

/** Up to this length a loop costs less than a view and a copy. */
const SHORT = 64;

/**
 * The latest payload bytes of a capture, of all connections, in bounded space: enough to see whether a segment sent again
 * carries the same bytes. Positions count all bytes ever put in.
 */
export class PayloadRing {
  /** Grows to its full size before anything is overwritten, since most captures need little of it. */
  #bytes = new Uint8Array(FIRST_SIZE);
  /** Bytes put in so far. */
  #position = 0;

  /** Puts bytes in. @returns the position behind the last */
  add(bytes: Uint8Array, from: number, to: number): number {
    const length = to - from;
    const position = this.#position;
    this.#position += length;
    if (length > SIZE) return this.#position;
    if (this.#bytes.length < SIZE && this.#position > this.#bytes.length) this.#grow(this.#position);
    const ring = this.#bytes;
    const at = position % SIZE;
    if (length > SHORT && at + length <= SIZE) ring.set(bytes.subarray(from, to), at);
    else for (let index = 0; index < length; index++) ring[(at + index) & (SIZE - 1)] = bytes[from + index]!;
    return this.#position;
  }

  /** How the bytes at `position` compare with the given ones. */
  compare(
    position: number,
    bytes: Uint8Array,
    from: number,
    to: number,
  ): (typeof COMPARED)[keyof typeof COMPARED] {
    const ring = this.#bytes;
    if (this.#isForgotten(position)) return COMPARED.unknown;
    for (let index = from; index < to; index++)
      if (ring[(position + index - from) % SIZE] !== bytes[index]) return COMPARED.different;
    return COMPARED.same;
  }

  #isForgotten(position: number): boolean {
    return position < 0 || position < this.#position - SIZE;
  }

  #grow(needed: number): void {
    let size = this.#bytes.length;
    while (size < needed && size < SIZE) size *= 2;
    const grown = new Uint8Array(size);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
