import { sequenceDistance } from '../bytes/sequence.js';
import { BIT, type FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { FLAG } from '../wire/tcp.js';
import { SynOptions } from '../wire/tcp-options.js';
import { COMPLETENESS, complete } from './completeness.js';
import { type ConnectionLimits, Connections } from './connections.js';
import { Endpoints } from './endpoints.js';
import { beginConnection, setBases } from './first-segments.js';
import { followLife } from './life.js';
import { isOffloaded } from './offloaded.js';
import { followPlain } from './plain-segments.js';
import { relativeNumber } from './relative-numbers.js';
import { followReset } from './resets.js';
import { Segment } from './segment.js';
import type { SegmentPool } from './segment-pool.js';
import { analyzeSequence, type SequenceThresholds } from './sequence-analysis.js';
import { CONNECTION, DIRECTION, NOBODY, OWN, SIDE, sideOf, type TcpState } from './tcp-state.js';

const PORT_REUSE = FINDING_BIT['port-reuse'];
const DUPLICATE_FRAME = FINDING_BIT['duplicate-frame'];
const PROBES = FINDING_BIT['keep-alive'] | FINDING_BIT['zero-window-probe'];

/** Follows TCP connections: fills the track columns of TCP rows, in one forward pass. */
export class TcpTracker {
  readonly connections: Connections;
  readonly state: TcpState;
  readonly endpoints: Endpoints;
  readonly #pool: SegmentPool;
  readonly #segment = new Segment();
  readonly #options = new SynOptions();
  readonly #thresholds: SequenceThresholds;
  readonly #mayShorten: boolean;
  /** Port reuse found while choosing the connection of the segment at hand. */
  #reuse = 0;

  /** @param mayShorten whether plain segments are taken in few steps, as they always may be; the test of that leaves it out */
  constructor(limits: ConnectionLimits, thresholds: SequenceThresholds, mayShorten = true) {
    this.#mayShorten = mayShorten;
    this.connections = new Connections(limits);
    this.state = this.connections.state;
    this.#pool = this.connections.pool;
    this.endpoints = new Endpoints(this.state);
    this.#thresholds = thresholds;
  }

  /** To be called before the segments of a batch, and after them. */
  beginBatch(batch: FrameBatch): void {
    this.#pool.bytes = batch.bytes;
  }

  endBatch(): void {
    this.#pool.endBatch();
  }

  /** Takes in one segment. */
  follow(batch: FrameBatch, row: number): void {
    const { connections, state } = this;
    connections.settle();
    const flags = batch.flags[row]!;
    const source = batch.source[row]! | 0;
    const destination = batch.destination[row]! | 0;
    const sourcePort = batch.sourcePort[row]!;
    const destinationPort = batch.destinationPort[row]!;
    const seq = batch.seq[row]! | 0;
    const before = connections.count;
    let connection = connections.find(source, sourcePort, destination, destinationPort);
    this.#reuse = 0;
    if (connection === 0 || flags & FLAG.syn)
      connection = this.#begun(connection, source, sourcePort, destination, destinationPort, seq, flags);
    if (connection === 0) {
      leaveOut(batch, row);
      return;
    }
    const isNew = connections.count > before && this.#reuse === 0;
    const { side } = connections;
    if (this.#mayShorten && followPlain(state, this.#pool, batch, row, connection, side)) return;
    const { i32, u32 } = state;
    batch.connection[row] = i32[connection + OWN.number]!;
    const segment = this.#segment;
    segment.connection = connection;
    segment.forward = sideOf(connection, side);
    segment.reverse = sideOf(connection, 1 - side);
    segment.side = side;
    segment.frame = batch.firstFrame + row;
    segment.row = row;
    segment.seq = seq;
    segment.ack = batch.ack[row]! | 0;
    segment.payload = batch.payloadLength[row]!;
    segment.flags = flags;
    segment.window = batch.window[row]!;
    // Its number may be older than its first segment: an ICMP error quoted one, or sFlow sampled one.
    if (u32[connection + OWN.lastFrame] === 0) beginConnection(state, batch, segment);
    this.#trackSegment(batch, segment, isNew);
  }

  /**
   * The connection of a segment quoted in an ICMP error, as Wireshark counts: a new one where there was none, or where a
   * SYN's number differs; its number, -1 where there are too many.
   */
  quoted(
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
    seq: number,
    flags: number,
  ): number {
    return this.#numberOf(this.#connectionOf(source, sourcePort, destination, destinationPort, seq, flags));
  }

  /** Number of the latest connection between these endpoints; -1 where there is none. */
  numberBetween(source: number, sourcePort: number, destination: number, destinationPort: number): number {
    return this.#numberOf(this.connections.find(source, sourcePort, destination, destinationPort));
  }

  #numberOf(connection: number): number {
    return connection === 0 ? NOBODY : this.state.i32[connection + OWN.number]!;
  }

  /**
   * Number of the connection of a row whose TCP header can't be read to its end. Its flags count for completeness, as in Wireshark;
   * nothing else is changed by it.
   */
  connectionOf(batch: FrameBatch, row: number): number {
    const before = this.connections.count;
    const connection = this.#connectionOf(
      batch.source[row]!,
      batch.sourcePort[row]!,
      batch.destination[row]!,
      batch.destinationPort[row]!,
      batch.seq[row]!,
      batch.flags[row]!,
    );
    if (connection !== 0)
      complete(
        this.state,
        connection,
        batch.flags[row]!,
        0,
        this.connections.count > before && this.#reuse === 0,
      );
    return this.#numberOf(connection);
  }

  /**
   * The frame that carried the segment with this number from this endpoint: one not yet acknowledged, else the endpoint's
   * latest; null where it sent none.
   */
  frameOf(number: number, source: number, sourcePort: number, seq: number): number | null {
    const { state } = this;
    const direction = sideOf(
      this.connections.at(number),
      this.connections.sideOf(number, source, sourcePort),
    );
    const pool = this.#pool;
    for (let id = state.i32[direction + SIDE.oldestSegment]!; id !== 0; id = pool.next[id]!)
      if (pool.seq[id] === seq) return pool.frame[id]!;
    const latest = state.u32[direction + SIDE.lastSegmentFrame]!;
    return latest > 0 ? latest : null;
  }

  /** Bytes of a direction's stream up to the highest number seen, captured or not, each counted once. */
  streamBytes(direction: number): number {
    const { state } = this;
    const nextSeq = state.u32[direction + SIDE.nextSeq]!;
    if (nextSeq === 0) return 0;
    const highest = state.f64[(direction + SIDE.relativeSeq) >> 1]!;
    const end = highest + sequenceDistance(nextSeq, (state.u32[direction + SIDE.baseSeq]! + highest) >>> 0);
    const hasFin =
      (state.i32[direction + SIDE.flags]! & DIRECTION.finSent) !== 0 &&
      state.u32[direction + SIDE.finEnd] === nextSeq;
    return Math.max(0, end - (hasFin ? 2 : 1));
  }

  #trackSegment(batch: FrameBatch, segment: Segment, isNew: boolean): void {
    const { state } = this;
    const { i32, u32, f64 } = state;
    const { connection, forward, reverse, row, flags, payload, frame } = segment;
    if (!(i32[forward + SIDE.flags]! & i32[reverse + SIDE.flags]! & DIRECTION.baseKnown))
      setBases(state, segment);
    let findings = flags & FLAG.rst ? followReset(state, batch, segment) : 0;
    findings |= analyzeSequence(state, this.#pool, batch, segment, this.#thresholds, this.#reuse);
    batch.relativeSeq[row] = relativeNumber(state, forward, segment.seq);
    batch.relativeAck[row] = flags & FLAG.ack ? relativeNumber(state, reverse, segment.ack) : 0;
    let bits = 0;
    if (flags & FLAG.syn) this.#syn(batch, segment);
    else {
      const scale = i32[forward + SIDE.scale]!;
      if (scale > 0) batch.window[row] = segment.window << scale;
      if (scale !== -1) bits = BIT.windowKnown;
      if (flags & FLAG.ack) this.#acknowledgment(batch, segment);
    }
    complete(state, connection, flags, payload, isNew);
    followLife(state, batch, segment);
    if (findings & PROBES && i32[reverse + SIDE.window] === 0) bits |= BIT.intoClosedWindow;
    if (isOffloaded(state, reverse, payload)) findings |= FINDING_BIT['offloaded'];
    findings |= batch.findings[row]!;
    batch.findings[row] = findings;
    // A copy made by the capture is nothing that an endpoint did.
    if (!(findings & DUPLICATE_FRAME)) this.endpoints.follow(segment, findings);
    if (segment.side !== this.connections.clientSide(connection)) bits |= BIT.fromServer;
    batch.bits[row]! |= bits;
    u32[connection + OWN.lastFrame] = frame;
    f64[(connection + OWN.lastSeconds) >> 1] = batch.seconds[row]!;
    u32[connection + OWN.lastNanoseconds] = batch.nanoseconds[row]!;
    // A reset neither answers nor is answered.
    if (!(flags & FLAG.rst)) u32[forward + SIDE.lastSegmentFrame] = frame;
    u32[forward + SIDE.frames]!++;
    f64[(forward + SIDE.wireBytes) >> 1]! += batch.wireLength[row]!;
    if (payload > 0) {
      u32[forward + SIDE.lastPayloadFrame] = frame;
      f64[(forward + SIDE.payloadBytes) >> 1]! += payload;
    }
    this.connections.setEnded(connection, this.#hasEnded(segment));
  }

  /** Finds or adds a connection. */
  #connectionOf(
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
    seq: number,
    flags: number,
  ): number {
    this.#reuse = 0;
    const found = this.connections.find(source, sourcePort, destination, destinationPort);
    return this.#begun(found, source, sourcePort, destination, destinationPort, seq | 0, flags);
  }

  /** The connection found, or a new one; a SYN on used ports begins a new one (Wireshark's rules for port reuse). */
  #begun(
    connection: number,
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
    seq: number,
    flags: number,
  ): number {
    const { connections, state } = this;
    if (connection === 0) return connections.add(source, sourcePort, destination, destinationPort);
    if (!(flags & FLAG.syn)) return connection;
    const forward = sideOf(connection, connections.side);
    if (!(state.i32[forward + SIDE.flags]! & DIRECTION.baseKnown)) return connection;
    const differs = state.i32[forward + SIDE.baseSeq] !== seq;
    if (flags & FLAG.ack) {
      if (!differs) return connection;
      this.#reuse = PORT_REUSE;
      state.u32[forward + SIDE.baseSeq] = seq;
      state.f64[(forward + SIDE.relativeSeq) >> 1] = 0;
      return connection;
    }
    // The same number again is the SYN sent again, even after a reset.
    if (!differs) {
      // A reset or a FIN beyond a hole may have carried any number; the SYN must not be judged by it.
      state.u32[forward + SIDE.nextSeq] = state.u32[forward + SIDE.contiguousEnd]!;
      return connection;
    }
    this.#reuse = PORT_REUSE;
    const reused = connections.replace(connection, source, sourcePort, destination, destinationPort);
    if (reused !== 0) state.i32[reused + OWN.completeness] = COMPLETENESS.syn;
    return reused;
  }

  /** Window scale and segment size hold for what the SYN's sender receives (RFC 7323, 2; RFC 9293, 3.7.1). */
  #syn(batch: FrameBatch, segment: Segment): void {
    const { state } = this;
    const { forward, reverse, row, connection } = segment;
    const bytes = batch.bytesOf(row);
    this.#options.read(bytes, batch.transportAt[row]! + 20, batch.payloadAt[row]!);
    const scale = this.#options.windowScale;
    if (scale >= 0) state.i32[forward + SIDE.scale] = scale;
    if (state.i32[forward + SIDE.scale] === -1) {
      state.i32[forward + SIDE.scale] = -2;
      state.i32[reverse + SIDE.scale] = -2;
    } else if (segment.flags & FLAG.ack && state.i32[reverse + SIDE.scale] === -2)
      state.i32[forward + SIDE.scale] = -2;
    if (this.#options.segmentSize > 0) state.i32[forward + SIDE.segmentSize] = this.#options.segmentSize;
    state.i32[forward + SIDE.flags]! |= DIRECTION.firstAckPending;
    if (!(segment.flags & FLAG.ack)) {
      state.f64[(connection + OWN.synSeconds) >> 1] = batch.seconds[row]!;
      state.u32[connection + OWN.synNanoseconds] = batch.nanoseconds[row]!;
    }
  }

  #acknowledgment(batch: FrameBatch, segment: Segment): void {
    const { state } = this;
    const { connection, row } = segment;
    state.i32[segment.forward + SIDE.flags]! &= ~DIRECTION.firstAckPending;
    if (
      Number.isNaN(state.f64[(connection + OWN.initialRtt) >> 1]!) &&
      !Number.isNaN(state.f64[(connection + OWN.synSeconds) >> 1]!)
    )
      state.f64[(connection + OWN.initialRtt) >> 1] =
        batch.nanosecondsSince(
          row,
          state.f64[(connection + OWN.synSeconds) >> 1]!,
          state.u32[connection + OWN.synNanoseconds]!,
        ) / 1e9;
  }

  /** Whether nothing is to be expected of the connection any more. */
  #hasEnded({ connection, forward, reverse }: Segment): boolean {
    const { i32 } = this.state;
    return (
      (i32[connection + OWN.flags]! & CONNECTION.reset) !== 0 ||
      (i32[forward + SIDE.flags]! & i32[reverse + SIDE.flags]! & DIRECTION.finAcknowledged) !== 0
    );
  }
}

/** What stands in the row of a segment for whose connection there is no room. */
function leaveOut(batch: FrameBatch, row: number): void {
  batch.findings[row]! |= FINDING_BIT['limit-reached'];
  batch.note(row).limit = 'connections';
  batch.relativeSeq[row] = batch.seq[row]!;
  batch.relativeAck[row] = batch.ack[row]!;
}
