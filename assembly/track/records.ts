import { NOBODY, OWN, RECORD, SIDE } from '../constants';
import { allocate } from './memory';

/** Records that room is made for at a time. */
const BLOCK = 256;
/** In place of a connection's number, behind the last record of a block. */
const BLOCK_END = -2;
/** Behind the last record: a place that the next block's is told in, and a number that tells it from a record. */
const LINK_BYTES: usize = OWN.number + 4;

/** Records in use. */
export let records: i32 = 0;
/** The next one that was never taken, and where its block ends. */
let unused: usize = 0;
let blockEnd: usize = 0;
let first: usize = 0;
/** Records given back, linked by their first words; 0 none. */
let free: usize = 0;

/** The direction of a connection whose segments go from side 0, the endpoint seen first, or side 1, the other. */
export function sideOf(record: usize, side: i32): usize {
  return record + RECORD.own + <usize>side * RECORD.side;
}

/** A new record: what isn't known yet is 0, NaN or -1. */
export function takeRecord(): usize {
  let record = free;
  if (record !== 0) free = load<usize>(record);
  else {
    if (unused === blockEnd) addBlock();
    record = unused;
    unused += RECORD.size;
  }
  records++;
  clear(record);
  return record;
}

/** Gives a record back. */
export function releaseRecord(record: usize): void {
  store<usize>(record, free);
  store<i32>(record, NOBODY, OWN.number);
  free = record;
  records--;
}

/** Sets a record to what is known of a connection that was never seen. */
export function clear(record: usize): void {
  for (let at = record; at < record + RECORD.size; at += 8) store<u64>(at, 0);
  store<f64>(record, NaN, OWN.synSeconds);
  store<f64>(record, NaN, OWN.initialRtt);
  store<f64>(record, NaN, OWN.handshakeRtt);
  for (let side = 0; side < 2; side++) {
    store<i32>(sideOf(record, side), -1, SIDE.window);
    store<i32>(sideOf(record, side), -1, SIDE.scale);
  }
}

/** The record after this one, in a circle over all that were ever taken. @param record 0 for the first */
export function after(record: usize): usize {
  if (record === 0) return first;
  let next = record + RECORD.size;
  if (load<i32>(next, OWN.number) === BLOCK_END) next = load<usize>(next);
  return next === unused ? first : next;
}

/** Blocks lie in a circle as well. */
function addBlock(): void {
  const block = allocate(BLOCK * RECORD.size + LINK_BYTES);
  if (first === 0) first = block;
  else store<usize>(blockEnd, block);
  unused = block;
  blockEnd = block + BLOCK * RECORD.size;
  store<usize>(blockEnd, first);
  store<i32>(blockEnd, BLOCK_END, OWN.number);
}
