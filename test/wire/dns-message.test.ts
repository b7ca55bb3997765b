import { describe, expect, it } from 'vitest';
import { dnsFacts } from '../../src/wire/dns-facts.js';
import { dnsOutcome, parseDnsMessage } from '../../src/wire/dns-message.js';
import { header, labels, question, record, toQuestion, wire } from './dns-build.js';

const its = labels('www', 'its', 'ac', 'id');
const parse = (...pieces: readonly (string | Uint8Array)[]): ReturnType<typeof parseDnsMessage> => {
  const bytes = wire(...pieces);
  return parseDnsMessage(bytes, 0, bytes.length);
};

describe('parseDnsMessage', () => {
  it('reads a query', () => {
    expect(parse(header({ id: 0x1a2b, flags: 0x0100, questions: 1 }), question(its, 28))).toEqual({
      id: 0x1a2b,
      response: false,
      opcode: 0,
      authoritative: false,
      truncated: false,
      recursionDesired: true,
      recursionAvailable: false,
      authenticData: false,
      checkingDisabled: false,
      rcode: 0,
      multicast: false,
      counts: { questions: 1, answers: 0, authority: 0, additional: 0 },
      questions: [{ name: 'www.its.ac.id', type: 'AAAA', class: 'IN', unicastResponse: false }],
      answers: [],
      authority: [],
      additional: [],
    });
  });

  it('reads each section of a response, from anywhere in a buffer', () => {
    const bytes = wire(
      'ffff',
      header({ id: 1, flags: 0xa7b0, questions: 1, answers: 1, authority: 1, additional: 2 }),
      question(its, 1),
      record(toQuestion, 1, '675ebd05'),
      record('c010', 2, wire('03', Buffer.from('dns'), 'c010')),
      record('c03b', 64, wire('0001 00')),
      '00 0029 04d0 01008000 0006 000a 0002 beef',
      'ffff',
    );
    const message = parseDnsMessage(bytes, 2, bytes.length - 2);
    expect(message.stopped).toBeUndefined();
    expect(message).toMatchObject({
      response: true,
      opcode: 4,
      authoritative: true,
      truncated: true,
      recursionDesired: true,
      recursionAvailable: true,
      authenticData: true,
      checkingDisabled: true,
    });
    const shared = { class: 'IN', ttl: 60, cacheFlush: false };
    expect(message.answers).toEqual([{ ...shared, name: 'www.its.ac.id', type: 'A', value: '103.94.189.5' }]);
    expect(message.authority).toEqual([{ ...shared, name: 'its.ac.id', type: 'NS', value: 'dns.its.ac.id' }]);
    expect(message.additional).toEqual([
      { ...shared, name: 'dns.its.ac.id', type: 'SVCB', value: '1 .' },
      {
        name: '.',
        type: 'OPT',
        class: 'CLASS1232',
        ttl: 0x01008000,
        value: 'version: 0, flags: do; udp: 1232; OPT=10: beef',
        cacheFlush: false,
      },
    ]);
  });

  it('keeps the top bit of a class apart in mDNS only (RFC 6762, 5.4 and 10.2)', () => {
    const bytes = wire(
      header({ flags: 0x8400, questions: 1, answers: 1 }),
      its,
      '00ff 8001',
      `${toQuestion} 0001 8001 00000078 0004 c0a80002`,
    );
    const multicast = parseDnsMessage(bytes, 0, bytes.length, true);
    expect(multicast.questions[0]).toMatchObject({ type: 'TYPE255', class: 'IN', unicastResponse: true });
    expect(multicast.answers[0]).toMatchObject({ class: 'IN', ttl: 120, cacheFlush: true });
    const unicast = parseDnsMessage(bytes, 0, bytes.length);
    expect(unicast.questions[0]).toMatchObject({ class: 'CLASS32769', unicastResponse: false });
    expect(unicast.answers[0]).toMatchObject({ class: 'CLASS32769', cacheFlush: false });
  });

  it('a TTL is unsigned', () => {
    const { answers } = parse(header({ answers: 1 }), '00 0001 0001 ffffffff 0004 01020304');
    expect(answers[0]?.ttl).toBe(4294967295);
  });
});

describe('what can not be read', () => {
  const start = [header({ flags: 0x8180, questions: 1, answers: 2 }), question(its, 1)];

  it.each([
    ['the header', wire('1a2b81'), { stopped: { reason: 'cut-short', offset: 3 }, id: 0, questions: [] }],
    [
      'the question',
      wire(header({ id: 9, questions: 1 }), '0361'),
      { stopped: { reason: 'cut-short', offset: 14 }, id: 9 },
    ],
    ['a label', wire(header({ questions: 1 }), '41'), { stopped: { reason: 'unsupported', offset: 12 } }],
    [
      'the second record',
      wire(...start, record(toQuestion, 1, '01020304'), 'c00c 00'),
      {
        stopped: { reason: 'cut-short', offset: 50 },
        answers: [{ value: '1.2.3.4' }],
      },
    ],
    [
      'record data',
      wire(...start, 'c00c 0001 0001 00000000 0004 0102'),
      {
        stopped: { reason: 'cut-short', offset: 45 },
        answers: [],
      },
    ],
    [
      'a pointer',
      wire(...start, 'c0ff 0001 0001 00000000 0004 01020304'),
      {
        stopped: { reason: 'bad-value', offset: 31 },
        questions: [{ name: 'www.its.ac.id' }],
        answers: [],
      },
    ],
  ])('%s: what came before is kept', (_, bytes, expected) => {
    expect(parse(bytes)).toMatchObject(expected);
  });

  it('bad data within its length does not hide the records after it', () => {
    const message = parse(...start, record(toQuestion, 1, '0102'), record(toQuestion, 1, '01020304'));
    expect(message.stopped).toEqual({ reason: 'bad-value', offset: 43 });
    expect(message.answers.map(({ value }) => value)).toEqual(['\\# 2 0102', '1.2.3.4']);
  });

  it('a header that announces 262,140 entries costs nothing', () => {
    const message = parse('0000 8000 ffff ffff ffff ffff', question(its, 1));
    expect(message).toMatchObject({ questions: [{ type: 'A' }], answers: [], authority: [], additional: [] });
  });
});

describe('dnsOutcome', () => {
  const a = record(toQuestion, 1, '01020304');
  const alias = record(toQuestion, 5, its);
  const soa = record(toQuestion, 6, '00'.repeat(22));
  const outcome = (
    flags: number,
    type: number,
    answers: readonly Uint8Array[],
    ...more: Uint8Array[]
  ): unknown =>
    dnsOutcome(
      parse(
        header({ flags, questions: 1, answers: answers.length, authority: more.length }),
        question(its, type),
        ...answers,
        ...more,
      ),
    );

  it.each([
    ['answer', 'a record of the type', 0x8180, 1, [a]],
    ['answer', 'behind an alias', 0x8180, 1, [alias, a]],
    ['answer', 'an alias where the alias was asked for', 0x8180, 5, [alias]],
    ['answer', 'any record where all were asked for', 0x8180, 255, [soa]],
    ['no-data', 'nothing', 0x8180, 28, []],
    ['no-data', 'an alias that leads to nothing of the type', 0x8180, 28, [alias]],
    ['no-data', 'nothing where all were asked for', 0x8180, 255, []],
    ['name-error', 'result 3', 0x8183, 1, []],
    ['name-error', 'result 3 after an alias', 0x8183, 1, [alias]],
    ['server-failure', 'result 2', 0x8182, 1, []],
    ['refused', 'result 5', 0x8185, 1, []],
    ['error', 'result 1', 0x8181, 1, []],
    ['error', 'result 4', 0x8184, 1, []],
    ['truncated', 'TC, nothing', 0x8380, 1, []],
    ['truncated', 'TC, part of the answer', 0x8380, 1, [a]],
    ['name-error', 'TC and result 3', 0x8383, 1, []],
    [null, 'a query', 0x0100, 1, []],
    [null, 'an update that succeeded', 0xa800, 6, []],
    ['refused', 'an update that was refused', 0xa805, 6, []],
  ] as const)('%s: %s', (expected, _, flags, type, answers) => {
    expect(outcome(flags, type, answers)).toBe(expected);
  });

  it('no-data with the zone in the authority section (RFC 2308, 2.2)', () => {
    expect(outcome(0x8180, 28, [], soa)).toBe('no-data');
  });

  it('does not say "no data" of answers that could not be read', () => {
    const bytes = wire(header({ flags: 0x8180, questions: 1, answers: 2 }), question(its, 1), alias, a);
    const cut = (end: number): unknown => dnsOutcome(parseDnsMessage(bytes, 0, end));
    expect(cut(bytes.length)).toBe('answer');
    expect(cut(bytes.length - 1)).toBeNull();
    expect(cut(20)).toBeNull();
  });

  it('an extended result is an error (RFC 6891, 6.1.3)', () => {
    const badVersion = '00 0029 04d0 01000000 0000';
    const message = parse(
      header({ flags: 0x8180, questions: 1, additional: 1 }),
      question(its, 1),
      badVersion,
    );
    expect(dnsOutcome(message)).toBe('error');
  });

  it('a response without a question says what it brings', () => {
    expect(dnsOutcome(parse(header({ flags: 0x8400, answers: 1 }), record(its, 1, '01020304')))).toBe(
      'answer',
    );
    expect(dnsOutcome(parse(header({ flags: 0x8400 })))).toBeNull();
    expect(dnsOutcome(parse(header({ flags: 0x8402 })))).toBe('server-failure');
  });
});

describe('a dynamic update (RFC 2136)', () => {
  const zone = [labels('zone'), '0006 0001'];

  /** The sections keep their places in the message: zone, prerequisites, updates. */
  it('that succeeded brings no data, and its prerequisites are no answers', () => {
    const message = parse('0001 a800 0001 0001 0000 0000', ...zone, 'c00c 00ff 00ff 00000000 0000');
    const facts = { name: 'zone', outcome: 'no-data', rcode: 0, answers: [], query: 1 };
    expect(dnsFacts(message!, 'udp', 1, 0.5)).toMatchObject(facts);
  });

  it('that was refused says so', () => {
    const message = parse('0001 a805 0001 0000 0000 0000', ...zone);
    expect(dnsFacts(message!, 'udp', 1, 0.5).outcome).toBe('refused');
  });
});
