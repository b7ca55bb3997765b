/** A DNS message in one line, in the style of Wireshark's Info column. */

import { type Piece, pieceOf } from '../bytes/ink.js';
import { ByteSink } from '../bytes/sink.js';
import type { DnsOutline } from './dns-outline.js';
import { DNS_TYPE, dnsTypeText } from './dns-types.js';
import { writeEntryName, writeRecordValue } from './dns-writer.js';

const OPERATION_NAMES: Readonly<Record<number, string>> = {
  0: 'Standard query',
  1: 'Inverse query',
  2: 'Server status request',
  4: 'Zone change notification',
  5: 'Dynamic update',
  6: 'DNS Stateful operations (DSO)',
};

const RESULTS: Readonly<Record<number, string>> = {
  1: 'Format error',
  2: 'Server failure',
  3: 'No such name',
  4: 'Not implemented',
  5: 'Refused',
  6: 'Name exists',
  7: 'RRset exists',
  8: 'RRset does not exist',
  9: 'Not authoritative',
  10: 'Name out of zone',
  11: 'DSO-Type not implemented',
};

/** How much of a record's value the line shows: all of it, its first word, or (not named here) nothing. */
const SHOWN: Readonly<Record<string, 'all' | 'first word'>> = {
  A: 'all',
  AAAA: 'all',
  NS: 'all',
  CNAME: 'all',
  PTR: 'all',
  MX: 'all',
  SRV: 'all',
  SOA: 'first word',
  NSEC: 'first word',
};

/** Types that keep their number elsewhere but have a well-known name. */
const NAMED_TYPES: Readonly<Record<string, string>> = {
  TYPE0: 'Unused',
  TYPE10: 'NULL',
  TYPE13: 'HINFO',
  TYPE18: 'AFSDB',
  TYPE29: 'LOC',
  TYPE35: 'NAPTR',
  TYPE39: 'DNAME',
  TYPE44: 'SSHFP',
  TYPE45: 'IPSECKEY',
  TYPE52: 'TLSA',
  TYPE59: 'CDS',
  TYPE60: 'CDNSKEY',
  TYPE99: 'SPF',
  TYPE249: 'TKEY',
  TYPE250: 'TSIG',
  TYPE251: 'IXFR',
  TYPE252: 'AXFR',
  TYPE255: 'ANY',
  TYPE257: 'CAA',
};

/** As Wireshark cuts its columns. */
const MAX_LENGTH = 4095;

const SPACE = 0x20;
const BACKSLASH = 0x5c;
const DOT = 0x2e;

/** Types below this number are made ready when first met. */
const KNOWN_TYPES = 258;
/** Operations with what surrounds them, and types as the line names them, by number. */
const OPERATIONS: (Piece | undefined)[] = [];
const TYPES: (Piece | undefined)[] = [];

const text = new ByteSink();

/**
 * Operation, id, error, then each question's type and name and each record's type and what it leads to:
 * `Standard query response 0x1a2b A www.its.ac.id A 103.94.189.5`. At most 4,095 characters.
 */
export function dnsInfo(outline: DnsOutline): string {
  text.clear();
  writeDnsInfo(text, outline);
  return text.toText();
}

/** Writes what {@link dnsInfo} gives. */
export function writeDnsInfo(sink: ByteSink, outline: DnsOutline): void {
  const from = sink.length;
  writeHead(sink, outline);
  for (let entry = 0; entry < outline.count; entry++) {
    if (sink.length - from > MAX_LENGTH && entry >= outline.firstAnswer) break;
    writeType(sink, outline.type[entry]!);
    if (entry < outline.firstAnswer) writeQuestion(sink, outline, entry);
    else writeShown(sink, outline, entry);
  }
  sink.length = Math.min(sink.length, from + MAX_LENGTH);
}

function writeHead(sink: ByteSink, { opcode, isResponse, rcode, id }: DnsOutline): void {
  const kind = opcode * 2 + (isResponse ? 1 : 0);
  OPERATIONS[kind] ??= pieceOf(`${operationText(opcode)}${isResponse ? ' response' : ''} 0x`);
  sink.put(OPERATIONS[kind]);
  for (let shift = 12; shift >= 0; shift -= 4) {
    const digit = (id >> shift) & 15;
    sink.byte(digit < 10 ? 0x30 + digit : 0x57 + digit);
  }
  if (isResponse && rcode !== 0) sink.text(` ${resultText(rcode)}`);
}

function writeType(sink: ByteSink, type: number): void {
  if (type >= KNOWN_TYPES) {
    sink.text(` ${typeInfo(dnsTypeText(type))}`);
    return;
  }
  TYPES[type] ??= pieceOf(` ${typeInfo(dnsTypeText(type))}`);
  sink.put(TYPES[type]);
}

function writeQuestion(sink: ByteSink, outline: DnsOutline, entry: number): void {
  sink.byte(SPACE);
  const at = sink.length;
  writeEntryName(sink, outline, entry);
  makeReadable(sink, at);
  if (outline.multicast) sink.text(isFlagged(outline, entry) ? ', "QU" question' : ', "QM" question');
}

/** The flag that mDNS puts into the class (RFC 6762, 18.12 and 18.13). */
function isFlagged({ multicast, rawClass }: DnsOutline, entry: number): boolean {
  return multicast && rawClass[entry]! >= 0x8000;
}

/** As much of the record's value as the line shows. */
function writeShown(sink: ByteSink, outline: DnsOutline, entry: number): void {
  if (isFlagged(outline, entry) && outline.type[entry] !== DNS_TYPE.OPT) sink.text(', cache flush');
  const shown = outline.formed[entry] === 1 ? shownOf(dnsTypeText(outline.type[entry]!)) : undefined;
  if (shown === undefined) return;
  sink.byte(SPACE);
  const at = sink.length;
  writeRecordValue(sink, outline, entry);
  if (shown === 'first word') {
    const space = sink.bytes.subarray(at, sink.length).indexOf(SPACE);
    if (space >= 0) sink.length = at + space;
  }
  makeReadable(sink, at);
}

/** Takes the escapes out of what was written since `at`, if it has any, and names the root. */
function makeReadable(sink: ByteSink, at: number): void {
  const { bytes, length } = sink;
  let isPlain = bytes[length - 1] !== DOT;
  for (let i = at; i < length && isPlain; i++) isPlain = bytes[i] !== BACKSLASH;
  if (isPlain) return;
  const plain = readable(sink.toText(at));
  sink.length = at;
  sink.text(plain);
}

/** What the sender of a message with this opcode wants. */
function operationText(opcode: number): string {
  return OPERATION_NAMES[opcode] ?? `Unknown operation (${opcode})`;
}

/** What a result code other than 0 says. */
function resultText(rcode: number): string {
  return RESULTS[rcode] ?? `Unknown error (${rcode})`;
}

/** How much the line shows of a record of this type whose data could be read. */
function shownOf(type: string): 'all' | 'first word' | undefined {
  return SHOWN[type];
}

/** A type as the line names it. */
function typeInfo(type: string): string {
  return NAMED_TYPES[type] ?? (type.startsWith('TYPE') ? `Unknown (${type.slice(4)})` : type);
}

/** The line is for reading, not for a zone file: printable characters lose their escapes, and the root has its name. */
function readable(text: string): string {
  if (!text.includes('\\') && !text.endsWith('.')) return text;
  return text
    .replace(/\\(032|\D)/g, (_, escaped: string) => (escaped === '032' ? ' ' : escaped))
    .replace(/(^| )\.$/, '$1<Root>');
}
