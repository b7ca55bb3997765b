import { FATES } from './match/fates.js';
import type { Match } from './match/match.js';
import { MARK } from './match/packets.js';

/** Delays of the packets that went from one capture to another, in seconds, by corrected clocks. */
export interface OneWay {
  /** Index of the capture that they came past first. */
  readonly from: number;
  /** Index of the one that they came past last. */
  readonly to: number;
  readonly packets: number;
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

const DELIVERED = FATES.indexOf('delivered');
const OVERTAKEN = FATES.indexOf('overtaken');

/** What is known of the delays between captures, a line for each direction; in the order of the captures. */
export function oneWayDelays(match: Match): OneWay[] {
  const { packets, fate } = match.settled;
  const { rows } = match;
  const delays = new Map<number, number[]>();
  for (let packet = 0; packet < packets.count; packet++) {
    if (fate[packet] !== DELIVERED && fate[packet] !== OVERTAKEN) continue;
    if ((packets.mark[packet]! & ~MARK.resegmented) !== 0) continue;
    const sent = packets.sighting[packets.begin[packet]!]!;
    const arrived = packets.sighting[packets.begin[packet + 1]! - 1]!;
    if (rows.capture[sent] === rows.capture[arrived] || rows.flows.isForMany(rows.flow(sent))) continue;
    const delay = match.delay(packet);
    if (delay === null) continue;
    const way = rows.capture[sent]! * rows.captures.length + rows.capture[arrived]!;
    const list = delays.get(way);
    if (list === undefined) delays.set(way, [delay]);
    else list.push(delay);
  }
  return [...delays.entries()]
    .sort(([one], [other]) => one - other)
    .map(([way, list]) => {
      const sorted = Float64Array.from(list).sort();
      return {
        from: Math.floor(way / rows.captures.length),
        to: way % rows.captures.length,
        packets: sorted.length,
        least: sorted[0]!,
        median: sorted[(sorted.length - 1) >> 1]!,
        most: sorted.at(-1)!,
      };
    });
}

/** Packets that arrived before they were sent, if each capture's own clock is believed. */
export function arrivedBeforeSent(match: Match): number {
  const { packets } = match.settled;
  const { rows } = match;
  let count = 0;
  for (let packet = 0; packet < packets.count; packet++) {
    const sent = packets.sighting[packets.begin[packet]!]!;
    const arrived = packets.sighting[packets.begin[packet + 1]! - 1]!;
    if (rows.capture[sent] === rows.capture[arrived] || rows.flows.isForMany(rows.flow(sent))) continue;
    const seconds = rows.of(arrived).baseSeconds - rows.of(sent).baseSeconds;
    if (seconds * 1e9 + rows.time(arrived) - rows.time(sent) < 0) count++;
  }
  return count;
}
