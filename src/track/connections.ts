import { CONNECTION, TcpState } from './tcp-state.js';

/** Slots of the lookup table at the start; it doubles when connections are as many. */
const FIRST_SLOTS = 1024;

/**
 * Finds the connection of two endpoints. A five-tuple that is used again leads to its latest connection.
 */
export class Connections {
  readonly state: TcpState = new TcpState();
  readonly #limit: number;
  #slots: Int32Array = new Int32Array(FIRST_SLOTS);

  /** @param limit connections at most; segments of further ones get none */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The latest connection between these endpoints, in either direction; -1 where there is none. */
  find(source: number, sourcePort: number, destination: number, destinationPort: number): number {
    const state = this.state;
    const slot = hash(source, sourcePort, destination, destinationPort) & (this.#slots.length - 1);
    for (let next = this.#slots[slot]!; next !== 0; next = state.chain[next - 1]!) {
      const connection = next - 1;
      const a = state.addressA[connection]!;
      const b = state.addressB[connection]!;
      const portA = state.portA[connection]!;
      const portB = state.portB[connection]!;
      if (a === source && b === destination && portA === sourcePort && portB === destinationPort)
        return connection;
      if (a === destination && b === source && portA === destinationPort && portB === sourcePort)
        return connection;
    }
    return -1;
  }

  /** Adds a connection, its first segment going from source to destination; -1 when there are too many. */
  add(source: number, sourcePort: number, destination: number, destinationPort: number): number {
    const state = this.state;
    if (state.count >= this.#limit) return -1;
    const connection = state.add();
    state.addressA[connection] = source;
    state.addressB[connection] = destination;
    state.portA[connection] = sourcePort;
    state.portB[connection] = destinationPort;
    if (state.count > this.#slots.length) this.#rehash();
    else this.#link(connection);
    return connection;
  }

  /** 0 where the segment goes from the endpoint seen first, 1 where it comes back. */
  side(connection: number, source: number, sourcePort: number): 0 | 1 {
    const state = this.state;
    return state.addressA[connection] === source && state.portA[connection] === sourcePort ? 0 : 1;
  }

  /** 0 or 1: the side that is the client, known or presumed. */
  clientSide(connection: number): 0 | 1 {
    return this.state.flags[connection]! & CONNECTION.clientIsB ? 1 : 0;
  }

  #link(connection: number): void {
    const state = this.state;
    const slot =
      hash(
        state.addressA[connection]!,
        state.portA[connection]!,
        state.addressB[connection]!,
        state.portB[connection]!,
      ) &
      (this.#slots.length - 1);
    // In front of older ones with the same endpoints, so that the latest is found first.
    state.chain[connection] = this.#slots[slot]!;
    this.#slots[slot] = connection + 1;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    for (let connection = 0; connection < this.state.count; connection++) this.#link(connection);
  }
}

/** The same for both directions. */
function hash(a: number, portA: number, b: number, portB: number): number {
  const x = Math.imul(a, 0x9e3779b1) ^ Math.imul(portA + 1, 0x85ebca6b);
  const y = Math.imul(b, 0x9e3779b1) ^ Math.imul(portB + 1, 0x85ebca6b);
  let h = (x + y) ^ Math.imul(x ^ y, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x27d4eb2f);
  return (h ^ (h >>> 13)) >>> 0;
}
