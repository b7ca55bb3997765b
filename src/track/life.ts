import { sequenceDistance } from '../bytes/sequence.js';
import { BIT, type FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { STAGE_CODE } from '../vocabulary/stages.js';
import { FLAG } from '../wire/tcp.js';
import type { Segment } from './segment.js';
import { CONNECTION, DIRECTION, OWN, SIDE, type TcpState } from './tcp-state.js';

/**
 * Follows a connection through opening and close, by numbers and not by order alone: which SYN-ACK answers which SYN,
 * which segment completes the handshake, whose FIN came first, and what acknowledges it. Writes the row's stage, what it
 * replies to, and the yes/no facts that its role is chosen by.
 */
export function followLife(state: TcpState, batch: FrameBatch, segment: Segment): void {
  const { i32, u32 } = state;
  const { connection, forward, reverse, flags, payload, row } = segment;
  const finSentBefore = i32[forward + SIDE.flags]! & DIRECTION.finSent;
  const before = i32[connection + OWN.flags]!;
  let bits = 0;
  if (
    flags & (FLAG.syn | FLAG.fin) ||
    (!(before & CONNECTION.handshakeDone) && before & (CONNECTION.serverIsnKnown | CONNECTION.fastOpen)) ||
    (i32[reverse + SIDE.flags]! & (DIRECTION.finSent | DIRECTION.finAcknowledged)) === DIRECTION.finSent
  )
    bits = openOrClose(state, batch, segment);
  const own = i32[forward + SIDE.flags]!;
  const common = i32[connection + OWN.flags]!;
  if (common & CONNECTION.clientKnown) bits |= BIT.clientKnown;
  if (own & DIRECTION.isnKnown) bits |= BIT.isnSeen;
  if (finSentBefore) bits |= BIT.afterOwnFin;
  if (u32[forward + SIDE.nextSeqFrame] === segment.frame) bits |= BIT.carriesNew;
  const seen = i32[reverse + SIDE.nextSeq]!;
  if (seen !== 0 && flags & FLAG.ack && sequenceDistance(segment.ack, seen) >= 0)
    bits |= BIT.acknowledgesAllSeen;
  if (
    payload > 0 &&
    i32[reverse + SIDE.flags]! & DIRECTION.finAcknowledged &&
    !(own & DIRECTION.finSent) &&
    !(common & CONNECTION.reset)
  )
    bits |= BIT.afterOtherFin;
  batch.bits[row]! |= bits;
}

/** The steps of opening and close; of other segments only, which FIN they are the first to acknowledge. */
function openOrClose(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { flags, row } = segment;
  let bits = acknowledgesFin(state, segment);
  let stage: number = STAGE_CODE['none'];
  if (flags & FLAG.rst) {
    // A reset's cause is worked out apart; it has no place in the opening or the close.
  } else if (flags & FLAG.syn)
    stage = flags & FLAG.ack ? synAck(state, batch, segment) : syn(state, batch, segment);
  else if (flags & FLAG.fin) {
    stage = fin(state, segment, bits);
    if (state.i32[segment.forward + SIDE.flags]! & DIRECTION.finSent && isSecondFin(state, segment))
      bits |= BIT.secondFin;
    if (bits & (BIT.acknowledgesFirstFin | BIT.acknowledgesSecondFin))
      batch.inReplyTo[row] = state.u32[segment.reverse + SIDE.finFrame]!;
  } else if (completesHandshake(state, segment)) {
    // By the role rules an ACK after a Fast Open SYN-ACK is an ordinary one; the connection is open all the same.
    if (state.i32[segment.connection + OWN.flags]! & CONNECTION.serverIsnKnown)
      bits |= BIT.completesHandshake;
    stage = handshakeAck(state, batch, segment);
  } else if (bits !== 0) {
    batch.inReplyTo[row] = state.u32[segment.reverse + SIDE.finFrame]!;
    if (segment.payload === 0) stage = finAck(state, segment.connection, bits);
  }
  batch.stage[row] = stage;
  return bits;
}

/** Whether this is the first segment that acknowledges the other side's FIN, and which FIN that is. */
function acknowledgesFin(state: TcpState, segment: Segment): number {
  const { reverse, flags } = segment;
  const reverseFlags = state.i32[reverse + SIDE.flags]!;
  if (!(flags & FLAG.ack) || !(reverseFlags & DIRECTION.finSent) || reverseFlags & DIRECTION.finAcknowledged)
    return 0;
  if (sequenceDistance(segment.ack, state.u32[reverse + SIDE.finEnd]!) < 0) return 0;
  state.i32[reverse + SIDE.flags] = reverseFlags | DIRECTION.finAcknowledged;
  const firstIsB = (state.i32[segment.connection + OWN.flags]! & CONNECTION.firstFinIsB) !== 0;
  return segment.side !== (firstIsB ? 1 : 0) ? BIT.acknowledgesFirstFin : BIT.acknowledgesSecondFin;
}

function isSecondFin(state: TcpState, segment: Segment): boolean {
  const firstIsB = (state.i32[segment.connection + OWN.flags]! & CONNECTION.firstFinIsB) !== 0;
  return segment.side !== (firstIsB ? 1 : 0);
}

/** Makes `side` (0 or 1) the connection's client, for certain. */
function setClient(state: TcpState, connection: number, side: number): void {
  const flags = state.i32[connection + OWN.flags]! & ~CONNECTION.clientIsB;
  state.i32[connection + OWN.flags] =
    flags | CONNECTION.clientKnown | (side === 1 ? CONNECTION.clientIsB : 0);
}

function isClient(state: TcpState, segment: Segment): boolean {
  const flags = state.i32[segment.connection + OWN.flags]!;
  if (!(flags & CONNECTION.clientKnown)) return false;
  return segment.side === (flags & CONNECTION.clientIsB ? 1 : 0);
}

function syn(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { connection, forward, seq } = segment;
  if (!(state.i32[connection + OWN.flags]! & CONNECTION.clientKnown))
    setClient(state, connection, segment.side);
  const again =
    (state.i32[forward + SIDE.flags]! & DIRECTION.isnKnown) !== 0 && state.i32[forward + SIDE.isn] === seq;
  const afterRefusal = again && forgetRefusal(state, connection);
  if (!again) {
    state.u32[forward + SIDE.isn] = seq;
    state.i32[forward + SIDE.flags]! |= DIRECTION.isnKnown;
  }
  if (!isCopy(batch, segment)) {
    state.u32[forward + SIDE.isnFrame] = segment.frame;
    if (again && !afterRefusal) state.i32[forward + SIDE.flags]! |= DIRECTION.synRepeated;
  }
  if (!isClient(state, segment)) {
    state.i32[connection + OWN.flags]! |= CONNECTION.simultaneousOpen;
    batch.inReplyTo[segment.row] = 0;
    return STAGE_CODE['simultaneous-open'];
  }
  state.i32[connection + OWN.flags]! |= CONNECTION.synSeen;
  // Captured after the SYN-ACK that answers it: their numbers tell the order in which they were sent.
  if (
    state.i32[connection + OWN.flags]! & CONNECTION.serverIsnKnown &&
    state.i32[segment.reverse + SIDE.lastAck] === ((seq + 1) | 0)
  )
    state.i32[connection + OWN.flags]! |= CONNECTION.synAckSeen;
  if (!again) return STAGE_CODE['open-1'];
  // A SYN that comes when the connection is open is late, or a copy: not sent for want of a reply.
  if (state.i32[connection + OWN.flags]! & CONNECTION.handshakeDone) return STAGE_CODE['none'];
  return afterRefusal ? STAGE_CODE['open-after-refusal'] : STAGE_CODE['open-again'];
}

/** What refused the connection does not count any more once its opening goes on. Returns whether it was refused. */
function forgetRefusal(state: TcpState, connection: number): boolean {
  const flags = state.i32[connection + OWN.flags]!;
  if (!(flags & CONNECTION.refused)) return false;
  state.i32[connection + OWN.flags] = flags & ~(CONNECTION.refused | CONNECTION.reset | CONNECTION.resetByB);
  state.u32[connection + OWN.resetFrame] = 0;
  return true;
}

function isCopy(batch: FrameBatch, segment: Segment): boolean {
  return (batch.findings[segment.row]! & FINDING_BIT['duplicate-frame']) !== 0;
}

function synAck(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { connection, forward, reverse, seq } = segment;
  if (!(state.i32[connection + OWN.flags]! & CONNECTION.clientKnown))
    setClient(state, connection, 1 - segment.side);
  const flags = state.i32[connection + OWN.flags]!;
  if (isClient(state, segment))
    return flags & CONNECTION.simultaneousOpen ? STAGE_CODE['simultaneous-open-ack'] : STAGE_CODE['none'];
  const synSeen = (flags & CONNECTION.synSeen) !== 0;
  const again =
    (state.i32[forward + SIDE.flags]! & DIRECTION.isnKnown) !== 0 && state.i32[forward + SIDE.isn] === seq;
  if (synSeen && segment.ack !== ((state.i32[reverse + SIDE.isn]! + 1) | 0)) {
    if (!acknowledgesSynData(state, segment)) return STAGE_CODE['none'];
    state.u32[forward + SIDE.isn] = seq;
    state.i32[forward + SIDE.flags]! |= DIRECTION.isnKnown;
    state.i32[connection + OWN.flags]! |= CONNECTION.fastOpen;
    batch.inReplyTo[segment.row] = answeredSyn(state, reverse);
    return again ? STAGE_CODE['open-again'] : STAGE_CODE['open-2'];
  }
  state.u32[forward + SIDE.isn] = seq;
  state.u32[forward + SIDE.isnFrame] = segment.frame;
  state.i32[forward + SIDE.flags]! |= DIRECTION.isnKnown;
  state.i32[connection + OWN.flags]! |= CONNECTION.serverIsnKnown;
  if (flags & CONNECTION.simultaneousOpen) return STAGE_CODE['simultaneous-open-ack'];
  if (!synSeen) return again ? STAGE_CODE['open-again'] : STAGE_CODE['open-2-unseen'];
  forgetRefusal(state, connection);
  batch.inReplyTo[segment.row] = answeredSyn(state, reverse);
  state.i32[connection + OWN.flags]! |= CONNECTION.synAckSeen;
  return again ? STAGE_CODE['open-again'] : STAGE_CODE['open-2'];
}

/** The frame of the SYN that is answered; 0 where the same SYN was sent several times. */
function answeredSyn(state: TcpState, reverse: number): number {
  return state.i32[reverse + SIDE.flags]! & DIRECTION.synRepeated ? 0 : state.u32[reverse + SIDE.isnFrame]!;
}

/** With Fast Open the SYN's data is acknowledged together with it (RFC 7413, 3). */
function acknowledgesSynData(state: TcpState, { reverse, ack }: Segment): boolean {
  return (
    sequenceDistance(ack, state.u32[reverse + SIDE.isn]!) > 0 &&
    sequenceDistance(ack, state.u32[reverse + SIDE.nextSeq]!) <= 0
  );
}

/** The client's first segment with ACK and without SYN, FIN, RST that acknowledges exactly the server's ISN. */
function completesHandshake(state: TcpState, segment: Segment): boolean {
  const { connection, reverse } = segment;
  return (
    (segment.flags & FLAG.ack) !== 0 &&
    !(state.i32[connection + OWN.flags]! & CONNECTION.handshakeDone) &&
    isClient(state, segment) &&
    (state.i32[connection + OWN.flags]! & (CONNECTION.serverIsnKnown | CONNECTION.fastOpen)) !== 0 &&
    segment.ack === ((state.i32[reverse + SIDE.isn]! + 1) | 0)
  );
}

function handshakeAck(state: TcpState, batch: FrameBatch, segment: Segment): number {
  const { connection, reverse, row } = segment;
  const flags = state.i32[connection + OWN.flags]!;
  state.i32[connection + OWN.flags] = flags | CONNECTION.handshakeDone;
  if (flags & CONNECTION.serverIsnKnown) batch.inReplyTo[row] = state.u32[reverse + SIDE.isnFrame]!;
  if (!Number.isNaN(state.f64[(connection + OWN.synSeconds) >> 1]!))
    state.f64[(connection + OWN.handshakeRtt) >> 1] =
      batch.nanosecondsSince(
        row,
        state.f64[(connection + OWN.synSeconds) >> 1]!,
        state.u32[connection + OWN.synNanoseconds]!,
      ) / 1e9;
  if (flags & CONNECTION.simultaneousOpen) return STAGE_CODE['simultaneous-open-ack'];
  if (flags & CONNECTION.synAckSeen) return STAGE_CODE['open-3'];
  // The SYN was seen, but not what ties the SYN-ACK to it; with Fast Open the steps are others.
  return flags & CONNECTION.synSeen ? STAGE_CODE['none'] : STAGE_CODE['open-3-unseen'];
}

function fin(state: TcpState, segment: Segment, bits: number): number {
  const { connection, forward, reverse } = segment;
  const directionFlags = state.i32[forward + SIDE.flags]!;
  if (directionFlags & DIRECTION.finSent) return STAGE_CODE['close-again'];
  state.i32[forward + SIDE.flags] = directionFlags | DIRECTION.finSent;
  state.i32[forward + SIDE.finEnd] = segment.seq + segment.payload + 1;
  state.u32[forward + SIDE.finFrame] = segment.frame;
  const flags = state.i32[connection + OWN.flags]!;
  const first = !(flags & CONNECTION.finSeen);
  if (first)
    state.i32[connection + OWN.flags] =
      flags | CONNECTION.finSeen | (segment.side === 1 ? CONNECTION.firstFinIsB : 0);
  if (flags & CONNECTION.reset) return STAGE_CODE['after-reset'];
  if (first && isOtherSideOpen(state, segment)) return STAGE_CODE['close-1'];
  if (first) state.i32[connection + OWN.flags]! |= CONNECTION.closeUnproven;
  if (first || flags & CONNECTION.closeUnproven) return STAGE_CODE['none'];
  const stage =
    bits & BIT.acknowledgesFirstFin
      ? STAGE_CODE['three-2']
      : state.i32[reverse + SIDE.flags]! & DIRECTION.finAcknowledged
        ? STAGE_CODE['four-3']
        : STAGE_CODE['crossing-fin'];
  state.i32[connection + OWN.closeStage] = stage;
  return stage;
}

/**
 * Whether the other direction was seen to be open: its SYN or payload was captured, and this segment acknowledges nothing
 * beyond what was. Else a FIN of the other side may have come first, unseen.
 */
function isOtherSideOpen(state: TcpState, { reverse, ack, flags }: Segment): boolean {
  if (flags & FLAG.ack && sequenceDistance(ack, state.u32[reverse + SIDE.nextSeq]!) > 0) return false;
  return (
    (state.i32[reverse + SIDE.flags]! & DIRECTION.isnKnown) !== 0 ||
    state.u32[reverse + SIDE.lastPayloadFrame]! > 0
  );
}

function finAck(state: TcpState, connection: number, bits: number): number {
  const flags = state.i32[connection + OWN.flags]!;
  if (flags & CONNECTION.reset) return STAGE_CODE['after-reset'];
  if (flags & CONNECTION.closeUnproven) return STAGE_CODE['none'];
  const closing = state.i32[connection + OWN.closeStage]!;
  if (closing === STAGE_CODE['crossing-fin']) return STAGE_CODE['crossing-ack'];
  if (bits & BIT.acknowledgesFirstFin) return closing === 0 ? STAGE_CODE['four-2'] : STAGE_CODE['none'];
  if (closing === STAGE_CODE['four-3']) return STAGE_CODE['four-4'];
  return closing === STAGE_CODE['three-2'] ? STAGE_CODE['three-3'] : STAGE_CODE['none'];
}
