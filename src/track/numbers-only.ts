import type { TcpTracker } from './tcp-tracker.js';

/**
 * Connections that Wireshark numbers although no segment of theirs is in the capture: what SOCKS proxies relay, and what
 * sFlow agents report. They take the same numbers here, so that those of all others agree; nothing more is told of them.
 */
export class NumbersOnly {
  readonly #tcp: TcpTracker;
  readonly #taken: Set<number> = new Set();

  constructor(tcp: TcpTracker) {
    this.#tcp = tcp;
  }

  /** Takes a number for the connection of these endpoints, unless it has one. */
  take(
    source: number,
    sourcePort: number,
    destination: number,
    destinationPort: number,
    seq: number,
    flags: number,
  ): void {
    const number = this.#tcp.connections.count;
    this.#tcp.quoted(source, sourcePort, destination, destinationPort, seq, flags);
    if (this.#tcp.connections.count > number) this.#taken.add(number);
  }

  /** Whether the number was taken here; segments of the connection may have come since. */
  has(connection: number): boolean {
    return this.#taken.has(connection);
  }
}
