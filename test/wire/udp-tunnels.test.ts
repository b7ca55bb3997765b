import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.js';
import { dns, ethernet, IP, ipv4, join, udp } from '../support/packets.js';

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
