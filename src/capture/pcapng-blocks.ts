import { formatIpv4, formatIpv6 } from '../bytes/addresses.js';
import type { CaptureInterface } from '../table/records.js';
import { int64, uint16, uint32, uint64 } from './integers.js';
import { optionText, readOptions } from './pcapng-options.js';
import { TimestampScale } from './timestamp-scale.js';

/** Packets that an interface lost, as far as the capture says; what it doesn't say is absent. */
export interface InterfaceDrops {
  /** Index into the capture's interfaces. */
  readonly interfaceId: number;
  /** Packets the interface received. */
  received?: number;
  /** Packets the interface dropped for lack of resources. */
  byInterface?: number;
  /** Packets the operating system dropped. */
  byOperatingSystem?: number;
  /** Sum of the drop counts that stand with single frames. */
  betweenFrames: number;
}

const IF_NAME = 2;
const IF_TSRESOL = 9;
const IF_TSOFFSET = 14;
const ISB_IFRECV = 4;
const ISB_IFDROP = 5;
const ISB_OSDROP = 7;
const MICROSECONDS = 6;

const NAME_END = 0;
const NAME_IPV4 = 1;
const NAME_IPV6 = 2;
/** Names kept at most: a resolver's list is a convenience, and a hostile one must not fill the memory. */
const MAX_ADDRESSES = 65536;
const MAX_NAMES_EACH = 64;

/** Reads an interface description block's body, at least 8 bytes (draft-ietf-opsawg-pcapng, section 4.2). */
export function readDescription(
  bytes: Uint8Array,
  body: number,
  end: number,
  bigEndian: boolean,
): { description: CaptureInterface; scale: TimestampScale } {
  let name: string | undefined;
  let resolution = MICROSECONDS;
  let offset = 0;
  for (const option of readOptions(bytes, body + 8, end, bigEndian)) {
    if (option.code === IF_NAME) name = optionText(bytes, option);
    else if (option.code === IF_TSRESOL && option.length === 1) resolution = bytes[option.start]!;
    else if (option.code === IF_TSOFFSET && option.length === 8)
      offset = int64(bytes, option.start, bigEndian);
  }
  const scale = new TimestampScale(resolution, offset);
  const description: CaptureInterface = {
    linkType: uint16(bytes, body, bigEndian),
    snapLength: uint32(bytes, body + 4, bigEndian),
    decimals: scale.decimals,
    ...(name === undefined ? {} : { name }),
  };
  return { description, scale };
}

/** Reads the options of an interface statistics block (section 4.6); later blocks replace what earlier ones said. */
export function readStatistics(
  bytes: Uint8Array,
  at: number,
  end: number,
  bigEndian: boolean,
  drops: InterfaceDrops,
): void {
  for (const option of readOptions(bytes, at, end, bigEndian)) {
    if (option.length !== 8) continue;
    const value = uint64(bytes, option.start, bigEndian);
    if (option.code === ISB_IFRECV) drops.received = value;
    else if (option.code === ISB_IFDROP) drops.byInterface = value;
    else if (option.code === ISB_OSDROP) drops.byOperatingSystem = value;
  }
}

const utf8 = new TextDecoder();

/** Reads the records of a name resolution block (section 4.5) into `names`: address to names. */
export function readNames(
  bytes: Uint8Array,
  at: number,
  end: number,
  bigEndian: boolean,
  names: Map<string, string[]>,
): void {
  while (end - at >= 4) {
    const type = uint16(bytes, at, bigEndian);
    const length = uint16(bytes, at + 2, bigEndian);
    at += 4;
    if (type === NAME_END || length > end - at) return;
    const addressLength = type === NAME_IPV4 ? 4 : type === NAME_IPV6 ? 16 : 0;
    if (addressLength > 0 && length > addressLength && names.size < MAX_ADDRESSES) {
      const address = type === NAME_IPV4 ? formatIpv4(bytes, at) : formatIpv6(bytes, at);
      const known = names.get(address) ?? [];
      // A copy, as browsers decode nothing from shared memory.
      for (const name of utf8.decode(bytes.slice(at + addressLength, at + length)).split('\0')) {
        if (known.length === MAX_NAMES_EACH) break;
        if (name !== '' && !known.includes(name)) known.push(name);
      }
      if (known.length > 0) names.set(address, known);
    }
    at += (length + 3) & ~3;
  }
}
