import { read16 } from '../bytes/reads.js';
import { type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';

/** A copy follows its original within this time, nanoseconds. */
const SOON = 5e6;
const SLOTS = 1 << 10;
const NO_HEADER = 0xffffffff;

/**
 * Tells the same packet captured twice at one vantage point (the "any" device, a bridge and its ports): equal from the
 * IP header up but for what every hop changes, TTL and header checksum.
 */
export class Duplicates {
  readonly #hash = new Uint32Array(SLOTS);
  readonly #frame = new Uint32Array(SLOTS);
  readonly #seconds = new Float64Array(SLOTS);
  readonly #nanoseconds = new Uint32Array(SLOTS);
  /** Row in the batch at hand; -1 once the bytes had to be copied. */
  readonly #row = new Int32Array(SLOTS).fill(-1);
  readonly #copies: (Uint8Array | undefined)[] = new Array(SLOTS);
  /** Slots filled from the batch at hand. */
  readonly #fresh: number[] = [];

  /** The frame that a row's packet repeats, or 0. Remembers the packet. */
  follow(batch: FrameBatch, row: number): number {
    const at = batch.networkAt[row]!;
    if (at === NO_HEADER || batch.shape[row] !== SHAPE.whole) return 0;
    const bytes = batch.bytesOf(row);
    if (bytes !== batch.bytes) return 0;
    const isV6 = bytes[at]! >> 4 === 6;
    const id = isV6 ? 1 : read16(bytes, at + 4);
    if (id === 0) return 0;
    const hash = hashOf(batch, row, id);
    const slot = hash & (SLOTS - 1);
    let original = 0;
    if (this.#hash[slot] === hash && this.#frame[slot] !== 0) {
      const since = batch.nanosecondsSince(row, this.#seconds[slot]!, this.#nanoseconds[slot]!);
      if (since >= 0 && since <= SOON && this.#same(batch, row, at, slot, isV6)) original = this.#frame[slot]!;
    }
    if (original !== 0) {
      batch.findings[row]! |= FINDING_BIT['duplicate-frame'];
      batch.note(row).duplicateOf = original;
      return original;
    }
    this.#hash[slot] = hash;
    this.#frame[slot] = batch.firstFrame + row;
    this.#seconds[slot] = batch.seconds[row]!;
    this.#nanoseconds[slot] = batch.nanoseconds[row]!;
    if (this.#row[slot] === -1) this.#fresh.push(slot);
    this.#row[slot] = row;
    this.#copies[slot] = undefined;
    return 0;
  }

  /** To be called before the batch's bytes go away: copies the packets that the next batch may repeat. */
  endBatch(batch: FrameBatch): void {
    const last = batch.count - 1;
    for (const slot of this.#fresh) {
      const row = this.#row[slot]!;
      this.#row[slot] = -1;
      const age = batch.nanosecondsSince(last, this.#seconds[slot]!, this.#nanoseconds[slot]!);
      if (age <= SOON) this.#copies[slot] = batch.bytes.slice(batch.offset[row]!, endOf(batch, row));
      else this.#frame[slot] = 0;
    }
    this.#fresh.length = 0;
  }

  #same(batch: FrameBatch, row: number, at: number, slot: number, isV6: boolean): boolean {
    const other = this.#row[slot]!;
    const original = other >= 0 ? batch.bytes : this.#copies[slot];
    if (original === undefined) return false;
    const length = endOf(batch, row) - at;
    const end = other >= 0 ? endOf(batch, other) : original.length;
    const start = end - length;
    const begin = other >= 0 ? batch.offset[other]! : 0;
    if (start < begin) return false;
    const { bytes } = batch;
    for (let byte = 0; byte < length; byte++) {
      // TTL and checksum, or hop limit: what a hop changes.
      if (isV6 ? byte === 7 : byte === 8 || byte === 10 || byte === 11) continue;
      if (bytes[at + byte] !== original[start + byte]) return false;
    }
    if (!isV6 || batch.payloadLength[row]! > 0) return true;
    return !isPlainSegment(batch, row) || differsBelow(batch, row, at, original, begin, start);
  }
}

/**
 * IPv6 has no identification, and a receiver may repeat an empty ACK byte for byte: such a one is a copy only where what
 * lies below it (link addresses, interface, tags) or its hop limit shows that it was captured elsewhere.
 */
function isPlainSegment(batch: FrameBatch, row: number): boolean {
  return batch.transport[row] === TRANSPORT.tcp && (batch.flags[row]! & 7) === 0;
}

function differsBelow(
  batch: FrameBatch,
  row: number,
  at: number,
  original: Uint8Array,
  begin: number,
  start: number,
): boolean {
  const offset = batch.offset[row]!;
  if (at - offset !== start - begin) return true;
  for (let byte = 0; byte < at - offset; byte++)
    if (batch.bytes[offset + byte] !== original[begin + byte]) return true;
  return batch.bytes[at + 7] !== original[start + 7];
}

/** End of the innermost packet; what follows is padding. */
function endOf(batch: FrameBatch, row: number): number {
  return batch.payloadEnd[row]!;
}

function hashOf(batch: FrameBatch, row: number, id: number): number {
  let h = Math.imul(id ^ batch.source[row]!, 0x9e3779b1) ^ Math.imul(batch.destination[row]!, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15) ^ batch.flags[row]!, 0xc2b2ae35) ^ batch.payloadLength[row]!;
  if (batch.transport[row] === TRANSPORT.tcp) h ^= Math.imul(batch.seq[row]! ^ batch.ack[row]!, 0x27d4eb2f);
  return (h ^ (h >>> 15)) >>> 0 || 1;
}
