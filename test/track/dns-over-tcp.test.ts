import { describe, expect, it } from 'vitest';
import { analyze, type Frame } from '../../src/index.js';
import { dns, ethernet, IP, ipv4, join, tcp, u16 } from '../support/packets.js';

const CLIENT = '172.18.0.3';
const SERVER = '172.18.0.53';
const CLIENT_ISN = 1000;
const SERVER_ISN = 9000;

const QUERY = dns({ id: 7, name: 'www.its.ac.id', type: 'A' });
const OTHER = dns({ id: 8, name: 'mesin1.its.ac.id', type: 'AAAA' });
const ANSWER = dns({
  id: 7,
  name: 'www.its.ac.id',
  type: 'A',
  rcode: 0,
  answers: [{ name: 'www.its.ac.id', type: 'A', value: '103.94.189.4' }],
});
const OTHER_ANSWER = dns({ id: 8, name: 'mesin1.its.ac.id', type: 'AAAA', rcode: 3 });

const NOTHING = new Uint8Array(0);

/** A message after its length (RFC 1035, 4.2.2). */
const framed = (message: Uint8Array): Uint8Array => join(u16(message.length), message);

/** A segment: who sends, at which position of its stream, what, and up to where the other's stream is acknowledged. */
type Sent = readonly [from: 'client' | 'server', at: number, bytes: Uint8Array, acknowledged?: number];

let port = 50000;

/** The frames of a connection with a handshake (numbers 1 to 3), then these segments a millisecond apart. */
async function frames(
  segments: readonly Sent[],
  handshake = true,
): Promise<{ frames: Frame[]; lookups: string[] }> {
  const clientPort = port++;
  const frame = (
    client: boolean,
    flags: string,
    seq: number,
    ack: number,
    payload: Uint8Array = NOTHING,
  ): Uint8Array => {
    const [sourcePort, destinationPort] = client ? [clientPort, 53] : [53, clientPort];
    const [source, destination] = client ? [CLIENT, SERVER] : [SERVER, CLIENT];
    const fields = { sourcePort, destinationPort, flags, seq, ack };
    return ethernet(ipv4(tcp(fields, payload), { source, destination, protocol: IP.tcp }));
  };
  const opening = [
    frame(true, 'SYN', CLIENT_ISN, 0),
    frame(false, 'SYN,ACK', SERVER_ISN, CLIENT_ISN + 1),
    frame(true, 'ACK', CLIENT_ISN + 1, SERVER_ISN + 1),
  ];
  const rest = segments.map(([from, at, bytes, acknowledged = 0]) =>
    from === 'client'
      ? frame(true, 'PSH,ACK', CLIENT_ISN + 1 + at, SERVER_ISN + 1 + acknowledged, bytes)
      : frame(false, 'PSH,ACK', SERVER_ISN + 1 + at, CLIENT_ISN + 1 + acknowledged, bytes),
  );
  const input = [...(handshake ? opening : []), ...rest].map((bytes, index) => ({
    bytes,
    seconds: 1_700_000_000,
    nanoseconds: index * 1e6,
  }));
  const analysis = await analyze([input]);
  return {
    frames: [...analysis.frames()],
    lookups: [...analysis.lookups()].map(
      ({ name, type, outcome, query, response, transport }) =>
        `${name} ${type} ${transport} ${query}->${response} ${outcome}`,
    ),
  };
}

/** Names of the messages that each frame completes, by frame number. */
function told(all: readonly Frame[]): Record<number, string> {
  const entries = all.flatMap((frame) => {
    const messages = frame.facts.dns ?? [];
    const names = messages.map(({ name, response }) => `${response ? '<' : '>'}${name}`).join(' ');
    return messages.length === 0 ? [] : [[frame.frame, names] as const];
  });
  return Object.fromEntries(entries);
}

const Q = framed(QUERY);
const A = framed(ANSWER);

describe('DNS over TCP', () => {
  it('tells question and answer at their segments, which keep their TCP role', async () => {
    const { frames: all, lookups } = await frames([
      ['client', 0, Q],
      ['server', 0, A, Q.length],
    ]);
    expect(all.slice(3).map(({ role, protocol }) => [role, protocol])).toEqual([
      ['data', 'DNS'],
      ['data', 'DNS'],
    ]);
    expect(all[3]!.facts.dns).toEqual([
      { id: 7, name: 'www.its.ac.id', type: 'A', transport: 'tcp', response: false },
    ]);
    expect(all[4]!.facts.dns).toEqual([
      {
        id: 7,
        name: 'www.its.ac.id',
        type: 'A',
        transport: 'tcp',
        response: true,
        outcome: 'answer',
        rcode: 0,
        answers: [{ name: 'www.its.ac.id', type: 'A', ttl: 300, value: '103.94.189.4' }],
        query: 4,
        responseTime: 0.001,
      },
    ]);
    expect(lookups).toEqual(['www.its.ac.id A tcp 4->5 answer']);
  });

  it('reads several messages of one segment, answered in another order', async () => {
    const both = join(Q, framed(OTHER));
    const { frames: all, lookups } = await frames([
      ['client', 0, both],
      ['server', 0, join(framed(OTHER_ANSWER), A), both.length],
    ]);
    expect(told(all)).toEqual({
      4: '>www.its.ac.id >mesin1.its.ac.id',
      5: '<mesin1.its.ac.id <www.its.ac.id',
    });
    expect(lookups).toEqual(['www.its.ac.id A tcp 4->5 answer', 'mesin1.its.ac.id AAAA tcp 4->5 name-error']);
  });

  it('puts a message together wherever it was split, and tells it where it is complete', async () => {
    const both = join(Q, framed(OTHER));
    for (let split = 1; split < both.length; split++) {
      const { frames: all } = await frames([
        ['client', 0, both.subarray(0, split)],
        ['client', split, both.subarray(split)],
      ]);
      const first = split >= Q.length ? { 4: '>www.its.ac.id' } : {};
      const second = split >= Q.length ? '>mesin1.its.ac.id' : '>www.its.ac.id >mesin1.its.ac.id';
      expect(told(all), `split at ${split}`).toEqual({ ...first, 5: second });
    }
  });

  it('takes messages byte by byte, in both directions at once', async () => {
    const sent: Sent[] = [];
    for (let at = 0; at < Math.max(Q.length, A.length); at++) {
      if (at < Q.length) sent.push(['client', at, Q.subarray(at, at + 1)]);
      if (at < A.length) sent.push(['server', at, A.subarray(at, at + 1)]);
    }
    const { frames: all } = await frames(sent);
    expect(Object.values(told(all))).toEqual(['>www.its.ac.id', '<www.its.ac.id']);
  });

  it('waits for what comes out of order, and tells nothing twice', async () => {
    const { frames: all } = await frames([
      ['client', 20, Q.subarray(20)],
      ['client', 0, Q.subarray(0, 20)],
      ['client', 0, Q],
    ]);
    expect(told(all)).toEqual({ 5: '>www.its.ac.id' });
  });

  it('goes on behind a gap where a message begins', async () => {
    const lost = framed(OTHER).length;
    const { frames: all, lookups } = await frames([
      ['server', 0, NOTHING, lost],
      ['client', lost, Q],
      ['server', 0, A, lost + Q.length],
    ]);
    expect(told(all)).toEqual({ 5: '>www.its.ac.id', 6: '<www.its.ac.id' });
    expect(lookups).toEqual(['www.its.ac.id A tcp 5->6 answer']);
  });

  it('passes over the rest of a message whose beginning is missing', async () => {
    const { frames: all } = await frames([
      ['server', 0, NOTHING, 20],
      ['client', 20, Q.subarray(20)],
      ['client', Q.length, framed(OTHER)],
    ]);
    expect(told(all)).toEqual({ 6: '>mesin1.its.ac.id' });
  });

  it('reads a connection whose beginning was not captured', async () => {
    const { frames: all } = await frames([['client', 0, Q]], false);
    expect(told(all)).toEqual({ 1: '>www.its.ac.id' });
    const middle = await frames([['client', 0, Q.subarray(9)]], false);
    expect(told(middle.frames)).toEqual({});
  });

  it('says nothing of what is no DNS', async () => {
    const { frames: all, lookups } = await frames([
      ['client', 0, join(u16(0), u16(3), 'aabbcc')],
      ['client', 7, join(u16(40), 'ff'.repeat(40))],
    ]);
    expect(told(all)).toEqual({});
    expect(lookups).toEqual([]);
    expect(all[3]!.protocol).toBe('TCP');
  });

  it('keeps to its bound when many connections leave messages unfinished, and says so', async () => {
    const many = Array.from({ length: 1100 }, (_, index) => {
      const segment = tcp(
        { sourcePort: 2000 + index, destinationPort: 53, flags: 'SYN', seq: 0 },
        Q.subarray(0, 10),
      );
      const bytes = ethernet(ipv4(segment, { source: CLIENT, destination: SERVER, protocol: IP.tcp }));
      return { bytes, seconds: index, nanoseconds: 0 };
    });
    const analysis = await analyze([many]);
    const limited = [...analysis.frames()].filter(({ findings }) => findings.includes('limit-reached'));
    expect(limited.map(({ frame }) => frame)).toEqual(Array.from({ length: 76 }, (_, index) => 1025 + index));
    expect(limited[0]!.facts.limit).toBe('dns-connections');
  });
});
