import { DIRECTION, FLAG, SEGMENT, SIDE } from '../constants';
import {
  acknowledgesOf,
  nanosecondsOf,
  nanosecondsSince,
  secondsOf,
  setAcknowledges,
  setOriginal,
  setTimeout,
  tellsFrames,
} from './batch';
import { rememberPayload } from './resent-payload';
import { ack, flags, forward, frame, payload, reverse, row, seq } from './segment';
import { releaseSegment, takeSegment } from './segment-pool';
import { sequenceDistance } from './sequence';

/** Unacknowledged segments remembered per direction; Wireshark's TCP_MAX_UNACKED_SEGMENTS is as many. */
const MAX_UNACKNOWLEDGED = 10_000;

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
  if (!isControl) rememberPayload(id);
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

/** Notes the frame that first carried the segment's first byte, if it is remembered. */
export function noteOriginal(): void {
  for (let id = load<usize>(forward, SIDE.oldestSegment); id !== 0; id = load<usize>(id, SEGMENT.next)) {
    if (
      sequenceDistance(seq, load<i32>(id, SEGMENT.seq)) >= 0 &&
      sequenceDistance(seq, load<i32>(id, SEGMENT.end)) < 0
    ) {
      setOriginal(row, load<u32>(id, SEGMENT.frame));
      return;
    }
  }
}

/** Notes the time since the segment that is presumably sent again: the oldest one not yet acknowledged. */
export function noteTimeout(sinceNewest: f64): void {
  const oldest = load<usize>(forward, SIDE.oldestSegment);
  setTimeout(row, (oldest === 0 ? sinceNewest : since(oldest)) / 1e9);
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
    if (tellsFrames && beyond === 0 && acknowledgesOf(row) === 0)
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
