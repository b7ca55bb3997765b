import { expect, test } from 'vitest';
import { answersOf, segment } from './answers-of.js';
import { expectRoles } from './expected-roles.js';

const roles = (rows: Parameters<typeof answersOf>[0]): unknown[] => {
  const expected = expectRoles(answersOf(rows));
  return rows.map((_, index) => expected.get(index + 1)?.role);
};

test('a whole conversation, closed in four frames', () => {
  expect(
    roles([
      segment('c', 'S', 100, 0),
      segment('s', 'SA', 900, 101),
      segment('c', 'A', 101, 901),
      segment('c', 'PA', 101, 901, 16),
      segment('s', 'A', 901, 117),
      segment('c', 'FA', 117, 901),
      segment('s', 'A', 901, 118),
      segment('s', 'FA', 901, 118),
      segment('c', 'A', 118, 902),
      segment('c', 'A', 118, 902),
    ]),
  ).toEqual([
    ...['syn', 'syn-ack', 'handshake-ack', 'data', 'ack'],
    ...['first-fin', 'first-fin-ack', 'second-fin', 'second-fin-ack', 'ack'],
  ]);
});

test('a FIN that acknowledges the first leaves no first-fin-ack to later segments', () => {
  expect(
    roles([
      segment('s', 'FA', 901, 117),
      segment('c', 'FA', 117, 902),
      segment('c', 'A', 118, 902),
      segment('s', 'A', 902, 118),
      segment('s', 'FA', 901, 117),
    ]),
  ).toEqual(['first-fin', 'second-fin', 'ack', 'second-fin-ack', 'first-fin']);
});

test('the handshake-ack may carry data, and answers the latest SYN-ACK that acknowledges the SYN', () => {
  expect(
    roles([
      segment('c', 'S', 100, 0),
      segment('s', 'SA', 500, 77),
      segment('s', 'SA', 900, 101),
      segment('c', 'A', 101, 501),
      segment('c', 'PA', 101, 901, 5),
      segment('c', 'A', 106, 901),
    ]),
  ).toEqual(['syn', 'syn-ack', 'syn-ack', 'ack', 'handshake-ack', 'ack']);
});

test('sequence numbers wrap, for the handshake and for a FIN', () => {
  expect(
    roles([
      segment('c', 'S', 0xffffffff, 0),
      segment('s', 'SA', 0xffffffff, 0),
      segment('c', 'A', 0, 0),
      segment('s', 'FA', 0xfffffffe, 0, 1),
      segment('c', 'A', 0, 0),
    ]),
  ).toEqual(['syn', 'syn-ack', 'handshake-ack', 'first-fin', 'first-fin-ack']);
});

test('RST is a reset whatever else is set', () => {
  expect(roles([segment('s', 'RA', 0, 101), segment('s', 'RF', 0, 101)])).toEqual(['reset', 'reset']);
});

test('segments that cannot be judged are left out', () => {
  expect(
    roles([
      { ...segment('c', 'A', 1, 1), 'frame.protocols': 'eth:ethertype:ip:icmp:ip:tcp' },
      { ...segment('c', 'A', 1, 1), 'tcp.stream': '0,1' },
      { ...segment('c', 'A', 1, 1), 'tcp.len': '' },
    ]),
  ).toEqual([undefined, undefined, undefined]);
});

test('DNS on UDP port 53, with the first question as its name', () => {
  const query = {
    'frame.protocols': 'eth:ethertype:ip:udp:dns',
    'udp.srcport': '5000',
    'udp.dstport': '53',
    'dns.flags.response': '0',
    'dns.qry.name': 'www.its.ac.id,its.ac.id',
  };
  const answers = answersOf([
    query,
    { ...query, 'dns.flags.response': '1', 'dns.qry.name': '<Root>' },
    { ...query, 'udp.dstport': '5353' },
    { ...query, '_ws.malformed': 'x' },
  ]);
  expect([...expectRoles(answers)]).toEqual([
    [1, { role: 'dns-query', name: 'www.its.ac.id' }],
    [2, { role: 'dns-response', name: '.' }],
  ]);
});
