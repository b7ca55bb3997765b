import { COMPARED, DIRECTION, FLAG, SEGMENT, SIDE } from '../constants';
import {
  acknowledgesOf,
  nanosecondsOf,
  nanosecondsSince,
  payloadAtOf,
  payloadEndOf,
  secondsOf,
  setAcknowledges,
} from './batch';
import * as host from './host';
import { ack, flags, forward, frame, payload, reverse, row, seq } from './segment';
import { keepPayload, releaseSegment, takeSegment } from './segment-pool';
import { sequenceDistance } from './sequence';

/** Unacknowledged segments remembered per direction; Wireshark's TCP_MAX_UNACKED_SEGMENTS is as many. */
const MAX_UNACKNOWLEDGED = 10_000;

/**
 * Bytes that are compared for one segment at most, and as how many more each comparison counts: enough for a segment that
 * joins thousands of small ones, few enough where many overlap.
 */
const MOST_COMPARED = 1 << 18;
const COMPARISON = 64;

/** The part of the payload at hand that was compared with what is remembered, and is the same. */
let knownFrom: u32 = 0;
let knownTo: u32 = 0;

/** Whether payload is remembered. */
let remembersPayload: bool = true;

export function setRemembersPayload(remembers: bool): void {
  remembersPayload = remembers;
}

/**
 * Remembers a segment that takes sequence numbers, by payload, SYN or FIN, until it is acknowledged.
 *
 * @returns the number after it; as in Wireshark, a SYN or FIN counts only where the segment could be remembered
 */
export function rememberSegment(): i32 {
  const isControl = (flags & (FLAG.syn | FLAG.fin)) !== 0;
  const end = seq + <i32>payload;
  if (load<i32>(forward, SIDE.segmentCount) >= MAX_UNACKNOWLEDGED) return end;
  const after = isControl ? end + 1 : end;
  const id = takeSegment(seq, after, frame, secondsOf(row), nanosecondsOf(row));
  if (id === 0) return after;
  link(id);
  if (remembersPayload && !isControl) rememberPayload(id);
  return after;
}

/** Puts a segment behind those of its direction that are not acknowledged. */
function link(id: usize): void {
  const newest = load<usize>(forward, SIDE.newestSegment);
  if (newest === 0) {
    store<usize>(forward, id, SIDE.oldestSegment);
    const agreed = ~(DIRECTION.disordered | DIRECTION.mayDiffer);
    store<i32>(forward, load<i32>(forward, SIDE.flags) & agreed, SIDE.flags);
  } else {
    store<usize>(newest, id, SEGMENT.next);
    if (sequenceDistance(seq, load<i32>(newest, SEGMENT.end)) < 0)
      store<i32>(forward, load<i32>(forward, SIDE.flags) | DIRECTION.disordered, SIDE.flags);
  }
  store<usize>(forward, id, SIDE.newestSegment);
  store<i32>(forward, load<i32>(forward, SIDE.segmentCount) + 1, SIDE.segmentCount);
}

/**
 * Keeps the payload, where it was captured whole, so that what is sent again can be compared with it; but not what was found
 * to be remembered already. Beside a SYN or FIN, which take a number themselves, it is not kept.
 */
function rememberPayload(id: usize): void {
  const at = payloadAtOf(row);
  if (payloadEndOf(row) < at || payloadEndOf(row) - at !== payload) return;
  const from = knownFrom === 0 ? knownTo : 0;
  const to = knownFrom > 0 && knownTo === payload ? knownFrom : payload;
  if (from < to) keepPayload(id, seq + from, to - from, at + to);
}

/**
 * Whether bytes of the segment differ from those that a remembered one carried at the same place of the stream. Sets
 * {@link knownFrom} and {@link knownTo}.
 *
 * @param isKeepAlive its byte may be any
 */
export function conflicts(isKeepAlive: bool): bool {
  knownFrom = 0;
  knownTo = 0;
  if (payload === 0 || flags & FLAG.syn) return false;
  if (isKeepAlive || sequenceDistance(seq, load<i32>(forward, SIDE.nextSeq)) >= 0) {
    // What is remembered of it may be beside the byte of a probe, which moves no number on, or of a keep-alive.
    if (mayOverlap()) store<i32>(forward, load<i32>(forward, SIDE.flags) | DIRECTION.mayDiffer, SIDE.flags);
    return false;
  }
  // Where all that is remembered agrees, each byte need be compared once.
  const isOnce = (load<i32>(forward, SIDE.flags) & DIRECTION.mayDiffer) === 0;
  const first = payloadAtOf(row);
  const captured = <i64>payloadEndOf(row) - <i64>first;
  let left = MOST_COMPARED;
  for (let id = load<usize>(forward, SIDE.oldestSegment); id !== 0; id = load<usize>(id, SEGMENT.next)) {
    const payloadEnd = load<f64>(id, SEGMENT.payloadEnd);
    if (isNaN(payloadEnd)) continue;
    const begin = sequenceDistance(load<i32>(id, SEGMENT.rememberedFrom), seq);
    // What was acknowledged meanwhile counts no more.
    const from = <u32>max(0, max(begin, sequenceDistance(load<i32>(id, SEGMENT.seq), seq)));
    const end = sequenceDistance(load<i32>(id, SEGMENT.rememberedTo), seq);
    if (<i64>from >= min(captured, <i64>end)) continue;
    left -= COMPARISON;
    if (left <= 0) break;
    const to = <u32>min(min(captured, <i64>end), <i64>from + left);
    left -= <i32>(to - from);
    const there = payloadEnd - <f64>end + <f64>from;
    const compared = host.compare(id, there, first + from, first + to);
    if (compared === COMPARED.different) {
      store<i32>(forward, load<i32>(forward, SIDE.flags) | DIRECTION.mayDiffer, SIDE.flags);
      knownTo = knownFrom;
      return true;
    }
    if (compared === COMPARED.same) addKnown(from, to);
    if (isOnce && knownFrom === 0 && knownTo === payload) break;
  }
  return false;
}

/** Whether some segment that is remembered may reach beyond the beginning of the one at hand. */
function mayOverlap(): bool {
  const newest = load<usize>(forward, SIDE.newestSegment);
  if (newest === 0) return false;
  return (
    (load<i32>(forward, SIDE.flags) & DIRECTION.disordered) !== 0 ||
    sequenceDistance(load<i32>(newest, SEGMENT.end), seq) > 0
  );
}

/** Adds to what of the payload is known a part that touches it; any where nothing is. */
function addKnown(from: u32, to: u32): void {
  if (knownFrom === knownTo) {
    knownFrom = from;
    knownTo = to;
  } else if (from <= knownTo && to >= knownFrom) {
    knownFrom = min(knownFrom, from);
    knownTo = max(knownTo, to);
  }
}

/** Notes the frame that first carried the segment's first byte, if it is remembered. */
export function noteOriginal(): void {
  for (let id = load<usize>(forward, SIDE.oldestSegment); id !== 0; id = load<usize>(id, SEGMENT.next)) {
    if (
      sequenceDistance(seq, load<i32>(id, SEGMENT.seq)) >= 0 &&
      sequenceDistance(seq, load<i32>(id, SEGMENT.end)) < 0
    ) {
      host.noteOriginal(row, load<u32>(id, SEGMENT.frame));
      return;
    }
  }
}

/** Notes the time since the segment that is presumably sent again: the oldest one not yet acknowledged. */
export function noteTimeout(sinceNewest: f64): void {
  const oldest = load<usize>(forward, SIDE.oldestSegment);
  host.noteTimeout(row, (oldest === 0 ? sinceNewest : since(oldest)) / 1e9);
}

/**
 * Forgets the segments that this one acknowledges, and notes the oldest whose end it acknowledges exactly. Where the
 * segments lie in the order of their numbers, those beyond the acknowledgment need not be looked at.
 */
export function forgetAcknowledged(): void {
  const isDisordered = (load<i32>(reverse, SIDE.flags) & DIRECTION.disordered) !== 0;
  let previous: usize = 0;
  let staysDisordered = false;
  for (let id = load<usize>(reverse, SIDE.oldestSegment); id !== 0; ) {
    const next = load<usize>(id, SEGMENT.next);
    const beyond = sequenceDistance(load<i32>(id, SEGMENT.end), ack);
    if (beyond > 0) {
      if (sequenceDistance(ack, load<i32>(id, SEGMENT.seq)) > 0) store<i32>(id, ack, SEGMENT.seq);
      if (!isDisordered) break;
      if (
        previous !== 0 &&
        sequenceDistance(load<i32>(id, SEGMENT.seq), load<i32>(previous, SEGMENT.end)) < 0
      )
        staysDisordered = true;
      previous = id;
      id = next;
      continue;
    }
    if (beyond === 0 && acknowledgesOf(row) === 0)
      setAcknowledges(row, load<u32>(id, SEGMENT.frame), since(id) / 1e9);
    if (previous === 0) store<usize>(reverse, next, SIDE.oldestSegment);
    else store<usize>(previous, next, SEGMENT.next);
    if (next === 0) store<usize>(reverse, previous, SIDE.newestSegment);
    releaseSegment(id);
    store<i32>(reverse, load<i32>(reverse, SIDE.segmentCount) - 1, SIDE.segmentCount);
    id = next;
  }
  if (isDisordered && !staysDisordered)
    store<i32>(reverse, load<i32>(reverse, SIDE.flags) & ~DIRECTION.disordered, SIDE.flags);
}

/** Nanoseconds by which the segment is after one that is remembered. */
function since(id: usize): f64 {
  return nanosecondsSince(row, load<f64>(id, SEGMENT.seconds), load<u32>(id, SEGMENT.nanoseconds));
}
