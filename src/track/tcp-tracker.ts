import { sequenceDistance } from '../bytes/sequence.js';
import { BIT, type FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { FLAG } from '../wire/tcp.js';
import { SynOptions } from '../wire/tcp-options.js';
import { Connections } from './connections.js';
import { Endpoints } from './endpoints.js';
import { followLife } from './life.js';
import { followReset } from './resets.js';
import { Segment } from './segment.js';
import { SegmentPool } from './segment-pool.js';
import { analyzeSequence, type SequenceThresholds } from './sequence-analysis.js';
import { CONNECTION, DIRECTION, type TcpState } from './tcp-state.js';

/** Wireshark's `tcp.completeness` bits. */
const COMPLETENESS = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32 } as const;
const PORT_REUSE = FINDING_BIT['port-reuse'];
const DUPLICATE_FRAME = FINDING_BIT['duplicate-frame'];
const PROBES = FINDING_BIT['keep-alive'] | FINDING_BIT['zero-window-probe'];
/** Larger than any Ethernet carries, jumbo frames included: payload that the card must have split. */
const LARGEST_SEGMENT = 8960;

/** Follows TCP connections: fills the track columns of TCP rows, in one forward pass. */
export class TcpTracker {
  readonly connections: Connections;
  readonly state: TcpState;
  readonly endpoints: Endpoints;
  readonly #pool = new SegmentPool();
  readonly #segment = new Segment();
  readonly #options = new SynOptions();
  readonly #thresholds: SequenceThresholds;
  /** Port reuse found while choosing the connection of the segment at hand. */
  #reuse = 0;

  constructor(maxConnections: number, thresholds: SequenceThresholds) {
    this.connections = new Connections(maxConnections);
    this.state = this.connections.state;
    this.endpoints = new Endpoints(this.state);
    this.#thresholds = thresholds;
  }

  /** Takes in one segment. */
  follow(batch: FrameBatch, row: number): void {
    const flags = batch.flags[row]!;
    const seq = batch.seq[row]!;
    const before = this.state.count;
    const connection = this.#connectionOf(
      batch.source[row]!,
      batch.sourcePort[row]!,
      batch.destination[row]!,
      batch.destinationPort[row]!,
      seq,
      flags,
    );
    if (connection < 0) {
      batch.findings[row]! |= FINDING_BIT['limit-reached'];
      batch.note(row).limit = 'connections';
      batch.relativeSeq[row] = seq;
      batch.relativeAck[row] = batch.ack[row]!;
      return;
    }
    batch.connection[row] = connection;
    const side = this.connections.side(connection, batch.source[row]!, batch.sourcePort[row]!);
    const segment = this.#segment;
    segment.connection = connection;
    segment.forward = connection * 2 + side;
    segment.reverse = connection * 2 + (1 - side);
    segment.frame = batch.firstFrame + row;
    segment.row = row;
    segment.seq = seq;
    segment.ack = batch.ack[row]!;
    segment.payload = batch.payloadLength[row]!;
    segment.flags = flags;
    segment.window = batch.window[row]!;
    const isNew = this.state.count > before;
    if (isNew) this.#begin(batch, segment);
    this.#trackSegment(batch, segment, isNew && this.#reuse === 0);
  }

  /**
   * The connection of a segment quoted in an ICMP error, as Wireshark counts: a new one where there was none, or where a
   * SYN's number differs. Its columns are not touched; -1 where there are too many.
   */
  quoted(
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
    seq: number,
    flags: number,
  ): number {
    return this.#connectionOf(source, sourcePort, destination, destinationPort, seq, flags);
  }

  /**
   * The connection of a row whose TCP header can't be read to its end. Its flags count for completeness, as in Wireshark;
   * nothing else is changed by it.
   */
  connectionOf(batch: FrameBatch, row: number): number {
    const before = this.state.count;
    const connection = this.#connectionOf(
      batch.source[row]!,
      batch.sourcePort[row]!,
      batch.destination[row]!,
      batch.destinationPort[row]!,
      batch.seq[row]!,
      batch.flags[row]!,
    );
    if (connection >= 0)
      this.#complete(connection, batch.flags[row]!, 0, this.state.count > before && this.#reuse === 0);
    return connection;
  }

  /**
   * The frame that carried the segment with this number from this endpoint: one not yet acknowledged, else the endpoint's
   * latest; null where it sent none.
   */
  frameOf(connection: number, source: number, sourcePort: number, seq: number): number | null {
    const { state } = this;
    const direction = connection * 2 + this.connections.side(connection, source, sourcePort);
    const pool = this.#pool;
    for (let id = state.oldestSegment[direction]!; id !== 0; id = pool.next[id]!)
      if (pool.seq[id] === seq) return pool.frame[id]!;
    const latest = state.lastSegmentFrame[direction]!;
    return latest > 0 ? latest : null;
  }

  /** Bytes of a direction's stream up to the highest number seen, captured or not, each counted once. */
  streamBytes(direction: number): number {
    const { state } = this;
    const nextSeq = state.nextSeq[direction]!;
    if (nextSeq === 0) return 0;
    const highest = state.relativeSeq[direction]!;
    const end = highest + sequenceDistance(nextSeq, (state.baseSeq[direction]! + highest) >>> 0);
    const hasFin =
      (state.directionFlags[direction]! & DIRECTION.finSent) !== 0 && state.finEnd[direction] === nextSeq;
    return Math.max(0, end - (hasFin ? 2 : 1));
  }

  #trackSegment(batch: FrameBatch, segment: Segment, isNew: boolean): void {
    const { state } = this;
    const { row, flags } = segment;
    this.#base(segment);
    let findings = flags & FLAG.rst ? followReset(state, batch, segment) : 0;
    findings |= analyzeSequence(state, this.#pool, batch, segment, this.#thresholds, this.#reuse);
    this.#relativeNumbers(batch, segment);
    this.#scaleWindow(batch, segment);
    this.#complete(segment.connection, flags, segment.payload, isNew);
    if (flags & FLAG.syn) this.#syn(batch, segment);
    else if (flags & FLAG.ack) this.#acknowledgment(batch, segment);
    followLife(state, batch, segment);
    if (findings & PROBES && state.window[segment.reverse] === 0) batch.bits[row]! |= BIT.intoClosedWindow;
    if (this.#isOffloaded(segment)) findings |= FINDING_BIT['offloaded'];
    batch.findings[row]! |= findings;
    // A copy made by the capture is nothing that an endpoint did.
    if (!(batch.findings[row]! & DUPLICATE_FRAME)) this.endpoints.follow(segment, findings);
    if ((segment.forward & 1) !== this.connections.clientSide(segment.connection))
      batch.bits[row]! |= BIT.fromServer;
    this.#count(batch, segment);
  }

  /** Finds or adds the connection; a SYN on used ports begins a new one (Wireshark's rules for port reuse). */
  #connectionOf(
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
    seq: number,
    flags: number,
  ): number {
    const { connections, state } = this;
    this.#reuse = 0;
    const connection = connections.find(source, sourcePort, destination, destinationPort);
    if (connection < 0) return connections.add(source, sourcePort, destination, destinationPort);
    if (!(flags & FLAG.syn)) return connection;
    const forward = connection * 2 + connections.side(connection, source, sourcePort);
    if (!(state.directionFlags[forward]! & DIRECTION.baseKnown)) return connection;
    const differs = state.baseSeq[forward] !== seq;
    if (flags & FLAG.ack) {
      if (!differs) return connection;
      this.#reuse = PORT_REUSE;
      state.baseSeq[forward] = seq;
      state.relativeSeq[forward] = 0;
      return connection;
    }
    // The same number again is the SYN sent again, even after a reset.
    if (!differs) {
      // A reset or a FIN beyond a hole may have carried any number; the SYN must not be judged by it.
      state.nextSeq[forward] = state.contiguousEnd[forward]!;
      return connection;
    }
    this.#reuse = PORT_REUSE;
    const reused = connections.add(source, sourcePort, destination, destinationPort);
    if (reused >= 0) state.completeness[reused] = COMPLETENESS.syn;
    return reused;
  }

  /** A connection's first segment: who is the client as far as can be presumed, and when it was. */
  #begin(batch: FrameBatch, segment: Segment): void {
    const { state } = this;
    const { connection, row } = segment;
    state.firstFrame[connection] = segment.frame;
    state.firstSeconds[connection] = batch.seconds[row]!;
    state.firstNanoseconds[connection] = batch.nanoseconds[row]!;
    if (!(segment.flags & FLAG.syn) && looksLikeServer(batch.sourcePort[row]!, batch.destinationPort[row]!))
      state.flags[connection]! |= CONNECTION.clientIsB;
  }

  /** Sets what relative numbers count from: the SYN's number, else one less than the first seen. */
  #base(segment: Segment): void {
    const { state } = this;
    const { forward, reverse, flags } = segment;
    if (!(state.directionFlags[forward]! & DIRECTION.baseKnown)) {
      state.baseSeq[forward] = flags & FLAG.syn ? segment.seq : segment.seq - 1;
      state.directionFlags[forward]! |= DIRECTION.baseKnown;
    }
    if (!(state.directionFlags[reverse]! & DIRECTION.baseKnown) && flags & FLAG.ack) {
      state.baseSeq[reverse] = segment.ack - 1;
      state.directionFlags[reverse]! |= DIRECTION.baseKnown;
    }
  }

  #relativeNumbers(batch: FrameBatch, segment: Segment): void {
    const { row } = segment;
    batch.relativeSeq[row] = this.#relative(segment.forward, segment.seq);
    batch.relativeAck[row] = segment.flags & FLAG.ack ? this.#relative(segment.reverse, segment.ack) : 0;
  }

  /** A number relative to its direction's first, unwrapped: the one nearest to the highest so far. */
  #relative(direction: number, number: number): number {
    const { state } = this;
    const highest = state.relativeSeq[direction]!;
    const relative = highest + sequenceDistance(number, (state.baseSeq[direction]! + highest) >>> 0);
    if (relative > highest) state.relativeSeq[direction] = relative;
    return relative;
  }

  #scaleWindow(batch: FrameBatch, segment: Segment): void {
    const scale = this.state.scale[segment.forward]!;
    if (segment.flags & FLAG.syn) return;
    if (scale > 0) batch.window[segment.row] = segment.window << scale;
    if (scale !== -1) batch.bits[segment.row]! |= BIT.windowKnown;
  }

  #complete(connection: number, flags: number, payload: number, isNew: boolean): void {
    const { state } = this;
    const opening = flags & (FLAG.syn | FLAG.ack);
    let bits = 0;
    if (opening === (FLAG.syn | FLAG.ack)) bits = COMPLETENESS.synAck;
    else if (opening === FLAG.ack && payload === 0) bits = COMPLETENESS.ack;
    else if (payload > 0 && opening !== 0) bits = COMPLETENESS.data;
    if ((flags & (FLAG.fin | FLAG.ack)) === (FLAG.fin | FLAG.ack)) bits |= COMPLETENESS.fin;
    if (flags & FLAG.rst) bits |= COMPLETENESS.rst;
    if (isNew) {
      state.completeness[connection] = opening === FLAG.syn ? COMPLETENESS.syn : 0;
      state.firstCompleteness[connection] = bits;
    } else state.completeness[connection]! |= bits | state.firstCompleteness[connection]!;
  }

  /** Window scale and segment size hold for what the SYN's sender receives (RFC 7323, 2; RFC 9293, 3.7.1). */
  #syn(batch: FrameBatch, segment: Segment): void {
    const { state } = this;
    const { forward, reverse, row, connection } = segment;
    const bytes = batch.bytesOf(row);
    this.#options.read(bytes, batch.transportAt[row]! + 20, batch.payloadAt[row]!);
    const scale = this.#options.windowScale;
    if (scale >= 0) state.scale[forward] = scale;
    if (state.scale[forward] === -1) {
      state.scale[forward] = -2;
      state.scale[reverse] = -2;
    } else if (segment.flags & FLAG.ack && state.scale[reverse] === -2) state.scale[forward] = -2;
    if (this.#options.segmentSize > 0) state.segmentSize[forward] = this.#options.segmentSize;
    state.directionFlags[forward]! |= DIRECTION.firstAckPending;
    if (!(segment.flags & FLAG.ack)) {
      state.synSeconds[connection] = batch.seconds[row]!;
      state.synNanoseconds[connection] = batch.nanoseconds[row]!;
    }
  }

  #acknowledgment(batch: FrameBatch, segment: Segment): void {
    const { state } = this;
    const { connection, row } = segment;
    state.directionFlags[segment.forward]! &= ~DIRECTION.firstAckPending;
    if (Number.isNaN(state.initialRtt[connection]!) && !Number.isNaN(state.synSeconds[connection]!))
      state.initialRtt[connection] =
        batch.nanosecondsSince(row, state.synSeconds[connection]!, state.synNanoseconds[connection]!) / 1e9;
  }

  #isOffloaded(segment: Segment): boolean {
    if (segment.payload === 0) return false;
    const accepted = this.state.segmentSize[segment.reverse]!;
    return segment.payload > (accepted > 0 ? accepted : LARGEST_SEGMENT);
  }

  #count(batch: FrameBatch, segment: Segment): void {
    const { state } = this;
    const { connection, forward, row } = segment;
    state.lastFrame[connection] = segment.frame;
    state.lastSeconds[connection] = batch.seconds[row]!;
    state.lastNanoseconds[connection] = batch.nanoseconds[row]!;
    // A reset neither answers nor is answered.
    if (!(segment.flags & FLAG.rst)) state.lastSegmentFrame[forward] = segment.frame;
    if (segment.payload > 0) state.lastPayloadFrame[forward] = segment.frame;
    state.frames[forward]!++;
    state.wireBytes[forward]! += batch.wireLength[row]!;
    state.payloadBytes[forward]! += segment.payload;
  }
}

/** Ports below this need a privilege, so that servers have them. */
const FIRST_FREE_PORT = 1024;
/** Where the usual ranges of clients' ports begin. */
const FIRST_EPHEMERAL_PORT = 32768;

/** Whether the sender of a connection's first captured segment is rather the server, by the ports alone. */
function looksLikeServer(sourcePort: number, destinationPort: number): boolean {
  for (const bound of [FIRST_FREE_PORT, FIRST_EPHEMERAL_PORT]) {
    if (sourcePort < bound !== destinationPort < bound) return sourcePort < bound;
  }
  return false;
}
