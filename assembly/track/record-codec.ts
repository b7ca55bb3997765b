import { OWN, SEGMENT, SIDE } from '../constants';
import { blockAt, LARGEST_BLOCK, putBlock } from './blocks';
import { groups, readNumbers, writeNumbers } from './packed-numbers';
import {
  clearFull,
  copyUsual,
  countFull,
  giveNumbers,
  ofDouble,
  readFull,
  takeNumbers,
  toDouble,
  VALUES,
  VALUES_BYTES,
  writeFull,
} from './record-numbers';
import { sideOf } from './records';
import { copyPayload, releaseSegment, takeSegment } from './segment-pool';

/** Places in a packed record, in bytes: behind a word about it both addresses, the ports, and its numbers. */
export const PACKED_A: usize = 4;
export const PACKED_B: usize = 8;
export const PACKED_PORTS: usize = 12;
const PACKED_NUMBERS: usize = 16;
/** In the first word: its groups of numbers, how many doubles are in full, whether what is usual was known, and segments. */
const GROUPS_SHIFT = 16;
const GROUPS = 0x3f;
const FULL_SHIFT = 22;
const FULL = 0xf;
const KNOWS_USUAL = 1 << 26;
const HAS_SEGMENTS = 1 << 27;
/** Completeness of a connection from its SYN to its FIN, with data: what its numbers are is usual. */
const COMPLETE = 31;
/** Unacknowledged segments that are packed with a direction, the oldest; with more a block could not hold the record. */
const MAX_SEGMENTS = 40;

/** The record that is packed, numbers that are usual, and none. */
const packed: usize = memory.data(LARGEST_BLOCK, 16);
const usual: usize = memory.data(96 * 4, 16);
const unknown: usize = memory.data(96 * 4, 16);
/** Usual are some of the first complete connection that was packed; before it none. */
let knowsUsual: bool = false;
/** Numbers of an unacknowledged segment. */
const SEGMENT_BYTES = 64;
const numbers: usize = memory.data(SEGMENT_BYTES, 16);

/**
 * Packs a record into few bytes, without losing anything: numbers are written as what they differ by from others in the
 * record, and from what is usual. Gives back what it holds of the segment pool; returns the block.
 */
export function pack(record: usize): i32 {
  store<i32>(packed, load<i32>(record, OWN.addressA), PACKED_A);
  store<i32>(packed, load<i32>(record, OWN.addressB), PACKED_B);
  store<i32>(packed, load<i32>(record, OWN.ports), PACKED_PORTS);
  takeNumbers(record);
  if (!knowsUsual && load<i32>(record, OWN.completeness) === COMPLETE) {
    knowsUsual = true;
    copyUsual(usual);
  }
  let at = writeNumbers(packed + PACKED_NUMBERS, VALUES, knowsUsual ? usual : unknown, VALUES_BYTES);
  at = writeFull(at);
  let about = (groups << GROUPS_SHIFT) | (countFull() << FULL_SHIFT) | (knowsUsual ? KNOWS_USUAL : 0);
  const a = sideOf(record, 0);
  const b = sideOf(record, 1);
  if (load<usize>(a, SIDE.oldestSegment) !== 0 || load<usize>(b, SIDE.oldestSegment) !== 0) {
    about |= HAS_SEGMENTS;
    at = packSegments(record, b, packSegments(record, a, at));
  }
  store<i32>(packed, about);
  return putBlock(packed, at - packed);
}

/**
 * Unpacks all of a record but its connection's number and its place in a chain.
 *
 * @param withSegments whether its unacknowledged segments go back into the pool
 */
export function unpack(block: i32, record: usize, withSegments: bool): void {
  const from = blockAt(block);
  const about = load<i32>(from);
  store<i32>(record, load<i32>(from, PACKED_A), OWN.addressA);
  store<i32>(record, load<i32>(from, PACKED_B), OWN.addressB);
  store<i32>(record, load<i32>(from, PACKED_PORTS), OWN.ports);
  const written = (about >>> GROUPS_SHIFT) & GROUPS;
  const near = about & KNOWS_USUAL ? usual : unknown;
  let at = readNumbers(from + PACKED_NUMBERS, VALUES, near, VALUES_BYTES, written);
  at = readFull(at, (about >>> FULL_SHIFT) & FULL);
  giveNumbers(record);
  for (let side = 0; side < 2; side++) {
    const direction = sideOf(record, side);
    store<usize>(direction, 0, SIDE.oldestSegment);
    store<usize>(direction, 0, SIDE.newestSegment);
    store<i32>(direction, 0, SIDE.segmentCount);
    if (withSegments && about & HAS_SEGMENTS) at = unpackSegments(record, direction, at);
  }
}

/** Writes a direction's segments behind their count; returns where they end. */
function packSegments(record: usize, direction: usize, to: usize): usize {
  let at = to + 1;
  let count = 0;
  for (let id = load<usize>(direction, SIDE.oldestSegment); id !== 0; ) {
    if (count < MAX_SEGMENTS) {
      count++;
      copyPayload(id);
      const seq = load<i32>(id, SEGMENT.seq);
      const payloadEnd = load<f64>(id, SEGMENT.payloadEnd);
      clearFull();
      store<i32>(numbers, seq - load<i32>(direction, SIDE.nextSeq));
      store<i32>(numbers, load<i32>(id, SEGMENT.end) - seq, 4);
      store<i32>(numbers, load<i32>(id, SEGMENT.frame) - load<i32>(record, OWN.lastFrame), 8);
      store<i32>(numbers, load<i32>(id, SEGMENT.nanoseconds) - load<i32>(record, OWN.lastNanoseconds), 12);
      store<i32>(numbers, ofDouble(load<f64>(id, SEGMENT.seconds), load<f64>(record, OWN.lastSeconds)), 16);
      store<i32>(numbers, ofDouble(isNaN(payloadEnd) ? -1 : payloadEnd, -1), 20);
      store<i32>(numbers, load<i32>(id, SEGMENT.rememberedFrom) - seq, 28);
      store<i32>(numbers, load<i32>(id, SEGMENT.end) - load<i32>(id, SEGMENT.rememberedTo), 32);
      // Not 0, so that there is a group.
      store<i32>(numbers, countFull() + 1, 24);
      at = writeFull(writeNumbers(at, numbers, unknown, SEGMENT_BYTES));
    }
    const next = load<usize>(id, SEGMENT.next);
    releaseSegment(id);
    id = next;
  }
  store<u8>(to, <u8>count);
  return at;
}

/** Reads a direction's segments; returns where they end. */
function unpackSegments(record: usize, direction: usize, from: usize): usize {
  let at = from + 1;
  let newest: usize = 0;
  for (let left = <i32>load<u8>(from); left > 0; left--) {
    at = readNumbers(at, numbers, unknown, SEGMENT_BYTES, 1);
    at = readFull(at, load<i32>(numbers, 24) - 1);
    const seq = load<i32>(numbers) + load<i32>(direction, SIDE.nextSeq);
    const end = load<i32>(numbers, 4) + seq;
    const frame = load<i32>(numbers, 8) + load<i32>(record, OWN.lastFrame);
    const nanoseconds = load<i32>(numbers, 12) + load<i32>(record, OWN.lastNanoseconds);
    const seconds = toDouble(load<i32>(numbers, 16), load<f64>(record, OWN.lastSeconds));
    const payloadEnd = toDouble(load<i32>(numbers, 20), -1);
    const id = takeSegment(seq, end, frame, seconds, nanoseconds);
    if (id === 0) continue;
    store<f64>(id, payloadEnd < 0 ? NaN : payloadEnd, SEGMENT.payloadEnd);
    store<i32>(id, seq + load<i32>(numbers, 28), SEGMENT.rememberedFrom);
    store<i32>(id, end - load<i32>(numbers, 32), SEGMENT.rememberedTo);
    if (newest === 0) store<usize>(direction, id, SIDE.oldestSegment);
    else store<usize>(newest, id, SEGMENT.next);
    newest = id;
    store<usize>(direction, id, SIDE.newestSegment);
    store<i32>(direction, load<i32>(direction, SIDE.segmentCount) + 1, SIDE.segmentCount);
  }
  return at;
}
