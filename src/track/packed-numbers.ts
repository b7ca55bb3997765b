/** Numbers whose sizes one word tells. */
const GROUP = 16;
/** By size code, 0 to 3, of a number that takes 0, 1, 2 or 4 bytes: what is its own of a word read there. */
const MASKS = Int32Array.of(0, 0xff, 0xffff, -1);

/**
 * Rows of 32-bit numbers in few bytes: each number as what it differs by from what is usual at its place, and a group that
 * is all as usual not at all.
 */
export class PackedNumbers {
  /** The groups written last, a bit each. */
  groups = 0;

  /** Writes numbers, and up to three bytes behind them; returns where they end. @param values full groups, 31 at most */
  write(view: DataView, from: number, values: Int32Array, usual: Int32Array): number {
    let at = from;
    let groups = 0;
    for (let begin = 0; begin < values.length; begin += GROUP) {
      const end = begin + GROUP;
      let differs = 0;
      for (let index = begin; index < end; index++) differs |= values[index]! ^ usual[index]!;
      if (differs === 0) continue;
      groups |= 1 << (begin / GROUP);
      const head = at;
      at += 4;
      let sizes = 0;
      for (let index = begin, shift = 0; index < end; index++, shift += 2) {
        const difference = (values[index]! - usual[index]!) | 0;
        const folded = (difference << 1) ^ (difference >> 31);
        // Whole bytes, of which three are as good as four.
        const bytes = (39 - Math.clz32(folded)) >> 3;
        const size = bytes - (bytes >> 2);
        view.setInt32(at, folded, true);
        at += (1 << size) >> 1;
        sizes |= size << shift;
      }
      view.setInt32(head, sizes, true);
    }
    this.groups = groups;
    return at;
  }

  /** Reads numbers, and looks at up to three bytes behind them; returns where they end. @param groups as they were written */
  read(view: DataView, from: number, values: Int32Array, usual: Int32Array, groups: number): number {
    let at = from;
    for (let begin = 0; begin < values.length; begin += GROUP) {
      const end = begin + GROUP;
      if ((groups & (1 << (begin / GROUP))) === 0) {
        for (let index = begin; index < end; index++) values[index] = usual[index]!;
        continue;
      }
      const sizes = view.getInt32(at, true);
      at += 4;
      for (let index = begin, shift = 0; index < end; index++, shift += 2) {
        const size = (sizes >>> shift) & 3;
        const folded = view.getInt32(at, true) & MASKS[size]!;
        at += (1 << size) >> 1;
        values[index] = usual[index]! + ((folded >>> 1) ^ -(folded & 1));
      }
    }
    return at;
  }
}
