import { describe, expect, it } from 'vitest';
import { inferHosts, type VantageCandidates, vantageCandidates } from '../../src/vantage/host-names.js';
import { arp, ethernet, IP, ipv4, udp } from '../support/packets.js';
import { story } from '../support/story.js';

function candidates(
  label: string,
  ipv4: string[],
  labelled = true,
  seen: string[] = ipv4,
  conversation = 'A 1024 B 80',
): VantageCandidates {
  const addresses = { ipv4, ipv6: [], 'link-local': [] };
  return { label, labelled, addresses, seen: new Set(seen), conversations: new Set([conversation]) };
}

const talk = (client: string, server: string) => story({ client, server }).handshake().frames;

describe('candidates', () => {
  it('are the addresses that take part in every packet between single machines', async () => {
    const broadcast = ethernet(
      ipv4(udp(1, 2, new Uint8Array(4)), {
        protocol: IP.udp,
        source: '172.18.0.9',
        destination: '172.18.255.255',
      }),
    );
    const frames = [
      ...talk('172.18.0.3', '172.18.0.2'),
      ...talk('172.18.0.4', '172.18.0.2'),
      ...story()
        .frame(broadcast)
        .frame(ethernet(arp(1, '172.18.0.9', '172.18.0.8'), { type: 0x0806 })).frames,
      ...talk('127.0.0.1', '127.0.0.1'),
      ...talk('2001:db8::3', '2001:db8::2'),
    ];
    const { addresses } = await vantageCandidates({ label: 'mesin1', input: frames }, true);
    expect(addresses).toEqual({
      ipv4: ['172.18.0.2'],
      ipv6: ['2001:db8::3', '2001:db8::2'],
      'link-local': [],
    });
  });

  it('are none on a switch', async () => {
    const input = [...talk('172.18.0.3', '172.18.0.2'), ...talk('172.18.0.5', '172.18.0.4')];
    expect((await vantageCandidates({ label: 'switch', input }, true)).addresses.ipv4).toEqual([]);
  });

  it('are those before a fault', async () => {
    const { addresses } = await vantageCandidates({ label: 'x', input: new Uint8Array([1, 2, 3]) }, true);
    expect(addresses.ipv4).toEqual([]);
  });
});

describe('names of machines', () => {
  it('follow by elimination', () => {
    const captures = [
      candidates('mesin2', ['A', 'B']),
      candidates('mesin1', ['B']),
      candidates('mesin3', ['C', 'A', 'B']),
    ];
    expect([...inferHosts(captures)]).toEqual([
      ['B', 'mesin1'],
      ['A', 'mesin2'],
      ['C', 'mesin3'],
    ]);
  });

  it('are not eliminated by captures of other conversations, which may be of the same machine', () => {
    const captures = [
      candidates('monday/mesin1', ['B']),
      candidates('tuesday/mesin1', ['A', 'B'], true, ['A', 'B'], 'A 1025 B 80'),
    ];
    expect([...inferHosts(captures)]).toEqual([['B', 'mesin1']]);
  });

  it('are not given where it stays open', () => {
    expect(inferHosts([candidates('mesin1', ['A', 'B']), candidates('mesin2', ['A', 'B'])]).size).toBe(0);
    expect(inferHosts([candidates('one', ['A']), candidates('other', ['A'])]).size).toBe(0);
  });

  it('are the given ones first, which may decide the rest', () => {
    const captures = [candidates('mesin1', ['A', 'B']), candidates('mesin2', ['A', 'B'])];
    expect([...inferHosts(captures, new Map([['B', 'mesin1']]))]).toEqual([
      ['B', 'mesin1'],
      ['A', 'mesin2'],
    ]);
  });

  it('need another witness where the label is only the name of a file', () => {
    expect(inferHosts([candidates('web', ['A'], false), candidates('mail', ['B'], false)]).size).toBe(0);
    const met = [candidates('mesin1', ['A'], false), candidates('mesin2', ['A', 'B'], false)];
    expect([...inferHosts(met)]).toEqual([['A', 'mesin1']]);
  });
});
