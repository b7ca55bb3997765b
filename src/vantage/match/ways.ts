import type { Flows } from './flows.js';
import type { Packets } from './packets.js';
import { pairsOf } from './pairs.js';
import type { Rows } from './rows.js';
import type { Travel } from './travel.js';

/**
 * Which captures the packets of a flow come past: those where packets of the same conversation were found, else those
 * between whose machines it runs. A packet that none of them could see touches only one of the captured machines.
 */
export class Ways {
  readonly #rows: Rows;
  readonly #travel: Travel;
  /** By canonical flow: one bit a capture. */
  readonly #ofFlow: Int32Array;
  /** By capture: one bit for each that has a packet between two machines in common with it. */
  readonly #common: Int32Array;
  /** By the two addresses of a conversation. */
  readonly #ofAddresses = new Map<number, number>();

  constructor(rows: Rows, packets: Packets, travel: Travel) {
    this.#rows = rows;
    this.#travel = travel;
    this.#ofFlow = new Int32Array(rows.flows.count);
    this.#common = new Int32Array(rows.captures.length);
    for (let packet = 0; packet < packets.count; packet++) {
      if (packets.begin[packet + 1]! - packets.begin[packet]! < 2) continue;
      let captures = 0;
      for (let i = packets.begin[packet]!; i < packets.begin[packet + 1]!; i++)
        captures |= 1 << rows.capture[packets.sighting[i]!]!;
      const flow = rows.flow(packets.sighting[packets.begin[packet]!]!);
      this.#ofFlow[flow]! |= captures;
      if (rows.flows.isForMany(flow)) continue;
      for (let capture = 0; capture < this.#common.length; capture++)
        if (captures & (1 << capture)) this.#common[capture]! |= captures;
    }
    this.#learnAddresses();
  }

  /** The captures that packets of a row's flow come past, its own among them, in the order of travel. */
  of(row: number): number[] {
    const rows = this.#rows;
    const raw = rows.of(row).flow[rows.at(row)]!;
    const flow = rows.flows.canonical(raw);
    let captures = this.#ofFlow[flow]!;
    if (!rows.flows.isForMany(raw)) {
      captures |= this.#ofFlow[this.#travel.reverse(flow)]!;
      captures |= this.#ofAddresses.get(addressPair(rows.flows, raw)) ?? 0;
    }
    captures |= this.#betweenMachines(raw) | (1 << rows.capture[row]!);
    const list: number[] = [];
    for (let capture = 0; capture < rows.captures.length; capture++)
      if (captures & (1 << capture)) list.push(capture);
    return list.length < 2 ? list : this.#travel.order(list, flow);
  }

  #learnAddresses(): void {
    const { flows } = this.#rows;
    for (let raw = 0; raw < this.#ofFlow.length; raw++) {
      const captures = this.#ofFlow[flows.canonical(raw)]!;
      if (captures === 0 || flows.isForMany(raw)) continue;
      const pair = addressPair(flows, raw);
      this.#ofAddresses.set(pair, (this.#ofAddresses.get(pair) ?? 0) | captures);
    }
  }

  /** Captures that lie between the two addresses of a flow, each of which is known to be on one side. */
  #betweenMachines(raw: number): number {
    const { flows, captures } = this.#rows;
    let between = 0;
    for (const [, a, b] of pairsOf(captures.length)) {
      // Broadcasts alone may be those of another time: ARP asks in the same words again and again.
      if ((this.#common[a]! & (1 << b)) === 0) continue;
      const from = this.#travel.side(a, b, flows.source(raw));
      const to = this.#travel.side(a, b, flows.destination(raw));
      if (from * to < 0) between |= (1 << a) | (1 << b);
    }
    return between;
  }
}

function addressPair(flows: Flows, flow: number): number {
  const source = flows.source(flow);
  const destination = flows.destination(flow);
  return Math.min(source, destination) * 2 ** 26 + Math.max(source, destination);
}
