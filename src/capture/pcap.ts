import type { CaptureErrorCode } from './capture-error.js';
import { faultAt } from './fault.js';
import { uint16, uint32 } from './integers.js';
import { type CaptureLimits, longestFrame } from './limits.js';
import { firstDamagedFrame } from './pcap-damage.js';
import type { CaptureInterface, RecordColumns } from './records.js';
import { insertedReturnsMessage } from './text-mode.js';
import type { WorkBuffer } from './work-buffer.js';

/** Bytes of a classic file's header. */
export const PCAP_HEADER = 24;

/** The signature of a classic file, as detection found it. */
export interface PcapSignature {
  readonly bigEndian: boolean;
  /** Nanoseconds in the fraction field instead of microseconds. */
  readonly nanoseconds: boolean;
  /** Alexey Kuznetzov's modified format: 8 more bytes in each record's header. */
  readonly modified: boolean;
}

/** What a classic file's header says of its records. */
export interface PcapLayout extends PcapSignature {
  /** Bytes of a record's header. */
  readonly recordHeader: number;
  /** Captured bytes that are believed at most. */
  readonly longest: number;
  /** Whether the two lengths of a record stand the other way round. */
  readonly swapped: 'no' | 'maybe' | 'yes';
}

/**
 * Records of a classic capture file. Layout: draft-ietf-opsawg-pcap; what is accepted follows Wireshark 4.0's
 * wiretap/libpcap.c.
 */
export class PcapParser {
  readonly #work: WorkBuffer;
  readonly #layout: PcapLayout;
  readonly interfaces: readonly CaptureInterface[];
  /** Frames filled so far. */
  frames = 0;
  /** First frame that a terminal damaged, 0 where none; null while that wasn't asked. */
  #damagedFrom: number | null = null;

  /** @throws CaptureError for a version we don't read. The work buffer holds the whole header. */
  constructor(work: WorkBuffer, signature: PcapSignature, limits: CaptureLimits) {
    this.#work = work;
    const { bytes, start } = work;
    const { bigEndian, nanoseconds, modified } = signature;
    const major = uint16(bytes, start + 4, bigEndian);
    const minor = uint16(bytes, start + 6, bigEndian);
    if (major < 2) {
      throw this.#fault(
        'unsupported',
        `Version ${major}.${minor} of the pcap format is not read, only 2.0 and later.`,
      );
    }
    // The bits above say whether frames end in a checksum, and how long it is.
    const linkType = standardLinkType(uint32(bytes, start + 20, bigEndian) & 0x03ffffff, major, minor);
    this.#layout = {
      ...signature,
      recordHeader: modified ? 24 : 16,
      longest: longestFrame(linkType, limits),
      swapped: swappedLengths(major, minor),
    };
    const snapLength = uint32(bytes, start + 16, bigEndian);
    this.interfaces = [{ linkType, snapLength, decimals: nanoseconds ? 9 : 6 }];
    work.start += PCAP_HEADER;
  }

  /** Fills rows with the whole records there are. @throws CaptureError at a record that can't be read. */
  fill(batch: RecordColumns): void {
    const work = this.#work;
    const { bytes, end } = work;
    const { bigEndian, nanoseconds, recordHeader, longest, swapped } = this.#layout;
    const unit = nanoseconds ? 1 : 1000;
    batch.bytes = bytes;
    while (batch.count < batch.capacity && end - work.start >= recordHeader) {
      const at = work.start;
      let captured = uint32(bytes, at + 8, bigEndian);
      let wire = uint32(bytes, at + 12, bigEndian);
      if (swapped !== 'no' && (swapped === 'yes' || captured > wire)) [captured, wire] = [wire, captured];
      let seconds = uint32(bytes, at, bigEndian);
      let fraction = uint32(bytes, at + 4, bigEndian) * unit;
      if (captured > longest || fraction >= 1e9) {
        if (!this.#judge(captured)) return;
        seconds += Math.floor(fraction / 1e9);
        fraction %= 1e9;
      }
      if (captured > end - at - recordHeader) break;
      const row = batch.count++;
      batch.offset[row] = at + recordHeader;
      batch.capturedLength[row] = captured;
      batch.wireLength[row] = wire;
      batch.seconds[row] = seconds;
      batch.nanoseconds[row] = fraction;
      batch.interfaceId[row] = 0;
      work.start = at + recordHeader + captured;
      this.frames++;
    }
    if (batch.count < batch.capacity && work.ended && work.available > 0) this.#cut();
  }

  /**
   * Looks closer at a record with an impossible fraction of a second or length. True: it may stand. False: the answer
   * needs bytes that are still to come.
   */
  #judge(captured: number): boolean {
    this.#damagedFrom ??= this.#findDamage();
    if (this.#damagedFrom === null) return false;
    if (this.#damagedFrom > 0 && this.#damagedFrom <= this.frames + 1) {
      throw this.#fault('text-mode-damage', insertedReturnsMessage(this.#damagedFrom));
    }
    const { longest } = this.#layout;
    if (captured <= longest) return true;
    throw this.#fault(
      'bad-length',
      `Frame ${this.frames + 1} claims ${captured} captured bytes, more than the ${longest} that are believed.`,
    );
  }

  /** Throws for the rest of a capture that is less than a record. */
  #cut(): never {
    this.#damagedFrom ??= this.#findDamage();
    if (this.#damagedFrom !== null && this.#damagedFrom > 0) {
      throw this.#fault('text-mode-damage', insertedReturnsMessage(this.#damagedFrom));
    }
    const { available } = this.#work;
    const { recordHeader } = this.#layout;
    const where =
      available < recordHeader
        ? `inside the header of frame ${this.frames + 1}: ${available} of its ${recordHeader} bytes are there`
        : `inside frame ${this.frames + 1}: only ${available - recordHeader} of its bytes are there`;
    throw this.#fault('cut', `The capture ends ${where}.`);
  }

  #findDamage(): number | null {
    const { head } = this.#work;
    return head === null ? null : firstDamagedFrame(head.subarray(PCAP_HEADER), this.#layout);
  }

  #fault(code: CaptureErrorCode, message: string): Error {
    return faultAt(code, message, this.#work, this.frames);
  }
}

/** AIX writes interface types of RFC 1573 with version 2.2 (Wireshark: libpcap.c). */
function standardLinkType(linkType: number, major: number, minor: number): number {
  if (major !== 2 || minor !== 2) return linkType;
  switch (linkType) {
    case 6:
      return 1; // Ethernet
    case 9:
      return 6; // Token Ring
    case 15:
      return 10; // FDDI
    case 24:
      return 0; // loopback
    default:
      return linkType;
  }
}

/** Before version 2.3, and in DG/UX's 543.0, the two length fields stand the other way round (Wireshark: libpcap.c). */
function swappedLengths(major: number, minor: number): 'no' | 'maybe' | 'yes' {
  if (major === 543) return 'yes';
  if (major !== 2 || minor > 3) return 'no';
  return minor === 3 ? 'maybe' : 'yes';
}
