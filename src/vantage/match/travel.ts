import type { Packets } from './packets.js';
import { offsetAt, type PairClock } from './pair-clock.js';
import { pairIndex, pairsOf, seenIn } from './pairs.js';
import type { Rows } from './rows.js';

/**
 * Which of two captures the packets of a flow pass first. A packet and one that goes the other way soon after tell it whatever
 * the clocks show: (time at B less time at A) is larger by both delays for what travels from A to B than for what
 * travels back.
 */
export class Travel {
  readonly #rows: Rows;
  /** By pair of captures and canonical flow: above 0 where it passes the first of the two first. */
  readonly #votes: Int32Array[] = [];
  /** The same for flows that nothing answers, from corrected clocks. */
  readonly #oneWay: Int8Array[] = [];
  /** By pair and address id: above 0 where its packets pass the first of the two first. */
  readonly #near: Int32Array[] = [];
  readonly #reverse: Int32Array;
  readonly #local: ReadonlyMap<number, number>;

  /** @param local capture of the machine that has an address, by shared address id, where the user names it */
  constructor(rows: Rows, local: ReadonlyMap<number, number>) {
    this.#rows = rows;
    this.#local = local;
    const { flows } = rows;
    for (let flow = 0, { count } = flows; flow < count; flow++) flows.reverse(flow);
    this.#reverse = new Int32Array(flows.count);
    for (let flow = 0; flow < flows.count; flow++) this.#reverse[flow] = flows.canonical(flows.reverse(flow));
    for (const [pair] of pairsOf(rows.captures.length)) {
      this.#votes[pair] = new Int32Array(flows.count);
      this.#oneWay[pair] = new Int8Array(flows.count);
      this.#near[pair] = new Int32Array(flows.addresses.bound);
    }
  }

  /** Canonical flow of the answers to a canonical flow. */
  reverse(flow: number): number {
    return this.#reverse[flow]!;
  }

  /** Learns from all packets seen in several captures that can't be taken for others. */
  learn(packets: Packets): void {
    for (const [pair, a, b] of pairsOf(this.#rows.captures.length)) {
      this.#learnPair(packets, pair, a, b);
      this.#learnAddresses(pair, a, b);
    }
  }

  /** 1 where packets of the flow pass capture `a` before `b`, -1 the other way round, 0 where nothing tells. */
  direction(a: number, b: number, flow: number): number {
    if (a > b) return -this.direction(b, a, flow);
    const pair = pairIndex(a, b);
    const { flows } = this.#rows;
    return (
      this.#byLocality(a, b, flow) ||
      Math.sign(this.#votes[pair]![flow] ?? 0) ||
      this.#oneWay[pair]![flow]! ||
      Math.sign(
        (this.#near[pair]![flows.source(flow)] ?? 0) - (this.#near[pair]![flows.destination(flow)] ?? 0),
      )
    );
  }

  /** Whether the direction of a flow is told by packets that go the other way, or by the user, and not only by clocks. */
  isSure(a: number, b: number, flow: number): boolean {
    if (a > b) return this.isSure(b, a, flow);
    return this.#byLocality(a, b, flow) !== 0 || (this.#votes[pairIndex(a, b)]![flow] ?? 0) !== 0;
  }

  /** 1 where an address is on `a`'s side of the way between two captures, -1 on `b`'s, 0 where nothing tells. */
  side(a: number, b: number, address: number): number {
    if (a > b) return -this.side(b, a, address);
    const capture = this.#local.get(address);
    if (capture === a) return 1;
    if (capture === b) return -1;
    return Math.sign(this.#near[pairIndex(a, b)]![address] ?? 0);
  }

  /**
   * Learns from corrected clocks the direction of flows that nothing answers: what seems to arrive before it was sent
   * travels the other way.
   */
  learnOneWay(packets: Packets, clocks: { between(a: number, b: number): PairClock | null }): void {
    const rows = this.#rows;
    for (const [pair, a, b] of pairsOf(rows.captures.length)) {
      const clock = clocks.between(a, b);
      const votes = this.#votes[pair]!;
      if (clock === null || clock.uncertainty === null) continue;
      const sums = new Float64Array(votes.length);
      const counts = new Uint32Array(votes.length);
      for (let packet = 0; packet < packets.count; packet++) {
        const [one, other] = seenIn(packets, packet, rows, a, b);
        if (packets.mark[packet] !== 0 || one < 0 || other < 0) continue;
        const delay = rows.time(other) - rows.time(one) - offsetAt(clock, rows.time(one));
        const flow = rows.flow(one);
        if (Number.isNaN(delay) || this.direction(a, b, flow) !== 0) continue;
        sums[flow]! += delay;
        counts[flow]!++;
      }
      for (let flow = 0; flow < votes.length; flow++) {
        const mean = counts[flow]! === 0 ? 0 : sums[flow]! / counts[flow]!;
        if (Math.abs(mean) > clock.uncertainty) this.#oneWay[pair]![flow] = Math.sign(mean);
      }
    }
  }

  /** Sorts captures into the order in which packets of a flow pass them; what nothing tells stays as it is. */
  order(captures: number[], flow: number): number[] {
    // Few captures, and an order that may be incomplete: each goes in front of the first that comes after it.
    const sorted: number[] = [];
    for (const capture of captures) {
      const at = sorted.findIndex((other) => this.direction(capture, other, flow) > 0);
      if (at < 0) sorted.push(capture);
      else sorted.splice(at, 0, capture);
    }
    return sorted;
  }

  #byLocality(a: number, b: number, flow: number): number {
    if (this.#local.size === 0) return 0;
    const { flows } = this.#rows;
    const from = this.#local.get(flows.source(flow));
    const to = this.#local.get(flows.destination(flow));
    if (from === a || to === b) return 1;
    return from === b || to === a ? -1 : 0;
  }

  #learnPair(packets: Packets, pair: number, a: number, b: number): void {
    const rows = this.#rows;
    const votes = this.#votes[pair]!.fill(0);
    const latest = new Float64Array(votes.length).fill(Number.NaN);
    for (let packet = 0; packet < packets.count; packet++) {
      if (packets.mark[packet] !== 0) continue;
      const [one, other] = seenIn(packets, packet, rows, a, b);
      if (one < 0 || other < 0) continue;
      const flow = rows.flow(one);
      const difference = rows.time(other) - rows.time(one);
      const back = this.#reverse[flow]!;
      const sum = difference - latest[back]!;
      if (sum > 0) {
        votes[flow]!++;
        votes[back]!--;
      } else if (sum < 0) {
        votes[flow]!--;
        votes[back]!++;
      }
      if (!Number.isNaN(difference)) latest[flow] = difference;
    }
  }

  /**
   * An address is on the side of the capture that its packets pass first. One that only one of the two saw talking to a
   * single machine is on that one's side: the other heard only what went to all.
   */
  #learnAddresses(pair: number, a: number, b: number): void {
    const { flows, captures } = this.#rows;
    const near = this.#near[pair]!.fill(0);
    const votes = this.#votes[pair]!;
    const talking = [captures[a]!, captures[b]!].map((capture) => {
      const seen = new Uint8Array(flows.count);
      for (let at = 0; at < capture.count; at++) if (capture.flow[at]! >= 0) seen[capture.flow[at]!] = 1;
      const addresses = new Uint8Array(flows.addresses.bound);
      for (let flow = 0; flow < flows.count; flow++) {
        if (seen[flow] === 0) continue;
        const vote = Math.sign(votes[flows.canonical(flow)]!);
        near[flows.source(flow)]! += vote;
        near[flows.destination(flow)]! -= vote;
        if (flows.isForMany(flow)) continue;
        addresses[flows.source(flow)] = 1;
        addresses[flows.destination(flow)] = 1;
      }
      return addresses;
    });
    for (let address = 0; address < near.length; address++)
      if (near[address] === 0) near[address] = talking[0]![address]! - talking[1]![address]!;
    near[0] = 0;
  }
}
