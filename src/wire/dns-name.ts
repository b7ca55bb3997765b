/** Domain names as DNS messages carry them (RFC 1035, 3.1 and 4.1.4). */

import { escapeByte } from './dns-text.js';

/** Why reading a DNS message stopped; the number is what hot columns carry. */
export const DNS_STOP_REASONS = [
  /** It did not. */
  'none',
  /** The bytes end inside a field. Only the caller knows whether more were sent than captured. */
  'cut-short',
  /** A compression pointer that does not point backwards, or record data that its type does not allow. */
  'bad-value',
  /** A name of more than 255 bytes. */
  'bad-length',
  /** A label of a kind other than text and pointer (the two other values of its upper two bits). */
  'unsupported',
  /** More compression pointers in one name than a name can have labels. */
  'too-deep',
] as const;
/** One of {@link DNS_STOP_REASONS}. */
export type DnsStopReason = (typeof DNS_STOP_REASONS)[number];

/** Why reading a frame's message stopped: at an end that the capture cut off, or at one that the message itself has. */
export function dnsStopReason(reason: string, isCut: boolean): string {
  return reason === 'cut-short' && !isCut ? 'bad-length' : reason;
}

/** Codes of {@link DNS_STOP_REASONS}. */
export const DNS_STOP: Readonly<{
  none: 0;
  cutShort: 1;
  badValue: 2;
  badLength: 3;
  unsupported: 4;
  tooDeep: 5;
}> = { none: 0, cutShort: 1, badValue: 2, badLength: 3, unsupported: 4, tooDeep: 5 };

/** Most bytes of a name in wire form, the root's zero included (RFC 1035, 2.3.4). */
const MAX_NAME = 255;
/** A name has at most 127 labels, so a further pointer could only be a pointer to a pointer. */
const MAX_POINTERS = 126;

/** A name being read, reused from name to name. */
export interface DnsName {
  /** Uncompressed wire form: each label's length and bytes, case as sent, then the root's zero. Room for 256. */
  readonly nameBytes: Uint8Array;
  /** Bytes of it, 1 to 255; 0 where no name was read. */
  nameLength: number;
  /** Index into {@link DNS_STOP_REASONS}; 0 where reading did not stop. */
  stopReason: number;
  /** Byte (in the buffer read) at which reading stopped. */
  stopOffset: number;
}

/** A name to read into. */
export function newDnsName(): DnsName {
  return { nameBytes: new Uint8Array(256), nameLength: 0, stopReason: DNS_STOP.none, stopOffset: 0 };
}

/**
 * Reads the name at `at` of the message that begins at `start`; nothing at or beyond `end` is looked at. A pointer must
 * lead to before the piece of name that it ends, which alone makes loops impossible.
 * @returns the offset after the name, or -1 with `stopReason` and `stopOffset` set.
 */
export function readDnsName(
  bytes: Uint8Array,
  start: number,
  at: number,
  end: number,
  name: DnsName,
): number {
  const into = name.nameBytes;
  let read = at;
  let pieceAt = at;
  let after = -1;
  let pointers = 0;
  let written = 0;
  for (;;) {
    if (read >= end) return stop(name, DNS_STOP.cutShort, end);
    const head = bytes[read]!;
    if (head === 0) {
      into[written] = 0;
      name.nameLength = written + 1;
      return after < 0 ? read + 1 : after;
    }
    if (head < 64) {
      if (read + head >= end) return stop(name, DNS_STOP.cutShort, end);
      if (written + 1 + head >= MAX_NAME) return stop(name, DNS_STOP.badLength, read);
      for (let i = 0; i <= head; i++) into[written + i] = bytes[read + i]!;
      written += head + 1;
      read += head + 1;
    } else if (head >= 192) {
      if (read + 1 >= end) return stop(name, DNS_STOP.cutShort, end);
      const target = start + (((head & 63) << 8) | bytes[read + 1]!);
      if (target >= pieceAt) return stop(name, DNS_STOP.badValue, read);
      if (++pointers > MAX_POINTERS) return stop(name, DNS_STOP.tooDeep, read);
      if (after < 0) after = read + 2;
      read = target;
      pieceAt = target;
    } else {
      return stop(name, DNS_STOP.unsupported, read);
    }
  }
}

function stop(name: DnsName, reason: number, offset: number): -1 {
  name.nameLength = 0;
  name.stopReason = reason;
  name.stopOffset = offset;
  return -1;
}

/**
 * A name in wire form as text: labels joined by dots, no final dot, "." for the root. A dot or backslash inside a label
 * is written `\.` and `\\`, every byte that is not a visible ASCII character (the space too) `\DDD` (RFC 1035, 5.1).
 */
export function dnsNameText(wire: Uint8Array, length: number): string {
  if (length === 1) return '.';
  let text = '';
  for (let at = 0; at < length - 1; ) {
    const labelEnd = at + 1 + wire[at]!;
    if (at > 0) text += '.';
    for (at++; at < labelEnd; at++) {
      const byte = wire[at]!;
      if (byte === 0x2e || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
      else text += byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : escapeByte(byte);
    }
  }
  return text;
}
