import { sequenceDistance } from '../bytes/sequence.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { FLAG } from '../wire/tcp.js';
import type { Segment } from './segment.js';
import type { SegmentPool } from './segment-pool.js';
import { DIRECTION, OWN, SIDE, type TcpState } from './tcp-state.js';
import {
  conflicts,
  forgetAcknowledged,
  noteOriginal,
  noteTimeout,
  rememberSegment,
} from './unacknowledged.js';

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
  batch: FrameBatch,
  segment: Segment,
  thresholds: SequenceThresholds,
  before: number,
): number {
  const { i32, u32, f64 } = state;
  const { forward, reverse, row, frame, seq, ack, payload, flags } = segment;
  let findings = before | forwardChecks(state, batch, segment);
  if (ack !== i32[forward + SIDE.lastAck]) {
    u32[forward + SIDE.originalAckFrame] = frame;
    i32[forward + SIDE.duplicateAcks] = 0;
  }
  findings |= acknowledgesUnseen(state, segment);
  const takesNumbers = payload > 0 || (flags & (FLAG.syn | FLAG.fin)) !== 0;
  if (takesNumbers && !(findings & KEEP_ALIVE)) {
    findings |= resendChecks(state, pool, batch, segment, thresholds);
    if (conflicts(state, pool, batch, segment)) findings |= CONFLICT;
  }
  const seconds = batch.seconds[row]!;
  const nanoseconds = batch.nanoseconds[row]!;
  const end = takesNumbers ? rememberSegment(state, pool, batch, segment) : seq;
  if (!(findings & PROBE)) {
    const nextSeq = i32[forward + SIDE.nextSeq]!;
    if (nextSeq === 0 || sequenceDistance(end, nextSeq) > 0) {
      i32[forward + SIDE.nextSeq] = end;
      u32[forward + SIDE.nextSeqFrame] = frame;
      f64[(forward + SIDE.nextSeqSeconds) >> 1] = seconds;
      u32[forward + SIDE.nextSeqNanoseconds] = nanoseconds;
    }
    const contiguousEnd = i32[forward + SIDE.contiguousEnd]!;
    if (contiguousEnd === 0 || contiguousEnd === seq)
      i32[forward + SIDE.contiguousEnd] = i32[forward + SIDE.nextSeq]!;
  }
  i32[forward + SIDE.window] = segment.window;
  i32[forward + SIDE.lastAck] = ack;
  f64[(forward + SIDE.lastAckSeconds) >> 1] = seconds;
  u32[forward + SIDE.lastAckNanoseconds] = nanoseconds;
  i32[forward + SIDE.lastFindings] = findings;
  if (i32[reverse + SIDE.oldestSegment] !== 0) forgetAcknowledged(state, pool, batch, row, reverse, ack);
  return findings;
}

/** Probes, windows, holes, keep-alives and repeated ACKs. */
function forwardChecks(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { i32 } = state;
  const { forward, reverse, seq, payload, window } = segment;
  const nextSeq = i32[forward + SIDE.nextSeq]!;
  if (payload === 1 && seq === nextSeq && i32[reverse + SIDE.window] === 0) return PROBE;
  const control = segment.flags & (FLAG.syn | FLAG.fin | FLAG.rst);
  let findings = 0;
  if (window === 0 && control === 0) findings |= ZERO_WINDOW;
  // Asked this way round, numbers 2³¹ apart count as beyond, as in Wireshark.
  if (nextSeq !== 0 && sequenceDistance(nextSeq, seq) < 0 && !(segment.flags & FLAG.rst)) findings |= LOST;
  if (control !== 0) return findings;
  if (payload <= 1 && seq === ((nextSeq - 1) | 0)) findings |= KEEP_ALIVE;
  if (payload > 0) {
    if (i32[reverse + SIDE.scale] !== -1 && reachesWindow(state, segment)) findings |= WINDOW_FULL;
    return findings;
  }
  if (seq !== nextSeq) return findings;
  if (segment.ack === i32[forward + SIDE.lastAck]) return findings | repeatedAck(state, batch, segment);
  // Some receivers take the byte of a probe, which moves their acknowledgment by one.
  if (
    window === 0 &&
    i32[forward + SIDE.window] === 0 &&
    i32[reverse + SIDE.lastFindings]! & PROBE &&
    segment.ack === ((i32[forward + SIDE.lastAck]! + 1) | 0)
  ) {
    i32[reverse + SIDE.nextSeq] = segment.ack;
    i32[reverse + SIDE.contiguousEnd] = segment.ack;
    return findings | PROBE_ACK;
  }
  return findings;
}

function reachesWindow(state: TcpState, segment: Segment): boolean {
  const { i32 } = state;
  const { reverse } = segment;
  const scale = i32[reverse + SIDE.scale]!;
  const shift = i32[reverse + SIDE.flags]! & DIRECTION.firstAckPending || scale < 0 ? 0 : scale;
  const edge = (i32[reverse + SIDE.lastAck]! + (i32[reverse + SIDE.window]! << shift)) | 0;
  return ((segment.seq + segment.payload) | 0) === edge;
}

/** An empty segment with the numbers of the one before it: window update, answer to a probe, or a repeated ACK. */
function repeatedAck(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { forward, reverse, window } = segment;
  const previous = state.i32[reverse + SIDE.lastFindings]!;
  if (window !== state.i32[forward + SIDE.window]) return window === 0 ? 0 : WINDOW_UPDATE;
  if (window === 0) return previous & PROBE ? PROBE_ACK : 0;
  if (previous & KEEP_ALIVE) return KEEP_ALIVE_ACK;
  const count = Math.max(state.i32[forward + SIDE.duplicateAcks]!, 0) + 1;
  state.i32[forward + SIDE.duplicateAcks] = count;
  const note = batch.note(segment.row);
  // Segments without the ACK flag may repeat the number 0 that no frame acknowledged.
  if (state.u32[forward + SIDE.originalAckFrame]! > 0)
    note.duplicateAckOf = state.u32[forward + SIDE.originalAckFrame]!;
  note.duplicateAckNumber = count;
  return DUPLICATE_ACK;
}

/** An acknowledgment beyond what was seen without a hole; said once. */
function acknowledgesUnseen(state: TcpState, segment: Segment): number {
  const { reverse, ack } = segment;
  const contiguousEnd = state.u32[reverse + SIDE.contiguousEnd]!;
  if (!(segment.flags & FLAG.ack) || contiguousEnd === 0 || sequenceDistance(ack, contiguousEnd) <= 0)
    return 0;
  const nextSeq = state.u32[reverse + SIDE.nextSeq]!;
  if (sequenceDistance(contiguousEnd, nextSeq) < 0) {
    state.u32[reverse + SIDE.contiguousEnd] = nextSeq;
    return ACK_LOST;
  }
  // The other side sends nothing that could lift the mark: once its ACKs have been counted, say it no more.
  const first = state.i32[reverse + SIDE.duplicateAcks] === 0;
  state.i32[reverse + SIDE.duplicateAcks] = -1;
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
  const nextSeq = state.i32[forward + SIDE.nextSeq]!;
  const end = (seq + payload) | 0;
  const reverseAck = state.i32[reverse + SIDE.lastAck]!;
  if (payload > 0 && reverseAck !== 0 && sequenceDistance(end, reverseAck) <= 0) {
    noteOriginal(state, pool, batch, segment);
    return SPURIOUS | RETRANSMISSION;
  }
  // One byte before the expected and longer than one: new data after a probe.
  if (nextSeq === 0 || sequenceDistance(seq, nextSeq) >= 0) return 0;
  if (payload > 1 && ((nextSeq - 1) | 0) === seq) return 0;
  const duplicateAcks = state.i32[reverse + SIDE.duplicateAcks]!;
  const sinceAck = batch.nanosecondsSince(
    row,
    state.f64[(reverse + SIDE.lastAckSeconds) >> 1]!,
    state.u32[reverse + SIDE.lastAckNanoseconds]!,
  );
  // Wireshark's counter is unsigned, so that its -1 ("an unseen segment was acknowledged") counts as many.
  const repeated = duplicateAcks >= 2 || duplicateAcks < 0;
  if (repeated && reverseAck === seq && sinceAck >= 0 && sinceAck < thresholds.fastRetransmission) {
    noteOriginal(state, pool, batch, segment);
    return FAST | RETRANSMISSION;
  }
  const late = batch.nanosecondsSince(
    row,
    state.f64[(forward + SIDE.nextSeqSeconds) >> 1]!,
    state.u32[forward + SIDE.nextSeqNanoseconds]!,
  );
  const initialRtt = state.f64[(segment.connection + OWN.initialRtt) >> 1]!;
  const threshold = Number.isNaN(initialRtt) || initialRtt === 0 ? thresholds.outOfOrder : initialRtt * 1e9;
  const control = flags & (FLAG.syn | FLAG.fin) ? 1 : 0;
  if (late >= 0 && late < threshold && nextSeq !== ((end + control) | 0)) return OUT_OF_ORDER;
  noteTimeout(state, pool, batch, segment, late);
  noteOriginal(state, pool, batch, segment);
  return RETRANSMISSION;
}
