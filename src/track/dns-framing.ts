import { type DnsScan, isWholeDnsMessage, newDnsScan, scanDns } from '../wire/dns.js';
import type { StreamReceiver } from './stream-assembler.js';
import type { StreamSegment } from './stream-segments.js';

const EMPTY = new Uint8Array(0);
/** Bytes of the length before each message (RFC 1035, 4.2.2). */
const PREFIX = 2;

/**
 * Cuts one direction of a DNS connection into its messages. Where a gap, or a capture that begins in the middle, leaves
 * open where a message begins, what does not read as one is passed over.
 */
export class DnsFraming implements StreamReceiver {
  /** The position is known to be where a message begins, or within one that is being collected. */
  aligned = false;
  readonly #take: (message: Uint8Array) => void;
  readonly #scan: DnsScan = newDnsScan();
  /** Beginning of a message that is not all there yet, its length included. */
  #partial = EMPTY;
  #filled = 0;

  /** @param take given each message, without its length; the bytes are its own */
  constructor(take: (message: Uint8Array) => void) {
    this.#take = take;
  }

  /** Whether a message has begun and not ended. */
  get isWaiting(): boolean {
    return this.#filled > 0;
  }

  segment(segment: StreamSegment): void {
    if (segment.kind === 'gap') {
      this.aligned = false;
      this.#partial = EMPTY;
      this.#filled = 0;
      return;
    }
    this.#read(segment.bytes, this.#filled > 0 ? this.#continue(segment.bytes) : 0);
  }

  /** Adds to the message that has begun; returns how many bytes it took. */
  #continue(bytes: Uint8Array): number {
    let at = 0;
    if (this.#filled < PREFIX) at = this.#append(bytes, 0, PREFIX - this.#filled);
    if (this.#filled < PREFIX) return at;
    const whole = PREFIX + lengthAt(this.#partial, 0);
    at += this.#append(bytes, at, whole - this.#filled);
    if (this.#filled < whole) return at;
    this.#filled = 0;
    this.#take(this.#partial.slice(PREFIX, whole));
    return at;
  }

  #append(bytes: Uint8Array, at: number, wanted: number): number {
    const count = Math.min(wanted, bytes.length - at);
    const room = this.#filled + count;
    if (room > this.#partial.length) {
      const grown = new Uint8Array(Math.max(room, 2 * this.#partial.length));
      grown.set(this.#partial.subarray(0, this.#filled));
      this.#partial = grown;
    }
    this.#partial.set(bytes.subarray(at, at + count), this.#filled);
    this.#filled = room;
    return count;
  }

  /** Reads messages from where one begins. */
  #read(bytes: Uint8Array, from: number): void {
    let at = from;
    while (at < bytes.length) {
      if (!this.aligned && !this.#looksLikeMessage(bytes, at)) return;
      this.aligned = true;
      const left = bytes.length - at;
      const whole = left < PREFIX ? left + 1 : PREFIX + lengthAt(bytes, at);
      if (left < whole) {
        this.#append(bytes, at, left);
        return;
      }
      this.#take(bytes.slice(at + PREFIX, at + whole));
      at += whole;
    }
  }

  #looksLikeMessage(bytes: Uint8Array, at: number): boolean {
    if (bytes.length - at < PREFIX) return false;
    const end = at + PREFIX + lengthAt(bytes, at);
    if (end <= bytes.length) return isWholeDnsMessage(bytes, at + PREFIX, end);
    const scan = this.#scan;
    return scanDns(bytes, at + PREFIX, bytes.length, scan) && scan.questions === 1 && scan.opcode === 0;
  }
}

function lengthAt(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
