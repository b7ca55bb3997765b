import { sequenceDistance } from '../bytes/sequence.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { FLAG } from '../wire/tcp.js';
import type { PayloadRing } from './payload-ring.js';
import type { SegmentPool } from './segment-pool.js';
import { DIRECTION, type TcpState } from './tcp-state.js';

/** Unacknowledged segments remembered per direction; Wireshark's TCP_MAX_UNACKED_SEGMENTS is as many. */
const MAX_UNACKNOWLEDGED = 10_000;

const RETRANSMISSION = FINDING_BIT['retransmission'];
const FAST = FINDING_BIT['fast-retransmission'];
const SPURIOUS = FINDING_BIT['spurious-retransmission'];
const OUT_OF_ORDER = FINDING_BIT['out-of-order'];
const LOST = FINDING_BIT['previous-segment-not-captured'];
const ACK_LOST = FINDING_BIT['acked-unseen-segment'];
const DUPLICATE_ACK = FINDING_BIT['duplicate-ack'];
const ZERO_WINDOW = FINDING_BIT['zero-window'];
const PROBE = FINDING_BIT['zero-window-probe'];
const PROBE_ACK = FINDING_BIT['zero-window-probe-ack'];
const WINDOW_FULL = FINDING_BIT['window-full'];
const WINDOW_UPDATE = FINDING_BIT['window-update'];
const KEEP_ALIVE = FINDING_BIT['keep-alive'];
const KEEP_ALIVE_ACK = FINDING_BIT['keep-alive-ack'];
const CONFLICT = FINDING_BIT['overlap-conflict'];

/** Thresholds of verdicts that rest on times, in nanoseconds. */
export interface SequenceThresholds {
  /** A segment resent within this time of a repeated ACK is a fast retransmission. Wireshark: 20 ms. */
  readonly fastRetransmission: number;
  /** Late by less than this is out of order, where the initial RTT is not known. Wireshark: 3 ms. */
  readonly outOfOrder: number;
}

/** Wireshark's thresholds. */
export const DEFAULT_THRESHOLDS: SequenceThresholds = { fastRetransmission: 20e6, outOfOrder: 3e6 };

/** A segment on its way through the analysis; one is reused for all. */
export class Segment {
  /** Directions in the TCP state: the segment's own, and the other. */
  forward = 0;
  reverse = 1;
  connection = 0;
  frame = 0;
  row = 0;
  seq = 0;
  ack = 0;
  payload = 0;
  flags = 0;
  window = 0;
}

/**
 * Wireshark's sequence analysis (`tcp_analyze_sequence_number`, 4.0): the findings of one segment, and what it changes
 * in what is remembered of its connection. The checks stand in Wireshark's order, which is part of their meaning.
 * Writes `acknowledges`, `roundTrip` and the numbers that belong to findings into the row; returns the findings.
 *
 * @param before findings that the segment has already (port reuse)
 */
export function analyzeSequence(
  state: TcpState,
  pool: SegmentPool,
  ring: PayloadRing,
  batch: FrameBatch,
  segment: Segment,
  thresholds: SequenceThresholds,
  before: number,
): number {
  let findings = before | forwardChecks(state, batch, segment);
  const { forward, flags } = segment;
  if (segment.ack !== state.lastAck[forward]) {
    state.originalAckFrame[forward] = segment.frame;
    state.duplicateAcks[forward] = 0;
  }
  findings |= acknowledgesUnseen(state, segment);
  if ((segment.payload > 0 || flags & (FLAG.syn | FLAG.fin)) && !(findings & KEEP_ALIVE)) {
    findings |= resendChecks(state, pool, batch, segment, thresholds);
    if (conflicts(state, pool, ring, batch, segment)) findings |= CONFLICT;
  }
  remember(state, pool, ring, batch, segment, findings);
  if (state.oldestSegment[segment.reverse] !== 0) pairAcknowledgment(state, pool, batch, segment);
  return findings;
}

/** Probes, windows, holes, keep-alives and repeated ACKs. */
function forwardChecks(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { forward, reverse, seq, payload, window } = segment;
  const nextSeq = state.nextSeq[forward]!;
  if (payload === 1 && seq === nextSeq && state.window[reverse] === 0) return PROBE;
  const control = segment.flags & (FLAG.syn | FLAG.fin | FLAG.rst);
  let findings = 0;
  if (window === 0 && control === 0) findings |= ZERO_WINDOW;
  // Asked this way round, numbers 2³¹ apart count as beyond, as in Wireshark.
  if (nextSeq !== 0 && sequenceDistance(nextSeq, seq) < 0 && !(segment.flags & FLAG.rst)) findings |= LOST;
  if (control !== 0) return findings;
  if (payload <= 1 && seq === (nextSeq - 1) >>> 0) findings |= KEEP_ALIVE;
  if (payload > 0) {
    if (state.scale[reverse] !== -1 && reachesWindow(state, segment)) findings |= WINDOW_FULL;
    return findings;
  }
  if (seq !== nextSeq) return findings;
  if (segment.ack === state.lastAck[forward]) return findings | repeatedAck(state, batch, segment);
  // Some receivers take the byte of a probe, which moves their acknowledgment by one.
  if (
    window === 0 &&
    state.window[forward] === 0 &&
    state.lastFindings[reverse]! & PROBE &&
    segment.ack === (state.lastAck[forward]! + 1) >>> 0
  ) {
    state.nextSeq[reverse] = segment.ack;
    state.contiguousEnd[reverse] = segment.ack;
    return findings | PROBE_ACK;
  }
  return findings;
}

function reachesWindow(state: TcpState, segment: Segment): boolean {
  const { reverse } = segment;
  const scale = state.scale[reverse]!;
  const shift = state.directionFlags[reverse]! & DIRECTION.firstAckPending || scale < 0 ? 0 : scale;
  const edge = (state.lastAck[reverse]! + (state.window[reverse]! << shift)) >>> 0;
  return (segment.seq + segment.payload) >>> 0 === edge;
}

/** An empty segment with the numbers of the one before it: window update, answer to a probe, or a repeated ACK. */
function repeatedAck(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { forward, reverse, window } = segment;
  const previous = state.lastFindings[reverse]!;
  if (window !== state.window[forward]) return window === 0 ? 0 : WINDOW_UPDATE;
  if (window === 0) return previous & PROBE ? PROBE_ACK : 0;
  if (previous & KEEP_ALIVE) return KEEP_ALIVE_ACK;
  const count = Math.max(state.duplicateAcks[forward]!, 0) + 1;
  state.duplicateAcks[forward] = count;
  const note = batch.note(segment.row);
  // Segments without the ACK flag may repeat the number 0 that no frame acknowledged.
  if (state.originalAckFrame[forward]! > 0) note.duplicateAckOf = state.originalAckFrame[forward]!;
  note.duplicateAckNumber = count;
  return DUPLICATE_ACK;
}

/** An acknowledgment beyond what was seen without a hole; said once. */
function acknowledgesUnseen(state: TcpState, segment: Segment): number {
  const { reverse, ack } = segment;
  const contiguousEnd = state.contiguousEnd[reverse]!;
  if (!(segment.flags & FLAG.ack) || contiguousEnd === 0 || sequenceDistance(ack, contiguousEnd) <= 0)
    return 0;
  const nextSeq = state.nextSeq[reverse]!;
  if (sequenceDistance(contiguousEnd, nextSeq) < 0) {
    state.contiguousEnd[reverse] = nextSeq;
    return ACK_LOST;
  }
  // The other side sends nothing that could lift the mark: once its ACKs have been counted, say it no more.
  const first = state.duplicateAcks[reverse] === 0;
  state.duplicateAcks[reverse] = -1;
  return first ? ACK_LOST : 0;
}

/** Retransmission in its three forms, or out of order. */
function resendChecks(
  state: TcpState,
  pool: SegmentPool,
  batch: FrameBatch,
  segment: Segment,
  thresholds: SequenceThresholds,
): number {
  const { forward, reverse, seq, payload, flags, row } = segment;
  const nextSeq = state.nextSeq[forward]!;
  const end = (seq + payload) >>> 0;
  const reverseAck = state.lastAck[reverse]!;
  if (payload > 0 && reverseAck !== 0 && sequenceDistance(end, reverseAck) <= 0) {
    noteOriginal(state, pool, batch, segment);
    return SPURIOUS | RETRANSMISSION;
  }
  // One byte before the expected and longer than one: new data after a probe.
  if (nextSeq === 0 || sequenceDistance(seq, nextSeq) >= 0) return 0;
  if (payload > 1 && (nextSeq - 1) >>> 0 === seq) return 0;
  const duplicateAcks = state.duplicateAcks[reverse]!;
  const sinceAck = batch.nanosecondsSince(
    row,
    state.lastAckSeconds[reverse]!,
    state.lastAckNanoseconds[reverse]!,
  );
  // Wireshark's counter is unsigned, so that its -1 ("an unseen segment was acknowledged") counts as many.
  const repeated = duplicateAcks >= 2 || duplicateAcks < 0;
  if (repeated && reverseAck === seq && sinceAck >= 0 && sinceAck < thresholds.fastRetransmission) {
    noteOriginal(state, pool, batch, segment);
    return FAST | RETRANSMISSION;
  }
  const late = batch.nanosecondsSince(
    row,
    state.nextSeqSeconds[forward]!,
    state.nextSeqNanoseconds[forward]!,
  );
  const initialRtt = state.initialRtt[segment.connection]!;
  const threshold = Number.isNaN(initialRtt) || initialRtt === 0 ? thresholds.outOfOrder : initialRtt * 1e9;
  const control = flags & (FLAG.syn | FLAG.fin) ? 1 : 0;
  if (late >= 0 && late < threshold && nextSeq !== (end + control) >>> 0) return OUT_OF_ORDER;
  noteTimeout(state, pool, batch, segment, late);
  noteOriginal(state, pool, batch, segment);
  return RETRANSMISSION;
}

/** Notes the frame that first carried the segment's first byte, if it is remembered. */
function noteOriginal(state: TcpState, pool: SegmentPool, batch: FrameBatch, segment: Segment): void {
  for (let id = state.oldestSegment[segment.forward]!; id !== 0; id = pool.next[id]!) {
    if (
      sequenceDistance(segment.seq, pool.seq[id]!) >= 0 &&
      sequenceDistance(segment.seq, pool.end[id]!) < 0
    ) {
      batch.note(segment.row).retransmissionOf = pool.frame[id]!;
      return;
    }
  }
}

/**
 * Keeps the payload, where it was captured whole, so that what is sent again can be compared with it. Beside a SYN or FIN,
 * which take a number themselves, it is not kept.
 */
function rememberPayload(
  pool: SegmentPool,
  ring: PayloadRing,
  batch: FrameBatch,
  segment: Segment,
  id: number,
): void {
  const { row, payload } = segment;
  const from = batch.payloadAt[row]!;
  if (payload === 0 || segment.flags & (FLAG.syn | FLAG.fin)) return;
  if (batch.payloadEnd[row]! - from !== payload) return;
  pool.payloadEnd[id] = ring.put(batch.bytesOf(row), from, from + payload) + payload;
}

/** Whether bytes of the segment differ from those that a remembered one carried at the same place of the stream. */
function conflicts(
  state: TcpState,
  pool: SegmentPool,
  ring: PayloadRing,
  batch: FrameBatch,
  segment: Segment,
): boolean {
  const { row, seq, forward } = segment;
  if (segment.payload === 0 || segment.flags & FLAG.syn) return false;
  if (sequenceDistance(seq, state.nextSeq[forward]!) >= 0) return false;
  const first = batch.payloadAt[row]!;
  const captured = batch.payloadEnd[row]! - first;
  for (let id = state.oldestSegment[forward]!; id !== 0; id = pool.next[id]!) {
    const payloadEnd = pool.payloadEnd[id]!;
    if (Number.isNaN(payloadEnd)) continue;
    const from = Math.max(0, sequenceDistance(pool.seq[id]!, seq));
    const to = Math.min(captured, sequenceDistance(pool.end[id]!, seq));
    if (to <= from) continue;
    const there = payloadEnd - sequenceDistance(pool.end[id]!, seq) + from;
    if (ring.differs(there, batch.bytesOf(row), first + from, first + to)) return true;
  }
  return false;
}

/** Notes the time since the segment that is presumably sent again: the oldest one not yet acknowledged. */
function noteTimeout(
  state: TcpState,
  pool: SegmentPool,
  batch: FrameBatch,
  segment: Segment,
  sinceNewest: number,
): void {
  const oldest = state.oldestSegment[segment.forward]!;
  const elapsed =
    oldest === 0
      ? sinceNewest
      : batch.nanosecondsSince(segment.row, pool.seconds[oldest]!, pool.nanoseconds[oldest]!);
  batch.note(segment.row).rto = elapsed / 1e9;
}

/** Takes the segment into what is remembered of its direction. */
function remember(
  state: TcpState,
  pool: SegmentPool,
  ring: PayloadRing,
  batch: FrameBatch,
  segment: Segment,
  findings: number,
): void {
  const { forward, seq, payload, row } = segment;
  const control = segment.flags & (FLAG.syn | FLAG.fin) ? 1 : 0;
  const seconds = batch.seconds[row]!;
  const nanoseconds = batch.nanoseconds[row]!;
  let end = (seq + payload) >>> 0;
  if ((payload > 0 || control === 1) && state.segmentCount[forward]! < MAX_UNACKNOWLEDGED) {
    end = (end + control) >>> 0;
    const id = pool.take(seq, end, segment.frame, seconds, nanoseconds);
    if (id !== 0) {
      append(state, pool, forward, id);
      rememberPayload(pool, ring, batch, segment, id);
    }
  }
  const nextSeq = state.nextSeq[forward]!;
  const isProbe = (findings & PROBE) !== 0;
  if (!isProbe && (nextSeq === 0 || sequenceDistance(end, nextSeq) > 0)) {
    state.nextSeq[forward] = end;
    state.nextSeqFrame[forward] = segment.frame;
    state.nextSeqSeconds[forward] = seconds;
    state.nextSeqNanoseconds[forward] = nanoseconds;
  }
  const contiguousEnd = state.contiguousEnd[forward]!;
  if (!isProbe && (contiguousEnd === 0 || contiguousEnd === seq))
    state.contiguousEnd[forward] = state.nextSeq[forward]!;
  state.window[forward] = segment.window;
  state.lastAck[forward] = segment.ack;
  state.lastAckSeconds[forward] = seconds;
  state.lastAckNanoseconds[forward] = nanoseconds;
  state.lastFindings[forward] = findings;
}

function append(state: TcpState, pool: SegmentPool, forward: number, id: number): void {
  const newest = state.newestSegment[forward]!;
  if (newest === 0) {
    state.oldestSegment[forward] = id;
    state.directionFlags[forward]! &= ~DIRECTION.disordered;
  } else {
    pool.next[newest] = id;
    if (sequenceDistance(pool.seq[id]!, pool.end[newest]!) < 0)
      state.directionFlags[forward]! |= DIRECTION.disordered;
  }
  state.newestSegment[forward] = id;
  state.segmentCount[forward]!++;
}

/**
 * Forgets the segments that this one acknowledges, and notes the oldest whose end it acknowledges exactly. Where the
 * segments lie in the order of their numbers, those beyond the acknowledgment need not be looked at.
 */
function pairAcknowledgment(state: TcpState, pool: SegmentPool, batch: FrameBatch, segment: Segment): void {
  const { reverse, ack, row } = segment;
  const disordered = (state.directionFlags[reverse]! & DIRECTION.disordered) !== 0;
  let previous = 0;
  let stillDisordered = false;
  for (let id = state.oldestSegment[reverse]!; id !== 0; ) {
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
    if (previous === 0) state.oldestSegment[reverse] = next;
    else pool.next[previous] = next;
    if (next === 0) state.newestSegment[reverse] = previous;
    pool.release(id);
    state.segmentCount[reverse]!--;
    id = next;
  }
  if (disordered && !stillDisordered) state.directionFlags[reverse]! &= ~DIRECTION.disordered;
}
