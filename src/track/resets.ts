import { sequenceDistance } from '../bytes/sequence.js';
import type { FrameBatch } from '../table/frame-batch.js';
import type { ResetCause } from '../vocabulary/facts.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { FLAG } from '../wire/tcp.js';
import type { Segment } from './segment.js';
import { CONNECTION, DIRECTION, OWN, SIDE, type TcpState } from './tcp-state.js';

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
  const { connection, row } = segment;
  const { cause, certainty, answers } = evidenceOf(state, segment);
  const note = batch.note(row);
  note.cause = cause;
  note.causeCertainty = certainty;
  batch.inReplyTo[row] = answers;
  if (cause === 'aborted' && leftDataUnanswered(state, segment)) {
    note.probably = 'unread-data';
    note.unanswered = state.u32[segment.reverse + SIDE.lastPayloadFrame]!;
  }
  if (cause !== 'refused' && isOutOfWindow(state, segment)) return FINDING_BIT['reset-out-of-window'];
  if (!(state.i32[connection + OWN.flags]! & CONNECTION.reset)) {
    state.u32[connection + OWN.resetFrame] = segment.frame;
    state.i32[connection + OWN.flags]! |=
      CONNECTION.reset |
      (segment.side === 1 ? CONNECTION.resetByB : 0) |
      (cause === 'refused' ? CONNECTION.refused : 0);
  }
  return 0;
}

function evidenceOf(state: TcpState, segment: Segment): Evidence {
  const { connection, forward, reverse, flags } = segment;
  const flagsHere = state.i32[forward + SIDE.flags]!;
  const flagsThere = state.i32[reverse + SIDE.flags]!;
  const last = state.u32[reverse + SIDE.lastSegmentFrame]!;
  const own = state.u32[forward + SIDE.lastSegmentFrame]!;
  if (last === 0 && own === 0) return { cause: 'unknown', certainty: 'inferred', answers: 0 };
  // RFC 9293, 3.10.7.1: a SYN to a port where nothing is open is answered with RST, ACK of its number.
  if (
    flagsThere & DIRECTION.isnKnown &&
    !(flagsHere & DIRECTION.isnKnown) &&
    own === 0 &&
    flags & FLAG.ack &&
    acknowledgesSyn(state, segment)
  )
    return { cause: 'refused', certainty: 'seen', answers: state.u32[reverse + SIDE.isnFrame]! };
  const bothClosed = (flagsHere & flagsThere & DIRECTION.finSent) !== 0;
  // RFC 9293, 3.10.7.1: what has no connection any more answers with the number that the segment acknowledged.
  if (
    !(flags & FLAG.ack) &&
    last !== 0 &&
    segment.seq === state.i32[reverse + SIDE.lastAck] &&
    segment.seq !== 0
  ) {
    const closed = (flagsHere & DIRECTION.finSent) !== 0;
    const carriedData = state.u32[reverse + SIDE.lastPayloadFrame] === last;
    const answers = isOnlyOneToAnswer(state, segment) ? last : 0;
    if (carriedData && closed) return { cause: 'data-after-close', certainty: 'seen', answers };
    if (bothClosed) return { cause: 'after-close', certainty: 'seen', answers };
    if (state.i32[connection + OWN.flags]! & CONNECTION.handshakeDone || own !== 0)
      return { cause: 'data-after-close', certainty: 'inferred', answers };
  }
  if (bothClosed) return { cause: 'after-close', certainty: 'seen', answers: 0 };
  if (own === 0 && !(state.i32[connection + OWN.flags]! & CONNECTION.synSeen))
    return { cause: 'unknown', certainty: 'inferred', answers: 0 };
  return {
    cause: 'aborted',
    certainty:
      segment.seq === state.i32[forward + SIDE.nextSeq] || segment.seq === state.i32[reverse + SIDE.lastAck]
        ? 'seen'
        : 'inferred',
    answers: 0,
  };
}

/**
 * Whether the other side's latest segment is the one that the reset answers, as far as is remembered: no reset came since
 * it, and no other segment between it and the latest of the reset's sender.
 */
function isOnlyOneToAnswer(state: TcpState, { connection, forward, reverse }: Segment): boolean {
  const last = state.u32[reverse + SIDE.lastSegmentFrame]!;
  if (state.u32[connection + OWN.resetFrame]! > last) return false;
  const own = state.u32[forward + SIDE.lastSegmentFrame]!;
  return [SIDE.lastPayloadFrame, SIDE.finFrame, SIDE.nextSeqFrame].every((place) => {
    const frame = state.u32[reverse + place]!;
    return frame <= own || frame === last;
  });
}

/** With Fast Open the number may cover the SYN's data as well. */
function acknowledgesSyn(state: TcpState, segment: Segment): boolean {
  const isn = state.u32[segment.reverse + SIDE.isn]!;
  const distance = sequenceDistance(segment.ack, isn);
  return distance >= 1 && sequenceDistance(segment.ack, state.u32[segment.reverse + SIDE.nextSeq]!) <= 0;
}

/** The last payload of the connection came to the reset's sender, which never sent any after it and no FIN. */
function leftDataUnanswered(state: TcpState, segment: Segment): boolean {
  const { forward, reverse } = segment;
  const received = state.u32[reverse + SIDE.lastPayloadFrame]!;
  return (
    received > 0 &&
    received > state.u32[forward + SIDE.lastPayloadFrame]! &&
    !(state.i32[forward + SIDE.flags]! & DIRECTION.finSent)
  );
}

/**
 * RFC 9293, 3.10.7.4: a receiver believes a reset only within its window. What it expects is its last acknowledgment;
 * where nothing is known of it, the reset is not judged.
 */
function isOutOfWindow(state: TcpState, segment: Segment): boolean {
  const { reverse, seq } = segment;
  const expected = state.u32[reverse + SIDE.lastAck]!;
  if (expected === 0) return false;
  const scale = state.i32[reverse + SIDE.scale]!;
  // An unknown scale may be up to 14 (RFC 7323, 2.3): then only a number before the window is surely wrong.
  const window = state.i32[reverse + SIDE.window]! * 2 ** (scale === -1 ? 14 : Math.max(scale, 0));
  const distance = sequenceDistance(seq, expected);
  return distance < 0 || distance > Math.max(window, 1);
}
