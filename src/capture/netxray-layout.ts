import { faultAt } from './fault.js';
import { uint32 } from './integers.js';
import type { WorkBuffer } from './work-buffer.js';

/** Bytes of the file's header, and where the buffer of records begins. */
export const NETXRAY_HEADER = 128;

const MILLISECONDS = 1000;
const MICROSECONDS = 1_000_000;
/** Ticks a second by time unit, in captures of a network card. */
const CARD_TICKS: readonly number[] = [MICROSECONDS, 1_193_000, 1_193_182];
/** The same by capture type, in Ethernet captures of Network General's own hardware; 0 where it isn't known. */
const POD_TICKS: Readonly<Record<number, readonly number[]>> = {
  2: [1e9, 0, 31_250_000],
  3: [MICROSECONDS, 0, 1_250_000],
  5: [MICROSECONDS, 0, 0],
  6: [1e9, 0, 20_000_000],
};
/** Time unit that stands in the header itself, in captures of an Ethernet card. */
const OWN_UNIT = 2;

const ETHERNET = 1;
const WIDE_AREA = 4;
const WIRELESS = 10;
/** Link types by NDIS medium. */
const MEDIA: Readonly<Record<number, number>> = { [ETHERNET]: 1, 2: 6, 3: 10, [WIRELESS]: 105 };
/** Link types of wide area captures, by capture type. */
const WIDE_AREA_LINKS: Readonly<Record<number, number>> = { 3: 50, 4: 107, 19: 104 };
const FRAME_RELAY = 107;

/** What a NetXRay capture's header says of its records. */
export interface NetxrayLayout {
  /** Major version; 0 for the oldest format, which has none. */
  readonly version: number;
  readonly linkType: number;
  readonly recordHeader: number;
  /** Whether the four bytes that may stand behind a frame are no part of it. */
  readonly dropsTail: boolean;
  readonly ticksPerSecond: number;
  /** When the capture began: seconds since 1970, and what the clock of the records showed then, in seconds. */
  readonly seconds: number;
  readonly startTime: number;
  /** Positions of the first record and behind the last. */
  readonly startOffset: number;
  readonly endOffset: number;
  /** Whether the records go on at the buffer's start. */
  readonly wraps: boolean;
}

/** Reads the header, all of which is there. @throws CaptureError for what we don't read. */
export function readLayout(work: WorkBuffer): NetxrayLayout {
  const { bytes, start } = work;
  const unsupported = (what: string): Error =>
    faultAt('unsupported', `NetXRay captures of ${what} are not read.`, work, 0);
  const old = bytes[start] === 0x56; // "VL" instead of "XCP"
  const text = String.fromCharCode(...bytes.subarray(start + 4, start + 11));
  const [version, minor] = old ? [0, 0] : versionOf(text);
  if (version === undefined || minor === undefined) throw unsupported(`version ${JSON.stringify(text)}`);

  // The NDIS medium, or one less.
  const plus = bytes[start + 0x2d]!;
  const network = bytes[start + 0x2c]! + (plus === 0 ? 1 : 0);
  const captureType = bytes[start + 0x54]!;
  const linkType = plus === 0 || plus === 2 ? linkTypeOf(version, network, captureType) : undefined;
  if (linkType === undefined) throw unsupported(`network type ${network}, capture type ${captureType}`);

  const pod = version === 2 && network === ETHERNET && captureType !== 0;
  const unit = bytes[start + 0x30]!;
  const ownTicks = uint32(bytes, start + 0x4c, false);
  const ticksPerSecond = version < 2 ? oldTicks(minor) : newTicks(network, captureType, unit, ownTicks);
  if (ticksPerSecond === 0) throw unsupported(`time unit ${unit}, capture type ${captureType}`);
  const startTicks = uint32(bytes, start + 0x34, false) + uint32(bytes, start + 0x38, false) * 2 ** 32;

  const startOffset = uint32(bytes, start + 0x18, false);
  const endOffset = uint32(bytes, start + 0x1c, false);
  if (startOffset < NETXRAY_HEADER) {
    throw faultAt(
      'bad-record',
      `The first frame is said to be at byte ${startOffset}, inside the header.`,
      work,
      0,
    );
  }
  const endless = endOffset < startOffset;
  const wraps = endless && endOffset > NETXRAY_HEADER;
  return {
    version,
    linkType,
    recordHeader: version === 0 ? 16 : version === 1 ? 28 : 40,
    dropsTail: dropsTail(linkType, ownTicks),
    ticksPerSecond,
    seconds: uint32(bytes, start + 0x0c, false),
    startTime: pod && minor >= 2 ? 0 : startTicks / ticksPerSecond,
    startOffset,
    endOffset: endless && !wraps ? Number.POSITIVE_INFINITY : endOffset,
    wraps,
  };
}

/** Major and minor version of `002.001` and its like. */
function versionOf(text: string): readonly [major?: number, minor?: number] {
  if (text === '001.000') return [1, 0];
  if (text === '001.100') return [1, 1];
  return /^002\.00[0-3]$/.test(text) ? [2, Number(text.at(-1))] : [];
}

function linkTypeOf(version: number, network: number, captureType: number): number | undefined {
  if (network !== WIDE_AREA) return MEDIA[network];
  // Before version 2, such frames look like Ethernet's.
  return version < 2 ? 1 : WIDE_AREA_LINKS[captureType];
}

function oldTicks(minor: number): number {
  return minor === 0 ? MILLISECONDS : MICROSECONDS;
}

function newTicks(network: number, captureType: number, unit: number, ownTicks: number): number {
  if (network !== ETHERNET) return CARD_TICKS[unit] ?? 0;
  if (captureType !== 0) return POD_TICKS[captureType]?.[unit] ?? 0;
  return unit === OWN_UNIT ? ownTicks : (CARD_TICKS[unit] ?? 0);
}

/** Wireshark's finding: behind Ethernet and wireless frames it is a frame check sequence with this clock, else junk. */
function dropsTail(linkType: number, ownTicks: number): boolean {
  if (linkType === FRAME_RELAY) return true;
  const checkSequence = ((ownTicks >>> 8) & 0xffff) === 0x1234;
  return (linkType === 1 || linkType === 105) && !checkSequence;
}
