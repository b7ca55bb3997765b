import { BATCH_ROWS, SEGMENT } from '../constants';
import * as host from './host';
import { allocate } from './memory';

/** Segments that room is made for at a time, and those remembered at most over all connections. */
const BLOCK = 1024;
const MAX_SEGMENTS = 1 << 21;
/** Segments whose payload waits to be copied, at most. */
const MAX_UNCOPIED: i32 = BATCH_ROWS;
/** A frame behind all. */
const ALL: u32 = 0xffffffff;

let free: usize = 0;
let unused: usize = 0;
let blockEnd: usize = 0;
let segments: i32 = 0;

/** Segments that had payload in the bytes held, and how many. */
const uncopied: usize = memory.data(MAX_UNCOPIED * 4, 8);
let waiting: usize = 0;

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
 * segments are acknowledged before these go away, one buffer later, so that they need not be copied.
 */
export function keepPayload(id: usize, seq: i32, length: u32, end: u32): void {
  if (waiting === <usize>MAX_UNCOPIED) copyPayloads(ALL);
  store<f64>(id, 0, SEGMENT.payloadEnd);
  store<u32>(id, end, SEGMENT.bytesEnd);
  store<i32>(id, seq, SEGMENT.rememberedFrom);
  store<i32>(id, seq + length, SEGMENT.rememberedTo);
  store<usize>(uncopied + (waiting++ << 2), id);
}

/** Copies what is not acknowledged of an entry's payload, if that wasn't done. */
export function copyPayload(id: usize): void {
  if (load<u32>(id, SEGMENT.bytesEnd) !== 0) host.copyPayload(id);
}

/** Does so with all of frames before one, whose bytes go away. */
export function copyPayloads(before: u32): void {
  let left: usize = 0;
  for (let index: usize = 0; index < waiting; index++) {
    const id = load<usize>(uncopied + (index << 2));
    if (load<u32>(id, SEGMENT.bytesEnd) === 0) continue;
    if (load<u32>(id, SEGMENT.frame) < before) host.copyPayload(id);
    else store<usize>(uncopied + (left++ << 2), id);
  }
  waiting = left;
}
