/** Bytes of a chunk; a string lies within one. */
const CHUNK_BITS = 18;
const CHUNK = 1 << CHUNK_BITS;
/** Bytes before each string that tell its length. */
const PREFIX = 2;
const LONGEST = 0xffff;

/**
 * Keeps strings of bytes one behind the other, up to a bound, at a cost of little more than their bytes. A string is named
 * by a whole number above 0.
 */
export class ByteStore {
  readonly #chunks: Uint8Array[] = [];
  #end = 1;
  readonly #limit: number;

  /** @param limit bytes at most; further strings are not kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Keeps a copy of `bytes[from, to)`, its first 65,535 bytes at most; returns its name, 0 where there is no more room. */
  put(bytes: Uint8Array, from: number, to: number): number {
    const length = Math.min(to - from, LONGEST);
    let start = this.#end;
    const room = CHUNK - (start & (CHUNK - 1));
    if (PREFIX + length > room) start += room;
    const end = start + PREFIX + length;
    if (end > this.#limit) return 0;
    this.#end = end;
    if (start >> CHUNK_BITS === this.#chunks.length) this.#chunks.push(new Uint8Array(CHUNK));
    const chunk = this.chunk(start);
    let at = start & (CHUNK - 1);
    chunk[at++] = length >> 8;
    chunk[at++] = length;
    for (let byte = 0; byte < length; byte++) chunk[at + byte] = bytes[from + byte]!;
    return start;
  }

  /** The chunk that a string lies in, and where in it: its length in two bytes, then its bytes. */
  chunk(name: number): Uint8Array {
    return this.#chunks[name >> CHUNK_BITS]!;
  }

  place(name: number): number {
    return name & (CHUNK - 1);
  }

  /** A kept string. */
  get(name: number): Uint8Array {
    const chunk = this.chunk(name);
    const at = this.place(name);
    return chunk.subarray(at + PREFIX, at + PREFIX + ((chunk[at]! << 8) | chunk[at + 1]!));
  }
}
