/** Bits of a code at most (RFC 1951, 3.2.7). */
const MAX_BITS = 15;
const END_OF_BLOCK = 256;
/** Codes for lengths and distances: the smallest of each, and how many bits are added (RFC 1951, 3.2.5). */
const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const DISTANCE_BITS = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];
/** The order in which the lengths of the codes for code lengths are sent (RFC 1951, 3.2.7). */
const LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** A Huffman code: how many codes have each length, and the symbols in the order of their codes. */
interface Code {
  readonly counts: Uint16Array;
  readonly symbols: Uint16Array;
}

/** The codes for lengths and distances that blocks may have without stating them (RFC 1951, 3.2.6), once one has. */
let fixed: readonly [Code, Code] | undefined;

/** Thrown at the end of the input or the room, and at what no encoder writes. */
class Damaged extends Error {}

/**
 * Expands raw DEFLATE data (RFC 1951) of one packet at once, which the walk through a frame's layers needs; for whole
 * captures there is a library, whose loading every run would pay for.
 *
 * @param room bytes that the result may have
 * @returns null where the data is damaged, cut, or larger than that
 */
export function inflate(bytes: Uint8Array, room: number): Uint8Array | null {
  try {
    return new Inflater(bytes, room).run();
  } catch (error) {
    if (error instanceof Damaged) return null;
    throw error;
  }
}

class Inflater {
  readonly #bytes: Uint8Array;
  readonly #room: number;
  #out = new Uint8Array(1024);
  #size = 0;
  #at = 0;
  #held = 0;
  #heldBits = 0;

  constructor(bytes: Uint8Array, room: number) {
    this.#bytes = bytes;
    this.#room = room;
  }

  run(): Uint8Array {
    for (let last = 0; last === 0; ) {
      last = this.#bits(1);
      const type = this.#bits(2);
      if (type === 0) this.#stored();
      else if (type === 1) this.#block(...fixedCodes());
      else if (type === 2) this.#block(...this.#codes());
      else throw new Damaged();
    }
    return this.#out.slice(0, this.#size);
  }

  #bits(count: number): number {
    while (this.#heldBits < count) {
      if (this.#at === this.#bytes.length) throw new Damaged();
      this.#held |= this.#bytes[this.#at++]! << this.#heldBits;
      this.#heldBits += 8;
    }
    const value = this.#held & ((1 << count) - 1);
    this.#held >>>= count;
    this.#heldBits -= count;
    return value;
  }

  #symbol({ counts, symbols }: Code): number {
    let code = 0;
    let first = 0;
    let index = 0;
    for (let length = 1; length <= MAX_BITS; length++) {
      code |= this.#bits(1);
      const count = counts[length]!;
      if (code - first < count) return symbols[index + code - first]!;
      index += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Damaged();
  }

  #put(byte: number): void {
    if (this.#size === this.#room) throw new Damaged();
    if (this.#size === this.#out.length) {
      const grown = new Uint8Array(this.#out.length * 2);
      grown.set(this.#out);
      this.#out = grown;
    }
    this.#out[this.#size++] = byte;
  }

  #stored(): void {
    this.#held = 0;
    this.#heldBits = 0;
    const length = this.#bits(16);
    if ((length ^ this.#bits(16)) !== 0xffff) throw new Damaged();
    for (let left = length; left > 0; left--) this.#put(this.#bits(8));
  }

  #block(literals: Code, distances: Code): void {
    for (;;) {
      const symbol = this.#symbol(literals);
      if (symbol === END_OF_BLOCK) return;
      if (symbol < END_OF_BLOCK) this.#put(symbol);
      else {
        const kind = symbol - END_OF_BLOCK - 1;
        if (kind >= LENGTHS.length) throw new Damaged();
        const length = LENGTHS[kind]! + this.#bits(LENGTH_BITS[kind]!);
        const far = this.#symbol(distances);
        if (far >= DISTANCES.length) throw new Damaged();
        const distance = DISTANCES[far]! + this.#bits(DISTANCE_BITS[far]!);
        if (distance > this.#size) throw new Damaged();
        for (let left = length; left > 0; left--) this.#put(this.#out[this.#size - distance]!);
      }
    }
  }

  /** The codes that a block brings itself. */
  #codes(): [Code, Code] {
    const literals = this.#bits(5) + 257;
    const distances = this.#bits(5) + 1;
    const sent = this.#bits(4) + 4;
    const orders = new Uint8Array(19);
    for (let index = 0; index < sent; index++) orders[LENGTH_ORDER[index]!] = this.#bits(3);
    const code = codeOf(orders);
    const lengths = new Uint8Array(literals + distances);
    for (let at = 0; at < lengths.length; ) {
      const symbol = this.#symbol(code);
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      if (symbol === 16 && at === 0) throw new Damaged();
      const value = symbol === 16 ? lengths[at - 1]! : 0;
      const times =
        symbol === 16 ? 3 + this.#bits(2) : symbol === 17 ? 3 + this.#bits(3) : 11 + this.#bits(7);
      if (at + times > lengths.length) throw new Damaged();
      lengths.fill(value, at, at + times);
      at += times;
    }
    return [codeOf(lengths.subarray(0, literals)), codeOf(lengths.subarray(literals))];
  }
}

function fixedCodes(): readonly [Code, Code] {
  fixed ??= [
    codeOf(Uint8Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8))),
    codeOf(new Uint8Array(30).fill(5)),
  ];
  return fixed;
}

/** The code whose symbols have these lengths, 0 for none (RFC 1951, 3.2.2). */
function codeOf(lengths: Uint8Array): Code {
  const counts = new Uint16Array(MAX_BITS + 1);
  for (const length of lengths) counts[length]!++;
  counts[0] = 0;
  const next = new Uint16Array(MAX_BITS + 1);
  for (let length = 1; length < MAX_BITS; length++) next[length + 1] = next[length]! + counts[length]!;
  const symbols = new Uint16Array(lengths.length);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length > 0) symbols[next[length]!++] = symbol;
  }
  return { counts, symbols };
}
