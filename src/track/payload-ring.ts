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
  #position = 0;

  /** Puts bytes in; returns the position of the first. */
  put(bytes: Uint8Array, from: number, to: number): number {
    const start = this.#position;
    const length = Math.min(to - from, SIZE);
    if (start + length > this.#bytes.length && this.#bytes.length < SIZE) this.#grow(start + length);
    const ring = this.#bytes;
    this.#position = start + length;
    const at = start & (SIZE - 1);
    if (length > SHORT && at + length <= SIZE) ring.set(bytes.subarray(from, from + length), at);
    else for (let index = 0; index < length; index++) ring[(at + index) & (SIZE - 1)] = bytes[from + index]!;
    return start;
  }

  /** Whether the bytes at `position` differ from the given ones; false where they are no longer remembered. */
  differs(position: number, bytes: Uint8Array, from: number, to: number): boolean {
    const ring = this.#bytes;
    if (position < 0 || position < this.#position - SIZE) return false;
    for (let index = from; index < to; index++)
      if (ring[(position + index - from) & (SIZE - 1)] !== bytes[index]) return true;
    return false;
  }

  #grow(needed: number): void {
    let size = this.#bytes.length;
    while (size < needed && size < SIZE) size *= 2;
    const grown = new Uint8Array(size);
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}
