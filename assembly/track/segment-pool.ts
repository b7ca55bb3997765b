import { BATCH_ROWS, SEGMENT, STATUS } from '../constants';
import { allocate } from './memory';
import { status } from './status';

/** Segments that room is made for at a time, and those remembered at most over all connections. */
const BLOCK = 1024;
const MAX_SEGMENTS = 1 << 21;
/** Segments whose payload waits to be copied, at most: one a row. */
const MAX_UNCOPIED = BATCH_ROWS;

let free: usize = 0;
let unused: usize = 0;
let blockEnd: usize = 0;
let segments: i32 = 0;

/** Segments that had payload in the bytes at hand; how many stands in the status. */
export const UNCOPIED: usize = memory.data(MAX_UNCOPIED * 4, 8);

/** A segment's entry, not yet linked to others; 0 when the pool is full. */
export function takeSegment(seq: i32, end: i32, frame: u32, seconds: f64, nanoseconds: u32): usize {
  let id = free;
  if (id !== 0) free = load<usize>(id, SEGMENT.next);
  else {
    if (segments >= MAX_SEGMENTS) return 0;
    if (unused === blockEnd) {
      unused = allocate(BLOCK * SEGMENT.size);
      blockEnd = unused + BLOCK * SEGMENT.size;
    }
    segments++;
    id = unused;
    unused += SEGMENT.size;
  }
  store<i32>(id, seq, SEGMENT.seq);
  store<i32>(id, end, SEGMENT.end);
  store<u32>(id, frame, SEGMENT.frame);
  store<usize>(id, 0, SEGMENT.next);
  store<f64>(id, seconds, SEGMENT.seconds);
  store<u32>(id, nanoseconds, SEGMENT.nanoseconds);
  store<f64>(id, NaN, SEGMENT.payloadEnd);
  store<u32>(id, 0, SEGMENT.bytesEnd);
  store<i32>(id, seq, SEGMENT.rememberedFrom);
  store<i32>(id, end, SEGMENT.rememberedTo);
  return id;
}

/** Gives an entry back. */
export function releaseSegment(id: usize): void {
  store<usize>(id, free, SEGMENT.next);
  store<u32>(id, 0, SEGMENT.bytesEnd);
  free = id;
}

/**
 * Remembers of an entry's payload what begins at a sequence number and ends at `end` in the bytes at hand. Nearly all
 * segments are acknowledged before these go away, so that they need not be copied.
 */
export function keepPayload(id: usize, seq: i32, length: u32, end: u32): void {
  const waiting = load<i32>(status, STATUS.uncopied);
  if (waiting === MAX_UNCOPIED) return;
  const position = load<f64>(status, STATUS.payloadPosition) + <f64>length;
  store<f64>(status, position, STATUS.payloadPosition);
  store<f64>(id, position, SEGMENT.payloadEnd);
  store<u32>(id, end, SEGMENT.bytesEnd);
  store<i32>(id, seq, SEGMENT.rememberedFrom);
  store<i32>(id, seq + length, SEGMENT.rememberedTo);
  store<usize>(UNCOPIED + ((<usize>waiting) << 2), id);
  store<i32>(status, waiting + 1, STATUS.uncopied);
}
