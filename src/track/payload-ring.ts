/** Bytes of payload remembered; a power of two. */
const SIZE = 1 << 22;

/** Up to this length a loop costs less than a view and a copy. */
const SHORT = 64;

/**
 * The latest payload bytes of a capture, of all connections, in bounded space: enough to see whether a segment sent again
 * carries the same bytes. Positions count all bytes ever put in.
 */
export class PayloadRing {
  #bytes: Uint8Array | undefined;
  #position = 0;

  /** Puts bytes in; returns the position of the first. */
  put(bytes: Uint8Array, from: number, to: number): number {
    this.#bytes ??= new Uint8Array(SIZE);
    const ring = this.#bytes;
    const start = this.#position;
    const length = Math.min(to - from, SIZE);
    this.#position = start + length;
    const at = start & (SIZE - 1);
    if (length > SHORT && at + length <= SIZE) ring.set(bytes.subarray(from, from + length), at);
    else for (let index = 0; index < length; index++) ring[(at + index) & (SIZE - 1)] = bytes[from + index]!;
    return start;
  }

  /** Whether the bytes at `position` differ from the given ones; false where they are no longer remembered. */
  differs(position: number, bytes: Uint8Array, from: number, to: number): boolean {
    const ring = this.#bytes;
    if (ring === undefined || position < 0 || position < this.#position - SIZE) return false;
    for (let index = from; index < to; index++)
      if (ring[(position + index - from) & (SIZE - 1)] !== bytes[index]) return true;
    return false;
  }
}
