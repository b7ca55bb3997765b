/** The data of a resource record in presentation form, names without their final dot. */

import { formatIpv4, formatIpv6 } from '../bytes/addresses.js';
import { dnsNameText, newDnsName, readDnsName } from './dns-name.js';
import { serviceParameters } from './dns-svcb.js';
import { base32, base64, hex, quotedText } from './dns-text.js';
import { DNS_TYPE, dnsTypeText } from './dns-types.js';

/**
 * Presentation form of the record data in `[at, end)` of the message that begins at `start`: RFC 1035, 3596 (AAAA),
 * 2782 (SRV), 4034 and 5155 (DNSSEC), 9460 (SVCB, HTTPS). Anything else is `\# length hex` (RFC 3597, 5).
 * @returns null where the data does not have the form of its type.
 */
export function rdataText(
  bytes: Uint8Array,
  start: number,
  at: number,
  end: number,
  type: number,
): string | null {
  const format = FORMATS[type];
  if (!format) return unknownRdataText(bytes, at, end);
  const reader = new RdataReader(bytes, start, at, end);
  const text = format(reader);
  return reader.failed || reader.at !== end ? null : text;
}

/**
 * Whether the record data in `[at, end)` of the message that begins at `start` has the form of its type: whether there is
 * a presentation form of it. Data of types that are not read has any form.
 */
export function isFormed(bytes: Uint8Array, start: number, at: number, end: number, type: number): boolean {
  switch (type) {
    case DNS_TYPE.A:
      return end - at === 4;
    case DNS_TYPE.AAAA:
      return end - at === 16;
    case DNS_TYPE.NS:
    case DNS_TYPE.CNAME:
    case DNS_TYPE.PTR:
      return readDnsName(bytes, start, at, end, name) === end;
    case DNS_TYPE.SOA:
      return isFormedSoa(bytes, start, at, end);
    case DNS_TYPE.OPT:
      return isFormedOpt(bytes, at, end);
    default:
      return FORMATS[type] === undefined || rdataText(bytes, start, at, end, type) !== null;
  }
}

/** Two names and five numbers (RFC 1035, 3.3.13). */
function isFormedSoa(bytes: Uint8Array, start: number, at: number, end: number): boolean {
  const mailbox = readDnsName(bytes, start, at, end, name);
  return mailbox >= 0 && readDnsName(bytes, start, mailbox, end, name) === end - 20;
}

/** Options of EDNS: code, length, data (RFC 6891, 6.1.2). */
function isFormedOpt(bytes: Uint8Array, at: number, end: number): boolean {
  let option = at;
  while (end - option >= 4) option += 4 + ((bytes[option + 2]! << 8) | bytes[option + 3]!);
  return option === end;
}

/** The generic form `\# length hex`, which needs no knowledge of the type (RFC 3597, 5). */
export function unknownRdataText(bytes: Uint8Array, at: number, end: number): string {
  return at === end ? '\\# 0' : `\\# ${end - at} ${hex(bytes.subarray(at, end))}`;
}

/** The name being read; its text is taken at once. */
const name = newDnsName();

/** Walks one record's data. A read that would leave it sets `failed` and gives nothing. */
class RdataReader {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  at: number;
  failed = false;

  constructor(bytes: Uint8Array, start: number, at: number, end: number) {
    this.bytes = bytes;
    this.start = start;
    this.at = at;
    this.end = end;
  }

  take(length: number): Uint8Array {
    if (this.end - this.at < length) {
      this.failed = true;
      return new Uint8Array(length > 16 ? 0 : length);
    }
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  rest(): Uint8Array {
    return this.take(this.end - this.at);
  }

  u8(): number {
    return this.take(1)[0]!;
  }

  u16(): number {
    return (this.u8() << 8) | this.u8();
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  name(): string {
    const after = this.failed ? -1 : readDnsName(this.bytes, this.start, this.at, this.end, name);
    if (after < 0) {
      this.failed = true;
      return '';
    }
    this.at = after;
    return dnsNameText(name.nameBytes, name.nameLength);
  }

  /** Bytes behind a length of one byte. */
  counted(): Uint8Array {
    return this.take(this.u8());
  }

  /** The types of an NSEC bit map (RFC 4034, 4.1.2), each with a space before it. */
  types(): string {
    let text = '';
    let lastWindow = -1;
    while (this.at < this.end && !this.failed) {
      const window = this.u8();
      const map = this.counted();
      if (window <= lastWindow || map.length === 0 || map.length > 32) this.failed = true;
      lastWindow = window;
      for (let i = 0; i < map.length * 8; i++) {
        if (map[i >> 3]! & (0x80 >> (i & 7))) text += ` ${dnsTypeText(window * 256 + i)}`;
      }
    }
    return text;
  }
}

const address4 = (r: RdataReader): string => formatIpv4(r.take(4), 0);
const address6 = (r: RdataReader): string => formatIpv6(r.take(16), 0);
const oneName = (r: RdataReader): string => r.name();

const startOfAuthority = (r: RdataReader): string =>
  `${r.name()} ${r.name()} ${r.u32()} ${r.u32()} ${r.u32()} ${r.u32()} ${r.u32()}`;

function strings(r: RdataReader): string {
  const texts = [quotedText(r.counted())];
  while (r.at < r.end && !r.failed) texts.push(quotedText(r.counted()));
  return texts.join(' ');
}

const signature = (r: RdataReader): string =>
  `${dnsTypeText(r.u16())} ${r.u8()} ${r.u8()} ${r.u32()} ${time(r.u32())} ${time(r.u32())} ${r.u16()} ${r.name()} ${base64(r.rest())}`;

const hashSettings = (r: RdataReader): string => `${r.u8()} ${r.u8()} ${r.u16()} ${hex(r.counted()) || '-'}`;

const FORMATS: Readonly<Record<number, (r: RdataReader) => string>> = {
  1: address4,
  2: oneName,
  5: oneName,
  6: startOfAuthority,
  12: oneName,
  15: (r) => `${r.u16()} ${r.name()}`,
  16: strings,
  28: address6,
  33: (r) => `${r.u16()} ${r.u16()} ${r.u16()} ${r.name()}`,
  43: (r) => `${r.u16()} ${r.u8()} ${r.u8()} ${hex(r.rest())}`,
  46: signature,
  47: (r) => r.name() + r.types(),
  48: (r) => `${r.u16()} ${r.u8()} ${r.u8()} ${base64(r.rest())}`,
  50: (r) => `${hashSettings(r)} ${base32(r.counted())}${r.types()}`,
  51: hashSettings,
  64: service,
  65: service,
};

function service(r: RdataReader): string {
  const text = `${r.u16()} ${r.name()}`;
  const parameters = r.failed ? null : serviceParameters(r.rest());
  if (parameters === null) r.failed = true;
  return text + parameters;
}

/** Seconds since 1970 as YYYYMMDDHHmmSS, UTC (RFC 4034, 3.2). */
function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace(/\..*|\D/g, '');
}
