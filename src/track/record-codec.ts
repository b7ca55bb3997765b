import { type Chunk, LARGEST_BLOCK } from './block-store.js';
import { PackedNumbers } from './packed-numbers.js';
import { DOUBLES, NEAR, NOTHING, ROUND_TRIPS, WORDS } from './record-words.js';
import type { SegmentPool } from './segment-pool.js';
import { OWN, SIDE, sideOf, type TcpState } from './tcp-state.js';

/** Words of a packed record before its numbers: one about them, both addresses, and the ports. */
const HEAD_WORDS = 4;
/** In the first word: whether usual numbers were known, whether it has segments, and from this bit on its groups of numbers. */
const KNOWS_USUAL = 1 << 16;
const HAS_SEGMENTS = 1 << 17;
const GROUPS_SHIFT = 18;
/** Completeness of a connection from its SYN to its FIN, with data: what its numbers are is usual. */
const COMPLETE = 31;
/** Unacknowledged segments that are packed with a direction, the oldest; with more a block could not hold the record. */
const MAX_SEGMENTS = 40;

const DOUBLE_PLACES = Int32Array.from(DOUBLES, ({ place }) => place);
const DOUBLE_NEAR = Int32Array.from(DOUBLES, ({ near }) => near);
const WORD_PLACES = Int32Array.from(WORDS, ({ place }) => place);
const WORD_NEAR = Int32Array.from(WORDS, ({ near }) => near);
/** Of a record's numbers those of doubles come first, then those of round trips, then those of words. */
const FIRST_TRIP = DOUBLES.length;
const FIRST_WORD = FIRST_TRIP + ROUND_TRIPS.length;
const USUAL = [...DOUBLES, ...ROUND_TRIPS.map(() => ({ isUsual: false })), ...WORDS].map(
  ({ isUsual = false }) => isUsual,
);
/** Number of a double that stands in full behind the numbers. */
const IN_FULL = -(2 ** 31);
const NANOSECONDS = 1e9;

/**
 * Packs the record of a connection that rests into few bytes and unpacks it again, without losing anything: numbers are
 * written as what they differ by from others in the record, and from what is usual.
 */
export class RecordCodec {
  /** The record last packed stands in `[0, length)`; the lower half of the first word is 0. */
  readonly words: Int32Array = new Int32Array(LARGEST_BLOCK);
  length = 0;
  readonly #view = new DataView(this.words.buffer);
  readonly #state: TcpState;
  readonly #pool: SegmentPool;
  readonly #numbers = new PackedNumbers(USUAL.length);
  /** What is usual: as in the first complete connection that was packed; before it nothing is. */
  readonly #usual: Int32Array = new Int32Array(this.#numbers.values.length);
  readonly #unknown: Int32Array = new Int32Array(this.#numbers.values.length);
  #knowsUsual = false;
  /** Seconds that times are near to: those of the first record packed. */
  #epoch = Number.NaN;
  /** Doubles to be packed in full. */
  readonly #full = new Float64Array(FIRST_WORD);
  #fullCount = 0;
  /** What is being unpacked, and the byte in it where the next double in full is. */
  #from: DataView = this.#view;
  #at = 0;

  constructor(state: TcpState, pool: SegmentPool) {
    this.#state = state;
    this.#pool = pool;
  }

  /** Packs a record into {@link words}, and gives back what it holds of the segment pool. */
  pack(record: number): void {
    const { words } = this;
    const { i32 } = this.#state;
    words[1] = i32[record + OWN.addressA]!;
    words[2] = i32[record + OWN.addressB]!;
    words[3] = i32[record + OWN.ports]!;
    this.#takeDoubles(record);
    this.#takeWords(record);
    if (!this.#knowsUsual && i32[record + OWN.completeness] === COMPLETE) this.#learn();
    let at = this.#numbers.write(this.#view, HEAD_WORDS * 4, this.#knowsUsual ? this.#usual : this.#unknown);
    for (let index = 0; index < this.#fullCount; index++, at += 8)
      this.#view.setFloat64(at, this.#full[index]!, true);
    const [a, b] = [sideOf(record, 0), sideOf(record, 1)];
    const hasSegments = i32[a + SIDE.oldestSegment] !== 0 || i32[b + SIDE.oldestSegment] !== 0;
    if (hasSegments) at = this.#packSegments(b, this.#packSegments(a, at));
    words[0] =
      (this.#knowsUsual ? KNOWS_USUAL : 0) |
      (hasSegments ? HAS_SEGMENTS : 0) |
      (this.#numbers.written << GROUPS_SHIFT);
    this.length = (at + 3) >> 2;
  }

  /**
   * Unpacks all of a record but its connection's number and its place in a chain.
   *
   * @param at the word where it begins
   * @param withSegments whether its unacknowledged segments go back into the pool
   */
  unpack({ words, view }: Chunk, at: number, record: number, withSegments: boolean): void {
    const { i32 } = this.#state;
    const head = words[at]!;
    i32[record + OWN.addressA] = words[at + 1]!;
    i32[record + OWN.addressB] = words[at + 2]!;
    i32[record + OWN.ports] = words[at + 3]!;
    const usual = head & KNOWS_USUAL ? this.#usual : this.#unknown;
    this.#from = view;
    this.#at = this.#numbers.read(view, (at + HEAD_WORDS) * 4, usual, head >>> GROUPS_SHIFT);
    this.#giveWords(record);
    this.#giveDoubles(record);
    for (let side = 0; side < 2; side++) {
      const direction = sideOf(record, side);
      i32[direction + SIDE.oldestSegment] = 0;
      i32[direction + SIDE.newestSegment] = 0;
      i32[direction + SIDE.segmentCount] = 0;
      if (withSegments && head & HAS_SEGMENTS) this.#unpackSegments(direction);
    }
  }

  #learn(): void {
    this.#knowsUsual = true;
    const { values } = this.#numbers;
    for (const [index, isUsual] of USUAL.entries()) if (isUsual) this.#usual[index] = values[index]!;
  }

  #takeWords(record: number): void {
    const { i32 } = this.#state;
    const { values } = this.#numbers;
    i32[record + NOTHING] = 0;
    for (let index = 0; index < WORD_PLACES.length; index++)
      values[FIRST_WORD + index] = i32[record + WORD_PLACES[index]!]! - i32[record + WORD_NEAR[index]!]!;
  }

  #giveWords(record: number): void {
    const { i32 } = this.#state;
    const { values } = this.#numbers;
    i32[record + NOTHING] = 0;
    for (let index = 0; index < WORD_PLACES.length; index++)
      i32[record + WORD_PLACES[index]!] = values[FIRST_WORD + index]! + i32[record + WORD_NEAR[index]!]!;
  }

  #takeDoubles(record: number): void {
    const { f64 } = this.#state;
    const { values } = this.#numbers;
    if (Number.isNaN(this.#epoch)) this.#epoch = f64[(record + OWN.firstSeconds) >> 1]!;
    this.#fullCount = 0;
    for (let index = 0; index < FIRST_TRIP; index++) {
      const value = f64[(record + DOUBLE_PLACES[index]!) >> 1]!;
      const near = this.#near(record, DOUBLE_NEAR[index]!);
      const difference = (value - near) | 0;
      const isTold = near + difference === value && difference !== IN_FULL;
      values[index] = isTold ? difference : this.#keepFull(value);
    }
    let before = 0;
    for (let index = 0; index < ROUND_TRIPS.length; index++) {
      const value = f64[(record + ROUND_TRIPS[index]!) >> 1]!;
      // 0 is for what is not known.
      const above = (Math.round(value * NANOSECONDS) + 1) | 0;
      const isTold = (above - 1) / NANOSECONDS === value && above !== 0 && above !== IN_FULL;
      let number = 0;
      if (!Number.isNaN(value)) number = isTold ? above : this.#keepFull(value);
      values[FIRST_TRIP + index] = number - before;
      before = number;
    }
  }

  #giveDoubles(record: number): void {
    const { f64 } = this.#state;
    const { values } = this.#numbers;
    for (let index = 0; index < FIRST_TRIP; index++) {
      const difference = values[index]!;
      f64[(record + DOUBLE_PLACES[index]!) >> 1] =
        difference === IN_FULL ? this.#nextFull() : this.#near(record, DOUBLE_NEAR[index]!) + difference;
    }
    let number = 0;
    for (let index = 0; index < ROUND_TRIPS.length; index++) {
      number = (number + values[FIRST_TRIP + index]!) | 0;
      let value = Number.NaN;
      if (number !== 0) value = number === IN_FULL ? this.#nextFull() : (number - 1) / NANOSECONDS;
      f64[(record + ROUND_TRIPS[index]!) >> 1] = value;
    }
  }

  /** What a double is told by the difference from. */
  #near(record: number, near: number): number {
    const { u32, f64 } = this.#state;
    if (near >= 0) return f64[(record + near) >> 1]!;
    if (near === NEAR.zero) return 0;
    if (near === NEAR.epoch) return this.#epoch;
    const direction = record + NEAR.numbers - near;
    return (u32[direction + SIDE.nextSeq]! - u32[direction + SIDE.baseSeq]!) >>> 0;
  }

  #keepFull(value: number): number {
    this.#full[this.#fullCount++] = value;
    return IN_FULL;
  }

  #nextFull(): number {
    const value = this.#from.getFloat64(this.#at, true);
    this.#at += 8;
    return value;
  }

  /** Writes a direction's segments at a byte, behind their count; returns where they end. */
  #packSegments(direction: number, from: number): number {
    const view = this.#view;
    const pool = this.#pool;
    const { i32 } = this.#state;
    let at = from + 4;
    let count = 0;
    for (let id = i32[direction + SIDE.oldestSegment]!; id !== 0; ) {
      if (count < MAX_SEGMENTS) {
        count++;
        pool.copyPayload(id);
        view.setInt32(at, pool.seq[id]!, true);
        view.setInt32(at + 4, pool.end[id]!, true);
        view.setInt32(at + 8, pool.frame[id]!, true);
        view.setInt32(at + 12, pool.nanoseconds[id]!, true);
        view.setFloat64(at + 16, pool.seconds[id]!, true);
        view.setFloat64(at + 24, pool.payloadEnd[id]!, true);
        at += 32;
      }
      const next = pool.next[id]!;
      pool.release(id);
      id = next;
    }
    view.setInt32(from, count, true);
    return at;
  }

  #unpackSegments(direction: number): void {
    const view = this.#from;
    const pool = this.#pool;
    const { i32 } = this.#state;
    const count = view.getInt32(this.#at, true);
    let at = this.#at + 4;
    this.#at = at + count * 32;
    let newest = 0;
    for (; at < this.#at; at += 32) {
      const id = pool.take(
        view.getUint32(at, true),
        view.getUint32(at + 4, true),
        view.getUint32(at + 8, true),
        view.getFloat64(at + 16, true),
        view.getUint32(at + 12, true),
      );
      if (id === 0) continue;
      pool.payloadEnd[id] = view.getFloat64(at + 24, true);
      if (newest === 0) i32[direction + SIDE.oldestSegment] = id;
      else pool.next[newest] = id;
      newest = id;
      i32[direction + SIDE.newestSegment] = id;
      i32[direction + SIDE.segmentCount]!++;
    }
  }
}
