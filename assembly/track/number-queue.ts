/** Whole numbers, first in, first out, in rings that grow. A queue is the place of four words, zeros at first. */
import { allocate, giveBack } from './memory';

/** Bytes that a queue takes itself. */
export const QUEUE_BYTES = 16;
/** Numbers there is room for at first. */
const FIRST_ROOM = 64;

// Places in a queue, in bytes. The room is a power of two.
const RING: usize = 0;
const ROOM: usize = 4;
const FIRST: usize = 8;
const LENGTH: usize = 12;

export function lengthOf(queue: usize): u32 {
  return load<u32>(queue, LENGTH);
}

export function push(queue: usize, number: i32): void {
  const length = lengthOf(queue);
  if (length === load<u32>(queue, ROOM)) growQueue(queue);
  store<i32>(placeOf(queue, length), number);
  store<u32>(queue, length + 1, LENGTH);
}

/** Takes out the number that came first. There must be one. */
export function shift(queue: usize): i32 {
  const number = load<i32>(placeOf(queue, 0));
  store<u32>(queue, (load<u32>(queue, FIRST) + 1) & (load<u32>(queue, ROOM) - 1), FIRST);
  store<u32>(queue, lengthOf(queue) - 1, LENGTH);
  return number;
}

/** Where the number stands that is so many behind the first. */
function placeOf(queue: usize, index: u32): usize {
  const at = (load<u32>(queue, FIRST) + index) & (load<u32>(queue, ROOM) - 1);
  return load<usize>(queue, RING) + (at << 2);
}

function growQueue(queue: usize): void {
  const room = load<u32>(queue, ROOM);
  const wider = room === 0 ? FIRST_ROOM : room * 2;
  const ring = allocate(wider << 2);
  const before = load<usize>(queue, RING);
  for (let index: u32 = 0; index < room; index++)
    store<i32>(ring + (index << 2), load<i32>(placeOf(queue, index)));
  giveBack(before, room << 2);
  store<usize>(queue, ring, RING);
  store<u32>(queue, wider, ROOM);
  store<u32>(queue, 0, FIRST);
}
