import { CONNECTION, TcpState } from './tcp-state.js';

/** Slots of the lookup table at the start; it grows when connections are as many. */
const FIRST_SLOTS = 1024;
/** A connection's key: address ids of the endpoint seen first (a) and the other (b), both ports, next in the chain + 1. */
const STRIDE = 4;
const ADDRESS_A = 0;
const ADDRESS_B = 1;
const PORTS = 2;
const CHAIN = 3;

/**
 * Finds the connection of two endpoints. A five-tuple that is used again leads to its latest connection. Keys lie
 * together, one after the other, so that a lookup touches one place in memory for each connection it compares.
 */
export class Connections {
  readonly state: TcpState = new TcpState();
  readonly #limit: number;
  #keys: Int32Array = new Int32Array(STRIDE * 64);
  #slots: Int32Array = new Int32Array(FIRST_SLOTS);

  /** @param limit connections at most; segments of further ones get none */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The latest connection between these endpoints, in either direction; -1 where there is none. */
  find(source: number, sourcePort: number, destination: number, destinationPort: number): number {
    const keys = this.#keys;
    const there = (sourcePort << 16) | destinationPort;
    const back = (destinationPort << 16) | sourcePort;
    const slot = hash(source, sourcePort, destination, destinationPort) & (this.#slots.length - 1);
    for (let next = this.#slots[slot]!; next !== 0; ) {
      const key = (next - 1) * STRIDE;
      const a = keys[key + ADDRESS_A]!;
      const b = keys[key + ADDRESS_B]!;
      const ports = keys[key + PORTS]!;
      if (a === source && b === destination && ports === there) return next - 1;
      if (a === destination && b === source && ports === back) return next - 1;
      next = keys[key + CHAIN]!;
    }
    return -1;
  }

  /** Adds a connection, its first segment going from source to destination; -1 when there are too many. */
  add(source: number, sourcePort: number, destination: number, destinationPort: number): number {
    const { state } = this;
    if (state.count >= this.#limit) return -1;
    const connection = state.add();
    const key = connection * STRIDE;
    if (key === this.#keys.length) {
      const grown = new Int32Array(this.#keys.length * 2);
      grown.set(this.#keys);
      this.#keys = grown;
    }
    this.#keys[key + ADDRESS_A] = source;
    this.#keys[key + ADDRESS_B] = destination;
    this.#keys[key + PORTS] = (sourcePort << 16) | destinationPort;
    if (state.count > this.#slots.length) this.#rehash();
    else this.#link(connection);
    return connection;
  }

  /** Address id of a connection's side: 0 the endpoint seen first, 1 the other. */
  address(connection: number, side: number): number {
    return this.#keys[connection * STRIDE + (side === 0 ? ADDRESS_A : ADDRESS_B)]!;
  }

  /** Port of a connection's side. */
  port(connection: number, side: number): number {
    const ports = this.#keys[connection * STRIDE + PORTS]!;
    return side === 0 ? ports >>> 16 : ports & 0xffff;
  }

  /** 0 where the segment goes from the endpoint seen first, 1 where it comes back. */
  side(connection: number, source: number, sourcePort: number): 0 | 1 {
    const key = connection * STRIDE;
    return this.#keys[key + ADDRESS_A] === source && this.#keys[key + PORTS]! >>> 16 === sourcePort ? 0 : 1;
  }

  /** 0 or 1: the side that is the client, known or presumed. */
  clientSide(connection: number): 0 | 1 {
    return this.state.flags[connection]! & CONNECTION.clientIsB ? 1 : 0;
  }

  #link(connection: number): void {
    const slot =
      hash(
        this.address(connection, 0),
        this.port(connection, 0),
        this.address(connection, 1),
        this.port(connection, 1),
      ) &
      (this.#slots.length - 1);
    // In front of older ones with the same endpoints, so that the latest is found first.
    this.#keys[connection * STRIDE + CHAIN] = this.#slots[slot]!;
    this.#slots[slot] = connection + 1;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    for (let connection = 0; connection < this.state.count; connection++) this.#link(connection);
  }
}

/** Makes collisions unpredictable, so that no capture can be written to slow the table down. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** The same for both directions. */
function hash(a: number, portA: number, b: number, portB: number): number {
  const x = Math.imul(a ^ SEED, 0x9e3779b1) ^ Math.imul(portA + 1, 0x85ebca6b);
  const y = Math.imul(b ^ SEED, 0x9e3779b1) ^ Math.imul(portB + 1, 0x85ebca6b);
  let h = (x + y) ^ Math.imul(x ^ y, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x27d4eb2f);
  return (h ^ (h >>> 13)) >>> 0;
}
