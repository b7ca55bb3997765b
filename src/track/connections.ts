import { CONNECTION, OWN, STATUS, type TcpState } from './tcp-state.js';
import type { SequenceThresholds } from './thresholds.js';
import { type TrackHost, TrackMemory } from './track-memory.js';

/** Connections that can be told apart. */
const MAX_NUMBERS = (1 << 27) - 2;
/** Records at hand at most: what of the memory they may take. */
const MAX_RECORDS = 1 << 22;
/** One in so many records at hand may be that of a connection that has ended: its last segments may be sent again. */
const ENDED_SHARE = 1024;

/** How many connections are remembered, and how. */
export interface ConnectionLimits {
  /** Connections; segments of further ones get none. */
  readonly maxConnections: number;
  /** Connections that have not ended, at a time; segments of further ones get none. */
  readonly maxOpenConnections: number;
  /** Connections that have ended; those that ended first are forgotten. */
  readonly maxEndedConnections: number;
  /** Of all these, records at hand, 1 or more; of the others, those that were silent longest, the records are packed. */
  readonly maxConnectionRecords: number;
}

/**
 * The connections of a capture. A five-tuple that is used again leads to its latest connection.
 *
 * Connections that are being followed have a record in the kernel's memory, where it finds them; that of a connection that
 * has ended, or is silent while there are very many, is packed and rests until a segment wakes it. Nothing is lost by that.
 */
export class Connections {
  readonly memory: TrackMemory;
  readonly state: TcpState;

  constructor(limits: ConnectionLimits, thresholds: SequenceThresholds, host: TrackHost) {
    const maxRecords = Math.min(Math.max(1, limits.maxConnectionRecords), MAX_RECORDS);
    this.memory = new TrackMemory(host);
    this.memory.kernel.configure(
      // Makes collisions unpredictable, so that no capture can be written to slow the tables down.
      Math.floor(Math.random() * 2 ** 32),
      Math.min(limits.maxConnections, MAX_NUMBERS),
      Math.min(limits.maxOpenConnections, MAX_NUMBERS),
      Math.min(limits.maxEndedConnections, MAX_NUMBERS),
      maxRecords,
      Math.floor(maxRecords / ENDED_SHARE),
      thresholds.fastRetransmission,
      thresholds.outOfOrder,
    );
    this.state = this.memory;
  }

  /** Connections so far, forgotten ones included; the next number. */
  get count(): number {
    return this.memory.i32[this.memory.status + STATUS.count]!;
  }

  /** Connections that had ended and were forgotten, as there were too many: they are listed no longer. */
  get forgotten(): number {
    return this.memory.i32[this.memory.status + STATUS.forgotten]!;
  }

  /** Whether there is a connection with this number, and it was not forgotten. */
  has(number: number): boolean {
    return number < this.count && this.memory.kernel.has(number) !== 0;
  }

  /** Record of a connection by its number, to be looked at until the next call; an empty one where there is none any more. */
  at(number: number): number {
    return this.memory.kernel.at(number) >>> 2;
  }

  /** Address id of a side: 0 the endpoint seen first, 1 the other. @param record as {@link at} gives it */
  address(record: number, side: number): number {
    return this.state.u32[record + (side === 0 ? OWN.addressA : OWN.addressB)]!;
  }

  /** Port of a side. */
  port(record: number, side: number): number {
    const ports = this.state.i32[record + OWN.ports]!;
    return side === 0 ? ports >>> 16 : ports & 0xffff;
  }

  /** 0 where a segment of the connection with this number goes from the endpoint seen first, 1 where it comes back. */
  sideOf(number: number, source: number, sourcePort: number): 0 | 1 {
    const record = this.at(number);
    return this.address(record, 0) === source && this.port(record, 0) === sourcePort ? 0 : 1;
  }

  /** 0 or 1: the side that is the client, known or presumed. @param record as {@link at} gives it */
  clientSide(record: number): 0 | 1 {
    return this.state.i32[record + OWN.flags]! & CONNECTION.clientIsB ? 1 : 0;
  }
}
