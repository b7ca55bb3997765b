/** Addresses as text. Each function reads at `at` and trusts the caller that the bytes are there. */

import { read16 } from './reads.js';
import { ByteSink } from './sink.js';

/** Four bytes as dotted decimal: `172.18.0.2`. */
export function formatIpv4(bytes: Uint8Array, at: number): string {
  return `${bytes[at]!}.${bytes[at + 1]!}.${bytes[at + 2]!}.${bytes[at + 3]!}`;
}

/**
 * Sixteen bytes as RFC 5952 wants an IPv6 address: lower case, no leading zeros, the longest run of two or more zero
 * groups (the first of equals) as `::`. IPv4-mapped and IPv4-compatible addresses (RFC 4291, 2.5.5) end in dotted
 * decimal (RFC 5952, 5), as `inet_ntop` and Wireshark write them.
 */
export function formatIpv6(bytes: Uint8Array, at: number): string {
  scratch.clear();
  writeIpv6(scratch, bytes, at);
  return scratch.toText();
}

const scratch = new ByteSink(64);
const DOT = 0x2e;
const COLON = 0x3a;

/** Writes what {@link formatIpv4} gives. */
export function writeIpv4(sink: ByteSink, bytes: Uint8Array, at: number): void {
  sink.integer(bytes[at]!);
  for (let i = 1; i < 4; i++) {
    sink.byte(DOT);
    sink.integer(bytes[at + i]!);
  }
}

/** Writes what {@link formatIpv6} gives. */
export function writeIpv6(sink: ByteSink, bytes: Uint8Array, at: number): void {
  let zerosAt = -1;
  let zeros = 1;
  for (let group = 0; group < 8; group++) {
    let run = 0;
    while (group + run < 8 && read16(bytes, at + (group + run) * 2) === 0) run++;
    if (run > zeros) {
      zerosAt = group;
      zeros = run;
    }
    group += run;
  }
  const carriesIpv4 = zerosAt === 0 && (zeros === 6 || (zeros === 5 && read16(bytes, at + 10) === 0xffff));
  const groups = carriesIpv4 ? 6 : 8;
  for (let group = 0; group < groups; ) {
    if (group === zerosAt) {
      sink.byte(COLON);
      sink.byte(COLON);
      group += zeros;
    } else {
      if (group > 0 && group !== zerosAt + zeros) sink.byte(COLON);
      writeHex(sink, read16(bytes, at + group * 2));
      group++;
    }
  }
  if (!carriesIpv4) return;
  if (zeros === 5) sink.byte(COLON);
  writeIpv4(sink, bytes, at + 12);
}

/** A group without leading zeros. */
function writeHex(sink: ByteSink, value: number): void {
  if (value > 0xfff) sink.byte(hexDigit(value >> 12));
  if (value > 0xff) sink.byte(hexDigit((value >> 8) & 15));
  if (value > 0xf) sink.byte(hexDigit((value >> 4) & 15));
  sink.byte(hexDigit(value & 15));
}

function hexDigit(value: number): number {
  return value < 10 ? 0x30 + value : 0x57 + value;
}

/** Six bytes as a MAC address: `02:42:ac:12:00:02`. */
export function formatMac(bytes: Uint8Array, at: number): string {
  let text = '';
  for (let i = 0; i < 6; i++) text += (i > 0 ? ':' : '') + bytes[at + i]!.toString(16).padStart(2, '0');
  return text;
}
