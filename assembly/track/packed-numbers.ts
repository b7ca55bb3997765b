/** Numbers whose sizes one word tells, and their bytes. */
const GROUP: usize = 16;
const GROUP_BYTES: usize = GROUP << 2;

/** The groups written last, a bit each. */
export let groups: i32 = 0;

/**
 * Writes rows of 32-bit numbers in few bytes: each number as what it differs by from what is usual at its place, and a
 * group that is all as usual not at all. Writes up to three bytes behind them; returns where they end.
 *
 * @param values full groups, 31 at most
 */
export function writeNumbers(to: usize, values: usize, usual: usize, bytes: usize): usize {
  let at = to;
  groups = 0;
  for (let begin: usize = 0; begin < bytes; begin += GROUP_BYTES) {
    const from = values + begin;
    const near = usual + begin;
    if (isUsual(from, near)) continue;
    groups |= 1 << (<i32>(begin / GROUP_BYTES));
    const head = at;
    at += 4;
    let sizes: u32 = 0;
    for (let index: usize = 0; index < GROUP; index++) {
      const difference = load<i32>(from + (index << 2)) - load<i32>(near + (index << 2));
      const folded = (difference << 1) ^ (difference >> 31);
      // Whole bytes, of which three are as good as four.
      const width = (39 - clz(folded)) >> 3;
      const size = width - (width >> 2);
      store<i32>(at, folded);
      at += (1 << size) >> 1;
      sizes |= (<u32>size) << ((<u32>index) << 1);
    }
    store<u32>(head, sizes);
  }
  return at;
}

function isUsual(values: usize, usual: usize): bool {
  for (let at: usize = 0; at < GROUP_BYTES; at += 16)
    if (v128.any_true(v128.xor(v128.load(values + at), v128.load(usual + at)))) return false;
  return true;
}

/** Reads numbers, and looks at up to three bytes behind them; returns where they end. @param written groups, as they were */
export function readNumbers(from: usize, values: usize, usual: usize, bytes: usize, written: i32): usize {
  let at = from;
  for (let begin: usize = 0; begin < bytes; begin += GROUP_BYTES) {
    const to = values + begin;
    const near = usual + begin;
    if (!(written & (1 << (<i32>(begin / GROUP_BYTES))))) {
      for (let place: usize = 0; place < GROUP_BYTES; place += 16)
        v128.store(to + place, v128.load(near + place));
      continue;
    }
    let sizes = load<u32>(at);
    at += 4;
    for (let index: usize = 0; index < GROUP; index++, sizes >>>= 2) {
      const size = sizes & 3;
      // Of the word read there, the number's own are 0, 8, 16 or 32 bits.
      const width: u32 = (1 << size) >> 1;
      const folded = <u32>(load<u64>(at) & (((<u64>1) << (width << 3)) - 1));
      at += width;
      store<i32>(
        to + (index << 2),
        load<i32>(near + (index << 2)) + <i32>((folded >>> 1) ^ (0 - (folded & 1))),
      );
    }
  }
  return at;
}
