import type { SegmentPool } from './segment-pool.js';
import { OWN, SIDE, sideOf, type TcpState } from './tcp-state.js';

/** Bytes of the key that a packed record begins with: both addresses and the ports. */
const KEY_BYTES = 12;
/** Unacknowledged segments that are packed with a direction, the oldest; with more a block could not hold the record. */
const MAX_SEGMENTS = 40;
/** More than any record takes, and what a block holds. */
const ROOM = 4079;

/** Where a word of the record is, and which other word it is likely near to: -1 none. */
type Word = readonly [place: number, near: number];

const [A, B] = [sideOf(0, 0), sideOf(0, 1)];

/** The words of one direction, what others are told by first. */
function sideWords(side: number, other: number): Word[] {
  const nextSeq = side + SIDE.nextSeq;
  const frame = OWN.lastFrame;
  const time = OWN.lastNanoseconds;
  return [
    [side + SIDE.flags, -1],
    [side + SIDE.baseSeq, nextSeq],
    [side + SIDE.nextSeqFrame, frame],
    [side + SIDE.nextSeqNanoseconds, time],
    [side + SIDE.contiguousEnd, nextSeq],
    [side + SIDE.lastAck, other + SIDE.nextSeq],
    [side + SIDE.lastAckNanoseconds, time],
    [side + SIDE.window, -1],
    [side + SIDE.scale, -1],
    [side + SIDE.duplicateAcks, -1],
    [side + SIDE.originalAckFrame, frame],
    [side + SIDE.lastFindings, -1],
    [side + SIDE.segmentSize, -1],
    [side + SIDE.lastPayloadFrame, frame],
    [side + SIDE.lastSegmentFrame, frame],
    [side + SIDE.frames, -1],
    [side + SIDE.isn, side + SIDE.baseSeq],
    [side + SIDE.isnFrame, frame],
    [side + SIDE.finEnd, nextSeq],
    [side + SIDE.finFrame, frame],
    [side + SIDE.endpoint, -1],
    [side + SIDE.said, -1],
    [side + SIDE.saidAt, side + SIDE.baseSeq],
    [side + SIDE.saidAt + 1, nextSeq],
    [side + SIDE.saidAt + 2, nextSeq],
    [side + SIDE.counts, -1],
    [side + SIDE.counts + 1, -1],
  ];
}

const WORDS: readonly Word[] = [
  [OWN.lastFrame, -1],
  [OWN.lastNanoseconds, -1],
  [A + SIDE.nextSeq, -1],
  [B + SIDE.nextSeq, -1],
  [OWN.flags, -1],
  [OWN.completeness, -1],
  [OWN.firstCompleteness, -1],
  [OWN.firstFrame, OWN.lastFrame],
  [OWN.firstNanoseconds, OWN.lastNanoseconds],
  [OWN.synNanoseconds, OWN.firstNanoseconds],
  [OWN.closeStage, -1],
  [OWN.resetFrame, OWN.lastFrame],
  [OWN.historyLength, -1],
  ...Array.from({ length: 10 }, (_, word): Word => [OWN.history + word, -1]),
  ...sideWords(A, B),
  ...sideWords(B, A),
];
const PLACES = Int32Array.from(WORDS, ([place]) => place);
const NEAR = Int32Array.from(WORDS, ([, near]) => near);
const BITMAP_BYTES = Math.ceil(WORDS.length / 8);

/** Doubles: place, the double it is likely near to (-1 none), and what makes it a whole number. */
const DOUBLES: readonly (readonly [place: number, near: number, scale: number])[] = [
  [OWN.firstSeconds, -1, 1],
  [OWN.lastSeconds, OWN.firstSeconds, 1],
  [OWN.synSeconds, OWN.firstSeconds, 1],
  [OWN.initialRtt, -1, 1e9],
  [OWN.handshakeRtt, OWN.initialRtt, 1e9],
  ...[A, B].flatMap(
    (side) =>
      [
        [side + SIDE.nextSeqSeconds, OWN.lastSeconds, 1],
        [side + SIDE.lastAckSeconds, OWN.lastSeconds, 1],
        [side + SIDE.relativeSeq, -1, 1],
        [side + SIDE.wireBytes, -1, 1],
        [side + SIDE.payloadBytes, -1, 1],
      ] as const,
  ),
];

const DOUBLE_PLACES = Int32Array.from(DOUBLES, ([place]) => place);
const DOUBLE_NEAR = Int32Array.from(DOUBLES, ([, near]) => near);
const DOUBLE_SCALES = Float64Array.from(DOUBLES, ([, , scale]) => scale);

/** How a double is packed: in full behind its kind, or as 3 and more, a whole number. */
const DOUBLE = { nan: 0, zero: 1, full: 2, whole: 3 } as const;
/** Whole numbers below this, doubled and with three added, are still exact. */
const EXACT = 2 ** 50;

/**
 * Packs the record of a connection that rests into few bytes and unpacks it again, without losing anything: numbers are
 * written as what they differ by from others in the record.
 */
export class RecordCodec {
  /** The record last packed stands in `[0, length)`. */
  readonly bytes: Uint8Array = new Uint8Array(ROOM);
  length = 0;
  readonly #state: TcpState;
  readonly #pool: SegmentPool;
  readonly #view = new DataView(this.bytes.buffer);
  /** Seconds that times are near to: those of the first record packed. */
  #seconds = Number.NaN;
  /** What is being unpacked, and where in it. */
  #from: Uint8Array = this.bytes;
  #at = 0;

  constructor(state: TcpState, pool: SegmentPool) {
    this.#state = state;
    this.#pool = pool;
  }

  /** Packs a record into {@link bytes}, and gives back what it holds of the segment pool. */
  pack(record: number): void {
    const { i32 } = this.#state;
    this.length = 0;
    this.#putWord(i32[record + OWN.addressA]!);
    this.#putWord(i32[record + OWN.addressB]!);
    this.#putWord(i32[record + OWN.ports]!);
    this.#packWords(record);
    this.#packDoubles(record);
    this.#packSegments(sideOf(record, 0));
    this.#packSegments(sideOf(record, 1));
  }

  /** Unpacks into a cleared record. @param withSegments whether its unacknowledged segments go back into the pool */
  unpack(bytes: Uint8Array, at: number, record: number, withSegments: boolean): void {
    const { i32 } = this.#state;
    this.#from = bytes;
    this.#at = at;
    i32[record + OWN.addressA] = this.#takeWord();
    i32[record + OWN.addressB] = this.#takeWord();
    i32[record + OWN.ports] = this.#takeWord();
    this.#unpackWords(record);
    this.#unpackDoubles(record);
    if (!withSegments) return;
    this.#unpackSegments(sideOf(record, 0));
    this.#unpackSegments(sideOf(record, 1));
  }

  #packWords(record: number): void {
    const { bytes } = this;
    const { i32 } = this.#state;
    bytes.fill(0, KEY_BYTES, KEY_BYTES + BITMAP_BYTES);
    let at = KEY_BYTES + BITMAP_BYTES;
    for (let index = 0; index < PLACES.length; index++) {
      const value = i32[record + PLACES[index]!]!;
      if (value === 0) continue;
      bytes[KEY_BYTES + (index >> 3)]! |= 1 << (index & 7);
      const near = NEAR[index]!;
      const difference = (value - (near < 0 ? 0 : i32[record + near]!)) | 0;
      let rest = ((difference << 1) ^ (difference >> 31)) >>> 0;
      while (rest > 127) {
        bytes[at++] = (rest & 127) | 128;
        rest >>>= 7;
      }
      bytes[at++] = rest;
    }
    this.length = at;
  }

  #unpackWords(record: number): void {
    const { i32 } = this.#state;
    const from = this.#from;
    const bitmap = this.#at;
    let at = bitmap + BITMAP_BYTES;
    for (let index = 0; index < PLACES.length; index++) {
      if ((from[bitmap + (index >> 3)]! & (1 << (index & 7))) === 0) continue;
      let byte = from[at++]!;
      let folded = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = from[at++]!;
        folded |= (byte & 127) << shift;
      }
      const near = NEAR[index]!;
      const base = near < 0 ? 0 : i32[record + near]!;
      i32[record + PLACES[index]!] = base + ((folded >>> 1) ^ -(folded & 1));
    }
    this.#at = at;
  }

  #packDoubles(record: number): void {
    const { f64 } = this.#state;
    if (Number.isNaN(this.#seconds)) this.#seconds = f64[(record + OWN.firstSeconds) >> 1]!;
    for (let index = 0; index < DOUBLE_PLACES.length; index++) {
      const value = f64[(record + DOUBLE_PLACES[index]!) >> 1]!;
      if (Number.isNaN(value)) this.#put(DOUBLE.nan);
      else if (value === 0) this.#put(DOUBLE.zero);
      else this.#packDouble(value, this.#near(record, index), DOUBLE_SCALES[index]!);
    }
  }

  #packDouble(value: number, near: number, scale: number): void {
    const base = Math.round(near * scale);
    const difference = Math.round(value * scale) - base;
    if (Math.abs(difference) < EXACT && (base + difference) / scale === value)
      this.#put(DOUBLE.whole + (difference < 0 ? -2 * difference - 1 : 2 * difference));
    else {
      this.#put(DOUBLE.full);
      this.#view.setFloat64(this.length, value);
      this.length += 8;
    }
  }

  #unpackDoubles(record: number): void {
    const { f64 } = this.#state;
    for (let index = 0; index < DOUBLE_PLACES.length; index++) {
      const kind = this.#take();
      let value = 0;
      if (kind === DOUBLE.nan) value = Number.NaN;
      else if (kind === DOUBLE.full) {
        value = new DataView(this.#from.buffer, this.#from.byteOffset + this.#at).getFloat64(0);
        this.#at += 8;
      } else if (kind >= DOUBLE.whole) {
        const folded = kind - DOUBLE.whole;
        const difference = folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
        const scale = DOUBLE_SCALES[index]!;
        value = (Math.round(this.#near(record, index) * scale) + difference) / scale;
      }
      f64[(record + DOUBLE_PLACES[index]!) >> 1] = value;
    }
  }

  /** What a double is likely near to; what is not known is as good as 0. */
  #near(record: number, index: number): number {
    const near = DOUBLE_NEAR[index]!;
    if (near < 0) return DOUBLE_PLACES[index] === OWN.firstSeconds ? this.#seconds : 0;
    const value = this.#state.f64[(record + near) >> 1]!;
    return Number.isNaN(value) ? 0 : value;
  }

  #packSegments(side: number): void {
    const pool = this.#pool;
    const { i32 } = this.#state;
    this.#put(Math.min(i32[side + SIDE.segmentCount]!, MAX_SEGMENTS));
    let count = 0;
    for (let id = i32[side + SIDE.oldestSegment]!; id !== 0; count++) {
      if (count < MAX_SEGMENTS) {
        this.#put(pool.seq[id]!);
        this.#put(pool.end[id]!);
        this.#put(pool.frame[id]!);
        this.#packDouble(pool.seconds[id]!, this.#seconds, 1);
        this.#put(pool.nanoseconds[id]!);
        pool.copyPayload(id);
        const payloadEnd = pool.payloadEnd[id]!;
        this.#put(Number.isNaN(payloadEnd) ? 0 : payloadEnd + 1);
      }
      const next = pool.next[id]!;
      pool.release(id);
      id = next;
    }
  }

  #unpackSegments(side: number): void {
    const pool = this.#pool;
    const { i32 } = this.#state;
    let newest = 0;
    for (let left = this.#take(); left > 0; left--) {
      const [seq, end, frame] = [this.#take(), this.#take(), this.#take()];
      const kind = this.#take();
      let seconds = 0;
      if (kind === DOUBLE.full) {
        seconds = new DataView(this.#from.buffer, this.#from.byteOffset + this.#at).getFloat64(0);
        this.#at += 8;
      } else {
        const folded = kind - DOUBLE.whole;
        seconds = this.#seconds + (folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2);
      }
      const id = pool.take(seq, end, frame, seconds, this.#take());
      const payloadEnd = this.#take();
      if (id === 0) continue;
      pool.payloadEnd[id] = payloadEnd === 0 ? Number.NaN : payloadEnd - 1;
      if (newest === 0) i32[side + SIDE.oldestSegment] = id;
      else pool.next[newest] = id;
      newest = id;
      i32[side + SIDE.newestSegment] = id;
      i32[side + SIDE.segmentCount]!++;
    }
  }

  #putWord(value: number): void {
    this.#view.setInt32(this.length, value);
    this.length += 4;
  }

  #takeWord(): number {
    const from = this.#from;
    const at = this.#at;
    this.#at = at + 4;
    return (from[at]! << 24) | (from[at + 1]! << 16) | (from[at + 2]! << 8) | from[at + 3]!;
  }

  /** Writes a whole number, seven bits a byte, the lowest first. */
  #put(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.bytes[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.length++] = rest;
  }

  #take(): number {
    const first = this.#from[this.#at]!;
    if (first < 128) {
      this.#at++;
      return first;
    }
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#from[this.#at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }
}
