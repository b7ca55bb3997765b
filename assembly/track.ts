/** Follows TCP connections segment by segment: what `TcpTracker` does with each, on records and rows in its memory. */
import {
  BIT,
  COLUMN,
  COMPLETENESS,
  CONNECTION,
  DIRECTION,
  FINDING,
  FLAG,
  OWN,
  PORT,
  SHAPE,
  SIDE,
  TRANSPORT,
} from './constants';
import {
  ackOf,
  addBits,
  destinationOf,
  destinationPortOf,
  findingsOf,
  flagsOf,
  nanosecondsOf,
  nanosecondsSince,
  secondsOf,
  seqOf,
  setConnection,
  setFindings,
  setRelative,
  setWindow,
  sourceOf,
  sourcePortOf,
  wireLengthOf,
} from './track/batch';
import { complete } from './track/completeness';
import {
  add,
  count,
  find,
  replace,
  setEnded,
  setLimits,
  settle,
  side as sideFound,
} from './track/connections';
import { followEndpoints } from './track/endpoints';
import { beginConnection, setBases } from './track/first-segments';
import * as host from './track/host';
import { followLife } from './track/life';
import { isOffloaded } from './track/offloaded';
import { sideOf } from './track/records';
import { followReset } from './track/resets';
import {
  ack,
  connection,
  flags,
  forward,
  frame,
  payload,
  reverse,
  row,
  seq,
  side,
  takeRow,
  window,
} from './track/segment';
import { relativeNumber } from './track/sequence';
import { analyzeSequence, setThresholds } from './track/sequence-analysis';

export { setTellsFrames } from './track/batch';
export { at, has } from './track/connections';
export { allocate } from './track/memory';
export { nextRecent, nextRepeat, rememberPacket, repeatedPacket } from './track/packets';
export { fillPcap } from './track/pcap-records';
export { clearRows, decodePlain } from './track/plain';
export { copyPayloads } from './track/segment-pool';
export { status as STATUS_AT } from './track/status';

/** Port reuse found while choosing the connection of the segment at hand. */
let reuse: i32 = 0;

/** To be called once, before all else. */
export function configure(
  seed: u32,
  maxConnections: i32,
  maxOpen: i32,
  maxEnded: u32,
  maxRecords: i32,
  maxEndedRecords: u32,
  fastRetransmission: f64,
  outOfOrder: f64,
): void {
  setLimits(seed, maxConnections, maxOpen, maxEnded, maxRecords, maxEndedRecords);
  setThresholds(fastRetransmission, outOfOrder);
}

/**
 * Takes in the segments of rows that lie together, as long as nothing but their connections is to be followed: whole ones
 * whose ports carry nothing that is read.
 *
 * @returns the first row, from one on, that is another
 */
export function followPlain(from: u32, to: u32, firstFrame: u32): u32 {
  for (let at = from; at < to; at++) {
    const isWhole =
      load<u8>(at, COLUMN.transport) === TRANSPORT.tcp && load<u8>(at, COLUMN.shape) === SHAPE.whole;
    if (!isWhole || isRead(sourcePortOf(at)) || isRead(destinationPortOf(at))) return at;
    follow(at, firstFrame);
  }
  return to;
}

function isRead(port: i32): bool {
  return port === PORT.dns || port === PORT.socks;
}

/** Takes in one segment. @param firstFrame frame number of row 0 */
export function follow(at: usize, firstFrame: u32): void {
  settle();
  const before = count();
  const record = connectionOf(at);
  if (record === 0) {
    leaveOut(at);
    return;
  }
  takeRow(at, firstFrame + <u32>at, record, sideFound);
  setConnection(row, load<i32>(connection, OWN.number));
  // Its number may be older than its first segment: an ICMP error quoted one, or sFlow sampled one.
  if (load<u32>(connection, OWN.lastFrame) === 0) beginConnection();
  trackSegment(count() > before && reuse === 0);
}

/** The record of the connection of a quoted segment, as `TcpTracker.quoted` tells. */
export function quoted(
  source: i32,
  sourcePort: i32,
  destination: i32,
  destinationPort: i32,
  seq: i32,
  flags: i32,
): usize {
  reuse = 0;
  const found = find(source, sourcePort, destination, destinationPort);
  return begun(found, source, sourcePort, destination, destinationPort, seq, flags);
}

/** The record of the latest connection between these endpoints, 0 where there is none. */
export function between(source: i32, sourcePort: i32, destination: i32, destinationPort: i32): usize {
  return find(source, sourcePort, destination, destinationPort);
}

/** The record of the connection of a row whose header can't be read to its end; its flags count for completeness. */
export function countUnread(at: usize): usize {
  const before = count();
  const record = connectionOf(at);
  if (record !== 0) complete(record, flagsOf(at), 0, count() > before && reuse === 0);
  return record;
}

/** Finds or adds the connection of a row; 0 where there is no room. */
function connectionOf(at: usize): usize {
  reuse = 0;
  const source = sourceOf(at);
  const destination = destinationOf(at);
  const sourcePort = sourcePortOf(at);
  const destinationPort = destinationPortOf(at);
  const found = find(source, sourcePort, destination, destinationPort);
  const flags = flagsOf(at);
  if (found !== 0 && !(flags & FLAG.syn)) return found;
  return begun(found, source, sourcePort, destination, destinationPort, seqOf(at), flags);
}

/** The connection found, or a new one; a SYN on used ports begins a new one (Wireshark's rules for port reuse). */
function begun(
  found: usize,
  source: i32,
  sourcePort: i32,
  destination: i32,
  destinationPort: i32,
  seq: i32,
  flags: i32,
): usize {
  if (found === 0) return add(source, sourcePort, destination, destinationPort);
  if (!(flags & FLAG.syn)) return found;
  const own = sideOf(found, sideFound);
  if (!(load<i32>(own, SIDE.flags) & DIRECTION.baseKnown)) return found;
  const differs = load<i32>(own, SIDE.baseSeq) !== seq;
  if (flags & FLAG.ack) {
    if (!differs) return found;
    reuse = FINDING.portReuse;
    store<i32>(own, seq, SIDE.baseSeq);
    store<f64>(own, 0, SIDE.relativeSeq);
    return found;
  }
  // The same number again is the SYN sent again, even after a reset.
  if (!differs) {
    // A reset or a FIN beyond a hole may have carried any number; the SYN must not be judged by it.
    store<i32>(own, load<i32>(own, SIDE.contiguousEnd), SIDE.nextSeq);
    return found;
  }
  reuse = FINDING.portReuse;
  const reused = replace(found, source, sourcePort, destination, destinationPort);
  if (reused !== 0) store<i32>(reused, COMPLETENESS.syn, OWN.completeness);
  return reused;
}

function trackSegment(isNew: bool): void {
  if (!(load<i32>(forward, SIDE.flags) & load<i32>(reverse, SIDE.flags) & DIRECTION.baseKnown)) setBases();
  let findings = flags & FLAG.rst ? followReset() : 0;
  findings |= analyzeSequence(reuse);
  setRelative(row, relativeNumber(forward, seq), flags & FLAG.ack ? relativeNumber(reverse, ack) : 0);
  let bits = 0;
  if (flags & FLAG.syn) takeOptions();
  else {
    const scale = load<i32>(forward, SIDE.scale);
    if (scale > 0) setWindow(row, window << scale);
    if (scale !== -1) bits = BIT.windowKnown;
    if (flags & FLAG.ack) takeAcknowledgment();
  }
  complete(connection, flags, payload, isNew);
  bits |= followLife();
  if (findings & (FINDING.keepAlive | FINDING.zeroWindowProbe) && load<i32>(reverse, SIDE.window) === 0)
    bits |= BIT.intoClosedWindow;
  if (isOffloaded(reverse, payload)) findings |= FINDING.offloaded;
  findings |= findingsOf(row);
  setFindings(row, findings);
  // A copy made by the capture is nothing that an endpoint did.
  if (!(findings & FINDING.duplicateFrame)) followEndpoints(findings);
  if (side !== (load<i32>(connection, OWN.flags) & CONNECTION.clientIsB ? 1 : 0)) bits |= BIT.fromServer;
  addBits(row, bits);
  countSegment();
  setEnded(connection, hasEnded());
}

/** When the segment was, and how much it carried. */
function countSegment(): void {
  store<u32>(connection, frame, OWN.lastFrame);
  store<f64>(connection, secondsOf(row), OWN.lastSeconds);
  store<u32>(connection, nanosecondsOf(row), OWN.lastNanoseconds);
  // A reset neither answers nor is answered.
  if (!(flags & FLAG.rst)) store<u32>(forward, frame, SIDE.lastSegmentFrame);
  store<u32>(forward, load<u32>(forward, SIDE.frames) + 1, SIDE.frames);
  store<f64>(forward, load<f64>(forward, SIDE.wireBytes) + <f64>wireLengthOf(row), SIDE.wireBytes);
  if (payload === 0) return;
  store<u32>(forward, frame, SIDE.lastPayloadFrame);
  store<f64>(forward, load<f64>(forward, SIDE.payloadBytes) + <f64>payload, SIDE.payloadBytes);
}

/** Window scale and segment size hold for what the SYN's sender receives (RFC 7323, 2; RFC 9293, 3.7.1). */
function takeOptions(): void {
  const options = load<u32>(row << 2, COLUMN.synOptions);
  const segmentSize = options >>> 16;
  // The option's shift, -1 where it is absent.
  const shift = <i32>(<i16>options);
  if (shift >= 0) store<i32>(forward, shift, SIDE.scale);
  const scale = load<i32>(forward, SIDE.scale);
  if (scale === -1) {
    store<i32>(forward, -2, SIDE.scale);
    store<i32>(reverse, -2, SIDE.scale);
  } else if (flags & FLAG.ack && load<i32>(reverse, SIDE.scale) === -2) store<i32>(forward, -2, SIDE.scale);
  if (segmentSize > 0) store<i32>(forward, segmentSize, SIDE.segmentSize);
  store<i32>(forward, load<i32>(forward, SIDE.flags) | DIRECTION.firstAckPending, SIDE.flags);
  if (flags & FLAG.ack) return;
  store<f64>(connection, secondsOf(row), OWN.synSeconds);
  store<u32>(connection, nanosecondsOf(row), OWN.synNanoseconds);
}

function takeAcknowledgment(): void {
  store<i32>(forward, load<i32>(forward, SIDE.flags) & ~DIRECTION.firstAckPending, SIDE.flags);
  if (!isNaN(load<f64>(connection, OWN.initialRtt))) return;
  const synSeconds = load<f64>(connection, OWN.synSeconds);
  if (isNaN(synSeconds)) return;
  const elapsed = nanosecondsSince(row, synSeconds, load<u32>(connection, OWN.synNanoseconds));
  store<f64>(connection, elapsed / 1e9, OWN.initialRtt);
}

/** Whether nothing is to be expected of the connection any more. */
function hasEnded(): bool {
  return (
    (load<i32>(connection, OWN.flags) & CONNECTION.reset) !== 0 ||
    (load<i32>(forward, SIDE.flags) & load<i32>(reverse, SIDE.flags) & DIRECTION.finAcknowledged) !== 0
  );
}

/** What stands in the row of a segment for whose connection there is no room. */
function leaveOut(at: usize): void {
  setFindings(at, findingsOf(at) | FINDING.limitReached);
  host.noteLimit(at);
  setRelative(at, <f64>(<u32>seqOf(at)), <f64>(<u32>ackOf(at)));
}
