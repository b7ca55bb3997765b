/** Bytes of the longest message that stands in one block with the bit behind it and its length. */
const LONGEST = 55;
/** The block's sixteen words, and those that follow from them. */
const words = new Int32Array(80);

/**
 * SHA-1 (FIPS 180-4) of a short message: what fits into one block.
 *
 * @param message its bytes in `[0, length)` @param length 55 at most @param digest where the five words of the digest go
 */
export function shortSha1(message: Uint8Array, length: number, digest: Int32Array): void {
  if (length > LONGEST) throw new RangeError('the message is longer than a block');
  words.fill(0, 0, 16);
  for (let at = 0; at < length; at++) words[at >> 2]! |= message[at]! << (24 - 8 * (at & 3));
  words[length >> 2]! |= 0x80 << (24 - 8 * (length & 3));
  words[15] = length * 8;
  for (let at = 16; at < 80; at++) {
    const word = words[at - 3]! ^ words[at - 8]! ^ words[at - 14]! ^ words[at - 16]!;
    words[at] = (word << 1) | (word >>> 31);
  }
  let a = 0x67452301;
  let b = 0xefcdab89 | 0;
  let c = 0x98badcfe | 0;
  let d = 0x10325476;
  let e = 0xc3d2e1f0 | 0;
  for (let at = 0; at < 20; at++) {
    const next = (((a << 5) | (a >>> 27)) + (d ^ (b & (c ^ d))) + e + words[at]! + 0x5a827999) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let at = 20; at < 40; at++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + words[at]! + 0x6ed9eba1) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let at = 40; at < 60; at++) {
    const next = (((a << 5) | (a >>> 27)) + ((b & c) | (d & (b | c))) + e + words[at]! - 0x70e44324) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  for (let at = 60; at < 80; at++) {
    const next = (((a << 5) | (a >>> 27)) + (b ^ c ^ d) + e + words[at]! - 0x359d3e2a) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  digest[0] = a + 0x67452301;
  digest[1] = b + 0xefcdab89;
  digest[2] = c + 0x98badcfe;
  digest[3] = d + 0x10325476;
  digest[4] = e + 0xc3d2e1f0;
}
