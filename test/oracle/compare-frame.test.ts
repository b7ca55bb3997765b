import { expect, test } from 'vitest';
import type { Frame } from '../../src/index.js';
import type { Field } from './answers.js';
import { answersOf, segment } from './answers-of.js';
import { compareFrame } from './compare-frame.js';
import { expectRoles } from './expected-roles.js';
import { COMPARED_FIELDS, CORE_FIELDS } from './fields.js';
import { Tally } from './tally.js';

const row = { ...segment('c', 'PA', 101, 901, 16), 'frame.len': '70', 'frame.time_epoch': '1.500000000' };
const said: Partial<Record<Field, string>> = {
  ...row,
  'tcp.seq': '4294967295',
  'tcp.ack': '1',
  'tcp.analysis.acks_frame': '3',
  'tcp.analysis.ack_rtt': '0.000002000',
  'tcp.analysis.retransmission': '1',
  '_ws.col.Protocol': 'TCP',
};
const facts = { bytes: 16, seq: -1, ack: 1, acknowledges: 3, rtt: 0.000003 };
const frame = {
  role: 'data',
  connection: 0,
  findings: ['retransmission', 'cut-short'],
  protocol: 'TCP',
  length: 70,
  time: '1970-01-01T00:00:01.500000Z',
  source: '172.18.0.3',
  destination: '172.18.0.2',
  sourcePort: 4000,
  destinationPort: 80,
  facts,
};

function differences(cells: Partial<Record<Field, string>>, change: object): string[] {
  const answers = answersOf([cells]);
  const tally = new Tally(COMPARED_FIELDS, CORE_FIELDS);
  const answer = answers[0];
  if (answer === undefined) throw new Error('no answer');
  compareFrame(
    answer,
    expectRoles(answers).get(1),
    { ...frame, ...change } as unknown as Frame,
    'a#1',
    tally,
  );
  return tally.causes().map(({ field, cause }) => `${field}: ${cause}`);
}

test('a row that says what tshark says differs in nothing: numbers modulo 2^32, times within a microsecond', () => {
  expect(differences(said, {})).toEqual([]);
});

test('each difference is told by its field and cause', () => {
  expect(differences(said, { role: 'ack' })).toEqual(['role: expected data, got ack']);
  expect(differences(said, { role: 'other' })).toEqual(['role: got other [eth:ethertype:ip:tcp]']);
  expect(differences(said, { connection: null })).toEqual(['connection: missing']);
  expect(differences(said, { findings: ['keep-alive'] })).toEqual([
    'findings: missing retransmission, extra keep-alive',
  ]);
  expect(differences(said, { facts: { ...facts, acknowledges: undefined } })).toEqual([
    'acknowledges: missing',
  ]);
  expect(differences(said, { facts: { ...facts, rtt: 0.0000031 } })).toEqual(['rtt: another value']);
  expect(differences(said, { facts: { ...facts, rto: 1 } })).toEqual(['rto: expected none']);
  expect(differences(said, { facts: { ...facts, seq: 0 } })).toEqual(['seq: another value']);
  expect(differences(said, { time: '1970-01-01T00:00:01.500001Z' })).toEqual(['time: another value']);
  expect(differences(said, { sourcePort: 4001 })).toEqual(['source port: another value']);
});

test('addresses are those of the innermost packet, but of the outer one around an ICMP error', () => {
  const tunnel = {
    ...said,
    'frame.protocols': 'eth:ethertype:ip:gre:ip:tcp',
    'ip.src': '10.0.0.1,172.18.0.3',
    'ip.dst': '10.0.0.2,172.18.0.2',
  };
  expect(differences(tunnel, {})).toEqual([]);
  const error = {
    ...row,
    'frame.protocols': 'eth:ethertype:ip:icmp:ip:tcp',
    'icmp.type': '3',
    'ip.src': '172.18.0.3,9.9.9.9',
    'ip.dst': '172.18.0.2,8.8.8.8',
  };
  expect(differences(error, { role: 'icmp-error' })).toEqual([]);
});

test('DNS names agree however their odd bytes are escaped', () => {
  const dns: Partial<Record<Field, string>> = {
    'frame.protocols': 'eth:ethertype:ip:udp:dns',
    'frame.len': '70',
    'udp.srcport': '4000',
    'udp.dstport': '53',
    'dns.flags.response': '0',
    'dns.qry.name': 'a\\000b.example',
    'dns.qry.type': '28',
  };
  const query = { role: 'dns-query', connection: null, protocol: 'DNS', destinationPort: 53, time: null };
  expect(differences(dns, { ...query, facts: { name: 'a\\000b.example', type: 'AAAA' } })).toEqual([]);
  expect(differences(dns, { ...query, facts: { name: 'b.example', type: 'A' } })).toEqual([
    'dns name: another value',
    'dns type: another value',
  ]);
});
