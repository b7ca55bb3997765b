import type { FrameBatch } from '../table/frame-batch.js';

const SLOTS = 1 << 12;

/** Remembers the latest frame of each UDP flow, in bounded space, so that an ICMP error can name the frame it is about. */
export class RecentDatagrams {
  readonly #source = new Uint32Array(SLOTS);
  readonly #destination = new Uint32Array(SLOTS);
  readonly #ports = new Uint32Array(SLOTS);
  readonly #frame = new Uint32Array(SLOTS);

  /** Takes in a UDP row. */
  follow(batch: FrameBatch, row: number): void {
    const ports = batch.sourcePort[row]! * 65536 + batch.destinationPort[row]!;
    const slot = slotOf(batch.source[row]!, batch.destination[row]!, ports);
    this.#source[slot] = batch.source[row]!;
    this.#destination[slot] = batch.destination[row]!;
    this.#ports[slot] = ports;
    this.#frame[slot] = batch.firstFrame + row;
  }

  /** The latest frame from source to destination with these ports, if it is still remembered. */
  find(source: number, sourcePort: number, destination: number, destinationPort: number): number | null {
    const ports = sourcePort * 65536 + destinationPort;
    const slot = slotOf(source, destination, ports);
    const same =
      this.#source[slot] === source &&
      this.#destination[slot] === destination &&
      this.#ports[slot] === ports &&
      this.#frame[slot]! > 0;
    return same ? this.#frame[slot]! : null;
  }
}

function slotOf(source: number, destination: number, ports: number): number {
  const h = Math.imul(source, 0x9e3779b1) ^ Math.imul(destination, 0x85ebca6b) ^ Math.imul(ports, 0xc2b2ae35);
  return (h ^ (h >>> 15)) & (SLOTS - 1);
}
