import type { CaptureInterface, RecordColumns } from '../table/records.js';
import { faultAt } from './fault.js';
import { uint16, uint32 } from './integers.js';
import { type CaptureLimits, longestFrame } from './limits.js';
import {
  addRow,
  checkCaptured,
  isThere,
  LinkInterfaces,
  NO_LINK_TYPE,
  type RecordParser,
} from './record-parser.js';
import type { WorkBuffer } from './work-buffer.js';

const RECORD_HEADER = 16;
const EXTENSION_HEADER = 8;
const PAD = 48;
/** Records that are looked at to recognise the format, and those that suffice where a capture is cut. */
const RECOGNISED_BY = 20;
const LEAST_RECORDS = 3;
const A_YEAR = 31_536_000;

const PPP_HDLC = 50; // or Cisco HDLC: the first byte tells
const IPV4 = 228;
const IPV6 = 229;

/** How records of a type are read. */
interface RecordType {
  readonly linkType: number;
  /** Bytes between the record's headers and the frame. */
  readonly subheader: number;
}
const ETHERNET_RECORD: RecordType = { linkType: 1, subheader: 2 };
const HDLC_RECORD: RecordType = { linkType: PPP_HDLC, subheader: 0 };
const CHANNEL_HDLC_RECORD: RecordType = { linkType: PPP_HDLC, subheader: 4 };
const CHANNEL_RECORD: RecordType = { linkType: NO_LINK_TYPE, subheader: 4 };
const OTHER_RECORD: RecordType = { linkType: NO_LINK_TYPE, subheader: 0 };
/** The types that Endace has defined; 0 is a format of its own that was given up. */
const RECORD_TYPES: ReadonlyMap<number, RecordType> = new Map([
  ...([2, 11, 16, 20] as const).map((type) => [type, ETHERNET_RECORD] as const),
  ...([1, 10, 15, 19] as const).map((type) => [type, HDLC_RECORD] as const),
  ...([5, 17] as const).map((type) => [type, CHANNEL_HDLC_RECORD] as const),
  ...([6, 7, 8, 9, 12, 18] as const).map((type) => [type, CHANNEL_RECORD] as const),
  ...([3, 4, 13, 14, 21, 24, 25, 27, 28, 29, PAD] as const).map((type) => [type, OTHER_RECORD] as const),
  [22, { linkType: IPV4, subheader: 0 }],
  [23, { linkType: IPV6, subheader: 0 }],
]);

/**
 * Records of an Endace ERF capture. Layout: Endace's "ERF types reference guide"; what is accepted follows Wireshark
 * 4.0's wiretap/erf.c. A frame check sequence counts as part of the frame, as the card counted it.
 */
export class ErfParser implements RecordParser {
  readonly #work: WorkBuffer;
  readonly #limits: CaptureLimits;
  readonly #links: LinkInterfaces = new LinkInterfaces(9);
  frames = 0;

  constructor(work: WorkBuffer, limits: CaptureLimits) {
    this.#work = work;
    this.#limits = limits;
  }

  get interfaces(): readonly CaptureInterface[] {
    return this.#links.list;
  }

  fill(batch: RecordColumns): void {
    const work = this.#work;
    const { bytes } = work;
    batch.bytes = bytes;
    while (batch.count < batch.capacity && isThere(work, RECORD_HEADER, this.frames)) {
      const at = work.start;
      const size = uint16(bytes, at + 10, true);
      const type = bytes[at + 8]! & 0x7f;
      if (size < RECORD_HEADER || (size === RECORD_HEADER && type !== PAD)) throw this.#tooShort(size);
      if (!isThere(work, size, this.frames)) return;
      if (type !== PAD) this.#frame(batch, at, at + size);
      work.start += size;
    }
  }

  #frame(batch: RecordColumns, at: number, end: number): void {
    const { bytes } = this.#work;
    const { linkType, subheader } = RECORD_TYPES.get(bytes[at + 8]! & 0x7f) ?? OTHER_RECORD;
    const data = behindExtensions(bytes, at, end) + subheader;
    if (data > end) throw this.#tooShort(end - at);
    const wire = uint16(bytes, at + 14, true);
    const captured = Math.min(wire, end - data);
    checkCaptured(captured, longestFrame(linkType, this.#limits), this.#work, this.frames);
    // The fraction counts 2^-32 seconds; 10^9 / 2^32 is 5^9 / 2^23, exact below 2^53.
    const nanoseconds = Math.floor((uint32(bytes, at, false) * 5 ** 9) / 2 ** 23 + 0.5);
    const flags = bytes[at + 9]!;
    const port = (flags & 3) | ((flags & 0x40) >> 4);
    const seconds = uint32(bytes, at + 4, false);
    addRow(batch, data, captured, wire, seconds, nanoseconds, this.#links.of(linkType, port));
    this.frames++;
  }

  #tooShort(size: number): Error {
    const message = `The record of frame ${this.frames + 1} has ${size} bytes, too few for its headers.`;
    return faultAt('bad-length', message, this.#work, this.frames);
  }
}

/** Position behind the headers of the record at `at`; beyond `end` where they don't fit. */
function behindExtensions(bytes: Uint8Array, at: number, end: number): number {
  let more = bytes[at + 8]! & 0x80;
  let behind = at + RECORD_HEADER;
  while (more !== 0) {
    if (behind + EXTENSION_HEADER > end) return end + 1;
    more = bytes[behind]! & 0x80;
    behind += EXTENSION_HEADER;
  }
  return behind;
}

/**
 * Whether these bytes begin an ERF capture, which has no signature: up to twenty records one behind the other, each of
 * a known type, with room for its headers, and a time less than two seconds before and at most a year after the last one's.
 * `more` where they are too few to tell and more may come.
 */
export function looksLikeErf(bytes: Uint8Array, ended: boolean): 'yes' | 'no' | 'more' {
  let at = 0;
  let before: number | null = null;
  for (let record = 0; record < RECOGNISED_BY; record++) {
    const left = bytes.length - at;
    if (left < RECORD_HEADER) {
      if (!ended) return 'more';
      return (left === 0 && record > 0) || record >= LEAST_RECORDS ? 'yes' : 'no';
    }
    const size = uint16(bytes, at + 10, true);
    const type = RECORD_TYPES.get(bytes[at + 8]! & 0x7f);
    if (type === undefined || size < RECORD_HEADER) return 'no';
    if ((bytes[at + 8]! & 0x7f) !== PAD) {
      const time = uint32(bytes, at + 4, false) + uint32(bytes, at, false) / 2 ** 32;
      if (before !== null && (time <= before - 2 || time >= before + A_YEAR + 1)) return 'no';
      before = time;
      if (left >= size && behindExtensions(bytes, at, at + size) + type.subheader > at + size) return 'no';
    }
    if (left < size) return ended ? (record >= LEAST_RECORDS ? 'yes' : 'no') : 'more';
    at += size;
  }
  return 'yes';
}
