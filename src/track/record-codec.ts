import { type Chunk, LARGEST_BLOCK } from './block-store.js';
import { PackedNumbers } from './packed-numbers.js';
import { RecordNumbers } from './record-numbers.js';
import type { SegmentPool } from './segment-pool.js';
import { OWN, SIDE, sideOf, type TcpState } from './tcp-state.js';

/** Words of a packed record before its numbers: one about them, both addresses, and the ports. */
const HEAD_WORDS = 4;
/** In the first word: its groups of numbers, how many doubles are in full, whether what is usual was known, and segments. */
const GROUPS_SHIFT = 16;
const GROUPS = 0x3f;
const FULL_SHIFT = 22;
const FULL = 0xf;
const KNOWS_USUAL = 1 << 26;
const HAS_SEGMENTS = 1 << 27;
/** Completeness of a connection from its SYN to its FIN, with data: what its numbers are is usual. */
const COMPLETE = 31;
/** Unacknowledged segments that are packed with a direction, the oldest; with more a block could not hold the record. */
const MAX_SEGMENTS = 40;

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
  readonly #numbers: RecordNumbers;
  readonly #packed = new PackedNumbers();
  /** Numbers that are usual: some of the first complete connection that was packed; before it none. */
  readonly #usual: Int32Array;
  readonly #unknown: Int32Array;
  #knowsUsual = false;
  /** Numbers of an unacknowledged segment. */
  readonly #segment = new Int32Array(16);
  /** What is being unpacked, and the byte in it where the next segments are. */
  #from: DataView = this.#view;
  #at = 0;

  constructor(state: TcpState, pool: SegmentPool) {
    this.#state = state;
    this.#pool = pool;
    this.#numbers = new RecordNumbers(state);
    this.#usual = new Int32Array(this.#numbers.values.length);
    this.#unknown = new Int32Array(this.#numbers.values.length);
  }

  /** Packs a record into {@link words}, and gives back what it holds of the segment pool. */
  pack(record: number): void {
    const { words } = this;
    const { i32 } = this.#state;
    words[1] = i32[record + OWN.addressA]!;
    words[2] = i32[record + OWN.addressB]!;
    words[3] = i32[record + OWN.ports]!;
    const numbers = this.#numbers;
    numbers.take(record);
    if (!this.#knowsUsual && i32[record + OWN.completeness] === COMPLETE) {
      this.#knowsUsual = true;
      numbers.copyUsual(this.#usual);
    }
    const usual = this.#knowsUsual ? this.#usual : this.#unknown;
    let at = this.#packed.write(this.#view, HEAD_WORDS * 4, numbers.values, usual);
    at = this.#writeFull(at);
    const { groups } = this.#packed;
    const { fullCount } = numbers;
    const [a, b] = [sideOf(record, 0), sideOf(record, 1)];
    const hasSegments = i32[a + SIDE.oldestSegment] !== 0 || i32[b + SIDE.oldestSegment] !== 0;
    if (hasSegments) at = this.#packSegments(record, b, this.#packSegments(record, a, at));
    words[0] =
      (groups << GROUPS_SHIFT) |
      (fullCount << FULL_SHIFT) |
      (this.#knowsUsual ? KNOWS_USUAL : 0) |
      (hasSegments ? HAS_SEGMENTS : 0);
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
    const numbers = this.#numbers;
    const usual = head & KNOWS_USUAL ? this.#usual : this.#unknown;
    const groups = (head >>> GROUPS_SHIFT) & GROUPS;
    this.#from = view;
    this.#at = this.#packed.read(view, (at + HEAD_WORDS) * 4, numbers.values, usual, groups);
    this.#readFull((head >>> FULL_SHIFT) & FULL);
    numbers.give(record);
    for (let side = 0; side < 2; side++) {
      const direction = sideOf(record, side);
      i32[direction + SIDE.oldestSegment] = 0;
      i32[direction + SIDE.newestSegment] = 0;
      i32[direction + SIDE.segmentCount] = 0;
      if (withSegments && head & HAS_SEGMENTS) this.#unpackSegments(record, direction);
    }
  }

  /** Writes a direction's segments at a byte, behind their count; returns where they end. */
  #packSegments(record: number, direction: number, from: number): number {
    const pool = this.#pool;
    const { i32, f64 } = this.#state;
    let at = from + 1;
    let count = 0;
    for (let id = i32[direction + SIDE.oldestSegment]!; id !== 0; ) {
      if (count < MAX_SEGMENTS) {
        count++;
        pool.copyPayload(id);
        const payloadEnd = pool.payloadEnd[id]!;
        const [values, numbers] = [this.#segment, this.#numbers];
        numbers.fullCount = 0;
        values[0] = pool.seq[id]! - i32[direction + SIDE.nextSeq]!;
        values[1] = pool.end[id]! - pool.seq[id]!;
        values[2] = pool.frame[id]! - i32[record + OWN.lastFrame]!;
        values[3] = pool.nanoseconds[id]! - i32[record + OWN.lastNanoseconds]!;
        values[4] = numbers.ofDouble(pool.seconds[id]!, f64[(record + OWN.lastSeconds) >> 1]!);
        values[5] = numbers.ofDouble(Number.isNaN(payloadEnd) ? -1 : payloadEnd, -1);
        // Not 0, so that there is a group.
        values[6] = numbers.fullCount + 1;
        at = this.#packed.write(this.#view, at, values, this.#unknown);
        at = this.#writeFull(at);
      }
      const next = pool.next[id]!;
      pool.release(id);
      id = next;
    }
    this.#view.setUint8(from, count);
    return at;
  }

  #unpackSegments(record: number, direction: number): void {
    const view = this.#from;
    const pool = this.#pool;
    const { i32, f64 } = this.#state;
    let newest = 0;
    for (let left = view.getUint8(this.#at++); left > 0; left--) {
      const [values, numbers] = [this.#segment, this.#numbers];
      this.#at = this.#packed.read(view, this.#at, values, this.#unknown, 1);
      this.#readFull(values[6]! - 1);
      const seq = (values[0]! + i32[direction + SIDE.nextSeq]!) >>> 0;
      const end = (values[1]! + seq) >>> 0;
      const frame = (values[2]! + i32[record + OWN.lastFrame]!) >>> 0;
      const nanoseconds = (values[3]! + i32[record + OWN.lastNanoseconds]!) >>> 0;
      const seconds = numbers.toDouble(values[4]!, f64[(record + OWN.lastSeconds) >> 1]!);
      const payloadEnd = numbers.toDouble(values[5]!, -1);
      const id = pool.take(seq, end, frame, seconds, nanoseconds);
      if (id === 0) continue;
      pool.payloadEnd[id] = payloadEnd < 0 ? Number.NaN : payloadEnd;
      if (newest === 0) i32[direction + SIDE.oldestSegment] = id;
      else pool.next[newest] = id;
      newest = id;
      i32[direction + SIDE.newestSegment] = id;
      i32[direction + SIDE.segmentCount]!++;
    }
  }

  /** Writes the doubles that are told in full; returns where they end. */
  #writeFull(from: number): number {
    const { full, fullCount } = this.#numbers;
    let at = from;
    for (let index = 0; index < fullCount; index++, at += 8) this.#view.setFloat64(at, full[index]!, true);
    return at;
  }

  #readFull(count: number): void {
    const numbers = this.#numbers;
    for (let index = 0; index < count; index++, this.#at += 8)
      numbers.full[index] = this.#from.getFloat64(this.#at, true);
    numbers.fullCount = 0;
  }
}
