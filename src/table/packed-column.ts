/**
 * Whole numbers of one column in as few bytes as all of them need: nothing where they are equal; else their distance from
 * the least one in 1 to 4 bytes, or, where few values come again and again, the values once and an index of one byte.
 * What is no whole number, or too far apart, is kept as 64-bit floats.
 *
 * Layout: kind, base (64-bit float), then by kind what follows.
 */

/** Kinds 1 to 4 are the bytes of a number. */
const CONSTANT = 0;
const INDEXED = 5;
export const FLOATS = 8;
const HEADER = 9;
const MOST_INDEXED = 256;

/** Bytes that so many numbers take at most. */
export function packedSize(count: number): number {
  return HEADER + 8 * count;
}

/**
 * Writes `count` numbers.
 *
 * @param out has at least {@link packedSize} bytes from `at`
 * @returns one past the last byte written
 */
export function packColumn(values: Float64Array, count: number, out: DataView, at: number): number {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let whole = true;
  for (let i = 0; i < count; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    if (value > most) most = value;
    whole &&= Number.isInteger(value);
  }
  if (!whole || most - least > 0xffffffff) return packFloats(values, count, out, at);
  out.setFloat64(at + 1, least, true);
  const range = most - least;
  if (range === 0) {
    out.setUint8(at, CONSTANT);
    return at + HEADER;
  }
  const width = range < 0x100 ? 1 : range < 0x10000 ? 2 : range < 0x1000000 ? 3 : 4;
  const indexed = width > 1 ? packIndexed(values, count, least, width, out, at) : 0;
  if (indexed > 0) return indexed;
  out.setUint8(at, width);
  let to = at + HEADER;
  for (let i = 0; i < count; i++) to = put(out, to, values[i]! - least, width);
  return to;
}

/**
 * Reads what {@link packColumn} wrote into the start of `values`; returns one past the last byte read.
 * Always into the same kind of array, as a loop that writes to several kinds is many times slower.
 */
export function unpackColumn(packed: DataView, at: number, count: number, values: Float64Array): number {
  const kind = packed.getUint8(at);
  const base = packed.getFloat64(at + 1, true);
  const from = at + HEADER;
  switch (kind) {
    case CONSTANT:
      values.fill(base, 0, count);
      return from;
    case INDEXED:
      return unpackIndexed(packed, from, count, base, values);
    case FLOATS:
      for (let i = 0; i < count; i++) values[i] = packed.getFloat64(from + i * 8, true);
      break;
    case 1:
      for (let i = 0; i < count; i++) values[i] = base + packed.getUint8(from + i);
      break;
    case 2:
      for (let i = 0; i < count; i++) values[i] = base + packed.getUint16(from + i * 2, true);
      break;
    default:
      for (let i = 0; i < count; i++) values[i] = base + get(packed, from + i * kind, kind);
  }
  return from + count * kind;
}

/** Writes `count` numbers as 64-bit floats, whatever they are: kind {@link FLOATS}. */
export function packFloats(values: Float64Array, count: number, out: DataView, at: number): number {
  out.setUint8(at, FLOATS);
  out.setFloat64(at + 1, 0, true);
  let to = at + HEADER;
  for (let i = 0; i < count; i++, to += 8) out.setFloat64(to, values[i]!, true);
  return to;
}

const SLOTS = 1024;
const slots: Uint16Array = new Uint16Array(SLOTS);
const distinct: Float64Array = new Float64Array(MOST_INDEXED);

/** The distinct values' number and width, the values, and an index for each; 0, and nothing of use written, where that is no gain. */
function packIndexed(
  values: Float64Array,
  count: number,
  least: number,
  width: number,
  out: DataView,
  at: number,
): number {
  const most = Math.min(MOST_INDEXED, Math.floor((count * (width - 1) - 2) / width));
  const indexes = at + HEADER + 2;
  let known = 0;
  slots.fill(0);
  for (let i = 0; i < count; i++) {
    const value = values[i]! - least;
    let slot = Math.imul(value, 0x9e3779b1) >>> 22;
    while (slots[slot] !== 0 && distinct[slots[slot]! - 1] !== value) slot = (slot + 1) % SLOTS;
    if (slots[slot] === 0) {
      if (known >= most) return 0;
      distinct[known++] = value;
      slots[slot] = known;
    }
    out.setUint8(indexes + i, slots[slot]! - 1);
  }
  out.setUint8(at, INDEXED);
  out.setUint8(at + HEADER, known - 1);
  out.setUint8(at + HEADER + 1, width);
  let to = indexes + count;
  for (let i = 0; i < known; i++) to = put(out, to, distinct[i]!, width);
  return to;
}

function unpackIndexed(
  packed: DataView,
  at: number,
  count: number,
  base: number,
  values: Float64Array,
): number {
  const known = packed.getUint8(at) + 1;
  const width = packed.getUint8(at + 1);
  const indexes = at + 2;
  let from = indexes + count;
  for (let i = 0; i < known; i++, from += width) distinct[i] = base + get(packed, from, width);
  for (let i = 0; i < count; i++) values[i] = distinct[packed.getUint8(indexes + i)]!;
  return from;
}

function put(out: DataView, at: number, value: number, width: number): number {
  if (width === 1) out.setUint8(at, value);
  else if (width === 4) out.setUint32(at, value, true);
  else {
    out.setUint16(at, value & 0xffff, true);
    if (width === 3) out.setUint8(at + 2, value >>> 16);
  }
  return at + width;
}

function get(packed: DataView, at: number, width: number): number {
  if (width === 1) return packed.getUint8(at);
  if (width === 4) return packed.getUint32(at, true);
  const low = packed.getUint16(at, true);
  return width === 2 ? low : low + packed.getUint8(at + 2) * 0x10000;
}
