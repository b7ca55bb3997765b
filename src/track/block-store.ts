/** Bytes of a block at least, and the step between sizes. */
const STEP = 16;
/** Steps of a chunk, and its bytes; blocks lie within one. */
const CHUNK_BITS = 16;
const STEPS_IN_CHUNK = 1 << CHUNK_BITS;
const CHUNK = STEPS_IN_CHUNK * STEP;
/** Steps of the largest block: they are told in its first byte. */
const LARGEST = 255;

/**
 * Keeps blocks of bytes at a cost little above their size: what is taken out leaves a hole that the next block of that
 * size fills. A block is named by a whole number from 0.
 */
export class BlockStore {
  readonly #chunks: Uint8Array[] = [];
  /** Steps taken so far, holes included. */
  #end = 0;
  /** By size in steps: the block last taken out, plus 1, which names the one before it. */
  readonly #holes = new Uint32Array(LARGEST + 1);

  /** Keeps a copy of `bytes[0, length)`; returns the block's name. @param length 1 to 4,079 */
  put(bytes: Uint8Array, length: number): number {
    const steps = Math.ceil((length + 1) / STEP);
    const hole = this.#holes[steps]!;
    let block = hole - 1;
    if (hole === 0) block = this.#append(steps);
    else this.#holes[steps] = this.#next(block);
    const chunk = this.chunk(block);
    const at = this.place(block);
    chunk[at - 1] = steps;
    for (let index = 0; index < length; index++) chunk[at + index] = bytes[index]!;
    return block;
  }

  /** Takes a block out. */
  remove(block: number): void {
    const chunk = this.chunk(block);
    const at = this.place(block);
    const steps = chunk[at - 1]!;
    const hole = this.#holes[steps]!;
    for (let byte = 0; byte < 4; byte++) chunk[at + byte] = hole >>> (8 * byte);
    this.#holes[steps] = block + 1;
  }

  /** The bytes that a block lies in, and where in them it begins. */
  chunk(block: number): Uint8Array {
    return this.#chunks[block >> CHUNK_BITS]!;
  }

  place(block: number): number {
    return (block & (STEPS_IN_CHUNK - 1)) * STEP + 1;
  }

  #next(block: number): number {
    const chunk = this.chunk(block);
    const at = this.place(block);
    return (chunk[at]! | (chunk[at + 1]! << 8) | (chunk[at + 2]! << 16) | (chunk[at + 3]! << 24)) >>> 0;
  }

  #append(steps: number): number {
    const inChunk = this.#end % STEPS_IN_CHUNK;
    if (inChunk + steps > STEPS_IN_CHUNK) this.#end += STEPS_IN_CHUNK - inChunk;
    const block = this.#end;
    this.#end += steps;
    if (block >> CHUNK_BITS === this.#chunks.length) this.#chunks.push(new Uint8Array(CHUNK));
    return block;
  }
}
