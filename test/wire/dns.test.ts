import { describe, expect, it } from 'vitest';
import { isWholeDnsMessage, newDnsScan, scanDns } from '../../src/wire/dns.js';
import { DNS_STOP_REASONS } from '../../src/wire/dns-name.js';
import { header, labels, question, record, toQuestion, wire } from './dns-build.js';

const its = labels('www', 'its', 'ac', 'id');
const query = wire(header({ id: 0x1a2b, flags: 0x0100, questions: 1 }), question(its, 1));
const answer = wire(
  header({ id: 0x1a2b, flags: 0x8180, questions: 1, answers: 2 }),
  question(its, 1),
  record(toQuestion, 5, wire('04', Buffer.from('www2'), 'c010')),
  record('c02b', 1, '675ebd05'),
);

describe('scanDns', () => {
  it('reads header and question, the name in lower case', () => {
    const scan = newDnsScan();
    const bytes = wire(
      'ffff',
      header({ id: 0x1a2b, flags: 0xae83, questions: 1, answers: 2, authority: 3, additional: 4 }),
      question(labels('WWW', '[Its]', 'AC', 'id'), 28),
    );
    expect(scanDns(bytes, 2, bytes.length, scan)).toBe(true);
    expect(scan).toMatchObject({
      id: 0x1a2b,
      flags: 0xae83,
      isResponse: true,
      opcode: 5,
      rcode: 3,
      truncated: true,
      questions: 1,
      answers: 2,
      authority: 3,
      additional: 4,
      questionAt: 14,
      questionEnd: bytes.length,
      type: 28,
      class: 1,
      stopReason: 0,
    });
    expect(scan.nameBytes.subarray(0, scan.nameLength)).toEqual(labels('www', '[its]', 'ac', 'id'));
  });

  it('takes nothing over from the message before', () => {
    const scan = newDnsScan();
    scanDns(answer, 0, answer.length, scan);
    scanDns(answer, 0, 20, scan);
    expect(scanDns(header({ id: 7 }), 0, 12, scan)).toBe(true);
    expect(scan).toEqual({
      ...newDnsScan(),
      id: 7,
      questionAt: 12,
      questionEnd: 12,
      nameBytes: scan.nameBytes,
    });
  });

  it.each([
    ['the header', 11, 0, 0],
    ['the name', 20, 20, 0x1a2b],
    ['the class', query.length - 1, query.length - 1, 0x1a2b],
  ])('says where it stopped in %s', (_, end, offset, id) => {
    const scan = newDnsScan();
    expect(scanDns(query, 0, end, scan)).toBe(false);
    expect(DNS_STOP_REASONS[scan.stopReason]).toBe('cut-short');
    expect(scan).toMatchObject({ stopOffset: offset || end, id, type: 0, nameLength: 0 });
  });

  it('does not follow a pointer into its own name', () => {
    const scan = newDnsScan();
    const bytes = wire(header({ questions: 1 }), '0161 c00c 0001 0001');
    expect(scanDns(bytes, 0, bytes.length, scan)).toBe(false);
    expect([DNS_STOP_REASONS[scan.stopReason], scan.stopOffset]).toEqual(['bad-value', 14]);
  });
});

describe('isWholeDnsMessage', () => {
  const whole = (bytes: Uint8Array): boolean => isWholeDnsMessage(bytes, 0, bytes.length);
  const changed = (bytes: Uint8Array, at: number, value: number): Uint8Array => {
    const copy = bytes.slice();
    copy[at] = value;
    return copy;
  };

  it('knows a query and its answer, wherever they lie', () => {
    expect(whole(query)).toBe(true);
    expect(whole(answer)).toBe(true);
    expect(isWholeDnsMessage(wire('ffff', answer, 'ffff'), 2, 2 + answer.length)).toBe(true);
  });

  it.each([
    ['a query with EDNS', header({ questions: 1, additional: 1 }), '00 0029 04d0 00000000 0000'],
    ['a name error', header({ flags: 0x8583, questions: 1, authority: 1 }), record('00', 6, '00'.repeat(22))],
    ['a notify', header({ flags: 0x2400, questions: 1 }), ''],
    [
      'a deletion',
      header({ flags: 0x2800, questions: 1, authority: 1 }),
      `${toQuestion} 0001 00ff 00000000 0000`,
    ],
  ])('knows %s', (_, head, rest) => {
    expect(whole(wire(head, question(its, 1), rest))).toBe(true);
  });

  it('refuses one cut anywhere, and one with a byte to spare', () => {
    for (let end = 0; end < answer.length; end++) expect(isWholeDnsMessage(answer, 0, end)).toBe(false);
    expect(whole(wire(answer, '00'))).toBe(false);
    expect(whole(wire(query, '00'))).toBe(false);
  });

  it.each([
    ['no question', 5, 0],
    ['two questions', 5, 2],
    ['more records than there are bytes', 6, 0x10],
    ['opcode 6', 2, 0x30],
    ['the Z bit', 3, 0x40],
    ['a result in a query', 3, 3],
    ['an available recursion in a query', 3, 0x80],
    ['a truncated query', 2, 2],
    ['an authoritative query', 2, 4],
    ['type 0', query.length - 3, 0],
    ['class 2', query.length - 1, 2],
    ['a pointer in the question', 12, 0xc0],
  ])('refuses %s', (_, at, value) => {
    expect(whole(changed(query, at, value))).toBe(false);
  });

  it.each([
    ['an A record of 5 bytes', record(toQuestion, 1, '0102030405')],
    ['an AAAA record of 4 bytes', record(toQuestion, 28, '01020304')],
    ['an alias with bytes after its name', record(toQuestion, 5, 'c00c00')],
    ['an OPT record with a name', record(toQuestion, 41, '')],
    ['a record of type 0', record(toQuestion, 0, '')],
    ['a record of class 9', wire(toQuestion, '0010 0009 00000000 0000')],
    ['a pointer forwards', record('c0ff', 16, '00')],
  ])('refuses %s', (_, bytes) => {
    const head = header({ flags: 0x8180, questions: 1, answers: 1 });
    expect(whole(wire(head, question(its, 1), bytes))).toBe(false);
  });

  it('refuses the NetBIOS name service', () => {
    const name = labels(`FH${'CA'.repeat(15)}`);
    expect(whole(wire(header({ flags: 0x0110, questions: 1 }), question(name, 32)))).toBe(false);
    const status = labels(`CK${'A'.repeat(30)}`);
    expect(whole(wire(header({ questions: 1 }), question(status, 33)))).toBe(false);
    const container = labels('the-container-name-of-32-letters');
    expect(whole(wire(header({ questions: 1 }), question(container, 1)))).toBe(true);
  });
});
