import type { CaptureInterface, RecordColumns } from '../table/records.js';
import { faultAt } from './fault.js';
import { uint32 } from './integers.js';
import { type CaptureLimits, longestFrame } from './limits.js';
import { addRow, checkCaptured, isThere, type RecordParser } from './record-parser.js';
import type { WorkBuffer } from './work-buffer.js';

const HEADER = 16;
const RECORD_HEADER = 24;
/** Padding from this on holds what Shomiti's Surveyor knows of a frame, and shows that Surveyor wrote the file. */
const SHOMITI_TRAILER = 16;
/** Padding that is believed; RFC 1761 says at most 3 bytes, Surveyor writes some more. */
const MAX_PADDING = 65536;

/** Link types by the datalink types of RFC 1761 and dlpi.h (IANA: snoop datalink types). */
const LINK_TYPES: Readonly<Record<number, number>> = {
  0: 1, // IEEE 802.3
  2: 6, // token ring
  4: 1, // Ethernet
  8: 10, // FDDI
  9: 0, // other: as BSD's loopback
  14: 0, // loopback
  16: 122, // IP over fibre channel
  18: 123, // ATM, as SunATM
  2147483653: 226, // Solaris ipnet
};

/** Types that Surveyor gives another meaning (Wireshark: snoop.c). */
const SHOMITI_LINK_TYPES: Readonly<Record<number, number>> = {
  0: 1,
  2: 6,
  4: 1,
  8: 10,
  10: 1, // Fast Ethernet
  11: 6, // token ring at 4 Mbit/s
  12: 1, // Gigabit Ethernet
  13: 6,
  14: 6,
  19: 1, // 10 Gigabit Ethernet
};

/** Records of a snoop capture (RFC 1761), as Solaris and Shomiti's Surveyor write it. All numbers are big-endian. */
export class SnoopParser implements RecordParser {
  readonly #work: WorkBuffer;
  readonly #limits: CaptureLimits;
  readonly interfaces: CaptureInterface[] = [];
  frames = 0;
  #longest = 0;

  constructor(work: WorkBuffer, limits: CaptureLimits) {
    this.#work = work;
    this.#limits = limits;
  }

  fill(batch: RecordColumns): void {
    const work = this.#work;
    const { bytes } = work;
    batch.bytes = bytes;
    if (this.interfaces.length === 0 && !this.#open()) return;
    while (batch.count < batch.capacity && isThere(work, RECORD_HEADER, this.frames)) {
      const at = work.start;
      const captured = uint32(bytes, at + 4, true);
      const size = uint32(bytes, at + 8, true);
      this.#check(captured, size);
      if (!isThere(work, size, this.frames)) return;
      const seconds = uint32(bytes, at + 16, true);
      const nanoseconds = uint32(bytes, at + 20, true) * 1000;
      addRow(batch, at + RECORD_HEADER, captured, uint32(bytes, at, true), seconds, nanoseconds, 0);
      work.start += size;
      this.frames++;
    }
  }

  #check(captured: number, size: number): void {
    checkCaptured(captured, this.#longest, this.#work, this.frames);
    const padding = size - RECORD_HEADER - captured;
    if (padding >= 0 && padding <= MAX_PADDING) return;
    const message = `Frame ${this.frames + 1} claims ${captured} captured bytes in a record of ${size}, which can't be true.`;
    throw faultAt('bad-length', message, this.#work, this.frames);
  }

  /** Reads the file's header, and the first record's to see who wrote it. False: they are not there yet. */
  #open(): boolean {
    const work = this.#work;
    if (!isThere(work, HEADER, 0, 'its file header')) return false;
    if (work.available < HEADER + RECORD_HEADER && !work.ended) return false;
    const { bytes, start, available } = work;
    const version = uint32(bytes, start + 8, true);
    if (version < 2 || version > 5) {
      const message = `Version ${version} of the snoop format is not read, only 2 to 5.`;
      throw faultAt('unsupported', message, work, 0);
    }
    const first = start + HEADER;
    const padding =
      available < HEADER + RECORD_HEADER
        ? 0
        : uint32(bytes, first + 8, true) - RECORD_HEADER - uint32(bytes, first + 4, true);
    const type = uint32(bytes, start + 12, true);
    const linkType = (padding >= SHOMITI_TRAILER ? SHOMITI_LINK_TYPES : LINK_TYPES)[type];
    if (linkType === undefined) {
      throw faultAt('unsupported', `Snoop captures of datalink type ${type} are not read.`, work, 0);
    }
    this.interfaces.push({ linkType, snapLength: 0, decimals: 6 });
    this.#longest = longestFrame(linkType, this.#limits);
    work.start += HEADER;
    return true;
  }
}
