import { AddressTable } from '../../table/address-table.js';

/** What a flow carries: the kind of its packets' identity. */
export const KIND = {
  /** Not compared: nothing of it was read. */
  none: 0,
  tcp: 1,
  udp: 2,
  icmp: 3,
  arp: 4,
  /** A piece of a fragmented packet. */
  fragment: 5,
  /** Another protocol on IP, or a transport header that can't be read. */
  ip: 6,
  /** Neither IP nor ARP, on Ethernet. */
  link: 7,
} as const;

/** Fields of a flow in {@link Flows}: source, destination, ports in one number, kind. */
const STRIDE = 4;
/** Makes collisions unpredictable, so that no capture can be written to slow the table down. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/**
 * Directed flows of all captures together: one number for each kind, source, destination and pair of ports. A translator on
 * the way (NAT) gives a flow other addresses; {@link Flows.unite} makes two flows one, and their answers' flows too.
 */
export class Flows {
  /** Addresses of all captures. */
  readonly addresses: AddressTable = new AddressTable();
  #fields = new Int32Array(STRIDE * 1024);
  #slots = new Int32Array(4096).fill(-1);
  /** The flow that stands for a united group; itself while it is alone. */
  #united = new Int32Array(1024);
  #forMany = new Uint8Array(1024);
  #count = 0;

  /** Flows so far. */
  get count(): number {
    return this.#count;
  }

  /** The flow's number. @param source id in {@link Flows.addresses}, as `destination` */
  of(kind: number, source: number, destination: number, sourcePort: number, destinationPort: number): number {
    const ports = (sourcePort << 16) | destinationPort;
    const mask = this.#slots.length - 1;
    let slot = hash(kind, source, destination, ports) & mask;
    for (let flow = this.#slots[slot]!; flow >= 0; flow = this.#slots[slot]!) {
      if (this.#is(flow, kind, source, destination, ports)) return flow;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, kind, source, destination, ports);
  }

  source(flow: number): number {
    return this.#fields[flow * STRIDE]!;
  }

  destination(flow: number): number {
    return this.#fields[flow * STRIDE + 1]!;
  }

  sourcePort(flow: number): number {
    return this.#fields[flow * STRIDE + 2]! >>> 16;
  }

  destinationPort(flow: number): number {
    return this.#fields[flow * STRIDE + 2]! & 0xffff;
  }

  kind(flow: number): number {
    return this.#fields[flow * STRIDE + 3]!;
  }

  /** The flow of the answers; added where none was seen. */
  reverse(flow: number): number {
    return this.of(
      this.kind(flow),
      this.destination(flow),
      this.source(flow),
      this.destinationPort(flow),
      this.sourcePort(flow),
    );
  }

  /**
   * Goes to several machines, or is answered by another kind of packet: that one of them was seen somewhere tells nothing of
   * the way that others take. (An IPv4 address that ends in 255 is mostly the broadcast address of a subnet.)
   */
  isForMany(flow: number): boolean {
    return this.#forMany[flow] === 1;
  }

  /** The number that stands for a flow and all that were united with it. */
  canonical(flow: number): number {
    let at = flow;
    while (this.#united[at] !== at) at = this.#united[at]!;
    return at;
  }

  /** The same for both directions of a conversation. */
  conversation(flow: number): number {
    return Math.min(this.canonical(flow), this.canonical(this.reverse(flow)));
  }

  /** Says that packets of one flow travel on as packets of the other, and so do the answers. */
  unite(one: number, other: number): void {
    this.#unite(one, other);
    this.#unite(this.reverse(one), this.reverse(other));
  }

  #unite(one: number, other: number): void {
    const [low, high] = [this.canonical(one), this.canonical(other)].sort((a, b) => a - b);
    this.#united[high!] = low!;
  }

  #is(flow: number, kind: number, source: number, destination: number, ports: number): boolean {
    const at = flow * STRIDE;
    const fields = this.#fields;
    return (
      fields[at] === source &&
      fields[at + 1] === destination &&
      fields[at + 2] === ports &&
      fields[at + 3] === kind
    );
  }

  #add(slot: number, kind: number, source: number, destination: number, ports: number): number {
    const flow = this.#count++;
    if (flow === this.#united.length) {
      const united = new Int32Array(flow * 2);
      united.set(this.#united);
      this.#united = united;
      const fields = new Int32Array(flow * 2 * STRIDE);
      fields.set(this.#fields);
      this.#fields = fields;
      const forMany = new Uint8Array(flow * 2);
      forMany.set(this.#forMany);
      this.#forMany = forMany;
    }
    this.#forMany[flow] = goesToMany(kind, this.addresses.bytes(destination)) ? 1 : 0;
    this.#united[flow] = flow;
    this.#fields.set([source, destination, ports, kind], flow * STRIDE);
    this.#slots[slot] = flow;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return flow;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let flow = 0; flow < this.#count; flow++) {
      const [source, destination, ports, kind] = this.#fields.subarray(flow * STRIDE, (flow + 1) * STRIDE);
      let slot = hash(kind!, source!, destination!, ports!) & (slots.length - 1);
      while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = flow;
    }
    this.#slots = slots;
  }
}

function goesToMany(kind: number, address: Uint8Array): boolean {
  if (kind === KIND.arp || kind === KIND.link) return true;
  if (address.length === 4) return address[0]! >= 224 || address[3] === 255;
  return address.length === 0 || address[0] === 0xff;
}

function hash(kind: number, source: number, destination: number, ports: number): number {
  let h = Math.imul(source ^ SEED, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ destination, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ ports, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16) ^ kind, 0x27d4eb2f);
  return (h ^ (h >>> 15)) >>> 0;
}
