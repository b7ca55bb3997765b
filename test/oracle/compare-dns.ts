/** Compares the DNS messages of a frame with tshark's answer. */
import type { Frame } from '../../src/index.js';
import type { Answer } from './answers.js';
import type { Expectation } from './expected-roles.js';
import type { Tally } from './tally.js';
import { optional } from './values.js';

/** Numbers of the mnemonics that a row may show (IANA, DNS parameters). */
const TYPES: Readonly<Record<string, number>> = {
  ...{ A: 1, NS: 2, CNAME: 5, SOA: 6, PTR: 12, HINFO: 13, MX: 15, TXT: 16, SIG: 24, KEY: 25, AAAA: 28 },
  ...{ LOC: 29, SRV: 33, NAPTR: 35, CERT: 37, DNAME: 39, OPT: 41, DS: 43, SSHFP: 44, RRSIG: 46, NSEC: 47 },
  ...{ DNSKEY: 48, NSEC3: 50, NSEC3PARAM: 51, TLSA: 52, SVCB: 64, HTTPS: 65, SPF: 99, TSIG: 250 },
  ...{ IXFR: 251, AXFR: 252, ANY: 255, CAA: 257 },
};

/** @param expectation what the role rules say, if they judge this frame */
export function compareDns(
  answer: Answer,
  expectation: Expectation | undefined,
  frame: Frame,
  where: string,
  tally: Tally,
): void {
  if (expectation?.name !== undefined) compareDatagram(answer, expectation.name, frame, where, tally);
  else if (expectation !== undefined && answer.protocols.at(-1) === 'dns')
    compareSegment(answer, frame, where, tally);
}

function compareDatagram(answer: Answer, name: string, frame: Frame, where: string, tally: Tally): void {
  const facts = frame.facts;
  const got = facts.name === undefined ? undefined : plain(facts.name);
  if (name.startsWith('<')) tally.check('dns name', where, name, got ?? 'none');
  else optional('dns name', where, plain(name), got, tally);
  optional('dns type', where, answer.first('dns.qry.type'), typeNumber(facts.type), tally);
  if (['0', 'False'].includes(answer.first('dns.flags.response'))) return;
  optional('dns query', where, answer.first('dns.response_to'), facts.query, tally);
  optional('dns rcode', where, answer.first('dns.flags.rcode'), facts.rcode, tally);
  // The count is what the header announces, whether or not the records are there and can be read; an update has none.
  if (!answer.isCutOrDamaged())
    optional('dns answers', where, answer.first('dns.count.answers') || '0', facts.answers?.length, tally);
}

/** Over TCP: the names of all messages that this segment completes. */
function compareSegment(answer: Answer, frame: Frame, where: string, tally: Tally): void {
  const expected = answer.list('dns.qry.name').map((name) => plain(name.replace('<Root>', '.')));
  const messages = frame.facts.dns ?? [];
  // DNS inside HTTP is another protocol, which is not read.
  if (expected.length === 0 || answer.protocols.includes('http2')) return;
  const got = messages.map((message) => plain(message.name)).join(',');
  optional('dns over tcp', where, expected.join(','), got === '' ? undefined : got, tally);
  const queries = messages.flatMap((message) => message.query ?? []).join(',');
  optional(
    'dns over tcp query',
    where,
    answer.text('dns.response_to'),
    queries === '' ? undefined : queries,
    tally,
  );
}

/** Both sides escape odd bytes, differently: here each run of them is a question mark, and other escapes are undone. */
export function plain(name: string): string {
  return name
    .replace(/(?:\\\d{3}|\\\\|\\[abfnrtv]|[^\x20-\x7e])+/g, '?')
    .replace(/\\(.)/g, '$1')
    .replace(/\\/g, '?');
}

function typeNumber(type: string | number | undefined): number | undefined {
  if (typeof type !== 'string') return type;
  return TYPES[type] ?? Number(/^TYPE(\d+)$/.exec(type)?.[1] ?? Number.NaN);
}
