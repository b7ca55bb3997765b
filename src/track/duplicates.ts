import { read16 } from '../bytes/reads.js';
import { type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { NO_HEADER } from '../wire/walk.js';
import type { HeldBytes } from './held-bytes.js';
import { PACKET } from './tcp-state.js';
import type { TrackMemory } from './track-memory.js';

/**
 * Tells the same packet captured twice at one vantage point (the "any" device, a bridge and its ports): equal from the
 * IP header up but for what every hop changes, TTL and header checksum. The kernel finds the packets to be compared.
 */
export class Duplicates {
  readonly #memory: TrackMemory;
  readonly #held: HeldBytes;
  /** Copies of the packets before those. */
  #carried = new Uint8Array(0);
  /** What was carried before; the two take turns. */
  #spare = new Uint8Array(0);

  constructor(memory: TrackMemory, held: HeldBytes) {
    this.#memory = memory;
    this.#held = held;
  }

  /** Notes of each row which packet it repeats, if it does, and remembers the packets of the others. */
  follow(batch: FrameBatch): void {
    const { kernel } = this.#memory;
    const { count, firstFrame } = batch;
    for (let row = 0; ; row++) {
      row = kernel.nextRepeat(row, count, firstFrame);
      if (row === count) return;
      const packet = kernel.repeatedPacket() >>> 2;
      if (this.#isSame(batch, row, packet)) {
        batch.findings[row]! |= FINDING_BIT['duplicate-frame'];
        batch.note(row).duplicateOf = this.#memory.u32[packet + PACKET.frame]!;
      } else kernel.rememberPacket(row, firstFrame);
    }
  }

  /** To be called after each batch: copies what is still recent of the packets whose bytes go away. There are 1,024 at most. */
  endBatch(): void {
    if (!this.#held.areLeaving) return;
    const { kernel, u32 } = this.#memory;
    const { from } = this.#held;
    let carried = this.#spare;
    let end = 0;
    for (let at = kernel.nextRecent(0, from); at !== 0; at = kernel.nextRecent(at, from)) {
      const packet = at >>> 2;
      const bytes = this.#bytesOf(packet);
      if (end + bytes.length > carried.length) {
        const larger = new Uint8Array((end + bytes.length) * 2);
        larger.set(carried.subarray(0, end));
        carried = larger;
      }
      carried.set(bytes, end);
      u32[packet + PACKET.from] = end;
      end += bytes.length;
      u32[packet + PACKET.to] = end;
    }
    this.#spare = this.#carried;
    this.#carried = carried;
  }

  /** A remembered packet, from the frame's first byte on. */
  #bytesOf(packet: number): Uint8Array {
    const { u32 } = this.#memory;
    const bytes = this.#held.of(u32[packet + PACKET.frame]!) ?? this.#carried;
    return bytes.subarray(u32[packet + PACKET.from], u32[packet + PACKET.to]);
  }

  #isSame(batch: FrameBatch, row: number, packet: number): boolean {
    const { bytes } = batch;
    const at = batch.networkAt[row]!;
    // What follows the innermost packet is padding.
    const length = batch.payloadEnd[row]! - at;
    const original = this.#bytesOf(packet);
    const start = original.length - length;
    if (start < 0) return false;
    const isV6 = bytes[at]! >> 4 === 6;
    // From behind: such as are no copies, as questions for A and AAAA, differ in what they carry.
    for (let byte = length - 1; byte >= 0; byte--) {
      // TTL and checksum, or hop limit: what a hop changes.
      if (isV6 ? byte === 7 : byte === 8 || byte === 10 || byte === 11) continue;
      if (bytes[at + byte] !== original[start + byte]) return false;
    }
    if (!isV6 || batch.payloadLength[row]! > 0) return true;
    return !isPlainSegment(batch, row) || differsBelow(batch, row, original, start);
  }
}

/** What the `identification` column says of a row that was read layer by layer. */
export function identificationOf(batch: FrameBatch, row: number): number {
  const at = batch.networkAt[row]!;
  if (at === NO_HEADER || batch.shape[row] !== SHAPE.whole || batch.assembled.has(row)) return 0;
  return batch.bytes[at]! >> 4 === 6 ? 1 : read16(batch.bytes, at + 4);
}

/**
 * IPv6 has no identification, and a receiver may repeat an empty ACK byte for byte: such a one is a copy only where what
 * lies below it (link addresses, interface, tags) or its hop limit shows that it was captured elsewhere.
 */
function isPlainSegment(batch: FrameBatch, row: number): boolean {
  return batch.transport[row] === TRANSPORT.tcp && (batch.flags[row]! & 7) === 0;
}

/** @param start where in the original's bytes its packet begins */
function differsBelow(batch: FrameBatch, row: number, original: Uint8Array, start: number): boolean {
  const { bytes } = batch;
  const at = batch.networkAt[row]!;
  const offset = batch.offset[row]!;
  if (at - offset !== start) return true;
  for (let byte = 0; byte < start; byte++) if (bytes[offset + byte] !== original[byte]) return true;
  return bytes[at + 7] !== original[start + 7];
}
