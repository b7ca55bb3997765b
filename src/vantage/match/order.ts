import type { Clocks } from './clocks.js';
import { Packets } from './packets.js';
import { offsetAt } from './pair-clock.js';
import type { Rows } from './rows.js';
import type { Travel } from './travel.js';

/** The same packets, sorted, and copies that the capturing made beside their originals. */
export function inOrder(rows: Rows, found: Packets, travel: Travel, clocks: Clocks): Packets {
  const copies = copiesByOriginal(rows);
  const sightings = (packet: number): number[] => {
    const list = travelOrder(rows, travel, clocks, Array.from(found.rows(packet)));
    return copies.size === 0 ? list : list.flatMap((row) => [row, ...(copies.get(row) ?? [])]);
  };
  const packets = new Packets(rows.count);
  packets.twin.set(found.twin);
  for (const packet of byFirstSighting(rows, found, travel, clocks))
    packets.add(sightings(packet), found.mark[packet]!);
  return packets;
}

function copiesByOriginal(rows: Rows): Map<number, number[]> {
  const copies = new Map<number, number[]>();
  for (const [capture, { copyOf }] of rows.captures.entries())
    for (const [frame, original] of copyOf) {
      const row = rows.row(capture, original);
      const list = copies.get(row);
      if (list === undefined) copies.set(row, [rows.row(capture, frame)]);
      else list.push(rows.row(capture, frame));
    }
  return copies;
}

/** Rows in the order in which the packet passed them: by what is known of its flow, else by corrected clocks. */
function travelOrder(rows: Rows, travel: Travel, clocks: Clocks, list: number[]): number[] {
  if (list.length < 2) return list;
  const flow = rows.flow(list[0]!);
  if (list.length === 2) {
    const [one, other] = list as [number, number];
    const direction = travel.direction(rows.capture[one]!, rows.capture[other]!, flow);
    return (direction === 0 ? Math.sign(delay(rows, clocks, one, other)) : direction) < 0
      ? [other, one]
      : list;
  }
  const captures = [...new Set(list.map((row) => rows.capture[row]!))];
  const order = travel.order(captures, flow);
  return list.sort((a, b) => order.indexOf(rows.capture[a]!) - order.indexOf(rows.capture[b]!) || a - b);
}

function delay(rows: Rows, clocks: Clocks, from: number, to: number): number {
  const clock = clocks.by(rows.capture[from]!, rows.capture[to]!);
  const time = rows.time(from);
  return clock === null ? 0 : rows.time(to) - time - offsetAt(clock, time);
}

/** Packets by the time of their first sighting on the first capture's clock; of one capture, in the order of its frames. */
function byFirstSighting(rows: Rows, found: Packets, travel: Travel, clocks: Clocks): number[] {
  const queues: number[][] = rows.captures.map(() => []);
  const firstRow = new Int32Array(found.count);
  for (let packet = 0; packet < found.count; packet++) {
    const list = found.rows(packet);
    firstRow[packet] = list.length === 1 ? list[0]! : travelOrder(rows, travel, clocks, Array.from(list))[0]!;
    queues[rows.capture[firstRow[packet]!]!]!.push(packet);
  }
  for (const queue of queues) queue.sort((a, b) => firstRow[a]! - firstRow[b]! || a - b);
  const toReference = rows.captures.map((_, capture) => clocks.by(capture, 0));
  const timeOf = (packet: number): number => {
    const row = firstRow[packet]!;
    const clock = toReference[rows.capture[row]!] ?? null;
    const time = rows.time(row);
    return clock === null ? time : time + offsetAt(clock, time);
  };
  return merge(queues, timeOf);
}

/** Merges sorted queues by the time of their heads. */
function merge(queues: readonly (readonly number[])[], timeOf: (packet: number) => number): number[] {
  const next = queues.map(() => 0);
  const result: number[] = [];
  const total = queues.reduce((sum, { length }) => sum + length, 0);
  while (result.length < total) {
    let best = -1;
    let earliest = Number.POSITIVE_INFINITY;
    for (const [i, queue] of queues.entries()) {
      if (next[i]! >= queue.length) continue;
      const time = timeOf(queue[next[i]!]!);
      // A frame without a time comes as soon as its turn is.
      if (best < 0 || !(time >= earliest)) {
        best = i;
        earliest = Number.isNaN(time) ? Number.NEGATIVE_INFINITY : time;
      }
    }
    result.push(queues[best]![next[best]!++]!);
  }
  return result;
}
