/** SHA-1 (FIPS 180-4) of a message that fits into one block with the bit behind it and its length, in base 64. */

/** The message, with room for the block that it becomes. */
export const MESSAGE: usize = memory.data(64, 8);
/** The digest's 28 characters, the last of them padding. */
export const TEXT: usize = memory.data(32, 8);
/** The block's sixteen words, and those that follow from them. */
const WORDS: usize = memory.data(320, 16);
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

/** @param length bytes of the message, 55 at most */
export function digest(length: usize): void {
  expand(length);
  let a: u32 = 0x67452301;
  let b: u32 = 0xefcdab89;
  let c: u32 = 0x98badcfe;
  let d: u32 = 0x10325476;
  let e: u32 = 0xc3d2e1f0;
  // Five rounds at a time, so that no value must change its place.
  for (let at = WORDS; at < WORDS + 80; at += 20) {
    e += rotl<u32>(a, 5) + (d ^ (b & (c ^ d))) + load<u32>(at) + 0x5a827999;
    b = rotl<u32>(b, 30);
    d += rotl<u32>(e, 5) + (c ^ (a & (b ^ c))) + load<u32>(at, 4) + 0x5a827999;
    a = rotl<u32>(a, 30);
    c += rotl<u32>(d, 5) + (b ^ (e & (a ^ b))) + load<u32>(at, 8) + 0x5a827999;
    e = rotl<u32>(e, 30);
    b += rotl<u32>(c, 5) + (a ^ (d & (e ^ a))) + load<u32>(at, 12) + 0x5a827999;
    d = rotl<u32>(d, 30);
    a += rotl<u32>(b, 5) + (e ^ (c & (d ^ e))) + load<u32>(at, 16) + 0x5a827999;
    c = rotl<u32>(c, 30);
  }
  for (let at = WORDS + 80; at < WORDS + 160; at += 20) {
    e += rotl<u32>(a, 5) + (b ^ c ^ d) + load<u32>(at) + 0x6ed9eba1;
    b = rotl<u32>(b, 30);
    d += rotl<u32>(e, 5) + (a ^ b ^ c) + load<u32>(at, 4) + 0x6ed9eba1;
    a = rotl<u32>(a, 30);
    c += rotl<u32>(d, 5) + (e ^ a ^ b) + load<u32>(at, 8) + 0x6ed9eba1;
    e = rotl<u32>(e, 30);
    b += rotl<u32>(c, 5) + (d ^ e ^ a) + load<u32>(at, 12) + 0x6ed9eba1;
    d = rotl<u32>(d, 30);
    a += rotl<u32>(b, 5) + (c ^ d ^ e) + load<u32>(at, 16) + 0x6ed9eba1;
    c = rotl<u32>(c, 30);
  }
  for (let at = WORDS + 160; at < WORDS + 240; at += 20) {
    e += rotl<u32>(a, 5) + ((b & c) | (d & (b | c))) + load<u32>(at) + 0x8f1bbcdc;
    b = rotl<u32>(b, 30);
    d += rotl<u32>(e, 5) + ((a & b) | (c & (a | b))) + load<u32>(at, 4) + 0x8f1bbcdc;
    a = rotl<u32>(a, 30);
    c += rotl<u32>(d, 5) + ((e & a) | (b & (e | a))) + load<u32>(at, 8) + 0x8f1bbcdc;
    e = rotl<u32>(e, 30);
    b += rotl<u32>(c, 5) + ((d & e) | (a & (d | e))) + load<u32>(at, 12) + 0x8f1bbcdc;
    d = rotl<u32>(d, 30);
    a += rotl<u32>(b, 5) + ((c & d) | (e & (c | d))) + load<u32>(at, 16) + 0x8f1bbcdc;
    c = rotl<u32>(c, 30);
  }
  for (let at = WORDS + 240; at < WORDS + 320; at += 20) {
    e += rotl<u32>(a, 5) + (b ^ c ^ d) + load<u32>(at) + 0xca62c1d6;
    b = rotl<u32>(b, 30);
    d += rotl<u32>(e, 5) + (a ^ b ^ c) + load<u32>(at, 4) + 0xca62c1d6;
    a = rotl<u32>(a, 30);
    c += rotl<u32>(d, 5) + (e ^ a ^ b) + load<u32>(at, 8) + 0xca62c1d6;
    e = rotl<u32>(e, 30);
    b += rotl<u32>(c, 5) + (d ^ e ^ a) + load<u32>(at, 12) + 0xca62c1d6;
    d = rotl<u32>(d, 30);
    a += rotl<u32>(b, 5) + (c ^ d ^ e) + load<u32>(at, 16) + 0xca62c1d6;
    c = rotl<u32>(c, 30);
  }
  write(a + 0x67452301, b + 0xefcdab89, c + 0x98badcfe, d + 0x10325476, e + 0xc3d2e1f0);
}

/** Makes the block of the message, and its eighty words. */
function expand(length: usize): void {
  store<u8>(MESSAGE + length, 0x80);
  for (let at: usize = 0; at < 64; at += 16) {
    const bytes = v128.load(MESSAGE + at);
    const words = v128.shuffle<u8>(bytes, bytes, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
    v128.store(WORDS + at, words);
    // Zeros for the next message, which may be shorter.
    v128.store(MESSAGE + at, v128.splat<u32>(0));
  }
  store<u32>(WORDS, (<u32>length) << 3, 60);
  for (let at = WORDS + 64; at < WORDS + 128; at += 4) {
    const mixed = load<u32>(at - 12) ^ load<u32>(at - 32) ^ load<u32>(at - 56) ^ load<u32>(at - 64);
    store<u32>(at, rotl<u32>(mixed, 1));
  }
  // The same rule, applied twice, reaches further back, so that four words at a time follow from those before.
  let older = v128.load(WORDS + 96);
  let newer = v128.load(WORDS + 112);
  for (let at = WORDS + 128; at < WORDS + 320; at += 16) {
    const near = v128.xor(v128.shuffle<u32>(older, newer, 2, 3, 4, 5), v128.load(at - 64));
    const mixed = v128.xor(near, v128.xor(v128.load(at - 112), v128.load(at - 128)));
    older = newer;
    newer = v128.or(v128.shl<u32>(mixed, 2), v128.shr<u32>(mixed, 30));
    v128.store(at, newer);
  }
}

/** Writes five words: six times four digits, then three for what is left. */
function write(a: u32, b: u32, c: u32, d: u32, e: u32): void {
  writeFour(TEXT, a >>> 8);
  writeFour(TEXT + 4, ((a & 0xff) << 16) | (b >>> 16));
  writeFour(TEXT + 8, ((b & 0xffff) << 8) | (c >>> 24));
  writeFour(TEXT + 12, c & 0xffffff);
  writeFour(TEXT + 16, d >>> 8);
  writeFour(TEXT + 20, ((d & 0xff) << 16) | (e >>> 16));
  writeFour(TEXT + 24, (e & 0xffff) << 8);
  store<u8>(TEXT, PADDING, 27);
}

/** Writes 24 bits. */
function writeFour(at: usize, bits: u32): void {
  store<u16>(at, load<u16>(PAIRS + ((bits >>> 12) << 1)));
  store<u16>(at, load<u16>(PAIRS + ((bits & 0xfff) << 1)), 2);
}
