import { sequenceDistance } from '../bytes/sequence.js';
import type { AddressTable } from '../table/address-table.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { type ConnectionLimits, Connections } from './connections.js';
import { Endpoints } from './endpoints.js';
import type { SegmentPool } from './segment-pool.js';
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
  readonly #pool: SegmentPool;

  /** @param remembersPayload whether what is sent again is compared with what was sent before */
  constructor(
    addresses: AddressTable,
    limits: ConnectionLimits,
    thresholds: SequenceThresholds,
    remembersPayload: boolean,
  ) {
    this.addresses = addresses;
    this.connections = new Connections(limits, thresholds, trackHost(this));
    this.#memory = this.connections.memory;
    this.batch = this.#memory.batch;
    this.state = this.#memory;
    this.#pool = this.connections.pool;
    this.endpoints = new Endpoints(this.state);
    this.#memory.kernel.setRemembersPayload(remembersPayload);
  }

  /** Sets what only some rows get to what the others have. */
  clearRows(): void {
    this.#memory.kernel.clearRows(this.batch.count);
  }

  /** Fills the rows of frames that are plain, as {@link TrackMemory.decodePlain}. */
  decodePlain(from: number): number {
    return this.#memory.decodePlain(from);
  }

  /** To be called before the segments of a batch, and after them. */
  beginBatch(): void {
    this.#pool.bytes = this.batch.bytes;
  }

  endBatch(): void {
    this.#memory.kernel.copyPayloads();
  }

  /** Takes in one segment. */
  follow(row: number): void {
    const { batch } = this;
    if (batch.assembled.size > 0 && batch.assembled.has(row)) this.#followAssembled(row);
    else this.#memory.kernel.follow(row, batch.firstFrame);
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

  /** Takes in a segment put together from fragments, whose bytes are at hand only now. */
  #followAssembled(row: number): void {
    this.#memory.kernel.copyPayloads();
    this.#pool.bytes = this.batch.bytesOf(row);
    this.#memory.kernel.follow(row, this.batch.firstFrame);
    this.#memory.kernel.copyPayloads();
    this.#pool.bytes = this.batch.bytes;
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
