import type { FrameBatch } from '../table/frame-batch.js';
import { TRANSPORT } from '../table/frame-batch.js';
import { arpAddresses } from '../wire/arp.js';

/** Requests remembered at a time. */
const MAX_OPEN = 4096;

interface Request {
  readonly frame: number;
  readonly seconds: number;
  readonly nanoseconds: number;
}

/** Pairs the small questions of the network itself with their answers: ARP, echo (ping), neighbour discovery. */
export class Replies {
  readonly #open: Map<string, Request> = new Map();

  /** Takes in an ARP, ICMP or ICMPv6 row. */
  follow(batch: FrameBatch, row: number): void {
    const bytes = batch.bytesOf(row);
    const at = batch.transportAt[row]!;
    const end = batch.payloadEnd[row]!;
    const flags = batch.flags[row]!;
    const from = batch.source[row]!;
    const to = batch.destination[row]!;
    switch (batch.transport[row]) {
      case TRANSPORT.arp: {
        const { senderAddress, targetAddress } = arpAddresses(bytes, at, end);
        if (senderAddress < 0 || targetAddress < 0) return;
        const sender = text(bytes, senderAddress, 4);
        const target = text(bytes, targetAddress, 4);
        if (flags === 1) this.#ask(batch, row, `arp ${sender} ${target}`);
        else if (flags === 2) this.#answer(batch, row, `arp ${target} ${sender}`);
        return;
      }
      case TRANSPORT.icmp:
      case TRANSPORT.icmpv6: {
        const type = flags >> 8;
        const v6 = batch.transport[row] === TRANSPORT.icmpv6;
        if (at + 8 > end) return;
        const id = text(bytes, at + 4, 4);
        if (type === (v6 ? 128 : 8)) this.#ask(batch, row, `echo ${from} ${to} ${id}`);
        else if (type === (v6 ? 129 : 0)) this.#answer(batch, row, `echo ${to} ${from} ${id}`);
        else if (v6 && (type === 135 || type === 136) && at + 24 <= end) {
          const target = text(bytes, at + 8, 16);
          if (type === 135) this.#ask(batch, row, `neighbor ${target}`);
          else this.#answer(batch, row, `neighbor ${target}`);
        }
        return;
      }
      default:
    }
  }

  #ask(batch: FrameBatch, row: number, key: string): void {
    if (this.#open.size >= MAX_OPEN) {
      const oldest = this.#open.keys().next().value;
      if (oldest !== undefined) this.#open.delete(oldest);
    }
    this.#open.set(key, {
      frame: batch.firstFrame + row,
      seconds: batch.seconds[row]!,
      nanoseconds: batch.nanoseconds[row]!,
    });
  }

  #answer(batch: FrameBatch, row: number, key: string): void {
    const request = this.#open.get(key);
    if (request === undefined) return;
    this.#open.delete(key);
    batch.inReplyTo[row] = request.frame;
    batch.roundTrip[row] = batch.nanosecondsSince(row, request.seconds, request.nanoseconds) / 1e9;
  }
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
