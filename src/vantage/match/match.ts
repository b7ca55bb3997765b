import type { Clocks } from './clocks.js';
import { FATES, type Fate } from './fates.js';
import { MARK, type Packets } from './packets.js';
import { offsetAt } from './pair-clock.js';
import type { Rows } from './rows.js';

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
  readonly #rows: Rows;
  readonly #packets: Packets;
  readonly #clocks: Clocks;
  readonly #fate: Uint8Array;

  /** @internal */
  constructor(rows: Rows, packets: Packets, fate: Uint8Array, clocks: Clocks) {
    this.#rows = rows;
    this.#packets = packets;
    this.#clocks = clocks;
    this.#fate = fate;
  }

  /** Packets in all. */
  get count(): number {
    return this.#packets.count;
  }

  /** Labels of the captures, in the order in which they were given. */
  get labels(): readonly string[] {
    return this.#rows.captures.map(({ label }) => label);
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
    const { first, captures } = this.#rows;
    if (frame < 1 || frame > (captures[capture]?.count ?? 0)) return -1;
    return this.#packets.of[first[capture]! + frame - 1]!;
  }

  /** Seconds from a packet's first to its last sighting by corrected clocks; null where they can't be told. */
  delay(packet: number): number | null {
    const rows = this.#packets.rows(packet);
    const from = rows[0]!;
    const to = rows[rows.length - 1]!;
    const clock = this.#clocks.by(this.#rows.capture[from]!, this.#rows.capture[to]!);
    const sent = this.#rows.time(from);
    const arrived = this.#rows.time(to);
    if (clock === null || from === to || Number.isNaN(sent - arrived)) return null;
    return Math.round(arrived - sent - offsetAt(clock, sent)) / 1e9;
  }

  /** How each capture's clock but the reference's differs from that. */
  get clocks(): Clock[] {
    const { captures } = this.#rows;
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
    return this.#rows.captures.map(({ label, count }, capture) => {
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

  #isElsewhere(packet: number, capture: number): boolean {
    for (const row of this.#packets.rows(packet)) if (this.#rows.capture[row] !== capture) return true;
    return false;
  }

  #sighting(row: number): Sighting {
    return { capture: this.#rows.of(row).label, frame: this.#rows.frame(row) };
  }

  #changed(from: number, to: number): string[] {
    const { flows } = this.#rows;
    const one = this.#rows.of(from).flow[this.#rows.at(from)]!;
    const other = this.#rows.of(to).flow[this.#rows.at(to)]!;
    return one === other ? [] : CHANGED.filter((field) => flows[field](one) !== flows[field](other));
  }
}
