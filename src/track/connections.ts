import { keyHash } from './connection-key.js';
import { NumberQueue } from './number-queue.js';
import { RecordCodec } from './record-codec.js';
import { MAX_NUMBERS, Resting } from './resting.js';
import { SegmentPool } from './segment-pool.js';
import { CONNECTION, NOBODY, OWN, TcpState } from './tcp-state.js';

/** Slots of the lookup table at the start; it grows when connections are as many. */
const FIRST_SLOTS = 1024;
/** Record 0 is nobody's: connections that rest are shown in it. */
const SHOWN = 0;
/** Records looked at when one must make room: the one that was silent longest goes. */
const CANDIDATES = 16;

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
 * Finds the connection of two endpoints. A five-tuple that is used again leads to its latest connection.
 *
 * Connections that are being followed have a record in {@link TcpState}; that of a connection that has ended, or is
 * silent while there are very many, is packed and rests until a segment wakes it. Nothing is lost by that.
 */
export class Connections {
  readonly state: TcpState = new TcpState();
  readonly pool: SegmentPool = new SegmentPool();
  /** Connections so far, forgotten ones included; the next number. */
  count = 0;
  /** Connections that had ended and were forgotten, as there were too many: they are listed no longer. */
  forgotten = 0;
  /** Side of the connection found last that the source is. */
  side: 0 | 1 = 0;
  readonly #limits: ConnectionLimits;
  readonly #maxConnections: number;
  readonly #maxRecords: number;
  readonly #maxEndedRecords: number;
  readonly #codec: RecordCodec = new RecordCodec(this.state, this.pool);
  readonly #resting = new Resting(this.#codec);
  /** First records of chains, by hash of their key; 0 none. */
  #slots: Int32Array = new Int32Array(FIRST_SLOTS);
  /** Numbers of connections that have ended, in the order in which they did: with a record at hand, and resting. */
  readonly #ended = new NumberQueue();
  readonly #endedResting = new NumberQueue();
  /** Connections that have not ended. */
  #live = 0;
  /** Number of the connection whose record is shown. */
  #shown = NOBODY;
  /** The record looked at last when one had to make room. */
  #hand = 0;

  constructor(limits: ConnectionLimits) {
    this.#limits = limits;
    this.#maxConnections = Math.min(limits.maxConnections, MAX_NUMBERS);
    this.#maxRecords = Math.max(1, limits.maxConnectionRecords);
    this.#maxEndedRecords = Math.floor(this.#maxRecords / ENDED_SHARE);
  }

  /** Record of the latest connection between these endpoints, in either direction; 0 where there is none. Sets {@link side}. */
  find(source: number, sourcePort: number, destination: number, destinationPort: number): number {
    const { i32 } = this.state;
    const there = (sourcePort << 16) | destinationPort;
    const back = (destinationPort << 16) | sourcePort;
    const hash = keyHash(source, sourcePort, destination, destinationPort);
    for (let record = this.#slots[hash & (this.#slots.length - 1)]!; record !== 0; ) {
      const a = i32[record + OWN.addressA]!;
      const b = i32[record + OWN.addressB]!;
      const ports = i32[record + OWN.ports]!;
      if (a === source && b === destination && ports === there) {
        this.side = 0;
        return record;
      }
      if (a === destination && b === source && ports === back) {
        this.side = 1;
        return record;
      }
      record = i32[record + OWN.chain]!;
    }
    const number = this.#resting.find(source, sourcePort, destination, destinationPort, hash);
    if (number === NOBODY) return 0;
    const record = this.#wake(number, hash);
    this.side = this.#sideIn(record, source, sourcePort);
    return record;
  }

  /** Adds a connection, its first segment going from source to destination; 0 when there are too many. */
  add(source: number, sourcePort: number, destination: number, destinationPort: number): number {
    if (this.#isFull()) return 0;
    const record = this.#take();
    const { i32 } = this.state;
    i32[record + OWN.addressA] = source;
    i32[record + OWN.addressB] = destination;
    i32[record + OWN.ports] = (sourcePort << 16) | destinationPort;
    i32[record + OWN.number] = this.count;
    this.#link(record, keyHash(source, sourcePort, destination, destinationPort));
    this.#resting.follow(this.count, record);
    this.count++;
    this.#live++;
    this.side = 0;
    return record;
  }

  /** Adds a connection whose endpoints had another before, which has thereby ended. */
  replace(
    before: number,
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
  ): number {
    if (this.#isFull()) return 0;
    this.setEnded(before, true);
    this.#rest(before);
    return this.add(source, sourcePort, destination, destinationPort);
  }

  /** Says whether a connection has ended: later ones may then take its place. */
  setEnded(record: number, ended: boolean): void {
    const { i32 } = this.state;
    const flags = i32[record + OWN.flags]!;
    if (((flags & CONNECTION.ended) !== 0) === ended) return;
    i32[record + OWN.flags] = flags ^ CONNECTION.ended;
    this.#live += ended ? -1 : 1;
    if (ended) this.#ended.push(i32[record + OWN.number]!);
  }

  /** Lets connections rest that ended long ago. To be called between segments: it may give back any record. */
  settle(): void {
    while (this.#ended.length > this.#maxEndedRecords) {
      const record = this.#resting.recordOf(this.#ended.shift());
      if (record !== 0 && this.state.i32[record + OWN.flags]! & CONNECTION.ended) this.#rest(record);
    }
  }

  /** Record of a connection by its number, to be looked at until the next call; -1 where there is none, or no longer. */
  at(number: number): number {
    const record = this.#resting.recordOf(number);
    if (record !== 0) return record;
    if (!this.#resting.has(number)) {
      this.state.clear(SHOWN);
      this.#shown = NOBODY;
      return -1;
    }
    if (this.#shown !== number) {
      this.#resting.show(number, SHOWN);
      this.#shown = number;
    }
    return SHOWN;
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
    return this.#sideIn(Math.max(0, this.at(number)), source, sourcePort);
  }

  /** 0 or 1: the side that is the client, known or presumed. @param record as {@link at} gives it */
  clientSide(record: number): 0 | 1 {
    return this.state.i32[record + OWN.flags]! & CONNECTION.clientIsB ? 1 : 0;
  }

  #isFull(): boolean {
    return this.#live >= this.#limits.maxOpenConnections || this.count >= this.#maxConnections;
  }

  #sideIn(record: number, source: number, sourcePort: number): 0 | 1 {
    return this.address(record, 0) === source && this.port(record, 0) === sourcePort ? 0 : 1;
  }

  /** A new record; where there are too many, that of a silent connection. */
  #take(): number {
    const { state } = this;
    if (state.count >= this.#maxRecords) {
      let oldest = 0;
      for (let left = CANDIDATES; left > 0 || oldest === 0; left--) {
        this.#hand = state.after(this.#hand);
        if (state.i32[this.#hand + OWN.number] === NOBODY) continue;
        if (oldest === 0 || state.u32[this.#hand + OWN.lastFrame]! < state.u32[oldest + OWN.lastFrame]!)
          oldest = this.#hand;
      }
      this.#rest(oldest);
    }
    return state.take();
  }

  /** Packs a connection's record and gives it back. */
  #rest(record: number): void {
    const { state } = this;
    const number = state.i32[record + OWN.number]!;
    const ended = (state.i32[record + OWN.flags]! & CONNECTION.ended) !== 0;
    const hash = this.#hashOf(record);
    this.#unlink(record, hash);
    this.#codec.pack(record);
    this.#resting.put(number, hash);
    state.release(record);
    if (!ended) return;
    this.#endedResting.push(number);
    while (this.#endedResting.length > this.#limits.maxEndedConnections) {
      const oldest = this.#endedResting.shift();
      if (oldest === this.#shown) this.#shown = NOBODY;
      if (!this.#resting.has(oldest)) continue;
      this.#resting.forget(oldest);
      this.forgotten++;
    }
  }

  #wake(number: number, hash: number): number {
    const record = this.#take();
    this.#resting.wake(number, record);
    if (this.#shown === number) this.#shown = NOBODY;
    const { i32 } = this.state;
    i32[record + OWN.number] = number;
    this.#link(record, hash);
    if (i32[record + OWN.flags]! & CONNECTION.ended) this.#ended.push(number);
    return record;
  }

  #link(record: number, hash: number): void {
    if (this.state.count > this.#slots.length) this.#grow();
    const slot = hash & (this.#slots.length - 1);
    this.state.i32[record + OWN.chain] = this.#slots[slot]!;
    this.#slots[slot] = record;
  }

  #unlink(record: number, hash: number): void {
    const { i32 } = this.state;
    const slot = hash & (this.#slots.length - 1);
    const after = i32[record + OWN.chain]!;
    let before = this.#slots[slot]!;
    if (before === record) {
      this.#slots[slot] = after;
      return;
    }
    while (i32[before + OWN.chain] !== record) before = i32[before + OWN.chain]!;
    i32[before + OWN.chain] = after;
  }

  #hashOf(record: number): number {
    return keyHash(
      this.address(record, 0),
      this.port(record, 0),
      this.address(record, 1),
      this.port(record, 1),
    );
  }

  #grow(): void {
    const { i32 } = this.state;
    const before = this.#slots;
    this.#slots = new Int32Array(before.length * 4);
    for (const first of before)
      for (let record = first; record !== 0; ) {
        const next = i32[record + OWN.chain]!;
        const slot = this.#hashOf(record) & (this.#slots.length - 1);
        i32[record + OWN.chain] = this.#slots[slot]!;
        this.#slots[slot] = record;
        record = next;
      }
  }
}
