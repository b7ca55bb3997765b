import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWholeDnsMessage, newDnsScan, scanDns } from '../../src/wire/dns.js';
import { dnsInfo } from '../../src/wire/dns-info.js';
import { dnsOutcome, parseDnsMessage } from '../../src/wire/dns-message.js';
import { DnsOutline } from '../../src/wire/dns-outline.js';
import { header, labels, question, record, toQuestion, wire } from './dns-build.js';

/** A record of every type that is read, compressed names among them. */
const message = wire(
  header({ id: 1, flags: 0x8180, questions: 1, answers: 8, authority: 6, additional: 3 }),
  question(labels('www', 'example', 'com'), 255),
  record(toQuestion, 1, '01020304'),
  record(toQuestion, 28, '20010db8000000000000000000000001'),
  record(toQuestion, 5, '0161c010'),
  record(toQuestion, 15, '000ac010'),
  record(toQuestion, 16, '0161026263'),
  record(toQuestion, 33, '000100020003c010'),
  record(toQuestion, 65, '0001000001000302683200040004c0000201'),
  record(toQuestion, 46, wire('0001 05 03 00015180 3e7c9eb7 3e5511b7 0a52 c010 0102')),
  record('c010', 6, wire('026e73c010 c010', '00'.repeat(20))),
  record('c010', 2, '026e73c010'),
  record('c010', 43, 'ec450501aabb'),
  record('c010', 47, 'c00c000140'),
  record('c010', 48, '01000305aabb'),
  record('c010', 50, '0101000c01aa01bb000140'),
  record('c010', 51, '0101000c01aa'),
  record('c010', 12, 'c00c'),
  '00 0029 04d0 00008000 0006 000a 0002 beef',
);

const outline = new DnsOutline();

/** Reads [at, end) in every way, and the same without anything around it; both must agree. */
function read(bytes: Uint8Array, at: number, end: number): void {
  const scan = newDnsScan();
  const readable = scanDns(bytes, at, end, scan);
  expect(scan.nameLength).toBeLessThanOrEqual(255);
  expect(readable).toBe(scan.stopReason === 0);

  const multicast = parseDnsMessage(bytes, at, end, true);
  const parsed = parseDnsMessage(bytes, at, end);
  const records = parsed.answers.length + parsed.authority.length + parsed.additional.length;
  expect(parsed.questions.length * 5 + records * 11).toBeLessThanOrEqual(Math.max(0, end - at - 12));
  if (readable && scan.questions > 0) expect(parsed.questions.length).toBeGreaterThan(0);
  if (isWholeDnsMessage(bytes, at, end)) {
    const { counts } = parsed;
    expect(records).toBe(counts.answers + counts.authority + counts.additional);
  }
  dnsOutcome(parsed);
  for (const each of [parsed, multicast]) {
    outline.read(bytes, at, end, each.multicast);
    expect(dnsInfo(outline)).toMatch(/^[\x20-\x7e]*$/);
    expect(JSON.stringify(each)).toMatch(/^[\x20-\x7e]*$/);
  }

  const alone = bytes.slice(at, end);
  const { stopped: _, ...here } = parsed;
  const { stopped: __, ...there } = parseDnsMessage(alone, 0, alone.length);
  expect(here).toEqual(there);
}

describe('whatever the bytes', () => {
  it('the message is whole to begin with', () => {
    expect(isWholeDnsMessage(message, 0, message.length)).toBe(true);
    const parsed = parseDnsMessage(message, 0, message.length);
    expect(parsed.stopped).toBeUndefined();
    expect([...parsed.answers, ...parsed.authority, ...parsed.additional]).toHaveLength(17);
  });

  it('any prefix is read as far as it goes', () => {
    for (let end = 0; end < message.length; end++) {
      read(message, 0, end);
      expect(isWholeDnsMessage(message, 0, end)).toBe(false);
      expect(parseDnsMessage(message, 0, end).stopped).toEqual({ reason: 'cut-short', offset: end });
    }
  });

  it('any byte may be anything', () => {
    fc.assert(
      fc.property(fc.nat(message.length - 1), fc.nat(255), fc.nat(9), (at, value, before) => {
        const bytes = wire(new Uint8Array(before), message);
        bytes[before + at] = value;
        read(bytes, before, bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('random bytes behind a header', () => {
    fc.assert(
      fc.property(fc.nat(0xffff), fc.uint8Array({ maxLength: 300 }), (flags, rest) => {
        const bytes = wire(header({ flags, questions: 1, answers: 99, additional: 99 }), rest, '0102');
        read(bytes, 0, bytes.length - 2);
      }),
      { numRuns: 500 },
    );
  });

  it('bytes that are all pointers and short labels', () => {
    const pieces = fc.constantFrom(
      '00',
      '0161',
      'c00c',
      'c010',
      'c020',
      'c00e',
      '000100010000003c0002',
      '000500010000003c0004',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const bytes = wire(header({ flags: 0x8180, questions: 2, answers: 60 }), ...parts);
        read(bytes, 0, bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('the largest message of nothing but chained pointers ends', () => {
    const bytes = new Uint8Array(65535);
    bytes.set(header({ flags: 0x8180, questions: 1, answers: 0xffff }));
    for (let at = 12; at + 1 < bytes.length; at += 2) {
      const target = Math.min(at - 2, 0x3ffe);
      bytes.set([0xc0 | (target >> 8), target & 255], at);
    }
    const parsed = parseDnsMessage(bytes, 0, bytes.length);
    expect(parsed.answers.length).toBeLessThan(65535 / 11);
  });
});
