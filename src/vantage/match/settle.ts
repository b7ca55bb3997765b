import { Arrivals } from './arrival.js';
import type { Clocks } from './clocks.js';
import { FATE_CODE } from './fates.js';
import { inOrder } from './order.js';
import { MARK, type Packets } from './packets.js';
import { offsetAt } from './pair-clock.js';
import type { Rows } from './rows.js';
import type { Travel } from './travel.js';
import { Ways } from './ways.js';

/** Packets in their final order, and what became of each. */
export interface Settled {
  readonly packets: Packets;
  /** Code of `fates.ts` of each packet. */
  readonly fate: Uint8Array;
  /** The capture that should have a packet and has not; -1 for none. */
  readonly lacking: Int8Array;
  /** 1 where that capture lies at the beginning of the packet's way, and it arrived. */
  readonly lacksOrigin: Uint8Array;
  /** Sum of {@link OUTSIDE}, where that capture was not capturing then. */
  readonly outside: Uint8Array;
  /** The packet that was sent later and arrived before; -1 for none. */
  readonly overtakenBy: Int32Array;
}

/** How a capture may miss a packet: it had not begun, or had ended. */
export const OUTSIDE = { before: 1, after: 2 } as const;

/**
 * Puts every packet's sightings into the order of travel and the packets into the order in which they were first seen,
 * adds those that were seen at one place only although they should have come past another, and tells their fates.
 */
export function settle(rows: Rows, found: Packets, travel: Travel, clocks: Clocks): Settled {
  const ways = new Ways(rows, found, travel);
  for (let row = 0; row < rows.count; row++)
    if (found.isOpen(row) && rows.flow(row) >= 0 && !isCopy(rows, row) && ways.of(row).length > 1)
      found.add([row], found.twin[row] === 1 ? MARK.ambiguous : 0);
  const packets = inOrder(rows, found, travel, clocks);
  const settled: Settled = {
    packets,
    fate: new Uint8Array(packets.count),
    lacking: new Int8Array(packets.count).fill(-1),
    lacksOrigin: new Uint8Array(packets.count),
    outside: new Uint8Array(packets.count),
    overtakenBy: new Int32Array(packets.count).fill(-1),
  };
  tellFates(rows, settled, travel, clocks, ways);
  tellOvertaken(rows, settled);
  return settled;
}

function isCopy(rows: Rows, row: number): boolean {
  return rows.of(row).copyOf.has(rows.frame(row));
}

function tellFates(
  rows: Rows,
  { packets, fate, lacking, lacksOrigin, outside }: Settled,
  travel: Travel,
  clocks: Clocks,
  ways: Ways,
): void {
  const missing: { packet: number; row: number; capture: number; arrived: boolean }[] = [];
  const wanted = new Uint8Array(rows.flows.count);
  for (let packet = 0; packet < packets.count; packet++) {
    const mark = packets.mark[packet]!;
    const list = packets.rows(packet);
    fate[packet] = mark & MARK.copy ? FATE_CODE.duplicated : FATE_CODE.delivered;
    // What goes to many has arrived where another saw it.
    const isDone = (mark & MARK.copy) !== 0 || (list.length > 1 && rows.flows.isForMany(rows.flow(list[0]!)));
    const way = isDone ? [] : ways.of(list[0]!);
    if (way.length < 2) continue;
    const end = way[way.length - 1]!;
    // At the end of the way it arrived, whatever was not captured before.
    const arrived = !(mark & MARK.part) && list.some((row) => rows.capture[row] === end);
    if (arrived && list.length > 1) continue;
    const capture = arrived ? way[0]! : end;
    lacking[packet] = capture;
    lacksOrigin[packet] = arrived ? 1 : 0;
    missing.push({ packet, row: list[list.length - 1]!, capture, arrived });
    const flow = rows.flow(list[0]!);
    wanted[flow] = 1;
    wanted[travel.reverse(flow)] = 1;
  }
  const arrivals = new Arrivals(rows, travel, wanted);
  const spans = rows.captures.map((_, capture) => spanOf(rows, capture));
  const trips = tripsOf(rows, packets);
  for (const { packet, row, capture, arrived } of missing) {
    const common = trips.get(wayKey(rows, row, capture, arrived));
    outside[packet] = timeOutside(rows, row, capture, arrived, clocks, spans[capture]!, common);
    if (outside[packet] !== 0) fate[packet] = FATE_CODE.unknown;
    else if (arrived || arrivals.arrivedAt(capture, row)) fate[packet] = FATE_CODE['not-captured'];
    else fate[packet] = FATE_CODE.lost;
  }
}

/** First and last time of a capture, by its own clock. */
function spanOf(rows: Rows, capture: number): [from: number, to: number] {
  const { count, time } = rows.captures[capture]!;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    if (time[at]! < from) from = time[at]!;
    if (time[at]! > to) to = time[at]!;
  }
  return [from, to];
}

/** First and last row of a capture whose packet another one saw, too, by direction. */
type Trips = Map<number, { first: number; last: number }>;

function wayKey(rows: Rows, row: number, other: number, isBack: boolean): number {
  return (rows.capture[row]! * 32 + other) * 2 + (isBack ? 1 : 0);
}

function tripsOf(rows: Rows, packets: Packets): Trips {
  const trips: Trips = new Map();
  const note = (row: number, other: number, isBack: boolean): void => {
    const key = wayKey(rows, row, rows.capture[other]!, isBack);
    const known = trips.get(key);
    if (known === undefined) trips.set(key, { first: row, last: row });
    else {
      known.first = Math.min(known.first, row);
      known.last = Math.max(known.last, row);
    }
  };
  for (let packet = 0; packet < packets.count; packet++) {
    const list = packets.rows(packet);
    if (list.length < 2 || rows.flows.isForMany(rows.flow(list[0]!))) continue;
    for (const [i, row] of list.entries())
      for (let k = i + 1; k < list.length; k++) {
        note(row, list[k]!, false);
        note(list[k]!, row, true);
      }
  }
  return trips;
}

/**
 * When another capture was not capturing, of the time at which a packet would have come past it, as {@link OUTSIDE}; at any
 * delay that was seen: what may have been under way when the capturing began or ended tells nothing. Without clocks it
 * was capturing between packets that it saw.
 */
function timeOutside(
  rows: Rows,
  row: number,
  capture: number,
  isBack: boolean,
  clocks: Clocks,
  [from, to]: readonly [number, number],
  common: { readonly first: number; readonly last: number } | undefined,
): number {
  const clock = clocks.by(rows.capture[row]!, capture);
  const time = rows.time(row);
  let begun = common !== undefined && common.first < row;
  let going = common !== undefined && common.last > row;
  if (clock !== null && !Number.isNaN(time)) {
    const { most } = isBack ? clock.backward : clock.forward;
    const delay = Number.isNaN(most) ? 0 : most;
    const there = time + offsetAt(clock, time);
    begun = there - (isBack ? delay : 0) >= from;
    going = there + (isBack ? 0 : delay) <= to;
  }
  return (begun ? 0 : OUTSIDE.before) | (going ? 0 : OUTSIDE.after);
}

/** Of packets between the same two captures: those that one sent later came before. */
function tellOvertaken(rows: Rows, { packets, fate, overtakenBy }: Settled): void {
  const earliest = new Map<
    number,
    { readonly packet: number; readonly sent: number; readonly arrival: number }
  >();
  for (let packet = packets.count - 1; packet >= 0; packet--) {
    if (packets.mark[packet]! & (MARK.copy | MARK.part)) continue;
    const list = packets.rows(packet);
    const sent = list[0]!;
    const to = rows.capture[list[list.length - 1]!]!;
    const from = rows.capture[sent]!;
    // What goes to many may have reached both from a third machine.
    if (from === to || rows.flows.isForMany(rows.flow(sent))) continue;
    const arrival = list.find((row) => rows.capture[row] === to)!;
    const way = from * 32 + to;
    const before = earliest.get(way);
    if (before !== undefined && before.arrival < arrival && before.sent > sent) {
      if (fate[packet] !== FATE_CODE.delivered) continue;
      fate[packet] = FATE_CODE.overtaken;
      overtakenBy[packet] = before.packet;
    } else earliest.set(way, { packet, sent, arrival });
  }
}
