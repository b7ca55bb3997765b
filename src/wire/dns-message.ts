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
import { rdataText, unknownRdataText } from './dns-rdata.js';
import { hex } from './dns-text.js';
import { dnsClassText, dnsTypeText } from './dns-types.js';

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

type Stopped = NonNullable<DnsMessage['stopped']>;

/** The name being read; its text is taken at once. */
const name = newDnsName();

/** Where the walk stands. */
interface Walk {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly multicast: boolean;
  at: number;
  /** Text of the name that the message begins with. */
  firstName: string | null;
  /** No further: the position of what follows is not known. */
  ended: boolean;
  stopped: Stopped | undefined;
}

/**
 * Reads the message in `[at, end)`. Whatever the bytes, it returns what could be understood; a header that is not all
 * there counts as zeros. Bytes after the last record are ignored.
 * @param multicast the message was sent by mDNS (port 5353): the top bit of each class is a flag, not part of it.
 */
export function parseDnsMessage(bytes: Uint8Array, at: number, end: number, multicast = false): DnsMessage {
  const whole = end - at >= 12;
  const head = (offset: number): number => (whole ? u16(bytes, at + offset) : 0);
  const flags = head(2);
  const bit = (mask: number): boolean => (flags & mask) !== 0;
  const counts = { questions: head(4), answers: head(6), authority: head(8), additional: head(10) };
  const walk: Walk = {
    bytes,
    start: at,
    end,
    multicast,
    at: at + 12,
    firstName: null,
    ended: !whole,
    stopped: whole ? undefined : { reason: 'cut-short', offset: end },
  };
  const questions = section(walk, counts.questions, readQuestion);
  const answers = section(walk, counts.answers, readRecord);
  const authority = section(walk, counts.authority, readRecord);
  const additional = section(walk, counts.additional, readRecord);
  return {
    id: head(0),
    response: bit(0x8000),
    opcode: (flags >> 11) & 15,
    authoritative: bit(0x0400),
    truncated: bit(0x0200),
    recursionDesired: bit(0x0100),
    recursionAvailable: bit(0x0080),
    authenticData: bit(0x0020),
    checkingDisabled: bit(0x0010),
    rcode: flags & 15,
    multicast,
    counts,
    questions,
    answers,
    authority,
    additional,
    ...(walk.stopped && { stopped: walk.stopped }),
  };
}

function section<T>(walk: Walk, count: number, read: (walk: Walk) => T | null): T[] {
  const entries: T[] = [];
  while (entries.length < count && !walk.ended) {
    const entry = read(walk);
    if (entry === null) walk.ended = true;
    else entries.push(entry);
  }
  return entries;
}

/** The name at the walk's position and `room` bytes after it; null and the reason noted where they can't be read. */
function nameThen(walk: Walk, room: number): string | null {
  const { bytes, start, at, end } = walk;
  // Most records are of the name asked for, and point to it: its text serves them all.
  const pointsToFirst = at + 1 < end && bytes[at] === 0xc0 && bytes[at + 1] === 12;
  const known = pointsToFirst ? walk.firstName : null;
  const after = known === null ? readDnsName(bytes, start, at, end, name) : at + 2;
  if (after < 0) {
    walk.stopped ??= { reason: DNS_STOP_REASONS[name.stopReason]!, offset: name.stopOffset };
    return null;
  }
  if (end - after < room) return cutShort(walk);
  walk.at = after;
  const text = known ?? dnsNameText(name.nameBytes, name.nameLength);
  if (at === start + 12) walk.firstName = text;
  return text;
}

function cutShort(walk: Walk): null {
  walk.stopped ??= { reason: DNS_STOP_REASONS[DNS_STOP.cutShort], offset: walk.end };
  return null;
}

function readQuestion(walk: Walk): DnsQuestion | null {
  const text = nameThen(walk, 4);
  if (text === null) return null;
  const { bytes, at, multicast } = walk;
  const flagged = multicast && bytes[at + 2]! >= 0x80;
  walk.at = at + 4;
  return {
    name: text,
    type: dnsTypeText(u16(bytes, at)),
    class: dnsClassText(u16(bytes, at + 2) - (flagged ? 0x8000 : 0)),
    unicastResponse: flagged,
  };
}

const OPT = 41;

function readRecord(walk: Walk): DnsRecord | null {
  const text = nameThen(walk, 10);
  if (text === null) return null;
  const { bytes, start, at, multicast } = walk;
  const dataAt = at + 10;
  const dataEnd = dataAt + u16(bytes, at + 8);
  if (dataEnd > walk.end) return cutShort(walk);
  walk.at = dataEnd;

  const type = u16(bytes, at);
  const flagged = multicast && type !== OPT && bytes[at + 2]! >= 0x80;
  const rawClass = u16(bytes, at + 2) - (flagged ? 0x8000 : 0);
  const ttl = u16(bytes, at + 4) * 0x10000 + u16(bytes, at + 6);
  let value =
    type === OPT
      ? optText(bytes.subarray(dataAt, dataEnd), rawClass, ttl)
      : rdataText(bytes, start, dataAt, dataEnd, type);
  if (value === null) {
    value = unknownRdataText(bytes, dataAt, dataEnd);
    // An update names what to delete by records without data (RFC 2136, 2.5).
    if (dataAt < dataEnd) walk.stopped ??= { reason: DNS_STOP_REASONS[DNS_STOP.badValue], offset: dataAt };
  }
  return {
    name: text,
    type: dnsTypeText(type),
    class: dnsClassText(rawClass),
    ttl,
    value,
    cacheFlush: flagged,
  };
}

/** EDNS (RFC 6891, 6.1), which has no presentation form, in the words that `dig` prints. */
function optText(options: Uint8Array, size: number, ttl: number): string | null {
  let text = `version: ${(ttl >>> 16) & 255}, flags:${ttl & 0x8000 ? ' do' : ''}; udp: ${size}`;
  for (let at = 0; at < options.length; ) {
    if (options.length - at < 4) return null;
    const valueAt = at + 4;
    const code = u16(options, at);
    at = valueAt + u16(options, at + 2);
    if (at > options.length) return null;
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
  if (message.rcode === 2) return 'server-failure';
  if (message.rcode === 3) return 'name-error';
  if (message.rcode === 5) return 'refused';
  if (message.rcode !== 0 || message.additional.some((r) => r.type === 'OPT' && r.ttl > 0xffffff))
    return 'error';
  if (message.opcode !== 0) return null;
  if (message.truncated) return 'truncated';
  const asked = message.questions[0]?.type;
  const { answers } = message;
  if (answers.some((r) => r.type === asked) || (answers.length > 0 && (!asked || ASKS_FOR_MANY.has(asked)))) {
    return 'answer';
  }
  return asked === undefined || answers.length < message.counts.answers ? null : 'no-data';
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
