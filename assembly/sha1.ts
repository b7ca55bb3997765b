/**
 * SHA-1 (FIPS 180-4) of messages that each fit into one block with the bit behind them and their length, in base 64. Four
 * are worked out at a time, one in each lane of a vector, which takes little longer than one.
 */

/** Messages at a time. */
export const LANES: usize = 4;
/** Bytes of a message's room, which becomes its block; zeros at first and whenever digests were made. */
export const BLOCK: usize = 64;
export const MESSAGES: usize = memory.data(256, 16);
/** The digests' texts, of 28 characters each, the last of them padding, and the bytes from one to the next. */
export const TEXTS: usize = memory.data(128, 16);
export const TEXT_BYTES: usize = 32;
/** The blocks' words, and those that follow from them, by lane. */
const WORDS: usize = memory.data(1280, 16);
const WORD: usize = 16;
/** Stages of as many rounds each, and what is added in each of their rounds. */
const STAGES = 4;
const ROUNDS: usize = 20;
const CONSTANTS = memory.data<u32>([0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6]);
/** The digests' five words, by lane. */
const DIGESTS: usize = memory.data(80, 16);
/** Two digits of base 64 for each twelve bits. */
const PAIRS: usize = memory.data(8192, 16);
const DIGITS = memory.data<u8>([
  65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 97,
  98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119,
  120, 121, 122, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 43, 47,
]);
const PADDING: u8 = 0x3d;

for (let bits: usize = 0; bits < 4096; bits++) {
  store<u8>(PAIRS + (bits << 1), load<u8>(DIGITS + (bits >>> 6)));
  store<u8>(PAIRS + (bits << 1), load<u8>(DIGITS + (bits & 63)), 1);
}

/** Ends a message, so that its digest can be made. @param length its bytes, 55 at most */
export function finish(lane: usize, length: usize): void {
  const block = MESSAGES + lane * BLOCK;
  store<u8>(block + length, 0x80);
  store<u16>(block, bswap<u16>(<u16>(length << 3)), BLOCK - 2);
}

/** Makes the digest of one message, in the first lane. */
export function digest(length: usize): void {
  finish(0, length);
  digests(1);
}

/** Makes the digests of the messages in the first lanes, and forgets these. */
export function digests(lanes: usize): void {
  expand();
  let a = i32x4.splat(0x67452301);
  let b = i32x4.splat(0xefcdab89);
  let c = i32x4.splat(0x98badcfe);
  let d = i32x4.splat(0x10325476);
  let e = i32x4.splat(0xc3d2e1f0);
  for (let stage = 0; stage < STAGES; stage++) {
    const constant = v128.load_splat<u32>(CONSTANTS + (stage << 2));
    const from = WORDS + <usize>stage * ROUNDS * WORD;
    for (let at = from; at < from + ROUNDS * WORD; at += WORD) {
      const mixed = stage === 0 ? choice(b, c, d) : stage === 2 ? majority(b, c, d) : parity(b, c, d);
      const next = sum(e, turn(a, 5), mixed, i32x4.add(v128.load(at), constant));
      e = d;
      d = c;
      c = turn(b, 30);
      b = a;
      a = next;
    }
  }
  v128.store(DIGESTS, i32x4.add(a, i32x4.splat(0x67452301)));
  v128.store(DIGESTS, i32x4.add(b, i32x4.splat(0xefcdab89)), 16);
  v128.store(DIGESTS, i32x4.add(c, i32x4.splat(0x98badcfe)), 32);
  v128.store(DIGESTS, i32x4.add(d, i32x4.splat(0x10325476)), 48);
  v128.store(DIGESTS, i32x4.add(e, i32x4.splat(0xc3d2e1f0)), 64);
  for (let lane: usize = 0; lane < lanes; lane++) write(TEXTS + lane * TEXT_BYTES, DIGESTS + (lane << 2));
}

/** @inline */
function sum(a: v128, b: v128, c: v128, d: v128): v128 {
  return i32x4.add(i32x4.add(a, b), i32x4.add(c, d));
}

/** Turns words to the left. @inline */
function turn(words: v128, bits: i32): v128 {
  return v128.or(i32x4.shl(words, bits), i32x4.shr_u(words, 32 - bits));
}

/** Of each bit that of `c` or `d`, as `b` says. @inline */
function choice(b: v128, c: v128, d: v128): v128 {
  return v128.bitselect(c, d, b);
}

/** @inline */
function majority(b: v128, c: v128, d: v128): v128 {
  return v128.bitselect(d, b, v128.xor(b, c));
}

/** @inline */
function parity(b: v128, c: v128, d: v128): v128 {
  return v128.xor(v128.xor(b, c), d);
}

/** Makes the eighty words of the blocks. */
function expand(): void {
  for (let at: usize = 0; at < BLOCK; at += 16) {
    const first = takeWords(at);
    const second = takeWords(at + BLOCK);
    const third = takeWords(at + 2 * BLOCK);
    const fourth = takeWords(at + 3 * BLOCK);
    // Their first words together, their second words, and so on.
    const low = v128.shuffle<u32>(first, second, 0, 4, 1, 5);
    const high = v128.shuffle<u32>(first, second, 2, 6, 3, 7);
    const otherLow = v128.shuffle<u32>(third, fourth, 0, 4, 1, 5);
    const otherHigh = v128.shuffle<u32>(third, fourth, 2, 6, 3, 7);
    const to = WORDS + at * 4;
    v128.store(to, v128.shuffle<u64>(low, otherLow, 0, 2));
    v128.store(to, v128.shuffle<u64>(low, otherLow, 1, 3), WORD);
    v128.store(to, v128.shuffle<u64>(high, otherHigh, 0, 2), 2 * WORD);
    v128.store(to, v128.shuffle<u64>(high, otherHigh, 1, 3), 3 * WORD);
  }
  for (let at = WORDS + 16 * WORD; at < WORDS + 80 * WORD; at += WORD) {
    const near = v128.xor(v128.load(at - 3 * WORD), v128.load(at - 8 * WORD));
    const far = v128.xor(v128.load(at - 14 * WORD), v128.load(at - 16 * WORD));
    v128.store(at, turn(v128.xor(near, far), 1));
  }
}

/** Four words of a message, which are zeros from then on. @param at where they lie in {@link MESSAGES} */
function takeWords(at: usize): v128 {
  const bytes = v128.load(MESSAGES + at);
  v128.store(MESSAGES + at, i32x4.splat(0));
  return v128.shuffle<u8>(bytes, bytes, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}

/** Writes a lane's five words: six times four digits, then three for what is left. */
function write(to: usize, from: usize): void {
  const a = load<u32>(from);
  const b = load<u32>(from, 16);
  const c = load<u32>(from, 32);
  const d = load<u32>(from, 48);
  const e = load<u32>(from, 64);
  writeFour(to, a >>> 8);
  writeFour(to + 4, ((a & 0xff) << 16) | (b >>> 16));
  writeFour(to + 8, ((b & 0xffff) << 8) | (c >>> 24));
  writeFour(to + 12, c & 0xffffff);
  writeFour(to + 16, d >>> 8);
  writeFour(to + 20, ((d & 0xff) << 16) | (e >>> 16));
  writeFour(to + 24, (e & 0xffff) << 8);
  store<u8>(to, PADDING, 27);
}

/** Writes 24 bits. */
function writeFour(at: usize, bits: u32): void {
  store<u16>(at, load<u16>(PAIRS + ((bits >>> 12) << 1)));
  store<u16>(at, load<u16>(PAIRS + ((bits & 0xfff) << 1)), 2);
}
