import { allocate } from './memory';

/** The step between the sizes of blocks, and the size of the smallest, in bytes: two words. */
const STEP_BITS = 3;
/** Steps of a chunk; blocks lie within one. */
const CHUNK_BITS = 17;
const STEPS_IN_CHUNK: u32 = 1 << CHUNK_BITS;
/** As many as fit into any memory. */
const MAX_CHUNKS = 4096;
/** Steps of the largest block. */
const LARGEST = 640;
/** Bits of a block's first word that are its size in steps. */
const SIZE = 0xffff;
/** What may be looked at behind a block. */
const BEYOND = 16;

/** Bytes of the largest block. */
export const LARGEST_BLOCK: i32 = LARGEST << STEP_BITS;

const chunks: usize = memory.data(MAX_CHUNKS * 4, 8);
/** By size in steps: the block last taken out, plus 1, which names the one before it. */
const holes: usize = memory.data((LARGEST + 1) * 4, 8);
/** Steps taken so far, holes included. */
let end: u32 = 0;

/**
 * Keeps a copy of bytes, in a block that costs little above their size: what is taken out leaves a hole that the next
 * block of that size fills. Of the first word the lower half must be 0.
 *
 * @param from at a multiple of 8, as many bytes up to the next one may be copied
 * @returns the block's name, a whole number from 0
 */
export function putBlock(from: usize, bytes: usize): i32 {
  const steps = <u32>((bytes + 7) >> STEP_BITS);
  const hole = holes + (steps << 2);
  let block = load<i32>(hole) - 1;
  if (block < 0) block = append(steps);
  else store<i32>(hole, load<i32>(blockAt(block), 4));
  const to = blockAt(block);
  for (let at: usize = 0; at < steps << STEP_BITS; at += 8) store<u64>(to + at, load<u64>(from + at));
  store<u32>(to, load<u32>(to) | steps);
  return block;
}

/** Takes a block out. */
export function removeBlock(block: i32): void {
  const at = blockAt(block);
  const hole = holes + ((load<u32>(at) & SIZE) << 2);
  store<i32>(at, load<i32>(hole), 4);
  store<i32>(hole, block + 1);
}

/** Where a block begins. */
export function blockAt(block: i32): usize {
  const chunk = load<usize>(chunks + ((<u32>block >>> CHUNK_BITS) << 2));
  return chunk + ((<u32>block & (STEPS_IN_CHUNK - 1)) << STEP_BITS);
}

function append(steps: u32): i32 {
  const inChunk = end & (STEPS_IN_CHUNK - 1);
  if (inChunk + steps > STEPS_IN_CHUNK) end += STEPS_IN_CHUNK - inChunk;
  const block = end;
  end += steps;
  const chunk = chunks + ((block >>> CHUNK_BITS) << 2);
  if (load<usize>(chunk) === 0) store<usize>(chunk, allocate((STEPS_IN_CHUNK << STEP_BITS) + BEYOND));
  return block;
}
