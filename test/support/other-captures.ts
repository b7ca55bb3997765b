/** Builds the bytes of snoop, Network Monitor, NetXRay and ERF captures, right or deliberately wrong. */
import { type BuiltFrame, ByteWriter } from './capture-builder.js';

export interface SnoopOptions {
  readonly version?: number;
  readonly type?: number;
  /** Bytes behind each frame; default: up to the next multiple of four. */
  readonly padding?: number;
}

/** A snoop capture (RFC 1761); `fraction` in microseconds. */
export function buildSnoop(frames: readonly BuiltFrame[], options: SnoopOptions = {}): Uint8Array {
  const out = new ByteWriter(true).bytes(text('snoop\0\0\0'));
  out.uint32(options.version ?? 2).uint32(options.type ?? 4);
  for (const { bytes, wireLength, claimedLength, seconds = 0, fraction = 0 } of frames) {
    const captured = claimedLength ?? bytes.length;
    const padding = options.padding ?? -bytes.length & 3;
    out.uint32(wireLength ?? bytes.length).uint32(captured);
    out.uint32(24 + bytes.length + padding).uint32(0);
    out.uint32(seconds).uint32(fraction).bytes(bytes).bytes(new Uint8Array(padding));
  }
  return out.result();
}

/** A frame of a Network Monitor capture, `fraction` after its beginning: milliseconds in version 1, else microseconds. */
export interface NetmonFrame extends Omit<BuiltFrame, 'fraction'> {
  readonly fraction?: number | bigint;
  /** What follows the frame from version 2.1 on. */
  readonly trailer?: Uint8Array;
}

export interface NetmonOptions {
  readonly version?: readonly [major: number, minor: number];
  readonly network?: number;
  /** Year, month, weekday, day, hour, minute, second, millisecond. */
  readonly start?: readonly number[];
  /** Entries of the frame table by the order of the frames in the file; default: all, in that order. */
  readonly order?: readonly number[];
  /** Replaces the table's length in bytes. */
  readonly tableLength?: number;
}

/** A Network Monitor capture: header, records, and the table that says where they are. */
export function buildNetmon(frames: readonly NetmonFrame[], options: NetmonOptions = {}): Uint8Array {
  const [major, minor] = options.version ?? [2, 0];
  const records = new ByteWriter();
  const places: number[] = [];
  for (const {
    bytes,
    wireLength = bytes.length,
    claimedLength = bytes.length,
    fraction = 0,
    trailer,
  } of frames) {
    places.push(128 + records.result().length);
    if (major === 1) records.uint32(Number(fraction)).uint16(wireLength).uint16(claimedLength);
    else records.uint64(BigInt(fraction)).uint32(wireLength).uint32(claimedLength);
    records.bytes(bytes).bytes(trailer ?? new Uint8Array(0));
  }
  const table = (options.order ?? places.map((_, at) => at)).map((at) => places[at] ?? 0xffffff);
  const out = new ByteWriter().bytes(text(major === 1 ? 'RTSS' : 'GMBU'));
  out.bytes(Uint8Array.of(minor, major)).uint16(options.network ?? 1);
  for (const field of options.start ?? [1970, 1, 4, 1, 0, 0, 0, 0]) out.uint16(field);
  out.uint32(128 + records.result().length).uint32(options.tableLength ?? table.length * 4);
  out.bytes(new Uint8Array(96)).bytes(records.result());
  for (const place of table) out.uint32(place);
  return out.result();
}

/** A frame of a NetXRay capture; `fraction` in ticks. */
export interface NetxrayFrame extends BuiltFrame {
  /** Whether it is marked to have four bytes of something behind it. */
  readonly tail?: boolean;
}

export interface NetxrayOptions {
  readonly version?: string;
  readonly seconds?: number;
  readonly startTicks?: number;
  readonly network?: number;
  readonly networkPlus?: number;
  readonly timeUnit?: number;
  readonly ownTicks?: number;
  readonly captureType?: number;
  /** Replaces where the records begin and end. */
  readonly startOffset?: number;
  readonly endOffset?: number;
}

/** A NetXRay capture; version `old` is the format before version 1. */
export function buildNetxray(frames: readonly NetxrayFrame[], options: NetxrayOptions = {}): Uint8Array {
  const { version = '002.001' } = options;
  const records = new ByteWriter();
  for (const {
    bytes,
    wireLength = bytes.length,
    claimedLength = bytes.length,
    fraction = 0,
    tail,
  } of frames) {
    records.uint32(fraction).uint32(0).uint16(wireLength);
    if (version === 'old') records.bytes(new Uint8Array(6));
    else
      records
        .uint16(claimedLength)
        .uint16(0)
        .uint16(tail === true ? 0xffff : 0);
    if (version !== 'old') records.bytes(new Uint8Array(version.startsWith('001') ? 12 : 24));
    records.bytes(bytes);
  }
  const length = records.result().length;
  const out = new ByteWriter().bytes(text(version === 'old' ? 'VL\0\0' : 'XCP\0'));
  out.bytes(text(version === 'old' ? '\0\0\0\0\0\0\0\0' : `${version}\0`));
  out
    .uint32(options.seconds ?? 0)
    .uint32(frames.length)
    .uint32(0);
  out.uint32(options.startOffset ?? 128).uint32(options.endOffset ?? 128 + length);
  out.bytes(new Uint8Array(12)).bytes(Uint8Array.of(options.network ?? 0, options.networkPlus ?? 0, 0, 0));
  out
    .uint32(options.timeUnit ?? 0)
    .uint32(options.startTicks ?? 0)
    .uint32(0)
    .uint32(0);
  out.bytes(new Uint8Array(12)).uint32(options.ownTicks ?? 0);
  out
    .uint32(0)
    .uint32(options.captureType ?? 0)
    .bytes(new Uint8Array(40));
  return out.bytes(records.result()).result();
}

/** A record of an ERF capture; `fraction` in units of 2^-32 seconds. */
export interface ErfRecord extends Omit<BuiltFrame, 'claimedLength'> {
  /** Default: 2, Ethernet, whose two bytes of subheader must be in `bytes`. */
  readonly type?: number;
  readonly flags?: number;
  readonly extensions?: readonly Uint8Array[];
  /** Replaces the record's length. */
  readonly size?: number;
}

export function buildErf(records: readonly ErfRecord[]): Uint8Array {
  const out = new ByteWriter();
  for (const { bytes, wireLength, seconds = 0, fraction = 0, type = 2, flags = 4, ...rest } of records) {
    const extensions = rest.extensions ?? [];
    const size = rest.size ?? 16 + 8 * extensions.length + bytes.length;
    out.uint32(fraction).uint32(seconds);
    out.bytes(Uint8Array.of(type | (extensions.length > 0 ? 0x80 : 0), flags));
    const big = new ByteWriter(true)
      .uint16(size)
      .uint16(0)
      .uint16(wireLength ?? bytes.length);
    out.bytes(big.result());
    for (const extension of extensions) out.bytes(extension);
    out.bytes(bytes);
  }
  return out.result();
}

function text(characters: string): Uint8Array {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
