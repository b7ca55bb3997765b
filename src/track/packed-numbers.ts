/** Numbers whose sizes one word tells. */
const GROUP = 16;
/** By size code, 0 to 3, of a number that takes 0, 1, 2 or 4 bytes: what is its own of a word read there. */
const MASKS = Int32Array.of(0, 0xff, 0xffff, -1);

/**
 * A row of 32-bit numbers that is written in few bytes: each number as what it differs by from what is usual at its place,
 * and a group that is all as usual not at all.
 */
export class PackedNumbers {
  readonly values: Int32Array;
  readonly #groups: number;
  /** The groups that were written, a bit each. */
  written = 0;

  /** @param count of numbers, 224 at most */
  constructor(count: number) {
    this.#groups = Math.ceil(count / GROUP);
    this.values = new Int32Array(this.#groups * GROUP);
  }

  /** Writes the numbers, and up to three bytes behind them; returns where they end. @param usual by place */
  write(view: DataView, from: number, usual: Int32Array): number {
    const { values } = this;
    let at = from;
    let written = 0;
    for (let group = 0; group < this.#groups; group++) {
      const begin = at;
      at += 4;
      let sizes = 0;
      let index = group * GROUP;
      for (let shift = 0; shift < 32; shift += 2, index++) {
        const difference = (values[index]! - usual[index]!) | 0;
        const folded = (difference << 1) ^ (difference >> 31);
        // Whole bytes, of which three are as good as four.
        const bytes = (39 - Math.clz32(folded)) >> 3;
        const size = bytes - (bytes >> 2);
        view.setInt32(at, folded, true);
        at += (1 << size) >> 1;
        sizes |= size << shift;
      }
      if (sizes === 0) at = begin;
      else {
        view.setInt32(begin, sizes, true);
        written |= 1 << group;
      }
    }
    this.written = written;
    return at;
  }

  /** Reads numbers, and looks at up to three bytes behind them; returns where they end. @param written their groups */
  read(view: DataView, from: number, usual: Int32Array, written: number): number {
    const { values } = this;
    let at = from;
    for (let group = 0; group < this.#groups; group++) {
      let index = group * GROUP;
      if ((written & (1 << group)) === 0) {
        for (const end = index + GROUP; index < end; index++) values[index] = usual[index]!;
        continue;
      }
      const sizes = view.getInt32(at, true);
      at += 4;
      for (let shift = 0; shift < 32; shift += 2, index++) {
        const size = (sizes >>> shift) & 3;
        const folded = view.getInt32(at, true) & MASKS[size]!;
        at += (1 << size) >> 1;
        values[index] = usual[index]! + ((folded >>> 1) ^ -(folded & 1));
      }
    }
    return at;
  }
}
