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
  /** By slot, the hash and the frame of the latest packet there; 0 none. */
  readonly #hash = new Uint32Array(SLOTS);
  readonly #frame = new Uint32Array(SLOTS);
  /** Of packets before the batch at hand: when they came, and where they lie in the bytes held or carried. */
  readonly #seconds = new Float64Array(SLOTS);
  readonly #nanoseconds = new Uint32Array(SLOTS);
  readonly #from = new Uint32Array(SLOTS);
  readonly #to = new Uint32Array(SLOTS);
  /** The buffer of the batch before, which stays as it is during this one, and the first frame in it. */
  #held: Uint8Array = new Uint8Array(0);
  #heldFrom = 1;
  /** Copies of the packets before those. */
  #carried = new Uint8Array(0);
  /** What was carried before; the two take turns. */
  #spare = new Uint8Array(0);
  /** Latest time since the clock last went back, and the frame where it did: what is before can have no copy any more. */
  #latestSeconds = 0;
  #latestNanoseconds = 0;
  #firstFrame = 0;

  /** Notes of each row which packet it repeats, if it does, and remembers the packets of the others. */
  follow(batch: FrameBatch): void {
    const { bytes, firstFrame, networkAt, shape, assembled } = batch;
    const hashes = this.#hash;
    const frames = this.#frame;
    for (let row = 0; row < batch.count; row++) {
      const at = networkAt[row]!;
      if (at === NO_HEADER || shape[row] !== SHAPE.whole) continue;
      if (assembled.size > 0 && assembled.has(row)) continue;
      const isV6 = bytes[at]! >> 4 === 6;
      const id = isV6 ? 1 : read16(bytes, at + 4);
      if (id === 0) continue;
      this.#advance(batch, row);
      const hash = hashOf(batch, row, id);
      const slot = hash & (SLOTS - 1);
      if (hashes[slot] === hash && this.#repeats(batch, row, at, slot, isV6)) {
        batch.findings[row]! |= FINDING_BIT['duplicate-frame'];
        batch.note(row).duplicateOf = frames[slot]!;
      } else {
        hashes[slot] = hash;
        frames[slot] = firstFrame + row;
      }
    }
  }

  /** To be called after each batch: copies the packets that the next one may repeat and whose bytes go away. */
  endBatch(batch: FrameBatch): void {
    if (batch.bytes !== this.#held) {
      this.#carry(batch);
      this.#held = batch.bytes;
      this.#heldFrom = batch.firstFrame;
    }
    for (let slot = 0; slot < SLOTS; slot++) {
      const row = this.#rowOf(batch, slot);
      if (row < 0) continue;
      this.#seconds[slot] = batch.seconds[row]!;
      this.#nanoseconds[slot] = batch.nanoseconds[row]!;
      this.#from[slot] = batch.offset[row]!;
      this.#to[slot] = endOf(batch, row);
    }
  }

  /** Copies what is still recent of the packets before the batch, and forgets the others. Few of a fast capture are. */
  #carry(batch: FrameBatch): void {
    const kept: number[] = [];
    let size = 0;
    for (let slot = 0; slot < SLOTS; slot++) {
      if (this.#frame[slot] === 0 || this.#rowOf(batch, slot) >= 0) continue;
      if (this.#isRecent(batch, slot)) {
        kept.push(slot);
        size += this.#to[slot]! - this.#from[slot]!;
      } else this.#frame[slot] = 0;
    }
    const carried = this.#spare.length >= size ? this.#spare : new Uint8Array(size * 2);
    let at = 0;
    for (const slot of kept) {
      const packet = this.#bytesOf(batch, slot).subarray(this.#from[slot]!, this.#to[slot]!);
      carried.set(packet, at);
      this.#from[slot] = at;
      at += packet.length;
      this.#to[slot] = at;
    }
    this.#spare = this.#carried;
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

  /** Row of a slot's packet in the batch at hand; negative where it came before. */
  #rowOf(batch: FrameBatch, slot: number): number {
    return this.#frame[slot]! - batch.firstFrame;
  }

  /** The bytes in which a slot's packet lies. */
  #bytesOf(batch: FrameBatch, slot: number): Uint8Array {
    if (this.#rowOf(batch, slot) >= 0) return batch.bytes;
    return this.#frame[slot]! >= this.#heldFrom ? this.#held : this.#carried;
  }

  /** Nanoseconds from a slot's packet to the given time. */
  #since(batch: FrameBatch, slot: number, seconds: number, nanoseconds: number): number {
    const row = this.#rowOf(batch, slot);
    if (row >= 0) return (seconds - batch.seconds[row]!) * 1e9 + (nanoseconds - batch.nanoseconds[row]!);
    return (seconds - this.#seconds[slot]!) * 1e9 + (nanoseconds - this.#nanoseconds[slot]!);
  }

  /** Whether a copy of a slot's packet can still come. Once false it stays so, wherever batches end. */
  #isRecent(batch: FrameBatch, slot: number): boolean {
    if (this.#frame[slot] === 0 || this.#frame[slot]! < this.#firstFrame) return false;
    return this.#since(batch, slot, this.#latestSeconds, this.#latestNanoseconds) <= SOON;
  }

  /** Whether the row's packet is that of a slot, and soon after it. */
  #repeats(batch: FrameBatch, row: number, at: number, slot: number, isV6: boolean): boolean {
    return (
      this.#isRecent(batch, slot) &&
      this.#since(batch, slot, batch.seconds[row]!, batch.nanoseconds[row]!) >= 0 &&
      this.#same(batch, row, at, slot, isV6)
    );
  }

  #same(batch: FrameBatch, row: number, at: number, slot: number, isV6: boolean): boolean {
    const other = this.#rowOf(batch, slot);
    const original = this.#bytesOf(batch, slot);
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
