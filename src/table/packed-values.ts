import { BIT, type FrameBatch, TRANSPORT } from './frame-batch.js';
import { FLOATS, packColumn, packFloats, unpackColumn } from './packed-column.js';

/** How a column's numbers are told by others of the same row, so that what is left is small or always the same. */
interface Difference {
  /** What is packed instead of the row's number. */
  pack(batch: FrameBatch, row: number): number;
  /** The row's number again; offsets count from the frame's first byte. */
  unpack(batch: FrameBatch, row: number, packed: number): number;
}

const NO_HEADER = 0xffffffff;

const fromStart = (column: 'transportAt' | 'payloadAt'): Difference => ({
  pack: (batch, row) => batch[column][row]! - startOf(batch, row),
  unpack: (_, __, packed) => packed,
});

const framesBack = (column: 'acknowledges' | 'inReplyTo'): Difference => ({
  pack(batch, row) {
    const frame = batch[column][row]!;
    return frame === 0 ? 0 : batch.firstFrame + row - frame;
  },
  unpack: (batch, row, packed) => (packed === 0 ? 0 : batch.firstFrame + row - packed),
});

/**
 * What raw numbers are ahead of relative ones, by connection and direction, in the rows packed so far: mostly one number
 * each. Where connections share a slot more bytes are packed, and nothing is lost.
 */
const aheads: Float64Array = new Float64Array(512);

function aheadSlot(batch: FrameBatch, row: number, isOther: boolean): number {
  const fromServer = (batch.bits[row]! & BIT.fromServer) !== 0;
  return (batch.connection[row]! * 2 + (fromServer === isOther ? 0 : 1)) & 511;
}

const TCP_ACK = 16;

function modulo32(value: number): number {
  return value - Math.floor(value / 2 ** 32) * 2 ** 32;
}

/** Only TCP has these numbers: in other rows they are 0 afterwards. */
const sequence: Difference = {
  pack(batch, row) {
    if (batch.transport[row] !== TRANSPORT.tcp) return 0;
    const slot = aheadSlot(batch, row, false);
    const ahead = modulo32(batch.seq[row]! - batch.relativeSeq[row]!);
    const packed = modulo32(ahead - aheads[slot]!);
    aheads[slot] = ahead;
    return packed;
  },
  unpack(batch, row, packed) {
    if (batch.transport[row] !== TRANSPORT.tcp) return 0;
    const slot = aheadSlot(batch, row, false);
    const ahead = modulo32(aheads[slot]! + packed);
    aheads[slot] = ahead;
    return modulo32(ahead + batch.relativeSeq[row]!);
  },
};

const acknowledgment: Difference = {
  pack(batch, row) {
    if (batch.transport[row] !== TRANSPORT.tcp) return 0;
    if (!(batch.flags[row]! & TCP_ACK)) return batch.ack[row]!;
    return modulo32(batch.ack[row]! - batch.relativeAck[row]! - aheads[aheadSlot(batch, row, true)]!);
  },
  unpack(batch, row, packed) {
    if (batch.transport[row] !== TRANSPORT.tcp) return 0;
    if (!(batch.flags[row]! & TCP_ACK)) return packed;
    return modulo32(packed + batch.relativeAck[row]! + aheads[aheadSlot(batch, row, true)]!);
  },
};

const DIFFERENCES: { readonly [column: string]: Difference } = {
  wireLength: {
    pack: (batch, row) => batch.wireLength[row]! - batch.capturedLength[row]!,
    unpack: (batch, row, packed) => batch.capturedLength[row]! + packed,
  },
  networkAt: {
    pack(batch, row) {
      const at = batch.networkAt[row]!;
      return at === NO_HEADER ? -1 : at - startOf(batch, row);
    },
    unpack: (_, __, packed) => packed,
  },
  transportAt: fromStart('transportAt'),
  payloadAt: fromStart('payloadAt'),
  payloadEnd: {
    pack: (batch, row) => batch.payloadEnd[row]! - batch.payloadAt[row]! - batch.payloadLength[row]!,
    unpack: (batch, row, packed) => batch.payloadAt[row]! + batch.payloadLength[row]! + packed,
  },
  payloadLength: {
    pack: (batch, row) =>
      batch.capturedLength[row]! - (batch.payloadAt[row]! - startOf(batch, row)) - batch.payloadLength[row]!,
    unpack: (batch, row, packed) => batch.capturedLength[row]! - batch.payloadAt[row]! - packed,
  },
  seq: sequence,
  ack: acknowledgment,
  acknowledges: framesBack('acknowledges'),
  inReplyTo: framesBack('inReplyTo'),
};

/** Where the row's wire offsets count from: its frame's first byte, or that of the packet put together from fragments. */
function startOf(batch: FrameBatch, row: number): number {
  return batch.assembled.size > 0 && batch.assembled.has(row) ? 0 : batch.offset[row]!;
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;
type Columns = Record<string, Numbers>;

/** Columns of seconds. */
const DURATIONS: ReadonlySet<string> = new Set(['roundTrip', 'timeout']);
/** What is packed otherwise. */
const NOT_PACKED: ReadonlySet<string> = new Set(['bytes', 'offset', 'noted']);

/** A frame table's columns in the order in which they are packed: those first that others are told by. */
export function packedNames(batch: FrameBatch): string[] {
  const first = ['capturedLength', 'payloadAt', 'payloadLength', 'transport', 'flags', 'connection', 'bits'];
  first.push('relativeSeq', 'relativeAck', 'seq', 'ack');
  const names = Object.entries(batch).flatMap(([name, value]) =>
    ArrayBuffer.isView(value) && !NOT_PACKED.has(name) ? [name] : [],
  );
  return [...first, ...names.filter((name) => !first.includes(name))];
}

/** Packs a column's rows `from` to `to` - 1. @param values room for them; @returns one past the last byte written */
export function packRows(
  batch: FrameBatch,
  name: string,
  from: number,
  to: number,
  values: Float64Array,
  out: DataView,
  at: number,
): number {
  const count = to - from;
  const column = (batch as unknown as Columns)[name]!;
  if (DURATIONS.has(name) && toNanoseconds(column, from, to, values))
    return packColumn(values, count, out, at);
  const difference = DIFFERENCES[name];
  if (difference === sequence) aheads.fill(0);
  for (let i = 0; i < count; i++)
    values[i] = difference === undefined ? column[from + i]! : difference.pack(batch, from + i);
  return (DURATIONS.has(name) ? packFloats : packColumn)(values, count, out, at);
}

/** Unpacks what {@link packRows} wrote into all rows of a batch; returns one past the last byte read. */
export function unpackRows(
  packed: DataView,
  at: number,
  batch: FrameBatch,
  name: string,
  values: Float64Array,
): number {
  const { count } = batch;
  const column = (batch as unknown as Columns)[name]!;
  const difference = DIFFERENCES[name];
  if (difference === sequence) aheads.fill(0);
  const kind = packed.getUint8(at);
  const end = unpackColumn(packed, at, count, values);
  if (difference !== undefined)
    for (let row = 0; row < count; row++) values[row] = difference.unpack(batch, row, values[row]!);
  else if (DURATIONS.has(name) && kind !== FLOATS)
    for (let row = 0; row < count; row++) values[row] = fromNanoseconds(values[row]!);
  column.set(values.subarray(0, count));
  return end;
}

const LONGEST = 2 ** 31;

/**
 * Times in seconds as whole nanoseconds, "none" (NaN) between -1 and 0. False where that loses something: times longer
 * than two seconds, or made from clocks too far apart.
 */
function toNanoseconds(column: Numbers, from: number, to: number, values: Float64Array): boolean {
  for (let row = from; row < to; row++) {
    const seconds = column[row]!;
    const whole = Math.round(seconds * 1e9);
    if (!Number.isNaN(seconds) && (whole / 1e9 !== seconds || Math.abs(whole) >= LONGEST)) return false;
    values[row - from] = Number.isNaN(seconds) ? 0 : whole < 0 ? whole : whole + 1;
  }
  return true;
}

function fromNanoseconds(value: number): number {
  return value === 0 ? Number.NaN : (value < 0 ? value : value - 1) / 1e9;
}
