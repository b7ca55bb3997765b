import { CONNECTION, NOBODY, OWN, RECORD, STATUS } from '../constants';
import { keyHash, setSeed } from './connection-key';
import { allocate } from './memory';
import { lengthOf, push, QUEUE_BYTES, shift } from './number-queue';
import { placeOf, setPlace } from './places';
import { after, clear, records, releaseRecord, takeRecord } from './records';
import { findResting, forget, isResting, putToRest, show, unpackToFollow } from './resting';
import { status } from './status';

/** Slots of the lookup table at the start; it grows when connections are as many. */
const FIRST_SLOTS = 1024;
/** Records looked at when one must make room: the one that was silent longest goes. */
const CANDIDATES = 16;

/** Side of the connection found last that the source is. */
export let side: i32 = 0;
/** First records of chains, by hash of their key; 0 none. */
let slots: usize = allocate(FIRST_SLOTS * 4);
let slotCount: u32 = FIRST_SLOTS;
/** Connections that have not ended. */
let live: i32 = 0;
/** Numbers of connections that have ended, in the order in which they did: with a record at hand, and resting. */
const ended: usize = memory.data(QUEUE_BYTES, 8);
const endedResting: usize = memory.data(QUEUE_BYTES, 8);
/** A record that is nobody's: connections that rest are shown in it; and the number of the one that is. */
const shown: usize = memory.data(RECORD.size, 16);
let numberShown: i32 = NOBODY;
/** The record looked at last when one had to make room. */
let hand: usize = 0;

let maxConnections: i32 = 0;
let maxOpen: i32 = 0;
let maxRecords: i32 = 0;
let maxEnded: u32 = 0;
let maxEndedRecords: u32 = 0;

/** @param seed of the hash of keys. @param most connections, those open, and those ended; records, and those of ended ones */
export function setLimits(
  seed: u32,
  most: i32,
  mostOpen: i32,
  mostEnded: u32,
  mostRecords: i32,
  mostEndedRecords: u32,
): void {
  setSeed(seed);
  maxConnections = most;
  maxOpen = mostOpen;
  maxEnded = mostEnded;
  maxRecords = mostRecords;
  maxEndedRecords = mostEndedRecords;
}

/** Connections so far, forgotten ones included; the next number. */
export function count(): i32 {
  return load<i32>(status, STATUS.count);
}

/** Record of the latest connection between these endpoints, in either direction; 0 where there is none. Sets {@link side}. */
export function find(source: i32, sourcePort: i32, destination: i32, destinationPort: i32): usize {
  const there = (sourcePort << 16) | destinationPort;
  const back = (destinationPort << 16) | sourcePort;
  const hash = keyHash(source, sourcePort, destination, destinationPort);
  for (let record = load<usize>(slotOf(hash)); record !== 0; record = load<usize>(record, OWN.chain)) {
    const a = load<i32>(record, OWN.addressA);
    const b = load<i32>(record, OWN.addressB);
    const ports = load<i32>(record, OWN.ports);
    // Which way a segment goes can't be foreseen, so that it is not branched on.
    const isOther = ((a ^ source) | (b ^ destination) | (ports ^ there)) !== 0;
    const isOtherBack = ((a ^ destination) | (b ^ source) | (ports ^ back)) !== 0;
    if (isOther & isOtherBack) continue;
    side = <i32>isOther;
    return record;
  }
  const number = findResting(source, sourcePort, destination, destinationPort, hash);
  if (number === NOBODY) return 0;
  const record = wake(number, hash);
  side =
    load<i32>(record, OWN.addressA) === source && load<i32>(record, OWN.ports) >>> 16 === sourcePort ? 0 : 1;
  return record;
}

/** Adds a connection, its first segment going from source to destination; 0 when there are too many. */
export function add(source: i32, sourcePort: i32, destination: i32, destinationPort: i32): usize {
  if (isFull()) return 0;
  const record = take();
  const number = count();
  store<i32>(record, source, OWN.addressA);
  store<i32>(record, destination, OWN.addressB);
  store<i32>(record, (sourcePort << 16) | destinationPort, OWN.ports);
  store<i32>(record, number, OWN.number);
  link(record, keyHash(source, sourcePort, destination, destinationPort));
  setPlace(number, record >> 2);
  store<i32>(status, number + 1, STATUS.count);
  live++;
  side = 0;
  return record;
}

/** Adds a connection whose endpoints had another before, which has thereby ended. */
export function replace(
  before: usize,
  source: i32,
  sourcePort: i32,
  destination: i32,
  destinationPort: i32,
): usize {
  if (isFull()) return 0;
  setEnded(before, true);
  rest(before);
  return add(source, sourcePort, destination, destinationPort);
}

/** Says whether a connection has ended: later ones may then take its place. */
export function setEnded(record: usize, isEnded: bool): void {
  const flags = load<i32>(record, OWN.flags);
  if (((flags & CONNECTION.ended) !== 0) === isEnded) return;
  store<i32>(record, flags ^ CONNECTION.ended, OWN.flags);
  live += isEnded ? -1 : 1;
  if (isEnded) push(ended, load<i32>(record, OWN.number));
}

/** Lets connections rest that ended long ago. To be called between segments: it may give back any record. */
export function settle(): void {
  while (lengthOf(ended) > maxEndedRecords) {
    const record = recordOf(shift(ended));
    if (record !== 0 && load<i32>(record, OWN.flags) & CONNECTION.ended) rest(record);
  }
}

/** Whether there is a connection with this number, and it was not forgotten. */
export function has(number: i32): bool {
  return <u32>number < <u32>count() && placeOf(number) !== 0;
}

/** Record of a connection by its number, to be looked at until the next call; an empty one where there is none any more. */
export function at(number: i32): usize {
  if (!has(number)) {
    clear(shown);
    numberShown = NOBODY;
    return shown;
  }
  const record = recordOf(number);
  if (record !== 0) return record;
  if (numberShown !== number) {
    show(number, shown);
    numberShown = number;
  }
  return shown;
}

/** The record of a connection that is followed; 0 for others. */
function recordOf(number: i32): usize {
  return (<usize>max(0, placeOf(number))) << 2;
}

function isFull(): bool {
  return live >= maxOpen || count() >= maxConnections;
}

/** A new record; where there are too many, that of a silent connection. */
function take(): usize {
  if (records >= maxRecords) {
    let oldest: usize = 0;
    for (let left = CANDIDATES; left > 0 || oldest === 0; left--) {
      hand = after(hand);
      if (load<i32>(hand, OWN.number) === NOBODY) continue;
      if (oldest === 0 || load<u32>(hand, OWN.lastFrame) < load<u32>(oldest, OWN.lastFrame)) oldest = hand;
    }
    rest(oldest);
  }
  return takeRecord();
}

/** Packs a connection's record and gives it back. */
function rest(record: usize): void {
  const number = load<i32>(record, OWN.number);
  const isEnded = (load<i32>(record, OWN.flags) & CONNECTION.ended) !== 0;
  const hash = hashOf(record);
  unlink(record, hash);
  putToRest(number, record, hash);
  releaseRecord(record);
  if (!isEnded) return;
  push(endedResting, number);
  while (lengthOf(endedResting) > maxEnded) forgetEnded(shift(endedResting));
}

function forgetEnded(number: i32): void {
  if (number === numberShown) numberShown = NOBODY;
  if (!isResting(number)) return;
  forget(number);
  store<i32>(status, load<i32>(status, STATUS.forgotten) + 1, STATUS.forgotten);
}

function wake(number: i32, hash: u32): usize {
  const record = take();
  unpackToFollow(number, record);
  if (numberShown === number) numberShown = NOBODY;
  store<i32>(record, number, OWN.number);
  link(record, hash);
  if (load<i32>(record, OWN.flags) & CONNECTION.ended) push(ended, number);
  return record;
}

function slotOf(hash: u32): usize {
  return slots + ((hash & (slotCount - 1)) << 2);
}

function link(record: usize, hash: u32): void {
  if (<u32>records > slotCount) growSlots();
  enter(record, hash);
}

function enter(record: usize, hash: u32): void {
  const slot = slotOf(hash);
  store<usize>(record, load<usize>(slot), OWN.chain);
  store<usize>(slot, record);
}

function unlink(record: usize, hash: u32): void {
  const slot = slotOf(hash);
  const next = load<usize>(record, OWN.chain);
  let before = load<usize>(slot);
  if (before === record) {
    store<usize>(slot, next);
    return;
  }
  while (load<usize>(before, OWN.chain) !== record) before = load<usize>(before, OWN.chain);
  store<usize>(before, next, OWN.chain);
}

/** The table before is left behind: all of them together are a third of the one now. */
function growSlots(): void {
  const from = slots;
  const to = from + (slotCount << 2);
  slotCount *= 4;
  slots = allocate(slotCount << 2);
  for (let slot = from; slot < to; slot += 4)
    for (let record = load<usize>(slot); record !== 0; ) {
      const next = load<usize>(record, OWN.chain);
      enter(record, hashOf(record));
      record = next;
    }
}

function hashOf(record: usize): u32 {
  const ports = load<u32>(record, OWN.ports);
  return keyHash(
    load<i32>(record, OWN.addressA),
    ports >>> 16,
    load<i32>(record, OWN.addressB),
    ports & 0xffff,
  );
}
