import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.js';
import { dns, ethernet, IP, ipv4, join, udp } from '../support/packets.js';
import { story } from '../support/story.js';
import { tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

async function only(payload: Uint8Array, from: number, to: number) {
  const packet = ipv4(udp(from, to, payload), {
    protocol: IP.udp,
    source: '10.0.0.1',
    destination: '10.0.0.53',
  });
  const [frame] = [...(await analyze([[{ bytes: ethernet(packet), seconds: 0 }]])).frames()];
  return { role: frame?.role, inside: frame?.facts.encapsulation, source: frame?.source };
}

const inner = ethernet(
  ipv4(udp(40000, 9, new Uint8Array(4)), {
    protocol: IP.udp,
    source: '192.168.0.1',
    destination: '192.168.0.2',
  }),
);

describe('tunnels by UDP port', () => {
  it('look into the 802.3 frame that CAPWAP carries (RFC 5415, 4.3)', async () => {
    // Version 0, eight bytes of header, no 802.11 (T 0), neither fragment nor keep-alive.
    const header = [0, 2 << 3, 0, 0, 0, 0, 0, 0];
    expect(await only(join(header, inner), 5247, 5247)).toEqual({
      role: 'udp',
      inside: ['CAPWAP 10.0.0.1 → 10.0.0.53'],
      source: '192.168.0.1',
    });
  });

  it('look into VXLAN with a protocol number, whether or not it is announced', async () => {
    const packet = inner.subarray(14);
    for (const flags of [0x0c, 0x08])
      expect(await only(join([flags, 0, 0, 1, 0, 0, 7, 0], packet), 40000, 4790)).toEqual({
        role: 'udp',
        inside: ['VXLAN 10.0.0.1 → 10.0.0.53'],
        source: '192.168.0.1',
      });
  });

  it('do not count beside a well-known port: a resolver may ask from any port', async () => {
    const query = dns({ id: 0x0012, name: 'www.its.ac.id', type: 'A' });
    expect(await only(query, 5247, 53)).toEqual({ role: 'dns-query', inside: undefined, source: '10.0.0.1' });
    expect(await only(query, 53, 6081)).toMatchObject({ role: 'dns-query', inside: undefined });
  });
});

describe('a conversation inside a UDP tunnel', () => {
  const dot11 = (packet: Uint8Array) => join('0800 0000', new Uint8Array(20), 'aaaa03 000000 0800', packet);
  it.each<[string, number, (packet: Uint8Array) => Uint8Array]>([
    ['LISP (RFC 9300)', 4341, (packet) => join('80000001 00000000', packet)],
    ['MPLS (RFC 7510)', 6635, (packet) => join('00064140', packet)],
    ['TZSP with Ethernet', 37008, (packet) => join('01 00 0001 00 0a01c8 01', ethernet(packet))],
    ['TZSP with 802.11', 37008, (packet) => join('01 00 0012 01', dot11(packet))],
  ])('%s is told as outside of it', async (_, port, header) => {
    const ends = { protocol: IP.udp, source: '10.0.0.1', destination: '10.0.0.2' };
    const link = (packet: Uint8Array) => ethernet(ipv4(udp(40000, port, header(packet)), ends));
    const told = await tellAsTshark(story({ link }).handshake().client('PSH,ACK', 'hello'));
    expect(told.roles).toEqual(['syn', 'syn-ack', 'handshake-ack', 'data']);
    expect(told.rows[3]).toMatchObject({ source: '172.18.0.3', facts: { preview: 'hello' } });
  });

  it.skipIf(!tsharkIsHere)('agrees with tshark', async () => {
    expect(await tsharkDifferences()).toEqual([]);
  });
});
