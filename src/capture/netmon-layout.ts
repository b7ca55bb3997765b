import { faultAt } from './fault.js';
import { uint16, uint32 } from './integers.js';
import { isThere, NO_LINK_TYPE } from './record-parser.js';
import type { WorkBuffer } from './work-buffer.js';

/** Bytes of the file's header that are read; it has 128. */
const HEADER = 32;
/** Trailers of version 2 records by minor version: network type, then process, then time in UTC and its zone. */
const TRAILERS: readonly number[] = [0, 2, 6, 15];

/** Instead of a link type: the record holds something that Network Monitor itself made of the capture. */
export const NO_FRAME = -1;

/** Link types by NDIS medium, in Network Monitor's use of it; the media between have no link type of their own. */
const MEDIA: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 6, 3: 10, 7: 101, 8: 101, 9: 101 };
const WIFI_MESSAGE = 0xe080;
const LAST_MESSAGE = 0xe08a;
const PAYLOAD_HEADER = 0xfffc;
const NETWORK_INFO = 0xfffd;
const DNS_CACHE = 0xfffe;

/** What a Network Monitor capture's header says of its records. */
export interface NetmonLayout {
  readonly minor: number;
  /** Link type of all frames, unless each has its own. */
  readonly linkType: number;
  readonly linkPerFrame: boolean;
  /** Bytes before and behind a frame. */
  readonly recordHeader: number;
  readonly trailer: number;
  /** When the capture began: seconds since 1970 in local time, and the nanoseconds beyond. */
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Where the frame table lies in the work buffer, how many entries it should have, and how many are there. */
  readonly table: number;
  readonly listed: number;
  readonly entries: number;
}

/** Reads the header of a capture that is there as a whole. @throws CaptureError for what we don't read. */
export function readLayout(work: WorkBuffer): NetmonLayout {
  isThere(work, HEADER, 0, 'its file header');
  const { bytes, start, available } = work;
  const field = (at: number): number => uint16(bytes, start + at, false);
  const [minor, major, network] = [bytes[start + 4]!, bytes[start + 5]!, field(6)];
  if (major !== 1 && major !== 2) {
    const message = `Version ${major}.${minor} of Network Monitor's format is not read, only 1 and 2.`;
    throw faultAt('unsupported', message, work, 0);
  }
  const linkPerFrame = major === 2 && minor >= 1;
  const linkType = MEDIA[network];
  if (linkType === undefined && !linkPerFrame) {
    throw faultAt(
      'unsupported',
      `Network Monitor captures of network type ${network} are not read.`,
      work,
      0,
    );
  }
  const tableOffset = uint32(bytes, start + 24, false);
  const tableLength = uint32(bytes, start + 28, false);
  const listed = Math.floor(tableLength / 4);
  const milliseconds = field(22);
  return {
    minor: major === 2 ? minor : 0,
    linkType: linkType ?? NO_LINK_TYPE,
    linkPerFrame,
    recordHeader: major === 1 ? 8 : 16,
    trailer: major === 1 ? 0 : TRAILERS[Math.min(minor, 3)]!,
    seconds: Date.UTC(field(8), field(10) - 1, field(14), field(16), field(18), field(20)) / 1000,
    nanoseconds: milliseconds * 1e6,
    table: start + tableOffset,
    listed,
    entries: Math.max(0, Math.min(listed, Math.floor((available - tableOffset) / 4))),
  };
}

/** Link type of a frame whose trailer names this network type (Wireshark: netmon.c), or {@link NO_FRAME}. */
export function networkLinkType(network: number): number {
  if (network === PAYLOAD_HEADER || network === NETWORK_INFO || network === DNS_CACHE) return NO_FRAME;
  if (network >= WIFI_MESSAGE && network <= LAST_MESSAGE)
    return network === WIFI_MESSAGE ? 105 : NO_LINK_TYPE;
  // Frames that came from a pcap file keep their link type.
  if (network >> 12 === 0xe) return network & 0x0fff;
  return MEDIA[network] ?? NO_LINK_TYPE;
}
