import { sequenceDistance } from '../bytes/sequence.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { FLAG } from '../wire/tcp.js';
import type { Segment } from './segment.js';
import type { SegmentPool } from './segment-pool.js';
import { DIRECTION, SIDE, type TcpState } from './tcp-state.js';

/** Unacknowledged segments remembered per direction; Wireshark's TCP_MAX_UNACKED_SEGMENTS is as many. */
export const MAX_UNACKNOWLEDGED = 10_000;

/**
 * Remembers a segment that takes sequence numbers, by payload, SYN or FIN, until it is acknowledged.
 *
 * @returns the number after it; as in Wireshark, a SYN or FIN counts only where the segment could be remembered
 */
export function rememberSegment(
  state: TcpState,
  pool: SegmentPool,
  batch: FrameBatch,
  segment: Segment,
): number {
  const { i32 } = state;
  const { forward, seq, payload, row } = segment;
  const control = segment.flags & (FLAG.syn | FLAG.fin) ? 1 : 0;
  const end = (seq + payload) | 0;
  if (i32[forward + SIDE.segmentCount]! >= MAX_UNACKNOWLEDGED) return end;
  const after = (end + control) | 0;
  const id = pool.take(seq, after, segment.frame, batch.seconds[row]!, batch.nanoseconds[row]!);
  if (id === 0) return after;
  linkSegment(state, pool, forward, id);
  if (pool.remembersPayload && control === 0) rememberPayload(pool, batch, row, id);
  return after;
}

/** Puts a segment behind those of its direction that are not acknowledged. */
export function linkSegment({ i32 }: TcpState, pool: SegmentPool, forward: number, id: number): void {
  const newest = i32[forward + SIDE.newestSegment]!;
  if (newest === 0) {
    i32[forward + SIDE.oldestSegment] = id;
    i32[forward + SIDE.flags]! &= ~DIRECTION.disordered;
  } else {
    pool.next[newest] = id;
    if (sequenceDistance(pool.seq[id]!, pool.end[newest]!) < 0)
      i32[forward + SIDE.flags]! |= DIRECTION.disordered;
  }
  i32[forward + SIDE.newestSegment] = id;
  i32[forward + SIDE.segmentCount]!++;
}

/**
 * Keeps the payload, where it was captured whole, so that what is sent again can be compared with it. Beside a SYN or FIN,
 * which take a number themselves, it is not kept.
 */
export function rememberPayload(pool: SegmentPool, batch: FrameBatch, row: number, id: number): void {
  const payload = batch.payloadLength[row]!;
  const from = batch.payloadAt[row]!;
  if (batch.payloadEnd[row]! - from !== payload) return;
  const bytes = batch.bytesOf(row);
  if (bytes === pool.bytes) pool.keepPayload(id, payload, from + payload);
  else {
    const position = pool.payloads.reserve(payload);
    pool.payloads.write(position, bytes, from, from + payload);
    pool.payloadEnd[id] = position + payload;
  }
}

/** Whether bytes of the segment differ from those that a remembered one carried at the same place of the stream. */
export function conflicts(state: TcpState, pool: SegmentPool, batch: FrameBatch, segment: Segment): boolean {
  const { row, seq, forward } = segment;
  if (segment.payload === 0 || segment.flags & FLAG.syn) return false;
  if (sequenceDistance(seq, state.u32[forward + SIDE.nextSeq]!) >= 0) return false;
  const first = batch.payloadAt[row]!;
  const captured = batch.payloadEnd[row]! - first;
  for (let id = state.i32[forward + SIDE.oldestSegment]!; id !== 0; id = pool.next[id]!) {
    const payloadEnd = pool.payloadEnd[id]!;
    if (Number.isNaN(payloadEnd)) continue;
    const from = Math.max(0, sequenceDistance(pool.seq[id]!, seq));
    const to = Math.min(captured, sequenceDistance(pool.end[id]!, seq));
    if (to <= from) continue;
    pool.copyPayload(id);
    const there = payloadEnd - sequenceDistance(pool.end[id]!, seq) + from;
    if (pool.payloads.differs(there, batch.bytesOf(row), first + from, first + to)) return true;
  }
  return false;
}

/** Notes the frame that first carried the segment's first byte, if it is remembered. */
export function noteOriginal(state: TcpState, pool: SegmentPool, batch: FrameBatch, segment: Segment): void {
  for (let id = state.i32[segment.forward + SIDE.oldestSegment]!; id !== 0; id = pool.next[id]!) {
    if (
      sequenceDistance(segment.seq, pool.seq[id]!) >= 0 &&
      sequenceDistance(segment.seq, pool.end[id]!) < 0
    ) {
      batch.note(segment.row).retransmissionOf = pool.frame[id]!;
      return;
    }
  }
}

/** Notes the time since the segment that is presumably sent again: the oldest one not yet acknowledged. */
export function noteTimeout(
  state: TcpState,
  pool: SegmentPool,
  batch: FrameBatch,
  segment: Segment,
  sinceNewest: number,
): void {
  const oldest = state.i32[segment.forward + SIDE.oldestSegment]!;
  const elapsed =
    oldest === 0
      ? sinceNewest
      : batch.nanosecondsSince(segment.row, pool.seconds[oldest]!, pool.nanoseconds[oldest]!);
  batch.note(segment.row).rto = elapsed / 1e9;
}

/**
 * Forgets the segments that this one acknowledges, and notes the oldest whose end it acknowledges exactly. Where the
 * segments lie in the order of their numbers, those beyond the acknowledgment need not be looked at.
 */
export function forgetAcknowledged(
  { i32 }: TcpState,
  pool: SegmentPool,
  batch: FrameBatch,
  row: number,
  reverse: number,
  ack: number,
): void {
  const disordered = (i32[reverse + SIDE.flags]! & DIRECTION.disordered) !== 0;
  let previous = 0;
  let stillDisordered = false;
  for (let id = i32[reverse + SIDE.oldestSegment]!; id !== 0; ) {
    const next = pool.next[id]!;
    const beyond = sequenceDistance(pool.end[id]!, ack);
    if (beyond > 0) {
      if (sequenceDistance(ack, pool.seq[id]!) > 0) pool.seq[id] = ack;
      if (!disordered) break;
      if (previous !== 0 && sequenceDistance(pool.seq[id]!, pool.end[previous]!) < 0) stillDisordered = true;
      previous = id;
      id = next;
      continue;
    }
    if (beyond === 0 && batch.acknowledges[row] === 0) {
      batch.acknowledges[row] = pool.frame[id]!;
      batch.roundTrip[row] = batch.nanosecondsSince(row, pool.seconds[id]!, pool.nanoseconds[id]!) / 1e9;
    }
    if (previous === 0) i32[reverse + SIDE.oldestSegment] = next;
    else pool.next[previous] = next;
    if (next === 0) i32[reverse + SIDE.newestSegment] = previous;
    pool.release(id);
    i32[reverse + SIDE.segmentCount]!--;
    id = next;
  }
  if (disordered && !stillDisordered) i32[reverse + SIDE.flags]! &= ~DIRECTION.disordered;
}
