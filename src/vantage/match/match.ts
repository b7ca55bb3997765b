import type { ClockShift } from '../../engine/clock-shift.js';
import type { Clocks } from './clocks.js';
import { FATES, type Fate } from './fates.js';
import { MARK, type Packets } from './packets.js';
import { offsetAt } from './pair-clock.js';
import type { Rows } from './rows.js';
import type { Settled } from './settle.js';
import type { Travel } from './travel.js';

/** Captures that can be held against each other at once. */
export const MAX_CAPTURES = 31;

/** One packet seen at one vantage point. */
export interface Sighting {
  /** Label of the capture. */
  readonly capture: string;
  /** Number of the frame in it, from 1. */
  readonly frame: number;
}

/** A packet, the frames in which it was seen, and what became of it. */
export interface MatchedPacket {
  /** In order of travel. Several of one capture where a card split or merged segments, or where it captured a packet twice. */
  readonly sightings: readonly Sighting[];
  /** What became of it on its way. */
  readonly fate: Fate;
  /** Seconds from its first to its last sighting, by corrected clocks; null for one sighting, or where clocks can't be compared. */
  readonly delay: number | null;
  /** Row fields that the way changed: of `source`, `sourcePort`, `destination`, `destinationPort`. */
  readonly changed: readonly string[];
  /** Other frames have the same bytes; it was paired in order. */
  readonly ambiguous: boolean;
}

/** How a capture's clock differs from the reference's. */
export interface Clock {
  /** Label of the capture. */
  readonly capture: string;
  /** Label of the first capture. */
  readonly reference: string;
  /** Seconds: this capture's clock less the reference's, at the reference's first frame; null where nothing tells. */
  readonly offset: number | null;
  /** Seconds by which the offset may be wrong either way; null where packets were seen one way only. */
  readonly uncertainty: number | null;
  /** Seconds that this clock gains in a second of the reference's; null where the captures are too short to tell. */
  readonly drift: number | null;
}

/** What is known of one capture as a whole. */
export interface MatchedCapture {
  /** Label of the capture. */
  readonly capture: string;
  /** Frames in it. */
  readonly frames: number;
  /** Frames whose packet was seen in another capture, too. */
  readonly paired: number;
  /** Frames whose packet another capture should have, too, and has not. */
  readonly unpaired: number;
  /** Frames of packets that touch only this one of the captured machines; they are in no packet. */
  readonly alone: number;
}

const CHANGED = ['source', 'sourcePort', 'destination', 'destinationPort'] as const;

/** Captures held against each other: which frames are the same packet, and what became of it. */
export class Match {
  /** @internal */
  readonly rows: Rows;
  /** @internal */
  readonly settled: Settled;
  readonly #packets: Packets;
  readonly #clocks: Clocks;
  readonly #travel: Travel;
  readonly #fate: Uint8Array;
  /** Packets of the rows that several share. */
  #shared: Map<number, number[]> | undefined;

  /** @internal */
  constructor(rows: Rows, settled: Settled, clocks: Clocks, travel: Travel) {
    this.#travel = travel;
    this.rows = rows;
    this.settled = settled;
    this.#packets = settled.packets;
    this.#fate = settled.fate;
    this.#clocks = clocks;
  }

  /** Packets in all. */
  get count(): number {
    return this.#packets.count;
  }

  /** Labels of the captures, in the order in which they were given. */
  get labels(): readonly string[] {
    return this.rows.captures.map(({ label }) => label);
  }

  /** Every packet, in the order in which they were first seen, by the reference's clock. */
  *packets(): IterableIterator<MatchedPacket> {
    for (let packet = 0; packet < this.#packets.count; packet++) yield this.packet(packet);
  }

  /** The packet with this number, from 0. */
  packet(packet: number): MatchedPacket {
    const rows = this.#packets.rows(packet);
    return {
      sightings: Array.from(rows, (row) => this.#sighting(row)),
      fate: FATES[this.#fate[packet]!]!,
      delay: this.delay(packet),
      changed: this.#changed(rows[0]!, rows[rows.length - 1]!),
      ambiguous: (this.#packets.mark[packet]! & MARK.ambiguous) !== 0,
    };
  }

  /** Number of the packet that a frame is a sighting of; -1 where it touches no other captured machine. */
  packetOf(capture: number, frame: number): number {
    const { first, captures } = this.rows;
    if (frame < 1 || frame > (captures[capture]?.count ?? 0)) return -1;
    return this.#packets.of[first[capture]! + frame - 1]!;
  }

  /** All packets that a frame is a sighting of: several where one was doubled on the way, or a card split or joined it. */
  packetsOf(capture: number, frame: number): readonly number[] {
    const packet = this.packetOf(capture, frame);
    if (packet < 0) return [];
    return this.packetsOfRow(this.rows.row(capture, frame));
  }

  /** The frames of other captures that are sightings of the same packets as this one. @param capture by its index */
  counterparts(capture: number, frame: number): Sighting[] {
    const found = new Set<number>();
    for (const packet of this.packetsOf(capture, frame))
      for (const row of this.#packets.rows(packet)) if (this.rows.capture[row] !== capture) found.add(row);
    return Array.from(found, (row) => this.#sighting(row));
  }

  /** @internal */
  packetsOfRow(row: number): readonly number[] {
    this.#shared ??= this.#sharedRows();
    const first = this.#packets.of[row]!;
    return first < 0 ? [] : (this.#shared.get(row) ?? [first]);
  }

  /**
   * Nanoseconds of a row's time on another capture's clock, counted as that capture counts; NaN where it can't be told.
   *
   * @internal
   */
  timeAt(row: number, capture: number): number {
    const clock = this.#clocks.by(this.rows.capture[row]!, capture);
    const time = this.rows.time(row);
    return clock === null ? Number.NaN : time + offsetAt(clock, time);
  }

  /**
   * On which side of the way between two captures an address is, as the order of its packets tells: above 0 on the first
   * one's, below 0 on the other's, 0 where nothing tells. Captures are told by their index.
   */
  side(one: number, other: number, address: string): number {
    const { addresses } = this.rows.flows;
    for (const id of addresses.ids())
      if (addresses.text(id) === address) return this.#travel.side(one, other, id);
    return 0;
  }

  /** How a capture's clock is set right by the reference's; null where that can't be told. */
  shift(capture: number): ClockShift | null {
    const clock = this.#clocks.by(capture, 0);
    if (clock === null || capture === 0) return null;
    const { captures } = this.rows;
    return {
      from: captures[capture]!.baseSeconds,
      to: captures[0]!.baseSeconds,
      offset: clock.offset,
      drift: clock.drift,
      at: clock.at,
      first: this.#firstTime(),
    };
  }

  /** Seconds from a packet's first to its last sighting by corrected clocks; null where they can't be told. */
  delay(packet: number): number | null {
    const rows = this.#packets.rows(packet);
    const from = rows[0]!;
    const to = rows[rows.length - 1]!;
    const clock = this.#clocks.by(this.rows.capture[from]!, this.rows.capture[to]!);
    const sent = this.rows.time(from);
    const arrived = this.rows.time(to);
    if (clock === null || from === to || Number.isNaN(sent - arrived)) return null;
    return Math.round(arrived - sent - offsetAt(clock, sent)) / 1e9;
  }

  /** Seconds from the reference's first frame to a packet's first sighting, on the reference's clock; null where not known. */
  time(packet: number): number | null {
    const time = this.timeAt(this.#packets.rows(packet)[0]!, 0) - this.#firstTime();
    return Number.isNaN(time) ? null : Math.round(time) / 1e9;
  }

  /** How each capture's clock but the reference's differs from that. */
  get clocks(): Clock[] {
    const { captures } = this.rows;
    const [reference] = captures;
    return captures.slice(1).map((capture, i) => {
      const clock = this.#clocks.by(0, i + 1);
      const ends = { capture: capture.label, reference: reference!.label };
      if (clock === null) return { ...ends, offset: null, uncertainty: null, drift: null };
      return {
        ...ends,
        offset: capture.baseSeconds - reference!.baseSeconds + Math.round(clock.offset) / 1e9,
        uncertainty: clock.uncertainty === null ? null : Math.round(clock.uncertainty) / 1e9,
        drift: clock.driftKnown ? Number(clock.drift.toPrecision(4)) : null,
      };
    });
  }

  /** Counts by capture. */
  get captures(): MatchedCapture[] {
    return this.rows.captures.map(({ label, count }, capture) => {
      let paired = 0;
      let alone = 0;
      for (let frame = 1; frame <= count; frame++) {
        const packet = this.packetOf(capture, frame);
        if (packet < 0) alone++;
        else if (this.#isElsewhere(packet, capture)) paired++;
      }
      return { capture: label, frames: count, paired, unpaired: count - paired - alone, alone };
    });
  }

  /** Time of the reference's first frame that has one, as its capture counts. */
  #firstTime(): number {
    const { time, count } = this.rows.captures[0]!;
    for (let at = 0; at < count; at++) if (!Number.isNaN(time[at]!)) return time[at]!;
    return 0;
  }

  #sharedRows(): Map<number, number[]> {
    const { mark, of, count } = this.#packets;
    const shared = new Map<number, number[]>();
    for (let packet = 0; packet < count; packet++) {
      if ((mark[packet]! & (MARK.copy | MARK.resegmented)) === 0) continue;
      for (const row of this.#packets.rows(packet)) {
        const list = shared.get(row);
        if (list === undefined) shared.set(row, of[row] === packet ? [packet] : [of[row]!, packet]);
        else list.push(packet);
      }
    }
    return shared;
  }

  #isElsewhere(packet: number, capture: number): boolean {
    for (const row of this.#packets.rows(packet)) if (this.rows.capture[row] !== capture) return true;
    return false;
  }

  #sighting(row: number): Sighting {
    return { capture: this.rows.of(row).label, frame: this.rows.frame(row) };
  }

  #changed(from: number, to: number): string[] {
    const { flows } = this.rows;
    const one = this.rows.of(from).flow[this.rows.at(from)]!;
    const other = this.rows.of(to).flow[this.rows.at(to)]!;
    return one === other ? [] : CHANGED.filter((field) => flows[field](one) !== flows[field](other));
  }
}
