/** IP payload compression (RFC 3173) with DEFLATE (RFC 2394): what is inside is told as if it had not been compressed. */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ethernet, filler, IP, ipv4, ipv6, join, tcp } from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

const IPCOMP = 108;
/** Next header, flags, and the number that stands for DEFLATE. */
const compressed = (next: number, payload: Uint8Array): Uint8Array =>
  join([next, 0, 0, 2], deflateRawSync(payload));
const gateways = { source: '10.0.0.1', destination: '10.0.0.2', protocol: IPCOMP };

describe('a compressed packet', () => {
  it.each<[string, (packet: Uint8Array) => Uint8Array]>([
    ['in IPv4', (packet) => ipv4(compressed(IP.ipip, packet), gateways)],
    ['in IPv6', (packet) => ipv6(compressed(IP.ipip, packet), { protocol: IPCOMP })],
  ])('%s is looked into', async (_, tunnel) => {
    const link = (packet: Uint8Array) => ethernet(tunnel(packet));
    const told = await tellAsTshark(story({ link }).handshake().client('PSH,ACK', 'hello'.repeat(20)));
    expect(told.roles).toEqual(['syn', 'syn-ack', 'handshake-ack', 'data']);
    expect(told.rows[3]!.facts).toMatchObject({ bytes: 100, preview: expect.stringContaining('hellohello') });
    expect(told.rows[3]!.facts.encapsulation).toHaveLength(1);
  });

  it('may carry a segment alone, between its own ends', async () => {
    const segment = tcp({ flags: 'PSH,ACK' }, filler(300));
    const told = await tellAsTshark(story().frame(ethernet(ipv4(compressed(IP.tcp, segment), gateways))));
    expect(told.frame(1)).toMatchObject({ role: 'data', source: '10.0.0.1', destinationPort: 10000 });
  });

  it('that is cut, damaged or compressed by something else is not guessed at', async () => {
    const whole = ethernet(ipv4(compressed(IP.tcp, tcp({ flags: 'SYN' }, filler(300))), gateways));
    const other = ethernet(ipv4(join([IP.tcp, 0, 0, 3], filler(40)), gateways));
    const told = await tell(
      story()
        .frame(whole, whole.length - 20)
        .frame(other),
    );
    expect(told.roles).toEqual(['other', 'other']);
    expect(told.frame(1).source).toBe('10.0.0.1');
  });

  it('takes no more memory than a batch may: what is beyond is told', async () => {
    const bomb = ethernet(ipv4(compressed(IP.tcp, tcp({ flags: 'ACK' }, new Uint8Array(65_000))), gateways));
    const said = story();
    for (let frame = 0; frame < 300; frame++) said.frame(bomb);
    const told = await tell(said);
    expect(told.roles.filter((role) => role === 'data')).toHaveLength(258);
    expect(told.rows[299]).toMatchObject({ role: 'other', findings: ['limit-reached'] });
    expect(told.rows[299]!.facts.limit).toBe('ipcomp');
  });
});

describe.skipIf(!tsharkIsHere)('these stories', () => {
  it('are judged alike by tshark', async () => {
    expect(await tsharkDifferences()).toEqual([]);
  });
});
