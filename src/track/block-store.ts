/** Words of the smallest block, and the step between sizes. */
const STEP = 2;
/** Steps of a chunk; blocks lie within one. */
const CHUNK_BITS = 17;
const STEPS_IN_CHUNK = 1 << CHUNK_BITS;
/** Steps of the largest block. */
const LARGEST = 640;
/** Words of the largest block. */
export const LARGEST_BLOCK: number = LARGEST * STEP;
/** Bits of a block's first word that are its size in steps. */
const SIZE = 0xffff;

/** The memory of many blocks. */
export interface Chunk {
  readonly words: Int32Array;
  /** The same, as bytes, and a word more. */
  readonly view: DataView;
}

/**
 * Keeps blocks of words at a cost little above their size: what is taken out leaves a hole that the next block of that
 * size fills. A block is named by a whole number from 0.
 */
export class BlockStore {
  readonly #chunks: Chunk[] = [];
  /** Steps taken so far, holes included. */
  #end = 0;
  /** By size in steps: the block last taken out, plus 1, which names the one before it. */
  readonly #holes = new Int32Array(LARGEST + 1);

  /**
   * Keeps a copy of `words[0, length)`; returns the block's name. Of the first word the lower half must be 0.
   *
   * @param length 2 to {@link LARGEST_BLOCK}
   */
  put(words: Int32Array, length: number): number {
    const steps = (length + STEP - 1) >> 1;
    let block = this.#holes[steps]! - 1;
    if (block < 0) block = this.#append(steps);
    else this.#holes[steps] = this.chunk(block).words[this.place(block) + 1]!;
    const to = this.chunk(block).words;
    const at = this.place(block);
    for (let word = 0; word < length; word++) to[at + word] = words[word]!;
    to[at]! |= steps;
    return block;
  }

  /** Takes a block out. */
  remove(block: number): void {
    const { words } = this.chunk(block);
    const at = this.place(block);
    const steps = words[at]! & SIZE;
    words[at + 1] = this.#holes[steps]!;
    this.#holes[steps] = block + 1;
  }

  /** Where a block lies, and at which word in it. */
  chunk(block: number): Chunk {
    return this.#chunks[block >> CHUNK_BITS]!;
  }

  place(block: number): number {
    return (block & (STEPS_IN_CHUNK - 1)) * STEP;
  }

  #append(steps: number): number {
    const inChunk = this.#end & (STEPS_IN_CHUNK - 1);
    if (inChunk + steps > STEPS_IN_CHUNK) this.#end += STEPS_IN_CHUNK - inChunk;
    const block = this.#end;
    this.#end += steps;
    if (block >> CHUNK_BITS === this.#chunks.length) {
      const words = new Int32Array(STEPS_IN_CHUNK * STEP + 1);
      this.#chunks.push({ words, view: new DataView(words.buffer) });
    }
    return block;
  }
}
