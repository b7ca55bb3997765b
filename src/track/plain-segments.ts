import { sequenceDistance } from '../bytes/sequence.js';
import { BIT, type FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { FLAG } from '../wire/tcp.js';
import { COMPLETENESS } from './completeness.js';
import { INACTIVE, SAID, sayOnce } from './endpoints.js';
import { isOffloaded } from './offloaded.js';
import { relativeNumber } from './relative-numbers.js';
import type { SegmentPool } from './segment-pool.js';
import { CONNECTION, DIRECTION, OWN, SIDE, sideOf, type TcpState } from './tcp-state.js';
import { forgetAcknowledged, linkSegment, MAX_UNACKNOWLEDGED, rememberPayload } from './unacknowledged.js';

const CONTROL = FLAG.syn | FLAG.fin | FLAG.rst;
const DUPLICATE_FRAME = FINDING_BIT['duplicate-frame'];
const OPENING = CONNECTION.serverIsnKnown | CONNECTION.fastOpen;
const CLOSED = DIRECTION.finSent | DIRECTION.finAcknowledged;

/**
 * Takes in a segment of which there is nothing to say, as nearly all are: one of an open connection, with the number that
 * is expected next, an open window, and an acknowledgment that is new or comes with data. It does in few steps what
 * `TcpTracker` does with any.
 *
 * @returns whether the segment is such a one; if not, nothing was done
 */
export function followPlain(
  state: TcpState,
  pool: SegmentPool,
  batch: FrameBatch,
  row: number,
  connection: number,
  side: number,
): boolean {
  const flags = batch.flags[row]!;
  const window = batch.window[row]!;
  if ((flags & (CONTROL | FLAG.ack)) !== FLAG.ack || window === 0) return false;
  if (batch.findings[row]! & DUPLICATE_FRAME) return false;
  const { i32, u32, f64 } = state;
  const forward = sideOf(connection, side);
  const reverse = sideOf(connection, 1 - side);
  // Of opening and close nothing is to be expected, at least not of this segment.
  const common = i32[connection + OWN.flags]!;
  const own = i32[forward + SIDE.flags]!;
  const other = i32[reverse + SIDE.flags]!;
  if (common & CONNECTION.ended || (!(common & CONNECTION.handshakeDone) && common & OPENING)) return false;
  if ((own & (DIRECTION.baseKnown | DIRECTION.firstAckPending)) !== DIRECTION.baseKnown) return false;
  if ((other & (DIRECTION.baseKnown | DIRECTION.firstAckPending)) !== DIRECTION.baseKnown) return false;
  if ((other & CLOSED) === DIRECTION.finSent || i32[forward + SIDE.endpoint] === INACTIVE) return false;
  // Its number is the one expected, where 0 may also stand for none, and it acknowledges nothing unseen.
  const seq = batch.seq[row]! | 0;
  const ack = batch.ack[row]! | 0;
  const contiguousEnd = i32[reverse + SIDE.contiguousEnd]!;
  if (seq === 0 || seq !== i32[forward + SIDE.nextSeq]) return false;
  if (contiguousEnd !== 0 && sequenceDistance(ack, contiguousEnd) > 0) return false;
  const payload = batch.payloadLength[row]!;
  const end = (seq + payload) | 0;
  const repeatsAck = ack === i32[forward + SIDE.lastAck];
  if (payload > 0 ? !fits(state, forward, reverse, payload, end) : repeatsAck) return false;
  const frame = batch.firstFrame + row;
  const seconds = batch.seconds[row]!;
  const nanoseconds = batch.nanoseconds[row]!;
  let bits = 0;
  if (payload > 0) {
    const id = pool.take(seq, end, frame, seconds, nanoseconds);
    if (id === 0) return false;
    linkSegment(state, pool, forward, id);
    if (pool.remembersPayload) rememberPayload(pool, batch, row, id);
    i32[forward + SIDE.nextSeq] = end;
    u32[forward + SIDE.nextSeqFrame] = frame;
    f64[(forward + SIDE.nextSeqSeconds) >> 1] = seconds;
    u32[forward + SIDE.nextSeqNanoseconds] = nanoseconds;
    u32[forward + SIDE.lastPayloadFrame] = frame;
    f64[(forward + SIDE.payloadBytes) >> 1]! += payload;
    sayOnce(state, connection, forward, side, 'D', SAID.D);
    bits = BIT.carriesNew;
    if (other & DIRECTION.finAcknowledged && !(own & DIRECTION.finSent)) bits |= BIT.afterOtherFin;
  } else sayOnce(state, connection, forward, side, 'A', SAID.A);
  const ownEnd = i32[forward + SIDE.contiguousEnd]!;
  if (ownEnd === 0 || ownEnd === seq) i32[forward + SIDE.contiguousEnd] = end;
  if (!repeatsAck) {
    i32[forward + SIDE.lastAck] = ack;
    u32[forward + SIDE.originalAckFrame] = frame;
    i32[forward + SIDE.duplicateAcks] = 0;
  }
  f64[(forward + SIDE.lastAckSeconds) >> 1] = seconds;
  u32[forward + SIDE.lastAckNanoseconds] = nanoseconds;
  i32[forward + SIDE.window] = window;
  i32[forward + SIDE.lastFindings] = 0;
  u32[forward + SIDE.lastSegmentFrame] = frame;
  u32[forward + SIDE.frames]!++;
  f64[(forward + SIDE.wireBytes) >> 1]! += batch.wireLength[row]!;
  u32[connection + OWN.lastFrame] = frame;
  f64[(connection + OWN.lastSeconds) >> 1] = seconds;
  u32[connection + OWN.lastNanoseconds] = nanoseconds;
  i32[connection + OWN.completeness]! |=
    (payload > 0 ? COMPLETENESS.data : COMPLETENESS.ack) | i32[connection + OWN.firstCompleteness]!;
  if (i32[reverse + SIDE.oldestSegment] !== 0) forgetAcknowledged(state, pool, batch, row, reverse, ack);
  batch.connection[row] = i32[connection + OWN.number]!;
  batch.relativeSeq[row] = relativeNumber(state, forward, seq);
  batch.relativeAck[row] = relativeNumber(state, reverse, ack);
  const scale = i32[forward + SIDE.scale]!;
  if (scale > 0) batch.window[row] = window << scale;
  if (scale !== -1) bits |= BIT.windowKnown;
  if (common & CONNECTION.clientKnown) bits |= BIT.clientKnown;
  if (own & DIRECTION.isnKnown) bits |= BIT.isnSeen;
  if (own & DIRECTION.finSent) bits |= BIT.afterOwnFin;
  const seen = i32[reverse + SIDE.nextSeq]!;
  if (seen !== 0 && sequenceDistance(ack, seen) >= 0) bits |= BIT.acknowledgesAllSeen;
  if (side !== (common & CONNECTION.clientIsB ? 1 : 0)) bits |= BIT.fromServer;
  batch.bits[row]! |= bits;
  return true;
}

/** Whether payload up to this number is new to the receiver and within its window, and can be remembered. */
function fits(state: TcpState, forward: number, reverse: number, payload: number, end: number): boolean {
  const { i32 } = state;
  const reverseAck = i32[reverse + SIDE.lastAck]!;
  const window = i32[reverse + SIDE.window]!;
  const scale = i32[reverse + SIDE.scale]!;
  if (window === 0 || isOffloaded(state, reverse, payload)) return false;
  if (reverseAck !== 0 && sequenceDistance(end, reverseAck) <= 0) return false;
  if (scale !== -1 && end === ((reverseAck + (window << Math.max(scale, 0))) | 0)) return false;
  return i32[forward + SIDE.segmentCount]! < MAX_UNACKNOWLEDGED;
}
