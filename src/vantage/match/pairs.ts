import type { Packets } from './packets.js';
import type { Rows } from './rows.js';

/** The rows of a packet in two captures; -1 for none. */
export function seenIn(
  packets: Packets,
  packet: number,
  rows: Rows,
  a: number,
  b: number,
): [one: number, other: number] {
  let one = -1;
  let other = -1;
  for (let i = packets.begin[packet]!; i < packets.begin[packet + 1]!; i++) {
    const row = packets.sighting[i]!;
    const capture = rows.capture[row]!;
    if (capture === a) one = row;
    else if (capture === b) other = row;
  }
  return [one, other];
}

/** Number of the pair of captures `a` < `b`. */
export function pairIndex(a: number, b: number): number {
  return (b * (b - 1)) / 2 + a;
}

/** Every pair of so many captures: its number and the two. */
export function pairsOf(captures: number): [pair: number, a: number, b: number][] {
  const pairs: [number, number, number][] = [];
  for (let b = 1; b < captures; b++) for (let a = 0; a < b; a++) pairs.push([pairIndex(a, b), a, b]);
  return pairs;
}
