import type { Random } from './random.js';

/** Values at which length fields and counters change their behaviour. */
const BYTES = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 0x0f, 0x10, 0x11, 0x20, 0x3f, 0x40, 0x45, 0x4f, 0x50, 0x60, 0x7f, 0x80, 0xc0,
  0xf0, 0xfe, 0xff,
];
const WORDS = [
  0, 1, 2, 3, 4, 7, 8, 20, 53, 0x00ff, 0x0100, 0x0800, 0x1fff, 0x2000, 0x7fff, 0x8000, 0x86dd, 0xc00c, 0xfffe,
  0xffff,
];
const LONGS = [
  0, 1, 16, 0xffff, 0x10000, 0x7ffffffe, 0x7fffffff, 0x80000000, 0x80000001, 0xfffffffe, 0xffffffff,
];
/** Bytes that the results of a mutation may have at most. */
const LONGEST = 70_000;

type Mutation = (random: Random, bytes: Uint8Array, at: number) => Uint8Array;

const IN_PLACE: readonly Mutation[] = [
  function flip(random, bytes, at) {
    bytes[at]! ^= 1 << random.below(8);
    return bytes;
  },
  function byteAtExtreme(random, bytes, at) {
    bytes[at] = random.pick(BYTES);
    return bytes;
  },
  function anyByte(random, bytes, at) {
    bytes[at] = random.below(256);
    return bytes;
  },
  function stepByte(random, bytes, at) {
    bytes[at]! += random.between(-3, 3);
    return bytes;
  },
  function wordAtExtreme(random, bytes, at) {
    const value = random.pick(WORDS);
    put(bytes, at, random.oneIn(4) ? swapped(value) : value, 2);
    return bytes;
  },
  function longAtExtreme(random, bytes, at) {
    put(bytes, at, random.pick(LONGS), 4);
    return bytes;
  },
  function stepLong(random, bytes, at) {
    if (at + 4 > bytes.length) return bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4);
    view.setUint32(0, view.getUint32(0) + random.between(-1500, 1500));
    return bytes;
  },
  function noise(random, bytes, at) {
    bytes.set(random.bytes(Math.min(random.between(1, 24), bytes.length - at)), at);
    return bytes;
  },
  function copyWithin(random, bytes, at) {
    const from = random.below(bytes.length);
    bytes.copyWithin(at, from, from + random.between(1, 32));
    return bytes;
  },
];

const RESHAPING: readonly Mutation[] = [
  function cut(_random, bytes, at) {
    return bytes.slice(0, at);
  },
  function remove(random, bytes, at) {
    return joined(bytes.subarray(0, at), bytes.subarray(at + random.between(1, 32)));
  },
  function insert(random, bytes, at) {
    return joined(bytes.subarray(0, at), random.bytes(random.between(1, 32)), bytes.subarray(at));
  },
  function repeat(random, bytes, at) {
    const piece = bytes.subarray(at, at + random.between(1, 64));
    const times = Math.min(
      random.oneIn(8) ? 200 : random.between(1, 4),
      Math.floor(LONGEST / (piece.length + 1)),
    );
    return joined(bytes.subarray(0, at), ...new Array<Uint8Array>(times).fill(piece), bytes.subarray(at));
  },
];

/**
 * Changes bytes in one small way. The bytes given may be changed in place; the result stands for them. Bytes near the
 * start, where the headers are, change more often.
 */
export function mutateBytes(random: Random, bytes: Uint8Array, other: Uint8Array): Uint8Array {
  if (bytes.length === 0) return random.bytes(random.below(64));
  const reach = random.oneIn(3) ? bytes.length : Math.min(bytes.length, 80);
  const at = random.below(reach);
  if (!random.oneIn(5)) return random.pick(IN_PLACE)(random, bytes, at);
  if (random.oneIn(4)) return spliced(random, bytes, other, at);
  const changed = random.pick(RESHAPING)(random, bytes, at);
  return changed.length > LONGEST ? changed.slice(0, LONGEST) : changed;
}

function spliced(random: Random, bytes: Uint8Array, other: Uint8Array, at: number): Uint8Array {
  const from = random.oneIn(2) ? at : random.below(other.length + 1);
  return joined(bytes.subarray(0, at), other.subarray(from)).slice(0, LONGEST);
}

function put(bytes: Uint8Array, at: number, value: number, size: number): void {
  for (let i = 0; i < size && at + i < bytes.length; i++) bytes[at + i] = value >>> (8 * (size - 1 - i));
}

function swapped(word: number): number {
  return ((word & 255) << 8) | (word >> 8);
}

/** Pieces one after another. */
export function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
