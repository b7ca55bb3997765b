import { CONNECTION, DIRECTION, FINDING, FLAG, OWN, RESET_CAUSE, SIDE } from '../constants';
import { setInReplyTo, tellsFrames } from './batch';
import * as host from './host';
import { ack, connection, flags, forward, frame, reverse, row, seq, side } from './segment';
import { sequenceDistance } from './sequence';

/** Whether the cause of the reset at hand was seen, or is inferred, and the frame it answers; 0 where none is known. */
let isSeen: bool = false;
let answers: u32 = 0;

/**
 * Works out why a reset was sent and whether its receiver can believe it, writes that into the row, and takes it into
 * the connection's state. Called before the reset itself is remembered.
 */
export function followReset(): i32 {
  const cause = causeOf();
  setInReplyTo(row, answers);
  if (tellsFrames) host.noteReset(row, cause, isSeen, cause === RESET_CAUSE.aborted ? leftUnanswered() : 0);
  const isRefusal = cause === RESET_CAUSE.refused;
  if (!isRefusal && isOutOfWindow()) return FINDING.resetOutOfWindow;
  const common = load<i32>(connection, OWN.flags);
  if (!(common & CONNECTION.reset)) {
    store<u32>(connection, frame, OWN.resetFrame);
    store<i32>(
      connection,
      common |
        CONNECTION.reset |
        (side === 1 ? CONNECTION.resetByB : 0) |
        (isRefusal ? CONNECTION.refused : 0),
      OWN.flags,
    );
  }
  return 0;
}

/** What the frames up to the reset say of its cause. */
function causeOf(): i32 {
  const flagsHere = load<i32>(forward, SIDE.flags);
  const flagsThere = load<i32>(reverse, SIDE.flags);
  const last = load<u32>(reverse, SIDE.lastSegmentFrame);
  const own = load<u32>(forward, SIDE.lastSegmentFrame);
  if (last === 0 && own === 0) return verdict(RESET_CAUSE.unknown, false, 0);
  // RFC 9293, 3.10.7.1: a SYN to a port where nothing is open is answered with RST, ACK of its number.
  if (
    flagsThere & DIRECTION.isnKnown &&
    !(flagsHere & DIRECTION.isnKnown) &&
    own === 0 &&
    flags & FLAG.ack &&
    acknowledgesSyn()
  )
    return verdict(RESET_CAUSE.refused, true, load<u32>(reverse, SIDE.isnFrame));
  const bothClosed = (flagsHere & flagsThere & DIRECTION.finSent) !== 0;
  const common = load<i32>(connection, OWN.flags);
  const acknowledged = load<i32>(reverse, SIDE.lastAck);
  // RFC 9293, 3.10.7.1: what has no connection any more answers with the number that the segment acknowledged.
  if (!(flags & FLAG.ack) && last !== 0 && seq === acknowledged && seq !== 0) {
    const closed = (flagsHere & DIRECTION.finSent) !== 0;
    const carriedData = load<u32>(reverse, SIDE.lastPayloadFrame) === last;
    const answered = isOnlyOneToAnswer() ? last : 0;
    if (carriedData && closed) return verdict(RESET_CAUSE.dataAfterClose, true, answered);
    if (bothClosed) return verdict(RESET_CAUSE.afterClose, true, answered);
    if (common & CONNECTION.handshakeDone || own !== 0)
      return verdict(RESET_CAUSE.dataAfterClose, false, answered);
  }
  if (bothClosed) return verdict(RESET_CAUSE.afterClose, true, 0);
  if (own === 0 && !(common & CONNECTION.synSeen)) return verdict(RESET_CAUSE.unknown, false, 0);
  return verdict(RESET_CAUSE.aborted, seq === load<i32>(forward, SIDE.nextSeq) || seq === acknowledged, 0);
}

function verdict(cause: i32, wasSeen: bool, frameAnswered: u32): i32 {
  isSeen = wasSeen;
  answers = frameAnswered;
  return cause;
}

/**
 * Whether the other side's latest segment is the one that the reset answers, as far as is remembered: no reset came since
 * it, and no other segment between it and the latest of the reset's sender.
 */
function isOnlyOneToAnswer(): bool {
  const last = load<u32>(reverse, SIDE.lastSegmentFrame);
  if (load<u32>(connection, OWN.resetFrame) > last) return false;
  return (
    isNotBetween(load<u32>(reverse, SIDE.lastPayloadFrame), last) &&
    isNotBetween(load<u32>(reverse, SIDE.finFrame), last) &&
    isNotBetween(load<u32>(reverse, SIDE.nextSeqFrame), last)
  );
}

function isNotBetween(other: u32, last: u32): bool {
  return other <= load<u32>(forward, SIDE.lastSegmentFrame) || other === last;
}

/** With Fast Open the number may cover the SYN's data as well. */
function acknowledgesSyn(): bool {
  return (
    sequenceDistance(ack, load<i32>(reverse, SIDE.isn)) >= 1 &&
    sequenceDistance(ack, load<i32>(reverse, SIDE.nextSeq)) <= 0
  );
}

/** The frame of the connection's last payload, if it came to the reset's sender, which never sent any after it and no FIN. */
function leftUnanswered(): u32 {
  const received = load<u32>(reverse, SIDE.lastPayloadFrame);
  const isUnanswered =
    received > load<u32>(forward, SIDE.lastPayloadFrame) &&
    !(load<i32>(forward, SIDE.flags) & DIRECTION.finSent);
  return isUnanswered ? received : 0;
}

/**
 * RFC 9293, 3.10.7.4: a receiver believes a reset only within its window. What it expects is its last acknowledgment;
 * where nothing is known of it, the reset is not judged.
 */
function isOutOfWindow(): bool {
  const expected = load<i32>(reverse, SIDE.lastAck);
  if (expected === 0) return false;
  const scale = load<i32>(reverse, SIDE.scale);
  // An unknown scale may be up to 14 (RFC 7323, 2.3): then only a number before the window is surely wrong.
  const window = load<i32>(reverse, SIDE.window) << (scale === -1 ? 14 : max(scale, 0));
  const distance = sequenceDistance(seq, expected);
  return distance < 0 || distance > max(window, 1);
}
