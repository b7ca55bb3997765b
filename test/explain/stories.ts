/** One frame for every sentence there is, by the family of the sentence. */

import dnsPacket from 'dns-packet';
import type { SentenceKey } from '../../src/explain/sentences.js';
import { FLAG } from '../../src/wire/tcp.js';
import { type Fake, ipv6Bytes } from './fake-frame.js';

const { syn, ack, fin, rst, psh } = FLAG;
const MESSAGE = 'INI ADALAH DATA YANG DIKIRIM ABCDEFGHIJKLMNOPQ';

/** Stories told on the golden page, titled by the sentence that they are there for. */
export type Stories = Readonly<Partial<Record<SentenceKey, Fake>>>;

const aSyn = { role: 'syn', stage: 'open-1', flags: syn, seq: 0 } as const;
const aSynAck = { role: 'syn-ack', stage: 'open-2', flags: syn | ack, seq: 0, fromServer: true } as const;
const anAck = { role: 'handshake-ack', stage: 'open-3', inReplyTo: 8 } as const;
const again = { original: 5 } as const;
const sentAgain = ['retransmission'] as const;

const opening: Stories = {
  syn: aSyn,
  'syn-again': { ...aSyn, stage: 'open-again', findings: sentAgain },
  'syn-again-of': { ...aSyn, stage: 'open-again', findings: sentAgain, ...again },
  'syn-after-refusal': { ...aSyn, stage: 'open-after-refusal', findings: sentAgain },
  'syn-simultaneous': { ...aSyn, stage: 'simultaneous-open', fromServer: true },
  'syn-unplaced': { ...aSyn, stage: 'none' },
  'fast-open': { ...aSyn, payload: 'GET / HTTP/1.1\r\n' },
  'syn-ack': { ...aSynAck, inReplyTo: 8 },
  'syn-ack-plain': aSynAck,
  'syn-ack-unseen': { ...aSynAck, stage: 'open-2-unseen' },
  'syn-ack-again': { ...aSynAck, stage: 'open-again', findings: sentAgain },
  'syn-ack-again-of': { ...aSynAck, stage: 'open-again', findings: sentAgain, ...again },
  'syn-ack-simultaneous': { ...aSynAck, stage: 'simultaneous-open-ack', findings: sentAgain },
  'syn-ack-unplaced': { ...aSynAck, stage: 'none' },
  'handshake-ack': anAck,
  'handshake-ack-plain': { ...anAck, inReplyTo: 0 },
  'handshake-ack-unseen': { ...anAck, stage: 'open-3-unseen' },
  'handshake-ack-simultaneous': { ...anAck, stage: 'simultaneous-open-ack' },
  'handshake-ack-unplaced': { ...anAck, seq: 525, findings: ['previous-segment-not-captured'] },
  'carries-data': { ...anAck, payload: MESSAGE, flags: psh | ack },
};

const someData = { role: 'data', payload: MESSAGE } as const;
const plainAck = { role: 'ack', fromServer: true, ack: 47 } as const;

const data: Stories = {
  data: { ...someData, payload: new Uint8Array([0, 1, 2]) },
  'data-push': { ...someData, flags: psh | ack },
  'data-midstream': { ...someData, midstream: true },
  'data-push-midstream': { ...someData, midstream: true, flags: psh | ack, payload: 'A' },
  'data-again': { ...someData, findings: ['retransmission', 'spurious-retransmission'] },
  'data-again-of': { ...someData, findings: sentAgain, ...again, timeout: 0.204 },
  'data-again-partly': {
    ...someData,
    findings: sentAgain,
    ...again,
    timeout: 0.204,
    bits: ['carriesNew'],
  },
  'data-again-unseen': { ...someData, findings: sentAgain, timeout: 0.204 },
  'preview-whole': { ...someData, payload: 'A\u202eB\u200bC\x1b[31m \\n' },
  'preview-beginning': { ...someData, payload: MESSAGE.repeat(2) },
  'also-acknowledges': { ...someData, fromServer: true, acknowledges: 8, roundTrip: 0.001 },
  'also-acknowledges-fin': { ...someData, fromServer: true, inReplyTo: 8, bits: ['acknowledgesFirstFin'] },
  ack: plainAck,
  'ack-of': { ...plainAck, acknowledges: 8, roundTrip: 0.000_093 },
  'ack-of-untimed': { ...plainAck, acknowledges: 8 },
  'no-ack-flag': { ...plainAck, flags: 0 },
  'keep-alive': { ...plainAck, findings: ['keep-alive'] },
  'window-probe': { ...plainAck, findings: ['keep-alive'], bits: ['intoClosedWindow'] },
  'half-close': { ...someData, fromServer: true, bits: ['afterOtherFin'] },
  'keep-alive-answer': { ...plainAck, findings: ['keep-alive-ack'] },
  'window-probe-byte': { ...someData, payload: 'A', findings: ['zero-window-probe'] },
  'window-probe-answer': { ...plainAck, window: 0, findings: ['zero-window', 'zero-window-probe-ack'] },
  'window-update': { ...plainAck, bits: ['windowKnown'], findings: ['window-update'] },
  'window-update-unscaled': { ...plainAck, window: 501, findings: ['window-update'] },
  'duplicate-ack': {
    ...plainAck,
    findings: ['duplicate-ack'],
    original: 5,
    repetition: 3,
  },
  'duplicate-ack-plain': { ...plainAck, findings: ['duplicate-ack'], repetition: 1 },
  'duplicate-ack-idle': {
    ...plainAck,
    findings: ['duplicate-ack'],
    bits: ['acknowledgesAllSeen'],
    original: 5,
    repetition: 1,
  },
  'duplicate-ack-idle-plain': {
    ...plainAck,
    findings: ['duplicate-ack'],
    bits: ['acknowledgesAllSeen'],
    repetition: 1,
  },
};

const firstFin = { role: 'first-fin', stage: 'close-1', flags: fin | ack, seq: 47, ack: 47 } as const;
const secondFin = {
  role: 'second-fin',
  flags: fin | ack,
  fromServer: true,
  seq: 47,
  ack: 48,
  bits: ['secondFin'],
} as const;
const firstFinAck = {
  role: 'first-fin-ack',
  fromServer: true,
  inReplyTo: 8,
  bits: ['acknowledgesFirstFin'],
} as const;
const secondFinAck = { role: 'second-fin-ack', inReplyTo: 8, bits: ['acknowledgesSecondFin'] } as const;
const aReset = { role: 'reset', flags: rst | ack, seq: 78, ack: 78 } as const;

const closing: Stories = {
  'fin-begins': firstFin,
  'carries-last-data': { ...firstFin, payload: 'n 2' },
  'fin-four-3': { ...secondFin, stage: 'four-3' },
  'fin-three-2': { ...secondFin, stage: 'three-2', inReplyTo: 8, acknowledges: 8 },
  'fin-three-2-plain': { ...secondFin, stage: 'three-2' },
  'fin-crossing': { ...secondFin, stage: 'crossing-fin' },
  'fin-again': { ...firstFin, stage: 'close-again', findings: sentAgain },
  'fin-again-of': { ...firstFin, stage: 'close-again', findings: sentAgain, ...again },
  'fin-after-reset': { ...firstFin, stage: 'after-reset' },
  'fin-first-unplaced': { ...firstFin, stage: 'none' },
  'fin-second-unplaced': { ...secondFin, stage: 'none' },
  'fin-ack-four-2': { ...firstFinAck, stage: 'four-2' },
  'fin-ack-four-4': { ...secondFinAck, stage: 'four-4' },
  'fin-ack-three-3': { ...secondFinAck, stage: 'three-3' },
  'fin-ack-crossing': { ...secondFinAck, stage: 'crossing-ack' },
  'fin-ack-after-reset': { ...firstFinAck, stage: 'after-reset' },
  'fin-ack-plain': { ...firstFinAck, inReplyTo: 0, stage: 'four-2' },
  'fin-ack-of': { ...firstFinAck, stage: 'none' },
  'reset-refused': {
    ...aReset,
    fromServer: true,
    inReplyTo: 8,
    note: { cause: 'refused', causeCertainty: 'seen' },
  },
  'reset-refused-inferred': {
    ...aReset,
    fromServer: true,
    note: { cause: 'refused', causeCertainty: 'inferred' },
  },
  'reset-data-after-close': {
    ...aReset,
    flags: rst,
    inReplyTo: 8,
    note: { cause: 'data-after-close', causeCertainty: 'seen' },
  },
  'reset-no-socket': { ...aReset, note: { cause: 'data-after-close', causeCertainty: 'inferred' } },
  'reset-no-socket-of': {
    ...aReset,
    flags: rst,
    inReplyTo: 8,
    note: { cause: 'data-after-close', causeCertainty: 'inferred' },
  },
  'reset-after-close-of': {
    ...aReset,
    inReplyTo: 8,
    note: { cause: 'after-close', causeCertainty: 'seen' },
  },
  'reset-after-close': { ...aReset, note: { cause: 'after-close', causeCertainty: 'seen' } },
  'reset-aborted': { ...aReset, note: { cause: 'aborted', causeCertainty: 'seen' } },
  'reset-aborted-inferred': { ...aReset, note: { cause: 'aborted', causeCertainty: 'inferred' } },
  'reset-unread-data': {
    ...aReset,
    note: { cause: 'aborted', causeCertainty: 'seen', probably: 'unread-data', unanswered: 7 },
  },
  'reset-plain': {
    ...aReset,
    findings: ['reset-out-of-window'],
    note: { cause: 'aborted', causeCertainty: 'inferred' },
  },
  'reset-unknown': aReset,
};

const findings: Stories = {
  'retransmission-timer': { ...someData, findings: sentAgain, ...again, timeout: 1.204 },
  'retransmission-cause': { ...someData, findings: sentAgain, ...again },
  'original-unseen': { ...someData, findings: sentAgain, midstream: true },
  'segment-again': { ...firstFin, findings: sentAgain },
  'segment-again-of': { ...firstFin, findings: sentAgain, ...again },
  'acks-again': { ...anAck, findings: ['duplicate-ack'] },
  'fast-retransmission': {
    ...someData,
    findings: ['retransmission', 'fast-retransmission'],
    ...again,
  },
  'spurious-retransmission': {
    ...someData,
    findings: ['retransmission', 'spurious-retransmission'],
    ...again,
  },
  'out-of-order': { ...someData, findings: ['out-of-order'] },
  'previous-segment-not-captured': { ...someData, seq: 525, findings: ['previous-segment-not-captured'] },
  'acked-unseen-segment': { ...plainAck, ack: 1449, findings: ['acked-unseen-segment'] },
  'zero-window': { ...plainAck, window: 0, acknowledges: 8, roundTrip: 0.012_5, findings: ['zero-window'] },
  'window-full': { ...someData, findings: ['window-full'] },
  'port-reuse': { ...aSyn, findings: ['port-reuse'] },
  'port-reuse-answer': { ...aSynAck, findings: ['port-reuse'] },
  'duplicate-frame': {
    ...someData,
    findings: ['retransmission', 'duplicate-frame'],
    note: { duplicateOf: 8 },
  },
  'duplicate-frame-plain': { ...plainAck, findings: ['duplicate-frame'] },
  'copy-of-data': { ...someData, findings: ['duplicate-frame'], note: { duplicateOf: 8 } },
  'copy-of-segment': {
    ...plainAck,
    findings: ['duplicate-ack', 'duplicate-frame'],
    note: { duplicateOf: 8 },
  },
  'cut-short': {
    ...someData,
    payloadLength: 1460,
    wireLength: 1514,
    capturedLength: 96,
    findings: ['cut-short'],
  },
  offloaded: { ...someData, wireLength: 65226, findings: ['offloaded'] },
  'overlap-conflict': {
    ...someData,
    findings: ['retransmission', 'overlap-conflict'],
    ...again,
  },
  'reset-out-of-window': {
    ...aReset,
    findings: ['reset-out-of-window'],
    note: { cause: 'aborted', causeCertainty: 'inferred' },
  },
  'bad-checksum': { ...someData, findings: ['bad-checksum'] },
  'limit-reached': { ...plainAck, findings: ['limit-reached'] },
  'limit-reached-named': { ...plainAck, findings: ['limit-reached'], note: { limit: 'connections' } },
};

type Packet = Parameters<typeof dnsPacket.encode>[0];

const NAME = 'www.its.ac.id';
const resolver = '172.18.0.53';

function query(type: string, name = NAME, more: Partial<Packet> = {}): Fake {
  return {
    role: 'dns-query',
    transport: 'udp',
    protocol: 'DNS',
    bits: ['dns'],
    destination: resolver,
    serverPort: 53,
    payload: dnsPacket.encode({ type: 'query', id: 1, questions: [{ type, name }] as never, ...more }),
  };
}

function response(
  type: string,
  more: Partial<Packet> & { rcode?: number; aa?: boolean; tc?: boolean } = {},
  name = NAME,
): Fake {
  const { rcode = 0, aa = true, tc = false, flags = 0, ...rest } = more;
  return {
    role: 'dns-response',
    transport: 'udp',
    protocol: 'DNS',
    bits: ['dns', 'dnsResponse'],
    source: resolver,
    serverPort: 53,
    fromServer: true,
    destination: '172.18.0.3',
    inReplyTo: 8,
    roundTrip: 0.017_5,
    payload: dnsPacket.encode({
      type: 'response',
      id: 1,
      flags: flags | (aa ? 0x0400 : 0) | (tc ? 0x0200 : 0) | rcode,
      questions: [{ type, name }] as never,
      ...rest,
    }),
  };
}

const a = (name: string, data: string): unknown => ({ type: 'A', name, data });
const alias = (name: string, data: string): unknown => ({ type: 'CNAME', name, data });
const answers = (...records: unknown[]): Partial<Packet> => ({ answers: records as never });
const ns = { authorities: [{ type: 'NS', name: 'id', data: 'ns1.id' }] as never };
const inTcp = { id: 1, name: NAME, type: 'A', transport: 'tcp' } as const;
const question = { ...inTcp, response: false };
const found = {
  ...inTcp,
  response: true,
  rcode: 0,
  outcome: 'answer',
  answers: [{ name: NAME, type: 'A', ttl: 60, value: '103.94.189.4' }],
} as const;

const dns: Stories = {
  'dns-query-a': query('A'),
  'dns-query-aaaa': query('AAAA'),
  'dns-query-ptr': query('PTR', '4.189.94.103.in-addr.arpa'),
  'dns-query-mx': query('MX', 'its.ac.id'),
  'dns-query-txt': query('TXT', 'its.ac.id'),
  'dns-query-srv': query('SRV', '_ldap._tcp.its.ac.id'),
  'dns-query-ns': query('NS', '.'),
  'dns-query-soa': query('SOA', 'its.ac.id'),
  'dns-query-cname': query('CNAME'),
  'dns-query-https': query('UNKNOWN_65'),
  'dns-query-any': query('ANY'),
  'dns-query-other': query('CAA', 'its.ac.id'),
  'dns-query-multicast': {
    ...query('PTR', '_http._tcp.local'),
    protocol: 'MDNS',
    destination: '224.0.0.251',
  },
  'dns-query-llmnr': { ...query('A', 'mesin1'), protocol: 'LLMNR', destination: '224.0.0.252' },
  'dns-query-empty': { ...query('A'), payload: dnsPacket.encode({ type: 'query', id: 1 }) },
  'dns-more-questions': query('A', NAME, {
    questions: [
      { type: 'A', name: NAME },
      { type: 'AAAA', name: NAME },
    ] as never,
  }),
  'dns-other-port': { ...query('A'), serverPort: 53280, destination: '127.0.0.11' },
  'dns-notify': query('SOA', 'its.ac.id', { flags: 4 << 11 }),
  'dns-update': query('SOA', 'its.ac.id', { flags: 5 << 11 }),
  'dns-opcode': query('A', NAME, { flags: 2 << 11 }),
  'dns-answer-a': response('A', answers(a(NAME, '103.94.189.4'))),
  'dns-answer-aaaa': response('AAAA', answers({ type: 'AAAA', name: NAME, data: '2001:db8::4' })),
  'dns-answer-ptr': response(
    'PTR',
    answers({ type: 'PTR', name: '4.189.94.103.in-addr.arpa', data: NAME }),
    '4.189.94.103.in-addr.arpa',
  ),
  'dns-answer-other': response(
    'MX',
    answers({ type: 'MX', name: NAME, data: { preference: 10, exchange: 'mx.its.ac.id' } }),
  ),
  'dns-answer-alias-a': response(
    'A',
    answers(
      alias(NAME, 'web.its.ac.id'),
      alias('web.its.ac.id', 'cdn.example'),
      ...[1, 2, 3, 4, 5, 6].map((host) => a('cdn.example', `192.0.2.${host}`)),
    ),
  ),
  'dns-answer-alias-aaaa': response(
    'AAAA',
    answers(alias(NAME, 'web.its.ac.id'), { type: 'AAAA', name: 'web.its.ac.id', data: '2001:db8::4' }),
  ),
  'dns-answer-alias-other': response(
    'TXT',
    answers(alias(NAME, 'web.its.ac.id'), { type: 'TXT', name: 'web.its.ac.id', data: 'v=spf1 -all' }),
  ),
  'dns-no-data-a': response('A'),
  'dns-no-data-aaaa': response('AAAA'),
  'dns-no-data-other': response('MX'),
  'dns-no-data-alias': response('AAAA', answers(alias(NAME, 'web.its.ac.id'))),
  'dns-referral': response('A', { ...ns, aa: false }),
  'dns-name-error': response('A', { rcode: 3 }),
  'dns-name-error-alias': response('A', { rcode: 3, ...answers(alias(NAME, 'web.its.ac.id')) }),
  'dns-server-failure': response('A', { rcode: 2 }),
  'dns-refused': response('A', { rcode: 5 }),
  'dns-truncated': response('A', { tc: true }),
  'dns-error': response('A', { rcode: 1 }),
  'dns-error-nameless': response('A', { rcode: 1, questions: [] }),
  'dns-notified': response('SOA', { flags: 4 << 11 }, 'its.ac.id'),
  'dns-updated': response('SOA', { flags: 5 << 11 }, 'its.ac.id'),
  'dns-response-other': response('A', { questions: [] }),
  'mdns-answer': {
    ...response('PTR', answers({ type: 'PTR', name: '_http._tcp.local', data: 'cetak._http._tcp.local' })),
    protocol: 'MDNS',
  },
  'dns-answered': response('A', answers(a(NAME, '103.94.189.4'))),
  'dns-answered-untimed': { ...response('A', answers(a(NAME, '103.94.189.4'))), roundTrip: Number.NaN },
  'dns-unsolicited': { ...response('A', answers(a(NAME, '103.94.189.4'))), inReplyTo: 0 },
  'dns-answered-again': {
    ...response('A', answers(a(NAME, '103.94.189.4'))),
    inReplyTo: 0,
    note: { repeatsAnswer: 8 },
  },
  'dns-in-segment-query': { ...someData, payload: new Uint8Array(33), note: { dns: [question] } },
  'dns-in-segment-answer': {
    ...someData,
    fromServer: true,
    payload: new Uint8Array(49),
    note: { dns: [{ ...found, query: 8, responseTime: 0.003_58 }] },
  },
  'dns-in-segment-no-data': {
    ...someData,
    payload: new Uint8Array(33),
    note: { dns: [{ ...found, answers: [], outcome: 'no-data' }] },
  },
  'dns-in-segment-name-error': {
    ...someData,
    payload: new Uint8Array(33),
    note: { dns: [{ ...found, answers: [], outcome: 'name-error', rcode: 3 }] },
  },
  'dns-in-segment-failed': {
    ...someData,
    payload: new Uint8Array(33),
    note: { dns: [{ ...found, answers: [], outcome: 'server-failure', rcode: 2 }] },
  },
  'dns-in-segment-response': {
    ...someData,
    payload: new Uint8Array(33),
    note: { dns: [{ ...found, answers: [], outcome: 'truncated' }] },
  },
  'dns-in-segment-answered': {
    ...someData,
    payload: new Uint8Array(49),
    note: { dns: [{ ...found, query: 8, responseTime: 2.5 }] },
  },
  'dns-in-segment-more': {
    ...someData,
    payload: new Uint8Array(99),
    note: { dns: [question, question, question, question] },
  },
};

const datagram = { role: 'udp', transport: 'udp', protocol: 'UDP' } as const;

function arp(operation: number, sender: string, target: string): Fake {
  return {
    role: operation === 1 ? 'arp-request' : 'arp-reply',
    transport: 'arp',
    protocol: 'ARP',
    flags: operation,
    packet: Uint8Array.from([
      ...[0, 1, 8, 0, 6, 4, 0, operation],
      ...[2, 0x42, 0xac, 18, 0, 2, ...sender.split('.').map(Number)],
      ...[0, 0, 0, 0, 0, 0, ...target.split('.').map(Number)],
    ]),
  };
}

function icmp(role: Fake['role'], type: number, code = 0, body: readonly number[] = []): Fake {
  return {
    role,
    transport: 'icmp',
    protocol: 'ICMP',
    flags: type * 256 + code,
    packet: Uint8Array.from([type, code, 0, 0, 0, 1, 0, 7, ...body]),
    source: '172.18.0.2',
    destination: '172.18.0.3',
  };
}

function icmp6(role: Fake['role'], type: number, target = ''): Fake {
  return {
    ...icmp(role, type, 0, target === '' ? [] : [...ipv6Bytes(target)]),
    transport: 'icmpv6',
    protocol: 'ICMPv6',
    source: 'fe80::3',
    destination: 'ff02::1',
  };
}

const error = (type: number, code: number): Fake => icmp('icmp-error', type, code);
const about = {
  frame: 8,
  connection: null,
  protocol: 'UDP',
  source: '172.18.0.3',
  destination: '172.18.0.2',
  sourcePort: 44204,
  destinationPort: 9999,
} as const;

const network: Stories = {
  udp: { ...datagram, payload: 'halo', destination: '255.255.255.255' },
  'udp-empty': datagram,
  'arp-request': arp(1, '172.18.0.3', '172.18.0.2'),
  'arp-probe': arp(1, '0.0.0.0', '172.18.0.2'),
  'arp-announcement': arp(1, '172.18.0.2', '172.18.0.2'),
  'arp-request-plain': { ...arp(1, '172.18.0.3', '172.18.0.2'), packet: new Uint8Array(8) },
  'arp-reply': arp(2, '172.18.0.2', '172.18.0.3'),
  'arp-reply-to': { ...arp(2, '172.18.0.2', '172.18.0.3'), inReplyTo: 8 },
  'arp-reply-plain': { ...arp(2, '172.18.0.2', '172.18.0.3'), packet: new Uint8Array(8) },
  'echo-request': icmp('icmp-echo-request', 8),
  'echo-request-plain': { ...icmp('icmp-echo-request', 8), packet: Uint8Array.from([8, 0, 0, 0]) },
  'echo-reply': { ...icmp('icmp-echo-reply', 0), inReplyTo: 8, roundTrip: 0.000_41 },
  'echo-reply-untimed': { ...icmp('icmp-echo-reply', 0), inReplyTo: 8 },
  'echo-reply-unsolicited': icmp('icmp-echo-reply', 0),
  'unreachable-network': error(3, 0),
  'unreachable-host': error(3, 1),
  'unreachable-protocol': error(3, 2),
  'unreachable-port': error(3, 3),
  'unreachable-prohibited': error(3, 13),
  'unreachable-other': error(3, 5),
  'too-big': error(3, 4),
  'hops-exceeded': error(11, 0),
  'reassembly-exceeded': error(11, 1),
  'parameter-problem': error(12, 0),
  'source-quench': error(4, 0),
  redirect: error(5, 1),
  'icmp-error-other': error(11, 9),
  'about-frame': { ...error(3, 3), note: { about } },
  'about-packet': {
    ...error(11, 0),
    note: { about: { ...about, frame: null, protocol: 'ICMP', sourcePort: null, destinationPort: null } },
  },
  'about-unseen': { ...error(3, 3), note: { about: { ...about, frame: null } } },
  'icmp-other': icmp('icmp-other', 13),
  'neighbor-solicitation': icmp6('neighbor-solicitation', 135, 'fe80::2'),
  'neighbor-probe': { ...icmp6('neighbor-solicitation', 135, 'fe80::2'), source: '::' },
  'neighbor-solicitation-plain': icmp6('neighbor-solicitation', 135),
  'neighbor-advertisement': icmp6('neighbor-advertisement', 136, 'fe80::3'),
  'neighbor-advertisement-to': {
    ...icmp6('neighbor-advertisement', 136, 'fe80::3'),
    inReplyTo: 8,
    destination: 'fe80::2',
  },
  'neighbor-advertisement-plain': icmp6('neighbor-advertisement', 136),
  'router-solicitation': { ...icmp6('router-solicitation', 133), source: '::' },
  'router-advertisement': icmp6('router-advertisement', 134),
  'multicast-query': icmp6('multicast-listener', 130),
  'multicast-report': icmp6('multicast-listener', 143),
  'multicast-done': icmp6('multicast-listener', 132),
};

const fragment = { role: 'ip-fragment', shape: 'fragment', transport: 'none', protocol: 'IPv4' } as const;
const malformed = { role: 'malformed', shape: 'malformed', transport: 'none', protocol: 'IPv4' } as const;
const stopped = { layer: 'IPv4', offset: 16 };

const frame: Stories = {
  'fragment-first': { ...fragment, note: { fragment: { packet: 9, offset: 0, more: true } } },
  'fragment-middle': { ...fragment, note: { fragment: { packet: 9, offset: 1480, more: true } } },
  'fragment-last': { ...fragment, note: { fragment: { packet: 9, offset: 2960, more: false } } },
  'fragment-plain': fragment,
  'fragment-conflict': {
    ...fragment,
    findings: ['overlap-conflict'],
    note: { fragment: { packet: 9, offset: 8, more: true } },
  },
  'fragment-packet': { ...fragment, note: { fragment: { packet: 8, offset: 1480, more: true } } },
  reassembled: { ...datagram, payload: 'halo', note: { fragments: [1, 2, 3, 4, 5, 6, 7, 8, 9] } },
  'malformed-length': { ...malformed, note: { stopped: { ...stopped, reason: 'bad-length' } } },
  'malformed-value': { ...malformed, note: { stopped: { ...stopped, reason: 'bad-value' } } },
  'malformed-deep': { ...malformed, note: { stopped: { ...stopped, reason: 'too-deep' } } },
  'malformed-plain': malformed,
  'stopped-length': {
    ...arp(1, '172.18.0.3', '172.18.0.2'),
    packet: new Uint8Array(8),
    note: { stopped: { layer: 'ARP', reason: 'bad-length', offset: 22 } },
  },
  'stopped-value': { ...datagram, note: { stopped: { layer: 'DNS', reason: 'bad-value', offset: 54 } } },
  'stopped-unsupported': {
    ...datagram,
    note: { stopped: { layer: 'DNS', reason: 'unsupported', offset: 54 } },
  },
  'stopped-cut': { ...query('A'), note: { stopped: { layer: 'DNS', reason: 'cut-short', offset: 60 } } },
  'cut-header': {
    role: 'other',
    shape: 'cut',
    transport: 'none',
    protocol: 'TCP',
    capturedLength: 40,
    wireLength: 54,
    findings: ['cut-short'],
    note: { stopped: { layer: 'TCP', reason: 'cut-short', offset: 40 } },
  },
  other: {
    role: 'other',
    transport: 'none',
    protocol: 'unknown',
    source: '02:42:ac:12:00:02',
    destination: '01:80:c2:00:00:00',
    note: { layer: 'STP' },
  },
  'other-nameless': {
    role: 'other',
    transport: 'none',
    protocol: 'unknown',
    source: '',
    note: { layer: 'link type 147' },
  },
  encapsulated: {
    ...aSyn,
    note: { encapsulation: ['IP 192.0.2.1 → 192.0.2.2', 'GRE'] },
  },
  comment: { ...aSyn, comments: ['percobaan <b>2</b>\u202e', 'kedua'] },
};

/** All stories, family by family. */
export const families: Readonly<Record<string, Stories>> = {
  opening,
  data,
  closing,
  findings,
  dns,
  network,
  frame,
};
