/** A whole DNS message as objects, for when someone looks at it. */

import type { DnsOutcome } from '../vocabulary/facts.js';
import {
  DNS_STOP,
  DNS_STOP_REASONS,
  type DnsStopReason,
  dnsNameText,
  newDnsName,
  readDnsName,
} from './dns-name.js';
import { outcomeOf } from './dns-outcome.js';
import { DnsOutline } from './dns-outline.js';
import { rdataText, unknownRdataText } from './dns-rdata.js';
import { hex } from './dns-text.js';
import { DNS_TYPE, dnsClassText, dnsTypeText } from './dns-types.js';

/** One question. */
export interface DnsQuestion {
  /** Presentation form without the final dot; the root is ".". */
  readonly name: string;
  /** Mnemonic, or `TYPE64` style. */
  readonly type: string;
  /** `IN`, or `CLASS42` style. */
  readonly class: string;
  /** mDNS: asks for the answer by unicast (RFC 6762, 5.4). */
  readonly unicastResponse: boolean;
}

/** One resource record. */
export interface DnsRecord {
  readonly name: string;
  readonly type: string;
  readonly class: string;
  /** Seconds, as sent (unsigned 32 bits). For OPT the extended result, version and flags (RFC 6891, 6.1.3). */
  readonly ttl: number;
  /** Presentation form of the data; `\# length hex` where it is not understood. */
  readonly value: string;
  /** mDNS: replaces what is cached for this name and type (RFC 6762, 10.2). */
  readonly cacheFlush: boolean;
}

/**
 * A message, as far as it could be read. In an UPDATE (opcode 5) the sections hold the zone, the prerequisites, the
 * changes and additional data (RFC 2136, 2).
 */
export interface DnsMessage {
  readonly id: number;
  readonly response: boolean;
  /** 0 QUERY, 4 NOTIFY, 5 UPDATE … */
  readonly opcode: number;
  readonly authoritative: boolean;
  readonly truncated: boolean;
  readonly recursionDesired: boolean;
  readonly recursionAvailable: boolean;
  readonly authenticData: boolean;
  readonly checkingDisabled: boolean;
  /** The header's four bits: 0 to 15. */
  readonly rcode: number;
  /** Read by the rules of mDNS, where the top bit of a class is a flag. */
  readonly multicast: boolean;
  /** How many the header announces of each section; the sections below hold those that could be read. */
  readonly counts: {
    readonly questions: number;
    readonly answers: number;
    readonly authority: number;
    readonly additional: number;
  };
  readonly questions: readonly DnsQuestion[];
  readonly answers: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
  /**
   * Why and at which byte (of the buffer read) the first thing could not be read. After `bad-value` in a record's data
   * the rest was still read; otherwise nothing beyond is known.
   */
  readonly stopped?: { readonly reason: DnsStopReason; readonly offset: number };
}

/** Where the message being read has what; its objects are made at once. */
const outline = new DnsOutline();
/** The name being read; its text is taken at once. */
const name = newDnsName();

/**
 * Reads the message in `[at, end)`. Whatever the bytes, it returns what could be understood; a header that is not all
 * there counts as zeros. Bytes after the last record are ignored.
 * @param multicast the message was sent by mDNS (port 5353): the top bit of each class is a flag, not part of it.
 */
export function parseDnsMessage(bytes: Uint8Array, at: number, end: number, multicast = false): DnsMessage {
  outline.read(bytes, at, end, multicast);
  const { id, flags, isWhole, opcode, rcode, stopReason, stopOffset } = outline;
  const announced = (offset: number): number => (isWhole ? u16(bytes, at + offset) : 0);
  const counts = {
    questions: announced(4),
    answers: announced(6),
    authority: announced(8),
    additional: announced(10),
  };
  const bit = (mask: number): boolean => (flags & mask) !== 0;
  const texts = new NameTexts();
  const section = <T>(first: number, length: number, make: (entry: number, texts: NameTexts) => T): T[] =>
    Array.from({ length }, (_, i) => make(first + i, texts));
  return {
    id,
    response: bit(0x8000),
    opcode,
    authoritative: bit(0x0400),
    truncated: bit(0x0200),
    recursionDesired: bit(0x0100),
    recursionAvailable: bit(0x0080),
    authenticData: bit(0x0020),
    checkingDisabled: bit(0x0010),
    rcode,
    multicast,
    counts,
    questions: section(0, outline.questions, questionOf),
    answers: section(outline.firstAnswer, outline.answers, recordOf),
    authority: section(outline.firstAuthority, outline.authority, recordOf),
    additional: section(outline.firstAdditional, outline.additional, recordOf),
    ...(stopReason !== DNS_STOP.none && {
      stopped: { reason: DNS_STOP_REASONS[stopReason]!, offset: stopOffset },
    }),
  };
}

/** Texts of the names of one message; most of them are, or point to, the one that it begins with. */
class NameTexts {
  #first: string | undefined;

  of(entry: number): string {
    const { bytes, start, end, nameAt } = outline;
    const at = nameAt[entry]!;
    const isFirst = at === start + 12 || u16(bytes, at) === 0xc00c;
    if (isFirst && this.#first !== undefined) return this.#first;
    readDnsName(bytes, start, at, end, name);
    const text = dnsNameText(name.nameBytes, name.nameLength);
    if (isFirst) this.#first = text;
    return text;
  }
}

function questionOf(entry: number, texts: NameTexts): DnsQuestion {
  const rawClass = outline.rawClass[entry]!;
  const flagged = outline.multicast && rawClass >= 0x8000;
  return {
    name: texts.of(entry),
    type: dnsTypeText(outline.type[entry]!),
    class: dnsClassText(rawClass - (flagged ? 0x8000 : 0)),
    unicastResponse: flagged,
  };
}

function recordOf(entry: number, texts: NameTexts): DnsRecord {
  const type = outline.type[entry]!;
  const rawClass = outline.rawClass[entry]!;
  const flagged = outline.multicast && type !== DNS_TYPE.OPT && rawClass >= 0x8000;
  return {
    name: texts.of(entry),
    type: dnsTypeText(type),
    class: dnsClassText(rawClass - (flagged ? 0x8000 : 0)),
    ttl: outline.ttl[entry]!,
    value: recordValue(outline, entry),
    cacheFlush: flagged,
  };
}

/** Presentation form of a record's data; `\\# length hex` where it is not understood. */
export function recordValue(of: DnsOutline, entry: number): string {
  const { bytes, start } = of;
  const type = of.type[entry]!;
  const at = of.dataAt[entry]!;
  const end = of.dataEnd[entry]!;
  if (of.formed[entry] === 0) return unknownRdataText(bytes, at, end);
  if (type === DNS_TYPE.OPT) return optText(bytes.subarray(at, end), of.rawClass[entry]!, of.ttl[entry]!);
  return rdataText(bytes, start, at, end, type) ?? unknownRdataText(bytes, at, end);
}

/** EDNS (RFC 6891, 6.1), which has no presentation form, in the words that `dig` prints. */
function optText(options: Uint8Array, size: number, ttl: number): string {
  let text = `version: ${(ttl >>> 16) & 255}, flags:${ttl & 0x8000 ? ' do' : ''}; udp: ${size}`;
  for (let at = 0; at < options.length; ) {
    const valueAt = at + 4;
    const code = u16(options, at);
    at = valueAt + u16(options, at + 2);
    text += `; OPT=${code}`;
    if (at > valueAt) text += `: ${hex(options.subarray(valueAt, at))}`;
  }
  return text;
}

/** Questions of these types are answered by records of any type: ANY, AXFR and IXFR (RFC 1035, 3.2.3; RFC 1995). */
const ASKS_FOR_MANY: ReadonlySet<string> = new Set(['TYPE255', 'TYPE252', 'TYPE251']);

/**
 * What a response says of its question. An error code says it alone (RFC 1035, 4.1.1; an extended one of EDNS is
 * `error`, RFC 6891, 6.1.3). Without one: `truncated` where the TC bit says that the answer did not fit, whatever part
 * of it is there; `answer` where a record of the type asked for stands in the answer section; else `no-data`
 * (RFC 2308, 2.2), also where aliases lead to no such record, or only a referral came.
 * @returns null where none of these can be said: a query, a response to something other than QUERY that succeeded, a
 * response without a question or answer (its bytes cut short, or none sent), answers that could not be read and so may
 * or may not be of the type.
 */
export function dnsOutcome(message: DnsMessage): DnsOutcome | null {
  if (!message.response) return null;
  const { answers, counts } = message;
  const asked = message.questions[0]?.type;
  return outcomeOf(
    message.rcode,
    message.additional.some((r) => r.type === 'OPT' && r.ttl > 0xffffff),
    message.opcode,
    message.truncated,
    answers.some((r) => r.type === asked) || (answers.length > 0 && (!asked || ASKS_FOR_MANY.has(asked))),
    asked !== undefined && answers.length >= counts.answers,
  );
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
