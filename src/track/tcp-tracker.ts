import { sequenceDistance } from '../bytes/sequence.js';
import type { AddressTable } from '../table/address-table.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { type ConnectionLimits, Connections } from './connections.js';
import { Endpoints } from './endpoints.js';
import { HeldBytes } from './held-bytes.js';
import { SegmentPool } from './segment-pool.js';
import { DIRECTION, NOBODY, OWN, SEGMENT, SIDE, sideOf, type TcpState } from './tcp-state.js';
import type { SequenceThresholds } from './thresholds.js';
import { trackHost } from './track-host.js';
import type { TrackMemory } from './track-memory.js';

/** Follows TCP connections: fills the track columns of TCP rows, in one forward pass. */
export class TcpTracker {
  readonly connections: Connections;
  readonly state: TcpState;
  readonly endpoints: Endpoints;
  /** The rows that are followed. */
  readonly batch: FrameBatch;
  readonly addresses: AddressTable;
  readonly #memory: TrackMemory;
  readonly held: HeldBytes = new HeldBytes();
  readonly pool: SegmentPool;

  /**
   * @param tellsFrames whether anything is told of frames; else it is not followed what frames alone depend on: whether what is
   * sent again differs from what was sent before, causes of resets, and what acknowledges which segment
   */
  constructor(
    addresses: AddressTable,
    limits: ConnectionLimits,
    thresholds: SequenceThresholds,
    tellsFrames: boolean,
  ) {
    this.addresses = addresses;
    this.connections = new Connections(limits, thresholds, trackHost(this));
    this.#memory = this.connections.memory;
    this.batch = this.#memory.batch;
    this.state = this.#memory;
    this.pool = new SegmentPool(this.#memory, this.held);
    this.endpoints = new Endpoints(this.state);
    this.#memory.kernel.setTellsFrames(tellsFrames);
  }

  /** Sets what only some rows get to what the others have. */
  clearRows(): void {
    this.#memory.kernel.clearRows(this.batch.count);
  }

  /** Fills the rows of frames that are plain, as {@link TrackMemory.decodePlain}. */
  decodePlain(from: number): number {
    return this.#memory.decodePlain(from);
  }

  /** To be called before the rows of a batch are followed, and after that. */
  beginBatch(): void {
    this.held.begin(this.batch);
  }

  endBatch(): void {
    this.pool.endBatch();
  }

  /** Takes in one segment. */
  follow(row: number): void {
    const { batch } = this;
    const follow = (): void => this.#memory.kernel.follow(row, batch.firstFrame);
    if (batch.assembled.size > 0 && batch.assembled.has(row)) this.pool.within(batch.bytesOf(row), follow);
    else follow();
  }

  /**
   * Takes in the segments from a row on for which nothing but their connections is to be followed.
   *
   * @returns the first row that is another
   */
  followPlain(from: number): number {
    const { batch } = this;
    return batch.assembled.size > 0
      ? from
      : this.#memory.kernel.followPlain(from, batch.count, batch.firstFrame);
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
    const { kernel } = this.#memory;
    return this.#numberOf(kernel.quoted(source, sourcePort, destination, destinationPort, seq, flags));
  }

  /** Number of the latest connection between these endpoints; -1 where there is none. */
  numberBetween(source: number, sourcePort: number, destination: number, destinationPort: number): number {
    return this.#numberOf(this.#memory.kernel.between(source, sourcePort, destination, destinationPort));
  }

  /** @param record by the byte it begins at */
  #numberOf(record: number): number {
    return record === 0 ? NOBODY : this.state.i32[(record >>> 2) + OWN.number]!;
  }

  /**
   * Number of the connection of a row whose TCP header can't be read to its end. Its flags count for completeness, as in Wireshark;
   * nothing else is changed by it.
   */
  connectionOf(row: number): number {
    return this.#numberOf(this.#memory.kernel.countUnread(row));
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
    const { u32 } = state;
    for (let at = u32[direction + SIDE.oldestSegment]! >>> 2; at !== 0; at = u32[at + SEGMENT.next]! >>> 2)
      if (u32[at + SEGMENT.seq] === seq) return u32[at + SEGMENT.frame]!;
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
}
