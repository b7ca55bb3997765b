/** A DNS message in one line, in the style of Wireshark's Info column. */

import type { DnsMessage, DnsQuestion, DnsRecord } from './dns-message.js';

const OPERATIONS: Readonly<Record<number, string>> = {
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
export const MAX_LENGTH = 4095;

/**
 * Operation, id, error, then each question's type and name and each record's type and what it leads to:
 * `Standard query response 0x1a2b A www.its.ac.id A 103.94.189.5`. At most 4,095 characters.
 */
export function dnsInfo(message: DnsMessage): string {
  let line = `${operationText(message.opcode)}${message.response ? ' response' : ''} 0x${message.id.toString(16).padStart(4, '0')}`;
  if (message.response && message.rcode !== 0) {
    line += ` ${resultText(message.rcode)}`;
  }
  for (const question of message.questions) line += questionInfo(question, message.multicast);
  for (const section of [message.answers, message.authority, message.additional]) {
    for (const record of section) {
      if (line.length > MAX_LENGTH) return line.slice(0, MAX_LENGTH);
      line += recordInfo(record);
    }
  }
  return line.slice(0, MAX_LENGTH);
}

/** What the sender of a message with this opcode wants. */
export function operationText(opcode: number): string {
  return OPERATIONS[opcode] ?? `Unknown operation (${opcode})`;
}

/** What a result code other than 0 says. */
export function resultText(rcode: number): string {
  return RESULTS[rcode] ?? `Unknown error (${rcode})`;
}

/** How much the line shows of a record of this type whose data could be read. */
export function shownOf(type: string): 'all' | 'first word' | undefined {
  return SHOWN[type];
}

function questionInfo(question: DnsQuestion, multicast: boolean): string {
  const text = ` ${typeInfo(question.type)} ${readable(question.name)}`;
  return multicast ? `${text}, "${question.unicastResponse ? 'QU' : 'QM'}" question` : text;
}

function recordInfo(record: DnsRecord): string {
  const text = ` ${typeInfo(record.type)}${record.cacheFlush ? ', cache flush' : ''}`;
  const shown = record.value.startsWith('\\# ') ? undefined : shownOf(record.type);
  if (!shown) return text;
  const value = shown === 'all' ? record.value : record.value.slice(0, `${record.value} `.indexOf(' '));
  return `${text} ${readable(value)}`;
}

/** A type as the line names it. */
export function typeInfo(type: string): string {
  return NAMED_TYPES[type] ?? (type.startsWith('TYPE') ? `Unknown (${type.slice(4)})` : type);
}

/** The line is for reading, not for a zone file: printable characters lose their escapes, and the root has its name. */
export function readable(text: string): string {
  if (!text.includes('\\') && !text.endsWith('.')) return text;
  return text
    .replace(/\\(032|\D)/g, (_, escaped: string) => (escaped === '032' ? ' ' : escaped))
    .replace(/(^| )\.$/, '$1<Root>');
}
