import { DIRECTION, FINDING, FLAG, OWN, SIDE } from '../constants';
import { nanosecondsOf, nanosecondsSince, secondsOf, setOriginal, setRepetition } from './batch';
import { conflicts } from './resent-payload';
import { ack, connection, flags, forward, frame, payload, reverse, row, seq, window } from './segment';
import { sequenceDistance } from './sequence';
import { forgetAcknowledged, noteOriginal, noteTimeout, rememberSegment } from './unacknowledged';

/** Thresholds of verdicts that rest on times, in nanoseconds. */
let fastRetransmission: f64 = 0;
let outOfOrder: f64 = 0;

export function setThresholds(fast: f64, disorder: f64): void {
  fastRetransmission = fast;
  outOfOrder = disorder;
}

/**
 * Wireshark's sequence analysis (`tcp_analyze_sequence_number`, 4.0): the findings of one segment, and what it changes
 * in what is remembered of its connection. The checks stand in Wireshark's order, which is part of their meaning.
 * Writes `acknowledges`, `roundTrip` and the numbers that belong to findings into the row; returns the findings.
 *
 * @param before findings that the segment has already (port reuse)
 */
export function analyzeSequence(before: i32): i32 {
  let findings = before | forwardChecks();
  if (ack !== load<i32>(forward, SIDE.lastAck)) {
    store<u32>(forward, frame, SIDE.originalAckFrame);
    store<i32>(forward, 0, SIDE.duplicateAcks);
  }
  findings |= acknowledgesUnseen();
  const takesNumbers = payload > 0 || (flags & (FLAG.syn | FLAG.fin)) !== 0;
  if (takesNumbers) {
    const isKeepAlive = (findings & FINDING.keepAlive) !== 0;
    if (!isKeepAlive) findings |= resendChecks();
    if (conflicts(isKeepAlive)) findings |= FINDING.overlapConflict;
  }
  const seconds = secondsOf(row);
  const nanoseconds = nanosecondsOf(row);
  const end = takesNumbers ? rememberSegment() : seq;
  if (!(findings & FINDING.zeroWindowProbe)) {
    const nextSeq = load<i32>(forward, SIDE.nextSeq);
    if (nextSeq === 0 || sequenceDistance(end, nextSeq) > 0) {
      store<i32>(forward, end, SIDE.nextSeq);
      store<u32>(forward, frame, SIDE.nextSeqFrame);
      store<f64>(forward, seconds, SIDE.nextSeqSeconds);
      store<u32>(forward, nanoseconds, SIDE.nextSeqNanoseconds);
    }
    const contiguousEnd = load<i32>(forward, SIDE.contiguousEnd);
    if (contiguousEnd === 0 || contiguousEnd === seq)
      store<i32>(forward, load<i32>(forward, SIDE.nextSeq), SIDE.contiguousEnd);
  }
  store<i32>(forward, window, SIDE.window);
  store<i32>(forward, ack, SIDE.lastAck);
  store<f64>(forward, seconds, SIDE.lastAckSeconds);
  store<u32>(forward, nanoseconds, SIDE.lastAckNanoseconds);
  store<i32>(forward, findings, SIDE.lastFindings);
  forgetAcknowledged();
  return findings;
}

/** Probes, windows, holes, keep-alives and repeated ACKs. */
function forwardChecks(): i32 {
  const nextSeq = load<i32>(forward, SIDE.nextSeq);
  if (payload === 1 && seq === nextSeq && load<i32>(reverse, SIDE.window) === 0)
    return FINDING.zeroWindowProbe;
  const control = flags & (FLAG.syn | FLAG.fin | FLAG.rst);
  let findings = 0;
  if (window === 0 && control === 0) findings |= FINDING.zeroWindow;
  // Asked this way round, numbers 2³¹ apart count as beyond, as in Wireshark.
  if (nextSeq !== 0 && sequenceDistance(nextSeq, seq) < 0 && !(flags & FLAG.rst))
    findings |= FINDING.previousSegmentNotCaptured;
  if (control !== 0) return findings;
  if (payload <= 1 && seq === nextSeq - 1) findings |= FINDING.keepAlive;
  if (payload > 0) {
    if (load<i32>(reverse, SIDE.scale) !== -1 && reachesWindow()) findings |= FINDING.windowFull;
    return findings;
  }
  if (seq !== nextSeq) return findings;
  const lastAck = load<i32>(forward, SIDE.lastAck);
  if (ack === lastAck) return findings | repeatedAck();
  // Some receivers take the byte of a probe, which moves their acknowledgment by one.
  if (
    window === 0 &&
    load<i32>(forward, SIDE.window) === 0 &&
    load<i32>(reverse, SIDE.lastFindings) & FINDING.zeroWindowProbe &&
    ack === lastAck + 1
  ) {
    store<i32>(reverse, ack, SIDE.nextSeq);
    store<i32>(reverse, ack, SIDE.contiguousEnd);
    return findings | FINDING.zeroWindowProbeAck;
  }
  return findings;
}

function reachesWindow(): bool {
  const scale = load<i32>(reverse, SIDE.scale);
  const shift = load<i32>(reverse, SIDE.flags) & DIRECTION.firstAckPending || scale < 0 ? 0 : scale;
  const edge = load<i32>(reverse, SIDE.lastAck) + (load<i32>(reverse, SIDE.window) << shift);
  return seq + <i32>payload === edge;
}

/** An empty segment with the numbers of the one before it: window update, answer to a probe, or a repeated ACK. */
function repeatedAck(): i32 {
  const previous = load<i32>(reverse, SIDE.lastFindings);
  if (window !== load<i32>(forward, SIDE.window)) return window === 0 ? 0 : FINDING.windowUpdate;
  if (window === 0) return previous & FINDING.zeroWindowProbe ? FINDING.zeroWindowProbeAck : 0;
  if (previous & FINDING.keepAlive) return FINDING.keepAliveAck;
  const count = max(load<i32>(forward, SIDE.duplicateAcks), 0) + 1;
  store<i32>(forward, count, SIDE.duplicateAcks);
  // Segments without the ACK flag may repeat the number 0 that no frame acknowledged.
  setOriginal(row, load<u32>(forward, SIDE.originalAckFrame));
  setRepetition(row, count);
  return FINDING.duplicateAck;
}

/** An acknowledgment beyond what was seen without a hole; said once. */
function acknowledgesUnseen(): i32 {
  const contiguousEnd = load<i32>(reverse, SIDE.contiguousEnd);
  if (!(flags & FLAG.ack) || contiguousEnd === 0 || sequenceDistance(ack, contiguousEnd) <= 0) return 0;
  const nextSeq = load<i32>(reverse, SIDE.nextSeq);
  if (sequenceDistance(contiguousEnd, nextSeq) < 0) {
    store<i32>(reverse, nextSeq, SIDE.contiguousEnd);
    return FINDING.ackedUnseenSegment;
  }
  // The other side sends nothing that could lift the mark: once its ACKs have been counted, say it no more.
  const isFirst = load<i32>(reverse, SIDE.duplicateAcks) === 0;
  store<i32>(reverse, -1, SIDE.duplicateAcks);
  return isFirst ? FINDING.ackedUnseenSegment : 0;
}

/** Retransmission in its three forms, or out of order. */
function resendChecks(): i32 {
  const nextSeq = load<i32>(forward, SIDE.nextSeq);
  const end = seq + <i32>payload;
  const reverseAck = load<i32>(reverse, SIDE.lastAck);
  if (payload > 0 && reverseAck !== 0 && sequenceDistance(end, reverseAck) <= 0) {
    noteOriginal();
    return FINDING.spuriousRetransmission | FINDING.retransmission;
  }
  // One byte before the expected and longer than one: new data after a probe.
  if (nextSeq === 0 || sequenceDistance(seq, nextSeq) >= 0) return 0;
  if (payload > 1 && nextSeq - 1 === seq) return 0;
  const duplicateAcks = load<i32>(reverse, SIDE.duplicateAcks);
  const sinceAck = nanosecondsSince(
    row,
    load<f64>(reverse, SIDE.lastAckSeconds),
    load<u32>(reverse, SIDE.lastAckNanoseconds),
  );
  // Wireshark's counter is unsigned, so that its -1 ("an unseen segment was acknowledged") counts as many.
  const isRepeated = duplicateAcks >= 2 || duplicateAcks < 0;
  if (isRepeated && reverseAck === seq && sinceAck >= 0 && sinceAck < fastRetransmission) {
    noteOriginal();
    return FINDING.fastRetransmission | FINDING.retransmission;
  }
  const late = nanosecondsSince(
    row,
    load<f64>(forward, SIDE.nextSeqSeconds),
    load<u32>(forward, SIDE.nextSeqNanoseconds),
  );
  const initialRtt = load<f64>(connection, OWN.initialRtt);
  const threshold = isNaN(initialRtt) || initialRtt === 0 ? outOfOrder : initialRtt * 1e9;
  const control = flags & (FLAG.syn | FLAG.fin) ? 1 : 0;
  if (late >= 0 && late < threshold && nextSeq !== end + control) return FINDING.outOfOrder;
  noteTimeout(late);
  noteOriginal();
  return FINDING.retransmission;
}
