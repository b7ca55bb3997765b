import { DIRECTION, OWN, SIDE } from '../constants';
import { sideOf } from './records';

/** Where the numbers that differ most begin: six of the connection, and eleven of each direction. */
const HOT: usize = 0;
const HOT_A: usize = 6;
const HOT_B: usize = 17;
/** Where those begin that are the same in most connections: nine, and eight of each direction. */
const USUAL: usize = 28;
const USUAL_A: usize = 37;
const USUAL_B: usize = 45;
/** Where those begin that are mostly 0: eleven, and fourteen of each direction. */
const REST: usize = 53;
const REST_A: usize = 64;
const REST_B: usize = 78;
/** How many there are, in full groups of sixteen. */
const COUNT = 96;

/** Number of a double that is told in full. */
const IN_FULL: i32 = -(2 ** 31);
/** Added to a whole number of 51 bits, it makes a double whose lowest bits are those of the number. */
const ALIGNED: f64 = 6755399441055744;
/** Doubles of a record. */
const DOUBLES = 15;
const NANOSECONDS: f64 = 1e9;

/** Numbers of a record, and their bytes. */
export const VALUES: usize = memory.data(COUNT * 4, 16);
export const VALUES_BYTES: usize = COUNT * 4;
/** Doubles that no number tells, in order; and how many there are, or were read. */
const full: usize = memory.data(DOUBLES * 8, 8);
let fullCount: i32 = 0;
/** Seconds that times are near to: those of the first record. */
let epoch: f64 = NaN;

/*
 * A connection's record as a row of numbers of 32 bits, most of them small, and back, without losing anything: what is
 * near to another is told by the difference. Not told are its key, number and place in a chain, and what it has in the
 * segment pool.
 */

/** Takes the numbers of a record. */
export function takeNumbers(record: usize): void {
  const a = sideOf(record, 0);
  const b = sideOf(record, 1);
  fullCount = 0;
  takeOwn(record);
  takeDirection(record, a, b, HOT_A, USUAL_A, REST_A);
  takeDirection(record, b, a, HOT_B, USUAL_B, REST_B);
}

/** Gives a record the numbers. */
export function giveNumbers(record: usize): void {
  fullCount = 0;
  giveOwn(record);
  giveDirection(record, sideOf(record, 0), HOT_B, HOT_A, USUAL_A, REST_A);
  giveDirection(record, sideOf(record, 1), HOT_A, HOT_B, USUAL_B, REST_B);
}

/** Copies those numbers that are the same in most connections, if this is one like most. */
export function copyUsual(to: usize): void {
  for (let index = USUAL; index < REST; index++) store<i32>(to + (index << 2), told(index));
}

/** Forgets the doubles told in full. */
export function clearFull(): void {
  fullCount = 0;
}

/** Writes the doubles that are told in full; returns where they end. */
export function writeFull(to: usize): usize {
  const bytes = (<usize>fullCount) << 3;
  for (let at: usize = 0; at < bytes; at += 8) store<u64>(to + at, load<u64>(full + at));
  return to + bytes;
}

/** How many doubles are told in full. */
export function countFull(): i32 {
  return fullCount;
}

/** Reads so many doubles that are told in full; returns where they end. */
export function readFull(from: usize, count: i32): usize {
  const bytes = (<usize>count) << 3;
  for (let at: usize = 0; at < bytes; at += 8) store<u64>(full + at, load<u64>(from + at));
  fullCount = 0;
  return from + bytes;
}

function tell(index: usize, value: i32): void {
  store<i32>(VALUES + (index << 2), value);
}

function told(index: usize): i32 {
  return load<i32>(VALUES + (index << 2));
}

function takeOwn(record: usize): void {
  const lastFrame = load<i32>(record, OWN.lastFrame);
  const lastNanoseconds = load<i32>(record, OWN.lastNanoseconds);
  const firstNanoseconds = load<i32>(record, OWN.firstNanoseconds);
  const firstSeconds = load<f64>(record, OWN.firstSeconds);
  if (isNaN(epoch)) epoch = firstSeconds;
  const initialRtt = ofRtt(load<f64>(record, OWN.initialRtt));
  tell(HOT, lastFrame);
  tell(HOT + 1, lastNanoseconds);
  tell(HOT + 2, load<i32>(record, OWN.firstFrame) - lastFrame);
  tell(HOT + 3, firstNanoseconds - lastNanoseconds);
  tell(HOT + 4, initialRtt);
  tell(HOT + 5, ofDouble(firstSeconds, epoch));
  tell(USUAL, load<i32>(record, OWN.flags));
  tell(USUAL + 1, load<i32>(record, OWN.completeness));
  tell(USUAL + 2, load<i32>(record, OWN.firstCompleteness));
  tell(USUAL + 3, load<i32>(record, OWN.closeStage));
  tell(USUAL + 4, load<i32>(record, OWN.historyLength));
  for (let word: usize = 0; word < 4; word++)
    tell(USUAL + 5 + word, load<i32>(record + (word << 2), OWN.history));
  tell(REST, ofDouble(load<f64>(record, OWN.lastSeconds), firstSeconds));
  tell(REST + 1, ofDouble(load<f64>(record, OWN.synSeconds), firstSeconds));
  tell(REST + 2, ofRtt(load<f64>(record, OWN.handshakeRtt)) - initialRtt);
  tell(REST + 3, load<i32>(record, OWN.synNanoseconds) - firstNanoseconds);
  tell(REST + 4, load<i32>(record, OWN.resetFrame));
  for (let word: usize = 0; word < 6; word++)
    tell(REST + 5 + word, load<i32>(record + (word << 2), OWN.history + 16));
}

function giveOwn(record: usize): void {
  const lastFrame = told(HOT);
  const lastNanoseconds = told(HOT + 1);
  const firstNanoseconds = told(HOT + 3) + lastNanoseconds;
  const initialRtt = told(HOT + 4);
  store<f64>(record, toRtt(initialRtt), OWN.initialRtt);
  const firstSeconds = toDouble(told(HOT + 5), epoch);
  store<i32>(record, lastFrame, OWN.lastFrame);
  store<i32>(record, lastNanoseconds, OWN.lastNanoseconds);
  store<i32>(record, told(HOT + 2) + lastFrame, OWN.firstFrame);
  store<i32>(record, firstNanoseconds, OWN.firstNanoseconds);
  store<f64>(record, firstSeconds, OWN.firstSeconds);
  store<i32>(record, told(USUAL), OWN.flags);
  store<i32>(record, told(USUAL + 1), OWN.completeness);
  store<i32>(record, told(USUAL + 2), OWN.firstCompleteness);
  store<i32>(record, told(USUAL + 3), OWN.closeStage);
  store<i32>(record, told(USUAL + 4), OWN.historyLength);
  for (let word: usize = 0; word < 4; word++)
    store<i32>(record + (word << 2), told(USUAL + 5 + word), OWN.history);
  store<f64>(record, toDouble(told(REST), firstSeconds), OWN.lastSeconds);
  store<f64>(record, toDouble(told(REST + 1), firstSeconds), OWN.synSeconds);
  store<f64>(record, toRtt(told(REST + 2) + initialRtt), OWN.handshakeRtt);
  store<i32>(record, told(REST + 3) + firstNanoseconds, OWN.synNanoseconds);
  store<i32>(record, told(REST + 4), OWN.resetFrame);
  for (let word: usize = 0; word < 6; word++)
    store<i32>(record + (word << 2), told(REST + 5 + word), OWN.history + 16);
}

function takeDirection(
  record: usize,
  side: usize,
  other: usize,
  hot: usize,
  usual: usize,
  rest: usize,
): void {
  const flags = load<i32>(side, SIDE.flags);
  const nextSeq = load<i32>(side, SIDE.nextSeq);
  const baseSeq = load<i32>(side, SIDE.baseSeq);
  const isn = load<i32>(side, SIDE.isn);
  const finEnd = load<i32>(side, SIDE.finEnd);
  const lastAck = load<i32>(side, SIDE.lastAck);
  const lastSegmentFrame = load<i32>(side, SIDE.lastSegmentFrame);
  const nextSeqFrame = load<i32>(side, SIDE.nextSeqFrame);
  const nextSeqNanoseconds = load<i32>(side, SIDE.nextSeqNanoseconds);
  const lastSeconds = load<f64>(record, OWN.lastSeconds);
  const relativeSeq = load<f64>(side, SIDE.relativeSeq);
  const payloadBytes = load<f64>(side, SIDE.payloadBytes);
  // What was not seen yet is near to nothing.
  const sent = nextSeq === 0 ? 0 : -1;
  const acked = lastAck === 0 ? 0 : -1;
  const began = flags & DIRECTION.isnKnown ? -1 : 0;
  const ended = flags & DIRECTION.finSent ? -1 : 0;
  tell(hot, nextSeq);
  tell(hot + 1, nextSeq - baseSeq);
  tell(hot + 2, nextSeqNanoseconds - (load<i32>(record, OWN.lastNanoseconds) & sent));
  tell(hot + 3, load<i32>(side, SIDE.lastAckNanoseconds) - (nextSeqNanoseconds & acked));
  tell(hot + 4, lastSegmentFrame - (load<i32>(record, OWN.lastFrame) & sent));
  tell(hot + 5, nextSeqFrame - lastSegmentFrame);
  tell(hot + 6, load<i32>(side, SIDE.lastPayloadFrame) - (payloadBytes === 0 ? 0 : nextSeqFrame));
  tell(hot + 7, load<i32>(side, SIDE.originalAckFrame) - (lastSegmentFrame & acked));
  tell(hot + 8, load<i32>(side, SIDE.isnFrame) - (load<i32>(record, OWN.firstFrame) & began));
  tell(hot + 9, load<i32>(side, SIDE.frames));
  tell(hot + 10, ofDouble(load<f64>(side, SIDE.wireBytes), 0));
  tell(rest + 11, ofDouble(relativeSeq, <f64>(<u32>(nextSeq - baseSeq))));
  tell(usual, flags);
  tell(usual + 1, load<i32>(side, SIDE.endpoint));
  tell(usual + 2, load<i32>(side, SIDE.said));
  tell(usual + 3, load<i32>(side, SIDE.window));
  tell(usual + 4, load<i32>(side, SIDE.scale));
  tell(usual + 5, load<i32>(side, SIDE.segmentSize));
  tell(usual + 6, load<i32>(side, SIDE.saidAt + 4) - finEnd);
  tell(usual + 7, ofDouble(payloadBytes, relativeSeq));
  tell(rest, isn - (baseSeq & began));
  tell(rest + 1, finEnd - (nextSeq & ended));
  tell(rest + 2, load<i32>(side, SIDE.finFrame) - (nextSeqFrame & ended));
  tell(rest + 3, load<i32>(side, SIDE.saidAt) - isn);
  tell(rest + 4, load<i32>(side, SIDE.saidAt + 8));
  tell(rest + 5, load<i32>(side, SIDE.contiguousEnd) - nextSeq);
  tell(rest + 6, lastAck - (load<i32>(other, SIDE.nextSeq) & sent));
  tell(rest + 7, load<i32>(side, SIDE.lastFindings));
  tell(rest + 8, load<i32>(side, SIDE.duplicateAcks));
  tell(rest + 9, load<i32>(side, SIDE.counts));
  tell(rest + 10, load<i32>(side, SIDE.counts + 4));
  tell(rest + 12, ofDouble(load<f64>(side, SIDE.nextSeqSeconds), sent === 0 ? 0.0 : lastSeconds));
  tell(rest + 13, ofDouble(load<f64>(side, SIDE.lastAckSeconds), acked === 0 ? 0.0 : lastSeconds));
}

function giveDirection(
  record: usize,
  side: usize,
  hotOther: usize,
  hot: usize,
  usual: usize,
  rest: usize,
): void {
  const flags = told(usual);
  const nextSeq = told(hot);
  const sent = nextSeq === 0 ? 0 : -1;
  const lastAck = told(rest + 6) + (told(hotOther) & sent);
  const acked = lastAck === 0 ? 0 : -1;
  const began = flags & DIRECTION.isnKnown ? -1 : 0;
  const ended = flags & DIRECTION.finSent ? -1 : 0;
  const baseSeq = nextSeq - told(hot + 1);
  const isn = told(rest) + (baseSeq & began);
  const finEnd = told(rest + 1) + (nextSeq & ended);
  const lastSegmentFrame = told(hot + 4) + (load<i32>(record, OWN.lastFrame) & sent);
  const nextSeqFrame = told(hot + 5) + lastSegmentFrame;
  const nextSeqNanoseconds = told(hot + 2) + (load<i32>(record, OWN.lastNanoseconds) & sent);
  const lastSeconds = load<f64>(record, OWN.lastSeconds);
  store<i32>(side, nextSeq, SIDE.nextSeq);
  store<i32>(side, baseSeq, SIDE.baseSeq);
  store<i32>(side, nextSeqNanoseconds, SIDE.nextSeqNanoseconds);
  store<i32>(side, told(hot + 3) + (nextSeqNanoseconds & acked), SIDE.lastAckNanoseconds);
  store<i32>(side, lastSegmentFrame, SIDE.lastSegmentFrame);
  store<i32>(side, nextSeqFrame, SIDE.nextSeqFrame);
  store<i32>(side, told(hot + 7) + (lastSegmentFrame & acked), SIDE.originalAckFrame);
  store<i32>(side, told(hot + 8) + (load<i32>(record, OWN.firstFrame) & began), SIDE.isnFrame);
  store<i32>(side, told(hot + 9), SIDE.frames);
  store<f64>(side, toDouble(told(hot + 10), 0), SIDE.wireBytes);
  const relativeSeq = toDouble(told(rest + 11), <f64>(<u32>(nextSeq - baseSeq)));
  const payloadBytes = toDouble(told(usual + 7), relativeSeq);
  store<f64>(side, relativeSeq, SIDE.relativeSeq);
  store<f64>(side, payloadBytes, SIDE.payloadBytes);
  store<i32>(side, told(hot + 6) + (payloadBytes === 0 ? 0 : nextSeqFrame), SIDE.lastPayloadFrame);
  store<i32>(side, flags, SIDE.flags);
  store<i32>(side, told(usual + 1), SIDE.endpoint);
  store<i32>(side, told(usual + 2), SIDE.said);
  store<i32>(side, told(usual + 3), SIDE.window);
  store<i32>(side, told(usual + 4), SIDE.scale);
  store<i32>(side, told(usual + 5), SIDE.segmentSize);
  store<i32>(side, told(usual + 6) + finEnd, SIDE.saidAt + 4);
  store<i32>(side, isn, SIDE.isn);
  store<i32>(side, finEnd, SIDE.finEnd);
  store<i32>(side, told(rest + 2) + (nextSeqFrame & ended), SIDE.finFrame);
  store<i32>(side, told(rest + 3) + isn, SIDE.saidAt);
  store<i32>(side, told(rest + 4), SIDE.saidAt + 8);
  store<i32>(side, told(rest + 5) + nextSeq, SIDE.contiguousEnd);
  store<i32>(side, lastAck, SIDE.lastAck);
  store<i32>(side, told(rest + 7), SIDE.lastFindings);
  store<i32>(side, told(rest + 8), SIDE.duplicateAcks);
  store<i32>(side, told(rest + 9), SIDE.counts);
  store<i32>(side, told(rest + 10), SIDE.counts + 4);
  store<f64>(side, toDouble(told(rest + 12), sent === 0 ? 0.0 : lastSeconds), SIDE.nextSeqSeconds);
  store<f64>(side, toDouble(told(rest + 13), acked === 0 ? 0.0 : lastSeconds), SIDE.lastAckSeconds);
}

/** The number of a double that is mostly whole and near to another. */
export function ofDouble(value: f64, near: f64): i32 {
  // Of what is not whole, or too large, these are some bits: then it differs below.
  const difference = <i32>reinterpret<i64>(value - near + ALIGNED);
  if (near + <f64>difference === value && difference !== IN_FULL) return difference;
  return inFull(value);
}

export function toDouble(number: i32, near: f64): f64 {
  return number === IN_FULL ? nextFull() : near + <f64>number;
}

/** The number of a time in seconds, NaN where it is not known: nanoseconds and one more, or 0. */
function ofRtt(seconds: f64): i32 {
  if (isNaN(seconds)) return 0;
  const number = <i32>Math.floor(seconds * NANOSECONDS + 0.5) + 1;
  if (<f64>(number - 1) / NANOSECONDS === seconds && number !== 0 && number !== IN_FULL) return number;
  return inFull(seconds);
}

function toRtt(number: i32): f64 {
  if (number === 0) return NaN;
  return number === IN_FULL ? nextFull() : <f64>(number - 1) / NANOSECONDS;
}

function inFull(value: f64): i32 {
  store<f64>(full + ((<usize>fullCount) << 3), value);
  fullCount++;
  return IN_FULL;
}

function nextFull(): f64 {
  const value = load<f64>(full + ((<usize>fullCount) << 3));
  fullCount++;
  return value;
}
