import { Edge, slopeOf } from './envelope.js';
import type { Packets } from './packets.js';
import { type Delays, offsetAt, type PairClock } from './pair-clock.js';
import { pairIndex, pairsOf, seenIn } from './pairs.js';
import type { Rows } from './rows.js';
import type { Travel } from './travel.js';

/** A drift is told where what both directions show of it differs by less than twice this: 20 millionths. */
const DRIFT_PRECISION = 20e-6;
/** Shorter captures tell no drift: 10 s, in nanoseconds. */
const DRIFT_TIME = 10e9;
const NO_DRIFT = { drift: 0, driftKnown: false };

/** The clocks of all pairs of captures that saw the same packets. */
export class Clocks {
  readonly #pairs: (PairClock | null)[] = [];
  readonly #captures: number;
  readonly #ways: (PairClock | null)[] = [];

  constructor(rows: Rows, packets: Packets, travel: Travel) {
    this.#captures = rows.captures.length;
    for (const [pair, a, b] of pairsOf(this.#captures))
      this.#pairs[pair] = pairClock(rows, packets, travel, a, b);
  }

  /** How the clock of capture `b` differs from that of `a`; null where nothing tells. */
  between(a: number, b: number): PairClock | null {
    if (a < b) return this.#pairs[pairIndex(a, b)] ?? null;
    const clock = a === b ? SAME : (this.#pairs[pairIndex(b, a)] ?? null);
    return clock === null || clock === SAME ? clock : inverse(clock);
  }

  /** Likewise, by way of other captures where the two saw no common packets: the way of least uncertainty in fewest steps. */
  by(a: number, b: number): PairClock | null {
    const way = a * this.#captures + b;
    if (this.#ways[way] === undefined) this.#ways[way] = this.#findWay(a, b);
    return this.#ways[way];
  }

  #findWay(a: number, b: number): PairClock | null {
    const best: (PairClock | null)[] = Array.from({ length: this.#captures }, () => null);
    best[a] = SAME;
    let border = [a];
    while (border.length > 0 && best[b] === null) {
      const next: number[] = [];
      for (let c = 0; c < this.#captures; c++) {
        if (best[c] !== null) continue;
        const ways = border
          .map((from) => compose(best[from] ?? null, this.between(from, c)))
          .filter((way) => way !== null)
          .sort((x, y) => (x.uncertainty ?? Infinity) - (y.uncertainty ?? Infinity));
        if (ways[0] !== undefined) next.push(c);
        best[c] = ways[0] ?? null;
      }
      border = next;
    }
    return best[b] ?? null;
  }
}

const NO_DELAYS: Delays = { mean: Number.NaN, most: Number.NaN };
const SAME: PairClock = {
  offset: 0,
  uncertainty: 0,
  drift: 0,
  driftKnown: true,
  at: 0,
  forward: NO_DELAYS,
  backward: NO_DELAYS,
};

function inverse(clock: PairClock): PairClock {
  return {
    ...clock,
    offset: -clock.offset,
    drift: -clock.drift / (1 + clock.drift),
    at: clock.at + clock.offset,
    forward: clock.backward,
    backward: clock.forward,
  };
}

function compose(first: PairClock | null, second: PairClock | null): PairClock | null {
  if (first === null || second === null) return null;
  if (first === SAME) return second;
  const { at } = first;
  return {
    offset: first.offset + offsetAt(second, at + first.offset),
    uncertainty:
      first.uncertainty === null || second.uncertainty === null
        ? null
        : first.uncertainty + second.uncertainty,
    drift: first.drift + second.drift,
    driftKnown: first.driftKnown && second.driftKnown,
    at,
    forward: NO_DELAYS,
    backward: NO_DELAYS,
  };
}

function pairClock(rows: Rows, packets: Packets, travel: Travel, a: number, b: number): PairClock | null {
  const { count, time } = rows.captures[a]!;
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    if (time[at]! < from) from = time[at]!;
    if (time[at]! > to) to = time[at]!;
  }
  const above = new Edge(1, from, to);
  const below = new Edge(-1, from, to);
  const undirected = new Edge(1, from, to);
  eachTrip(rows, packets, travel, a, b, (x, y, direction) => {
    (direction > 0 ? above : direction < 0 ? below : undirected).add(x, y);
  });
  if (above.count + below.count === 0) {
    // Nothing tells which way they went: the offset is known but for a delay.
    if (undirected.count === 0) return null;
    const offset = undirected.touch(0, from);
    return {
      offset,
      uncertainty: null,
      drift: 0,
      driftKnown: false,
      at: from,
      forward: NO_DELAYS,
      backward: NO_DELAYS,
    };
  }
  const { drift, driftKnown } = to - from < DRIFT_TIME ? NO_DRIFT : driftOf(above, below);
  const at = from;
  const most = above.touch(drift, at);
  const least = below.touch(drift, at);
  const bothWays = Number.isFinite(most) && Number.isFinite(least);
  const offset = bothWays ? (most + least) / 2 : Number.isFinite(most) ? most : least;
  const uncertainty = bothWays ? Math.abs(most - least) / 2 : null;
  const clock = { offset, uncertainty, drift, driftKnown, at, forward: NO_DELAYS, backward: NO_DELAYS };
  const sums = { forward: { sum: 0, count: 0, most: 0 }, backward: { sum: 0, count: 0, most: 0 } };
  eachTrip(rows, packets, travel, a, b, (x, y, direction) => {
    if (direction === 0 || Number.isNaN(y)) return;
    const into = direction > 0 ? sums.forward : sums.backward;
    const delay = direction * (y - offsetAt(clock, x));
    into.sum += delay;
    into.count++;
    into.most = Math.max(into.most, delay);
  });
  return { ...clock, forward: delays(sums.forward), backward: delays(sums.backward) };
}

function delays({ sum, count, most }: { sum: number; count: number; most: number }): Delays {
  return count === 0 ? NO_DELAYS : { mean: sum / count, most };
}

/** The drift, if the captures are long enough for the fastest trips of both directions to agree on it. */
function driftOf(above: Edge, below: Edge): { drift: number; driftKnown: boolean } {
  const [up, down] = [slopeOf(above), slopeOf(below)];
  // Not a number where there are too few trips.
  if (!(Math.abs(up - down) / 2 <= DRIFT_PRECISION)) return NO_DRIFT;
  return { drift: (up + down) / 2, driftKnown: true };
}

/** Every packet that both captures saw: its time at `a`, by how much the clock of `b` showed more, and its direction. */
function eachTrip(
  rows: Rows,
  packets: Packets,
  travel: Travel,
  a: number,
  b: number,
  take: (x: number, y: number, direction: number) => void,
): void {
  for (let packet = 0; packet < packets.count; packet++) {
    if (packets.mark[packet] !== 0) continue;
    const [one, other] = seenIn(packets, packet, rows, a, b);
    if (one < 0 || other < 0) continue;
    const x = rows.time(one);
    const flow = rows.flow(one);
    // What goes to many may have reached both from a third machine.
    const isTrip = travel.isSure(a, b, flow) || !rows.flows.isForMany(flow);
    take(x, rows.time(other) - x, isTrip ? travel.direction(a, b, flow) : 0);
  }
}
