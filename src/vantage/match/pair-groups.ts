import type { Clocks } from './clocks.js';
import type { Groups } from './groups.js';
import { MARK, type Packets } from './packets.js';
import { offsetAt, type PairClock } from './pair-clock.js';
import type { Rows } from './rows.js';
import type { Travel } from './travel.js';

/** What a delay may exceed the largest known one by, nanoseconds: 0.25 s. */
const SLACK = 250e6;
/** By how much a packet may seem to arrive before it was sent, besides the clock's uncertainty, nanoseconds. */
const TOLERANCE = 50e3;

/** The rows of a group, a list for each capture that has some, in the order of captures. */
function listsOf(rows: Rows, groups: Groups, group: number): number[][] {
  const lists: number[][] = [];
  let capture = -1;
  for (let row = groups.head[group]!; row >= 0; row = groups.next[row]!) {
    if (rows.capture[row]! !== capture) {
      capture = rows.capture[row]!;
      lists.push([]);
    }
    lists.at(-1)!.push(row);
  }
  return lists;
}

/** Makes packets of the groups that have one row in each of several captures. */
export function pairSingles(rows: Rows, packets: Packets, groups: Groups): void {
  const pair = [0, 0];
  for (let group = 0; group < groups.count; group++) {
    const size = groups.size[group]!;
    if (size < 2) continue;
    const first = groups.head[group]!;
    const second = groups.next[first]!;
    if (size === 2) {
      if (rows.capture[first] === rows.capture[second]) continue;
      pair[0] = first;
      pair[1] = second;
      packets.add(pair, 0);
    } else if (size <= rows.captures.length) {
      const lists = listsOf(rows, groups, group);
      if (lists.every(({ length }) => length === 1)) packets.add(lists.flat(), 0);
    }
  }
}

/** Makes packets of the groups in which some capture has several rows: in order, and where clocks tell, in time. */
export function pairCopies(
  rows: Rows,
  packets: Packets,
  groups: Groups,
  travel: Travel,
  clocks: Clocks,
): void {
  for (let group = 0; group < groups.count; group++) {
    if (groups.size[group]! < 3) continue;
    const lists = listsOf(rows, groups, group);
    if (lists.length < 2 || lists.every(({ length }) => length === 1)) continue;
    pairLists(rows, packets, lists, travel, clocks);
  }
}

function pairLists(
  rows: Rows,
  packets: Packets,
  lists: readonly number[][],
  travel: Travel,
  clocks: Clocks,
): void {
  const flow = rows.flow(lists[0]![0]!);
  const byCapture = new Map(lists.map((list) => [rows.capture[list[0]!]!, list]));
  // Copies of the same bytes are made on the way: where nothing else tells, the side with fewer of them sent them.
  const fewestFirst = [...byCapture.keys()].sort(
    (a, b) => byCapture.get(a)!.length - byCapture.get(b)!.length,
  );
  const [origin, ...others] = travel.order(fewestFirst, flow);
  const sent = byCapture.get(origin!)!;
  const seen = sent.map((row) => [row]);
  /** By the index of what was sent: the rows of its second copy, its third … */
  const copies: number[][][] = sent.map(() => []);
  for (const other of others) {
    const clock = travel.direction(origin!, other, flow) > 0 ? clocks.between(origin!, other) : null;
    const made = sent.map(() => 0);
    align(rows, sent, byCapture.get(other)!, clock, (index, row, isCopy) => {
      if (!isCopy) seen[index]!.push(row);
      else addCopy(copies[index]!, made[index]!++, sent[index]!, row);
    });
  }
  for (const each of seen) if (each.length > 1) packets.add(each, MARK.ambiguous);
  for (const copy of copies.flat()) packets.add(copy, MARK.ambiguous | MARK.copy);
  for (const list of lists) for (const row of list) packets.twin[row] = 1;
}

/** Adds a row to the second, third … copy of what was sent. */
function addCopy(copies: number[][], number: number, sent: number, row: number): void {
  const copy = copies[number] ?? [sent];
  copy.push(row);
  copies[number] = copy;
}

/** Lays copies that arrived over those that were sent: each on the next one whose delay is possible. */
function align(
  rows: Rows,
  sent: readonly number[],
  arrived: readonly number[],
  clock: PairClock | null,
  take: (index: number, row: number, isCopy: boolean) => void,
): void {
  let next = 0;
  let latest = -1;
  for (const row of arrived) {
    while (next < sent.length && tooLate(rows, sent[next]!, row, clock)) next++;
    if (next < sent.length && !tooEarly(rows, sent[next]!, row, clock)) {
      take(next, row, false);
      latest = next++;
    } else if (latest >= 0 && !tooLate(rows, sent[latest]!, row, clock)) take(latest, row, true);
  }
}

function delayOf(rows: Rows, from: number, to: number, clock: PairClock): number {
  const sent = rows.time(from);
  return rows.time(to) - sent - offsetAt(clock, sent);
}

function tooEarly(rows: Rows, from: number, to: number, clock: PairClock | null): boolean {
  if (clock === null) return false;
  return delayOf(rows, from, to, clock) < -(clock.uncertainty ?? 0) - TOLERANCE;
}

/** Without clocks nothing is too late. */
function tooLate(rows: Rows, from: number, to: number, clock: PairClock | null): boolean {
  if (clock === null) return false;
  const most = Number.isNaN(clock.forward.most) ? 0 : clock.forward.most;
  return delayOf(rows, from, to, clock) > most * 2 + SLACK;
}
