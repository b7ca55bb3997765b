/** Numbers that are written together: one byte tells the sizes of four, a word those of a group. */
const FOUR: usize = 16;
const GROUP: usize = 4 * FOUR;
/** Sizes that a byte can tell. */
const SIZES = 256;

/** By the sizes of four numbers: how many bytes they take. */
const lengths: usize = memory.data(SIZES, 16);
/** By the same: which bytes of four numbers are written, in order, and where each byte is read; others are 0. */
const writtenBytes: usize = memory.data(SIZES * 16, 16);
const readBytes: usize = memory.data(SIZES * 16, 16);
/** No byte. */
const NONE: u8 = 0x80;

for (let sizes = 0; sizes < SIZES; sizes++) {
  const from = writtenBytes + ((<usize>sizes) << 4);
  const to = readBytes + ((<usize>sizes) << 4);
  v128.store(from, i8x16.splat(NONE));
  v128.store(to, i8x16.splat(NONE));
  let length = 0;
  for (let number = 0; number < 4; number++) {
    const width = (1 << ((sizes >>> (2 * number)) & 3)) >> 1;
    for (let byte = 0; byte < width; byte++, length++) {
      store<u8>(from + length, <u8>(4 * number + byte));
      store<u8>(to + 4 * number + byte, <u8>length);
    }
  }
  store<u8>(lengths + sizes, <u8>length);
}

/** The groups written last, a bit each. */
export let groups: i32 = 0;

/**
 * Writes rows of 32-bit numbers in few bytes: each number as what it differs by from what is usual at its place, in none,
 * one, two or four bytes, and a group that is all as usual not at all. Writes up to 15 bytes behind them; returns where
 * they end.
 *
 * @param bytes of the numbers: full groups, 31 at most
 */
export function writeNumbers(to: usize, values: usize, usual: usize, bytes: usize): usize {
  let at = to;
  groups = 0;
  for (let group: usize = 0; group < bytes; group += GROUP) {
    if (isUsual(values + group, usual + group)) continue;
    groups |= 1 << (<i32>(group / GROUP));
    let head = at;
    at += 4;
    for (let four = group; four < group + GROUP; four += FOUR, head++) {
      const difference = i32x4.sub(v128.load(values + four), v128.load(usual + four));
      const folded = v128.xor(i32x4.shl(difference, 1), i32x4.shr_s(difference, 31));
      const sizes = sizesOf(folded);
      store<u8>(head, <u8>sizes);
      v128.store(at, i8x16.swizzle(folded, v128.load(writtenBytes + (sizes << 4))));
      at += load<u8>(lengths + sizes);
    }
  }
  return at;
}

/** Reads numbers, and looks at up to 15 bytes behind them; returns where they end. @param written groups, as they were */
export function readNumbers(from: usize, values: usize, usual: usize, bytes: usize, written: i32): usize {
  let at = from;
  for (let group: usize = 0; group < bytes; group += GROUP) {
    if (!(written & (1 << (<i32>(group / GROUP))))) {
      for (let four = group; four < group + GROUP; four += FOUR)
        v128.store(values + four, v128.load(usual + four));
      continue;
    }
    let head = at;
    at += 4;
    for (let four = group; four < group + GROUP; four += FOUR, head++) {
      const sizes = <usize>load<u8>(head);
      const folded = i8x16.swizzle(v128.load(at), v128.load(readBytes + (sizes << 4)));
      const sign = i32x4.neg(v128.and(folded, i32x4.splat(1)));
      const difference = v128.xor(i32x4.shr_u(folded, 1), sign);
      v128.store(values + four, i32x4.add(v128.load(usual + four), difference));
      at += load<u8>(lengths + sizes);
    }
  }
  return at;
}

function isUsual(values: usize, usual: usize): bool {
  for (let four: usize = 0; four < GROUP; four += FOUR)
    if (v128.any_true(v128.xor(v128.load(values + four), v128.load(usual + four)))) return false;
  return true;
}

/** The sizes of four numbers, two bits each: 0, 1, 2 or 3 for none, one, two or four bytes. */
function sizesOf(numbers: v128): usize {
  const some = i32x4.bitmask(i32x4.ne(numbers, i32x4.splat(0)));
  const overOne = i32x4.bitmask(i32x4.gt_u(numbers, i32x4.splat(0xff)));
  const overTwo = i32x4.bitmask(i32x4.gt_u(numbers, i32x4.splat(0xffff)));
  return <usize>(spread(some ^ overOne ^ overTwo) | (spread(overOne) << 1));
}

/** Four bits with room for another before each. */
function spread(bits: i32): i32 {
  const pairs = (bits | (bits << 2)) & 0x33;
  return (pairs | (pairs << 1)) & 0x55;
}
