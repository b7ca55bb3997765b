/** DNS on the way through: the header and the first question, and telling a DNS message by its content (RFC 1035). */

import { DNS_STOP, type DnsName, newDnsName, readDnsName } from './dns-name.js';

const HEADER = 12;

/** Header and first question of one message, reused from message to message. */
export interface DnsScan extends DnsName {
  /** The question's name in uncompressed wire form, A to Z made lower case, so that equal names have equal bytes. */
  readonly nameBytes: Uint8Array;
  /** Letters of the name were made lower case. */
  hasCapitals: boolean;
  id: number;
  /** The whole second word of the header. */
  flags: number;
  isResponse: boolean;
  /** 0 QUERY, 4 NOTIFY, 5 UPDATE … */
  opcode: number;
  /** The header's four bits: 0 to 15. */
  rcode: number;
  truncated: boolean;
  /** What the header says of the number of questions and records in each section. */
  questions: number;
  answers: number;
  authority: number;
  additional: number;
  /** Where the first question begins, and the offset after it (equal where there is none). */
  questionAt: number;
  questionEnd: number;
  /** Type and class of the first question; 0 where there is none. In mDNS the class's top bit asks for unicast. */
  type: number;
  class: number;
}

/** A scan to fill. */
export function newDnsScan(): DnsScan {
  return {
    ...newDnsName(),
    hasCapitals: false,
    id: 0,
    flags: 0,
    isResponse: false,
    opcode: 0,
    rcode: 0,
    truncated: false,
    questions: 0,
    answers: 0,
    authority: 0,
    additional: 0,
    questionAt: 0,
    questionEnd: 0,
    type: 0,
    class: 0,
  };
}

/**
 * Reads the header and the first question of the message in `[at, end)`. A message without a question (mDNS answers,
 * some error responses) has type 0 and no name.
 * @returns false where the header or its first question can't be read; `stopReason` and `stopOffset` say why and where,
 * and once twelve bytes are there the header's fields are right all the same.
 */
export function scanDns(bytes: Uint8Array, at: number, end: number, out: DnsScan): boolean {
  out.stopReason = DNS_STOP.none;
  out.stopOffset = 0;
  out.nameLength = 0;
  out.hasCapitals = false;
  out.type = 0;
  out.class = 0;
  out.questionAt = at + HEADER;
  out.questionEnd = at + HEADER;
  const cut = end - at < HEADER;
  const flags = cut ? 0 : u16(bytes, at + 2);
  out.id = cut ? 0 : u16(bytes, at);
  out.flags = flags;
  out.isResponse = (flags & 0x8000) !== 0;
  out.opcode = (flags >> 11) & 15;
  out.rcode = flags & 15;
  out.truncated = (flags & 0x0200) !== 0;
  out.questions = cut ? 0 : u16(bytes, at + 4);
  out.answers = cut ? 0 : u16(bytes, at + 6);
  out.authority = cut ? 0 : u16(bytes, at + 8);
  out.additional = cut ? 0 : u16(bytes, at + 10);
  if (cut) return stopShort(out, end);
  if (out.questions === 0) return true;

  const after = readDnsName(bytes, at, at + HEADER, end, out);
  if (after < 0) return false;
  if (end - after < 4) return stopShort(out, end);
  out.type = u16(bytes, after);
  out.class = u16(bytes, after + 2);
  out.questionEnd = after + 4;
  // A label's length is at most 63 and 'A' is 65, so the whole name can be lowered without looking for labels.
  const name = out.nameBytes;
  for (let i = 0; i < out.nameLength; i++) {
    const byte = name[i]!;
    if (byte < 0x41 || byte > 0x5a) continue;
    name[i] = byte + 0x20;
    out.hasCapitals = true;
  }
  return true;
}

function stopShort(out: DnsScan, end: number): false {
  out.nameLength = 0;
  out.stopReason = DNS_STOP.cutShort;
  out.stopOffset = end;
  return false;
}

const scratch: DnsName = newDnsName();

/** Type numbers that the check below knows by name. */
const A = 1;
const NS = 2;
const CNAME = 5;
const PTR = 12;
const AAAA = 28;
const NETBIOS_NAME = 32;
const NETBIOS_STATUS = 33;
const OPT = 41;

/**
 * Whether `[at, end)` is one complete DNS message and nothing else: how a container's resolver, which answers on a port
 * of its own choosing, is recognised. It asks for more than the RFCs do, since on a free port anything may be sent:
 * exactly one uncompressed question, opcode QUERY, NOTIFY or UPDATE, no bit set that has no meaning in that direction,
 * known classes, records of plausible data, no byte left over. NetBIOS name service, which borrowed the format
 * (RFC 1002, 4.2), is not DNS. Nearly all other traffic is refused at its fifth or sixth byte.
 */
export function isWholeDnsMessage(bytes: Uint8Array, at: number, end: number): boolean {
  if (end - at < HEADER + 5 || bytes[at + 4] !== 0 || bytes[at + 5] !== 1) return false;
  const opcode = (bytes[at + 2]! >> 3) & 15;
  const answers = u16(bytes, at + 6);
  const authority = u16(bytes, at + 8);
  const additional = u16(bytes, at + 10);
  const records = answers + authority + additional;
  // A record takes eleven bytes at least, the question five.
  if (records * 11 > end - at - HEADER - 5) return false;
  if (!plausibleFlags(u16(bytes, at + 2), opcode, answers, authority)) return false;

  const nameAt = at + HEADER;
  let offset = readDnsName(bytes, at, nameAt, end, scratch);
  // A pointer in the first name could only lead into the header.
  if (offset < 0 || offset - nameAt !== scratch.nameLength || end - offset < 4) return false;
  const type = u16(bytes, offset);
  if (type === 0 || !plausibleClass(u16(bytes, offset + 2))) return false;
  if (isNetbiosQuestion(bytes, nameAt, type)) return false;
  offset += 4;
  for (let i = 0; i < records; i++) {
    offset = skipRecord(bytes, at, offset, end, opcode);
    if (offset < 0) return false;
  }
  return offset === end;
}

function plausibleFlags(flags: number, opcode: number, answers: number, authority: number): boolean {
  if ((flags & 0x0040) !== 0 || (opcode !== 0 && opcode !== 4 && opcode !== 5)) return false;
  if ((flags & 0x8000) !== 0) return true;
  // A request has no result, is not truncated and offers no recursion; a plain query brings no answers, and at most
  // the one SOA record of an incremental transfer (RFC 1995, 3).
  if ((flags & 0x028f) !== 0) return false;
  return opcode !== 0 || ((flags & 0x0400) === 0 && answers === 0 && authority <= 1);
}

/** IN, CH, HS, NONE, ANY (RFC 6895, 3.2). */
function plausibleClass(value: number): boolean {
  return value === 1 || value === 3 || value === 4 || value === 254 || value === 255;
}

/** The offset after the record at `at`, or -1 where it is not one. */
function skipRecord(bytes: Uint8Array, start: number, at: number, end: number, opcode: number): number {
  const after = readDnsName(bytes, start, at, end, scratch);
  if (after < 0 || end - after < 10) return -1;
  const type = u16(bytes, after);
  const dataAt = after + 10;
  const dataLength = u16(bytes, after + 8);
  const dataEnd = dataAt + dataLength;
  if (dataEnd > end || type === 0) return -1;
  if (type === OPT) return after - at === 1 ? dataEnd : -1;
  if (!plausibleClass(u16(bytes, after + 2))) return -1;
  // Updates name what to delete by records without data (RFC 2136, 2.5).
  if (dataLength === 0 && opcode === 5) return dataEnd;
  if (type === A) return dataLength === 4 ? dataEnd : -1;
  if (type === AAAA) return dataLength === 16 ? dataEnd : -1;
  if (type === NS || type === CNAME || type === PTR) {
    return readDnsName(bytes, start, dataAt, dataEnd, scratch) === dataEnd ? dataEnd : -1;
  }
  return dataEnd;
}

/**
 * A NetBIOS name is one label of 32 letters A to P, half a byte a letter (RFC 1001, 14.1). Its types have numbers that
 * mean NIMLOC and SRV in DNS, neither of which is asked of a label that long.
 */
function isNetbiosQuestion(bytes: Uint8Array, nameAt: number, type: number): boolean {
  if (bytes[nameAt] !== 32) return false;
  if (type === NETBIOS_NAME || type === NETBIOS_STATUS) return true;
  for (let i = 1; i <= 32; i++) if (bytes[nameAt + i]! < 0x41 || bytes[nameAt + i]! > 0x50) return false;
  return true;
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
