import { BIT, CONNECTION, DIRECTION, FINDING, FLAG, OWN, SIDE, STAGE } from '../constants';
import { findingsOf, nanosecondsSince, setInReplyTo, setStage } from './batch';
import { ack, connection, flags, forward, frame, payload, reverse, row, seq, side } from './segment';
import { sequenceDistance } from './sequence';

/**
 * Follows a connection through opening and close, by numbers and not by order alone: which SYN-ACK answers which SYN,
 * which segment completes the handshake, whose FIN came first, and what acknowledges it. Writes the row's stage and what
 * it replies to; returns the yes/no facts that its role is chosen by.
 */
export function followLife(): i32 {
  const finSentBefore = load<i32>(forward, SIDE.flags) & DIRECTION.finSent;
  const before = load<i32>(connection, OWN.flags);
  let bits = 0;
  if (
    flags & (FLAG.syn | FLAG.fin) ||
    (!(before & CONNECTION.handshakeDone) && before & (CONNECTION.serverIsnKnown | CONNECTION.fastOpen)) ||
    (load<i32>(reverse, SIDE.flags) & (DIRECTION.finSent | DIRECTION.finAcknowledged)) === DIRECTION.finSent
  )
    bits = openOrClose();
  const own = load<i32>(forward, SIDE.flags);
  const common = load<i32>(connection, OWN.flags);
  if (common & CONNECTION.clientKnown) bits |= BIT.clientKnown;
  if (own & DIRECTION.isnKnown) bits |= BIT.isnSeen;
  if (finSentBefore) bits |= BIT.afterOwnFin;
  if (load<u32>(forward, SIDE.nextSeqFrame) === frame) bits |= BIT.carriesNew;
  const seen = load<i32>(reverse, SIDE.nextSeq);
  if (seen !== 0 && flags & FLAG.ack && sequenceDistance(ack, seen) >= 0) bits |= BIT.acknowledgesAllSeen;
  if (
    payload > 0 &&
    load<i32>(reverse, SIDE.flags) & DIRECTION.finAcknowledged &&
    !(own & DIRECTION.finSent) &&
    !(common & CONNECTION.reset)
  )
    bits |= BIT.afterOtherFin;
  return bits;
}

/** The steps of opening and close; of other segments only, which FIN they are the first to acknowledge. */
function openOrClose(): i32 {
  let bits = acknowledgesFin();
  let stage = STAGE.none;
  if (flags & FLAG.rst) {
    // A reset's cause is worked out apart; it has no place in the opening or the close.
  } else if (flags & FLAG.syn) stage = flags & FLAG.ack ? synAck() : syn();
  else if (flags & FLAG.fin) {
    stage = fin(bits);
    if (load<i32>(forward, SIDE.flags) & DIRECTION.finSent && isSecondFin()) bits |= BIT.secondFin;
    if (bits & (BIT.acknowledgesFirstFin | BIT.acknowledgesSecondFin))
      setInReplyTo(row, load<u32>(reverse, SIDE.finFrame));
  } else if (completesHandshake()) {
    // By the role rules an ACK after a Fast Open SYN-ACK is an ordinary one; the connection is open all the same.
    if (load<i32>(connection, OWN.flags) & CONNECTION.serverIsnKnown) bits |= BIT.completesHandshake;
    stage = handshakeAck();
  } else if (bits !== 0) {
    setInReplyTo(row, load<u32>(reverse, SIDE.finFrame));
    if (payload === 0) stage = finAck(bits);
  }
  setStage(row, stage);
  return bits;
}

/** Adds to what is known of the connection. */
function know(bits: i32): void {
  store<i32>(connection, load<i32>(connection, OWN.flags) | bits, OWN.flags);
}

/** Adds to what is known of a direction. */
function knowOf(direction: usize, bits: i32): void {
  store<i32>(direction, load<i32>(direction, SIDE.flags) | bits, SIDE.flags);
}

/** Whether this is the first segment that acknowledges the other side's FIN, and which FIN that is. */
function acknowledgesFin(): i32 {
  const reverseFlags = load<i32>(reverse, SIDE.flags);
  if (!(flags & FLAG.ack) || !(reverseFlags & DIRECTION.finSent) || reverseFlags & DIRECTION.finAcknowledged)
    return 0;
  if (sequenceDistance(ack, load<i32>(reverse, SIDE.finEnd)) < 0) return 0;
  store<i32>(reverse, reverseFlags | DIRECTION.finAcknowledged, SIDE.flags);
  return isSecondFin() ? BIT.acknowledgesFirstFin : BIT.acknowledgesSecondFin;
}

/** Whether the segment's direction is not that of the first FIN. */
function isSecondFin(): bool {
  const firstIsB = (load<i32>(connection, OWN.flags) & CONNECTION.firstFinIsB) !== 0;
  return side !== (firstIsB ? 1 : 0);
}

/** Makes `client` (0 or 1) the connection's client, for certain, if none is known. */
function setClient(client: i32): void {
  const common = load<i32>(connection, OWN.flags);
  if (common & CONNECTION.clientKnown) return;
  store<i32>(
    connection,
    (common & ~CONNECTION.clientIsB) | CONNECTION.clientKnown | (client === 1 ? CONNECTION.clientIsB : 0),
    OWN.flags,
  );
}

function isClient(): bool {
  const common = load<i32>(connection, OWN.flags);
  if (!(common & CONNECTION.clientKnown)) return false;
  return side === (common & CONNECTION.clientIsB ? 1 : 0);
}

function syn(): i32 {
  setClient(side);
  const isAgain = repeatsIsn();
  const afterRefusal = isAgain && forgetRefusal();
  if (!isAgain) {
    store<i32>(forward, seq, SIDE.isn);
    knowOf(forward, DIRECTION.isnKnown);
  }
  if (!(findingsOf(row) & FINDING.duplicateFrame)) {
    store<u32>(forward, frame, SIDE.isnFrame);
    if (isAgain && !afterRefusal) knowOf(forward, DIRECTION.synRepeated);
  }
  if (!isClient()) {
    know(CONNECTION.simultaneousOpen);
    setInReplyTo(row, 0);
    return STAGE.simultaneousOpen;
  }
  know(CONNECTION.synSeen);
  const common = load<i32>(connection, OWN.flags);
  // Captured after the SYN-ACK that answers it: their numbers tell the order in which they were sent.
  if (common & CONNECTION.serverIsnKnown && load<i32>(reverse, SIDE.lastAck) === seq + 1)
    know(CONNECTION.synAckSeen);
  if (!isAgain) return STAGE.open1;
  // A SYN that comes when the connection is open is late, or a copy: not sent for want of a reply.
  if (common & CONNECTION.handshakeDone) return STAGE.none;
  return afterRefusal ? STAGE.openAfterRefusal : STAGE.openAgain;
}

/** Whether the direction had sent a SYN with this number. */
function repeatsIsn(): bool {
  return (load<i32>(forward, SIDE.flags) & DIRECTION.isnKnown) !== 0 && load<i32>(forward, SIDE.isn) === seq;
}

/** What refused the connection does not count any more once its opening goes on. Returns whether it was refused. */
function forgetRefusal(): bool {
  const common = load<i32>(connection, OWN.flags);
  if (!(common & CONNECTION.refused)) return false;
  store<i32>(connection, common & ~(CONNECTION.refused | CONNECTION.reset | CONNECTION.resetByB), OWN.flags);
  store<u32>(connection, 0, OWN.resetFrame);
  return true;
}

function synAck(): i32 {
  setClient(1 - side);
  const common = load<i32>(connection, OWN.flags);
  if (isClient()) return common & CONNECTION.simultaneousOpen ? STAGE.simultaneousOpenAck : STAGE.none;
  const synSeen = (common & CONNECTION.synSeen) !== 0;
  const isAgain = repeatsIsn();
  if (synSeen && ack !== load<i32>(reverse, SIDE.isn) + 1) {
    if (!acknowledgesSynData()) return STAGE.none;
    store<i32>(forward, seq, SIDE.isn);
    knowOf(forward, DIRECTION.isnKnown);
    know(CONNECTION.fastOpen);
    setInReplyTo(row, answeredSyn());
    return isAgain ? STAGE.openAgain : STAGE.open2;
  }
  store<i32>(forward, seq, SIDE.isn);
  store<u32>(forward, frame, SIDE.isnFrame);
  knowOf(forward, DIRECTION.isnKnown);
  know(CONNECTION.serverIsnKnown);
  if (common & CONNECTION.simultaneousOpen) return STAGE.simultaneousOpenAck;
  if (!synSeen) return isAgain ? STAGE.openAgain : STAGE.open2Unseen;
  forgetRefusal();
  setInReplyTo(row, answeredSyn());
  know(CONNECTION.synAckSeen);
  return isAgain ? STAGE.openAgain : STAGE.open2;
}

/** The frame of the SYN that is answered; 0 where the same SYN was sent several times. */
function answeredSyn(): u32 {
  return load<i32>(reverse, SIDE.flags) & DIRECTION.synRepeated ? 0 : load<u32>(reverse, SIDE.isnFrame);
}

/** With Fast Open the SYN's data is acknowledged together with it (RFC 7413, 3). */
function acknowledgesSynData(): bool {
  return (
    sequenceDistance(ack, load<i32>(reverse, SIDE.isn)) > 0 &&
    sequenceDistance(ack, load<i32>(reverse, SIDE.nextSeq)) <= 0
  );
}

/** The client's first segment with ACK and without SYN, FIN, RST that acknowledges exactly the server's ISN. */
function completesHandshake(): bool {
  const common = load<i32>(connection, OWN.flags);
  return (
    (flags & FLAG.ack) !== 0 &&
    !(common & CONNECTION.handshakeDone) &&
    isClient() &&
    (common & (CONNECTION.serverIsnKnown | CONNECTION.fastOpen)) !== 0 &&
    ack === load<i32>(reverse, SIDE.isn) + 1
  );
}

function handshakeAck(): i32 {
  const common = load<i32>(connection, OWN.flags);
  know(CONNECTION.handshakeDone);
  if (common & CONNECTION.serverIsnKnown) setInReplyTo(row, load<u32>(reverse, SIDE.isnFrame));
  const synSeconds = load<f64>(connection, OWN.synSeconds);
  if (!isNaN(synSeconds)) {
    const elapsed = nanosecondsSince(row, synSeconds, load<u32>(connection, OWN.synNanoseconds));
    store<f64>(connection, elapsed / 1e9, OWN.handshakeRtt);
  }
  if (common & CONNECTION.simultaneousOpen) return STAGE.simultaneousOpenAck;
  if (common & CONNECTION.synAckSeen) return STAGE.open3;
  // The SYN was seen, but not what ties the SYN-ACK to it; with Fast Open the steps are others.
  return common & CONNECTION.synSeen ? STAGE.none : STAGE.open3Unseen;
}

function fin(bits: i32): i32 {
  if (load<i32>(forward, SIDE.flags) & DIRECTION.finSent) return STAGE.closeAgain;
  knowOf(forward, DIRECTION.finSent);
  store<i32>(forward, seq + <i32>payload + 1, SIDE.finEnd);
  store<u32>(forward, frame, SIDE.finFrame);
  const common = load<i32>(connection, OWN.flags);
  const isFirst = !(common & CONNECTION.finSeen);
  if (isFirst) know(CONNECTION.finSeen | (side === 1 ? CONNECTION.firstFinIsB : 0));
  if (common & CONNECTION.reset) return STAGE.afterReset;
  if (isFirst && isOtherSideOpen()) return STAGE.close1;
  if (isFirst) know(CONNECTION.closeUnproven);
  if (isFirst || common & CONNECTION.closeUnproven) return STAGE.none;
  let stage = STAGE.crossingFin;
  if (bits & BIT.acknowledgesFirstFin) stage = STAGE.three2;
  else if (load<i32>(reverse, SIDE.flags) & DIRECTION.finAcknowledged) stage = STAGE.four3;
  store<i32>(connection, stage, OWN.closeStage);
  return stage;
}

/**
 * Whether the other direction was seen to be open: its SYN or payload was captured, and this segment acknowledges nothing
 * beyond what was. Else a FIN of the other side may have come first, unseen.
 */
function isOtherSideOpen(): bool {
  if (flags & FLAG.ack && sequenceDistance(ack, load<i32>(reverse, SIDE.nextSeq)) > 0) return false;
  return (
    (load<i32>(reverse, SIDE.flags) & DIRECTION.isnKnown) !== 0 ||
    load<u32>(reverse, SIDE.lastPayloadFrame) > 0
  );
}

function finAck(bits: i32): i32 {
  const common = load<i32>(connection, OWN.flags);
  if (common & CONNECTION.reset) return STAGE.afterReset;
  if (common & CONNECTION.closeUnproven) return STAGE.none;
  const closing = load<i32>(connection, OWN.closeStage);
  if (closing === STAGE.crossingFin) return STAGE.crossingAck;
  if (bits & BIT.acknowledgesFirstFin) return closing === 0 ? STAGE.four2 : STAGE.none;
  if (closing === STAGE.four3) return STAGE.four4;
  return closing === STAGE.three2 ? STAGE.three3 : STAGE.none;
}
