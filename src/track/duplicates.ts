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
  /** Where the copy of the packet lies in the carried bytes, once they had to be copied. */
  readonly #from = new Uint32Array(SLOTS);
  readonly #to = new Uint32Array(SLOTS);
  #carried = new Uint8Array(0);
  /** What was carried before; the two take turns. */
  #spare = new Uint8Array(0);
  /** Latest time since the clock last went back, and the frame where it did: what is before can have no copy any more. */
  #latestSeconds = 0;
  #latestNanoseconds = 0;
  #firstFrame = 0;

  /** The frame that a row's packet repeats, or 0. Remembers the packet. */
  follow(batch: FrameBatch, row: number): number {
    const at = batch.networkAt[row]!;
    if (at === NO_HEADER || batch.shape[row] !== SHAPE.whole) return 0;
    const bytes = batch.bytesOf(row);
    if (bytes !== batch.bytes) return 0;
    const isV6 = bytes[at]! >> 4 === 6;
    const id = isV6 ? 1 : read16(bytes, at + 4);
    if (id === 0) return 0;
    this.#advance(batch, row);
    const hash = hashOf(batch, row, id);
    const slot = hash & (SLOTS - 1);
    let original = 0;
    if (this.#hash[slot] === hash && this.#isRecent(slot)) {
      const since = batch.nanosecondsSince(row, this.#seconds[slot]!, this.#nanoseconds[slot]!);
      if (since >= 0 && this.#same(batch, row, at, slot, isV6)) original = this.#frame[slot]!;
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
    this.#row[slot] = row;
    return 0;
  }

  /** To be called before the batch's bytes go away: copies the packets that the next batch may repeat. */
  endBatch(batch: FrameBatch): void {
    const before = this.#carried;
    const kept: number[] = [];
    let size = 0;
    for (let slot = 0; slot < SLOTS; slot++) {
      if (this.#frame[slot] === 0) continue;
      const row = this.#row[slot]!;
      if (!this.#isRecent(slot)) {
        this.#frame[slot] = 0;
        this.#row[slot] = -1;
        continue;
      }
      kept.push(slot);
      size += row >= 0 ? endOf(batch, row) - batch.offset[row]! : this.#to[slot]! - this.#from[slot]!;
    }
    const carried = this.#spare.length >= size ? this.#spare : new Uint8Array(size * 2);
    let at = 0;
    for (const slot of kept) {
      const row = this.#row[slot]!;
      const bytes =
        row >= 0
          ? batch.bytes.subarray(batch.offset[row]!, endOf(batch, row))
          : before.subarray(this.#from[slot]!, this.#to[slot]!);
      carried.set(bytes, at);
      this.#row[slot] = -1;
      this.#from[slot] = at;
      at += bytes.length;
      this.#to[slot] = at;
    }
    this.#spare = before;
    this.#carried = carried;
  }

  /** Moves the clock. Times may be slightly out of order; a larger step back begins anew. */
  #advance(batch: FrameBatch, row: number): void {
    const since = batch.nanosecondsSince(row, this.#latestSeconds, this.#latestNanoseconds);
    if (since <= 0 && since >= -SOON) return;
    if (since < 0) this.#firstFrame = batch.firstFrame + row;
    this.#latestSeconds = batch.seconds[row]!;
    this.#latestNanoseconds = batch.nanoseconds[row]!;
  }

  /** Whether a copy of a slot's packet can still come. Once false it stays so, wherever batches end. */
  #isRecent(slot: number): boolean {
    if (this.#frame[slot] === 0 || this.#frame[slot]! < this.#firstFrame) return false;
    const since =
      (this.#latestSeconds - this.#seconds[slot]!) * 1e9 +
      (this.#latestNanoseconds - this.#nanoseconds[slot]!);
    return since <= SOON;
  }

  #same(batch: FrameBatch, row: number, at: number, slot: number, isV6: boolean): boolean {
    const other = this.#row[slot]!;
    const original = other >= 0 ? batch.bytes : this.#carried;
    const length = endOf(batch, row) - at;
    const end = other >= 0 ? endOf(batch, other) : this.#to[slot]!;
    const start = end - length;
    const begin = other >= 0 ? batch.offset[other]! : this.#from[slot]!;
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
