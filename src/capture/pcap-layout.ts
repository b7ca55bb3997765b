import { uint16, uint32 } from './integers.js';
import { type CaptureLimits, longestFrame } from './limits.js';

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
  readonly major: number;
  readonly minor: number;
  readonly linkType: number;
  readonly snapLength: number;
  /** Bytes of a record's header. */
  readonly recordHeader: number;
  /** Captured bytes that are believed at most. */
  readonly longest: number;
  /** Whether the two lengths of a record stand the other way round. */
  readonly swapped: 'no' | 'maybe' | 'yes';
}

/** Reads a classic file's header; the caller has checked that all of it is there. */
export function readLayout(
  bytes: Uint8Array,
  at: number,
  signature: PcapSignature,
  limits: CaptureLimits,
): PcapLayout {
  const { bigEndian, modified } = signature;
  const major = uint16(bytes, at + 4, bigEndian);
  const minor = uint16(bytes, at + 6, bigEndian);
  // The bits above say whether frames end in a checksum, and how long it is.
  const linkType = standardLinkType(uint32(bytes, at + 20, bigEndian) & 0x03ffffff, major, minor);
  return {
    ...signature,
    major,
    minor,
    linkType,
    snapLength: uint32(bytes, at + 16, bigEndian),
    recordHeader: modified ? 24 : 16,
    longest: longestFrame(linkType, limits),
    swapped: swappedLengths(major, minor),
  };
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
