import { sequenceDistance } from '../bytes/sequence.js';
import type { FrameBatch } from '../table/frame-batch.js';
import type { ResetCause } from '../vocabulary/facts.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { FLAG } from '../wire/tcp.js';
import type { Segment } from './segment.js';
import { CONNECTION, DIRECTION, type TcpState } from './tcp-state.js';

/** What the frames up to a reset say of its cause. Resets are rare, so this may be slow and clear. */
interface Evidence {
  readonly cause: ResetCause;
  readonly certainty: 'seen' | 'inferred';
  /** The frame it answers; 0 where none is known. */
  readonly answers: number;
}

/**
 * Works out why a reset was sent and whether its receiver can believe it, writes that into the row, and takes it into
 * the connection's state. Called before the reset itself is remembered.
 */
export function followReset(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { connection, forward, row } = segment;
  const { cause, certainty, answers } = evidenceOf(state, segment);
  const note = batch.note(row);
  note.cause = cause;
  note.causeCertainty = certainty;
  batch.inReplyTo[row] = answers;
  if (cause === 'aborted' && leftDataUnanswered(state, segment)) {
    note.probably = 'unread-data';
    note.unanswered = state.lastPayloadFrame[segment.reverse]!;
  }
  if (cause !== 'refused' && isOutOfWindow(state, segment)) return FINDING_BIT['reset-out-of-window'];
  if (!(state.flags[connection]! & CONNECTION.reset)) {
    state.resetFrame[connection] = segment.frame;
    state.flags[connection]! |=
      CONNECTION.reset |
      (forward & 1 ? CONNECTION.resetByB : 0) |
      (cause === 'refused' ? CONNECTION.refused : 0);
  }
  return 0;
}

function evidenceOf(state: TcpState, segment: Segment): Evidence {
  const { connection, forward, reverse, flags } = segment;
  const flagsHere = state.directionFlags[forward]!;
  const flagsThere = state.directionFlags[reverse]!;
  const last = state.lastSegmentFrame[reverse]!;
  const own = state.lastSegmentFrame[forward]!;
  if (last === 0 && own === 0) return { cause: 'unknown', certainty: 'inferred', answers: 0 };
  // RFC 9293, 3.10.7.1: a SYN to a port where nothing is open is answered with RST, ACK of its number.
  if (
    flagsThere & DIRECTION.isnKnown &&
    !(flagsHere & DIRECTION.isnKnown) &&
    own === 0 &&
    flags & FLAG.ack &&
    acknowledgesSyn(state, segment)
  )
    return { cause: 'refused', certainty: 'seen', answers: state.isnFrame[reverse]! };
  const bothClosed = (flagsHere & flagsThere & DIRECTION.finSent) !== 0;
  // RFC 9293, 3.10.7.1: what has no connection any more answers with the number that the segment acknowledged.
  if (!(flags & FLAG.ack) && last !== 0 && segment.seq === state.lastAck[reverse] && segment.seq !== 0) {
    const closed = (flagsHere & DIRECTION.finSent) !== 0;
    const carriedData = state.lastPayloadFrame[reverse] === last;
    const answers = isOnlyOneToAnswer(state, segment) ? last : 0;
    if (carriedData && closed) return { cause: 'data-after-close', certainty: 'seen', answers };
    if (bothClosed) return { cause: 'after-close', certainty: 'seen', answers };
    if (state.flags[connection]! & CONNECTION.handshakeDone || own !== 0)
      return { cause: 'data-after-close', certainty: 'inferred', answers };
  }
  if (bothClosed) return { cause: 'after-close', certainty: 'seen', answers: 0 };
  if (own === 0 && !(state.flags[connection]! & CONNECTION.synSeen))
    return { cause: 'unknown', certainty: 'inferred', answers: 0 };
  return {
    cause: 'aborted',
    certainty:
      segment.seq === state.nextSeq[forward] || segment.seq === state.lastAck[reverse] ? 'seen' : 'inferred',
    answers: 0,
  };
}

/**
 * Whether the other side's latest segment is the one that the reset answers, as far as is remembered: no reset came since
 * it, and no other segment between it and the latest of the reset's sender.
 */
function isOnlyOneToAnswer(state: TcpState, { connection, forward, reverse }: Segment): boolean {
  const last = state.lastSegmentFrame[reverse]!;
  if (state.resetFrame[connection]! > last) return false;
  const own = state.lastSegmentFrame[forward]!;
  return [state.lastPayloadFrame, state.finFrame, state.nextSeqFrame].every(
    (frames) => frames[reverse]! <= own || frames[reverse] === last,
  );
}

/** With Fast Open the number may cover the SYN's data as well. */
function acknowledgesSyn(state: TcpState, segment: Segment): boolean {
  const isn = state.isn[segment.reverse]!;
  const distance = sequenceDistance(segment.ack, isn);
  return distance >= 1 && sequenceDistance(segment.ack, state.nextSeq[segment.reverse]!) <= 0;
}

/** The last payload of the connection came to the reset's sender, which never sent any after it and no FIN. */
function leftDataUnanswered(state: TcpState, segment: Segment): boolean {
  const { forward, reverse } = segment;
  const received = state.lastPayloadFrame[reverse]!;
  return (
    received > 0 &&
    received > state.lastPayloadFrame[forward]! &&
    !(state.directionFlags[forward]! & DIRECTION.finSent)
  );
}

/**
 * RFC 9293, 3.10.7.4: a receiver believes a reset only within its window. What it expects is its last acknowledgment;
 * where nothing is known of it, the reset is not judged.
 */
function isOutOfWindow(state: TcpState, segment: Segment): boolean {
  const { reverse, seq } = segment;
  const expected = state.lastAck[reverse]!;
  if (expected === 0) return false;
  const scale = state.scale[reverse]!;
  // An unknown scale may be up to 14 (RFC 7323, 2.3): then only a number before the window is surely wrong.
  const window = state.window[reverse]! * 2 ** (scale === -1 ? 14 : Math.max(scale, 0));
  const distance = sequenceDistance(seq, expected);
  return distance < 0 || distance > Math.max(window, 1);
}
