/** The same conversation below every link layer and inside every tunnel: what is told of it is the same. */
import { describe, expect, it } from 'vitest';
import {
  cooked1,
  cooked2,
  ethernet,
  gre,
  gtpUser,
  IP,
  ipv4,
  ipv6,
  join,
  LINK,
  mpls,
  nullLoopback,
  pppoe,
  udp,
  vxlan,
} from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

/** IPv4 behind LLC and SNAP (RFC 1042). */
const snap: Link = (packet) => join('aaaa03 000000 0800', packet);
/** An 802.11 data frame with it. */
const dot11: Link = (packet) => join('0800 0000', new Uint8Array(20), snap(packet));

type Link = (packet: Uint8Array) => Uint8Array;

const roles = ['syn', 'syn-ack', 'handshake-ack', 'data'];
const v6 = { client: '2001:db8::3', server: '2001:db8::2' };

describe('link layers', () => {
  /** tcpdump.org/linktypes.html. */
  const links: [string, number, Link, object?][] = [
    ['Ethernet', 1, ethernet],
    ['Linux cooked v1', LINK.cooked1, cooked1],
    ['Linux cooked v2', LINK.cooked2, cooked2],
    ['BSD null, IPv4', LINK.null, nullLoopback],
    ['BSD null, IPv6 on Darwin', LINK.null, (packet) => nullLoopback(packet, 30), v6],
    ['BSD null, IPv6 on FreeBSD', LINK.null, (packet) => nullLoopback(packet, 28), v6],
    // Each header as the registry describes it; what stands in it is no use here.
    ['ATM, RFC 1483', 100, snap],
    ['OpenBSD enc', 109, (packet) => join([2, 0, 0, 0], new Uint8Array(8), packet)],
    ['OpenBSD pflog', 117, (packet) => join([61, 2, 0, 0], new Uint8Array(60), packet)],
    [
      '802.11 behind a Prism header',
      119,
      (packet) => join('44000000 90000000', new Uint8Array(136), dot11(packet)),
    ],
    ['IP over Fibre Channel', 122, (packet) => join(new Uint8Array(16), snap(packet))],
    ['SunATM', 123, (packet) => join([0x82, 0, 0, 42], snap(packet))],
    ['IP over IEEE 1394', 138, (packet) => join(new Uint8Array(16), '0800', packet)],
    [
      '802.11 behind an AVS header',
      163,
      (packet) => join('80211001 00000040', new Uint8Array(56), dot11(packet)),
    ],
    ['PPP of pppd', 166, (packet) => join('01 03 0021', packet)],
    ['PPP with direction', 204, (packet) => join('01 ff03 0021', packet)],
    ['Cisco HDLC with direction', 205, (packet) => join('01 0f00 0800', packet)],
    ['frame relay with direction', 206, (packet) => join('01 1841 03cc', packet)],
    ['MPLS', 219, (packet) => join('00064140', packet)],
    ['EPON', 259, (packet) => join('5555d55555550000', ethernet(packet))],
    ['raw IPv4', LINK.raw, (packet) => packet],
    ['raw IPv6', LINK.raw, (packet) => packet, v6],
  ];

  it.each(links)('%s', async (_, linkType, link, ends = {}) => {
    // Of these two, Wireshark takes the header off the frame's length; the capture counts it.
    const tolerated = linkType === 123 || linkType === 204 ? ['length'] : [];
    const said = story({ linkType, link, ...ends }).handshake();
    const told = await tellAsTshark(said.client('PSH,ACK', 'hello'), ...tolerated);
    expect(told.roles).toEqual(roles);
    expect(told.rows[3]!.facts.preview).toBe('hello');
    expect(told.rows[3]).toMatchObject({ protocol: 'TCP', destinationPort: 10000, findings: [] });
  });

  it('are told apart within one capture', async () => {
    const setting = { clientPort: 50001 };
    const [syn] = story(setting).client('SYN').frames;
    const said = story({ ...setting, linkType: LINK.raw, link: (packet) => packet }).client('SYN', 0, {
      unseen: true,
    });
    const told = await tell({ frames: [syn!, ...said.server('SYN,ACK').client('ACK').frames] });
    expect(told.roles).toEqual(roles.slice(0, 3));
  });
});

describe('vlan-qinq', () => {
  /** IEEE 802.1Q, 9.5: an outer service tag (88a8) and an inner customer tag (8100). */
  it.each<[string, (readonly [number, number])[]]>([
    ['one tag', [[0x8100, 10]]],
    [
      'QinQ',
      [
        [0x88a8, 100],
        [0x8100, 10],
      ],
    ],
    [
      'QinQ as it was before 802.1ad',
      [
        [0x9100, 100],
        [0x8100, 10],
      ],
    ],
  ])('%s', async (_, tags) => {
    const told = await tellAsTshark(
      story({ link: (packet) => ethernet(packet, { tags }) })
        .handshake()
        .client('ACK', 5),
    );
    expect(told.roles).toEqual(roles);
    expect(told.facts('encapsulation')).toEqual({});
  });

  /** RFC 1042: an 802.3 length instead of a type, then LLC and SNAP; padding after the packet is no payload. */
  it('802.3 with SNAP, padded to the least frame', async () => {
    const link: Link = (packet) => {
      const inner = join('aaaa03 000000 0800', packet);
      return join(ethernet(inner, { type: inner.length }), new Uint8Array(20));
    };
    const told = await tellAsTshark(story({ link }).handshake().client('ACK', 5));
    expect(told.roles).toEqual(roles);
    expect(told.facts('bytes')).toEqual({ 1: 0, 2: 0, 3: 0, 4: 5 });
  });
});

describe('tunnels', () => {
  const outer = { source: '10.0.0.1', destination: '10.0.0.2' };
  const outer6 = { source: '2001:db8:9::1', destination: '2001:db8:9::2' };
  const inUdp = (port: number, payload: Uint8Array): Uint8Array =>
    ethernet(ipv4(udp(55555, port, payload), { ...outer, protocol: IP.udp }));

  const tunnels: [string, Link, string[] | undefined, object?][] = [
    [
      'GRE (RFC 2784)',
      (packet) => ethernet(ipv4(gre(packet), { ...outer, protocol: IP.gre })),
      ['GRE 10.0.0.1 → 10.0.0.2'],
    ],
    ['VXLAN (RFC 7348)', (packet) => inUdp(4789, vxlan(ethernet(packet))), ['VXLAN 10.0.0.1 → 10.0.0.2']],
    ['GTP-U (3GPP TS 29.281)', (packet) => inUdp(2152, gtpUser(packet)), ['GTP-U 10.0.0.1 → 10.0.0.2']],
    [
      'IP in IP (RFC 2003)',
      (packet) => ethernet(ipv4(packet, { ...outer, protocol: IP.ipip })),
      ['IP 10.0.0.1 → 10.0.0.2'],
    ],
    [
      '6in4 (RFC 4213)',
      (packet) => ethernet(ipv4(packet, { ...outer, protocol: IP.sixInFour })),
      ['IP 10.0.0.1 → 10.0.0.2'],
      v6,
    ],
    [
      'IPv4 in IPv6 (RFC 2473)',
      (packet) => ethernet(ipv6(packet, { ...outer6, protocol: IP.ipip })),
      ['IP 2001:db8:9::1 → 2001:db8:9::2'],
    ],
    [
      'a tunnel in a tunnel',
      (packet) => {
        const inner = ipv4(packet, { source: '10.1.0.1', destination: '10.1.0.2', protocol: IP.ipip });
        return ethernet(ipv4(gre(inner), { ...outer, protocol: IP.gre }));
      },
      ['GRE 10.0.0.1 → 10.0.0.2', 'IP 10.1.0.1 → 10.1.0.2'],
    ],
    // Without an outer packet there is nothing to name.
    ['MPLS (RFC 3032)', (packet) => ethernet(mpls(packet, 16, 17), { type: 0x8847 }), undefined],
    ['PPPoE (RFC 2516)', (packet) => ethernet(pppoe(packet), { type: 0x8864 }), undefined],
  ];

  /** The row speaks of the innermost packet, the outer ones stand in `encapsulation`, outermost first. */
  it.each(tunnels)('%s', async (_, link, encapsulation, ends = {}) => {
    const told = await tellAsTshark(
      story({ link, ...ends })
        .handshake()
        .client('PSH,ACK', 'hello'),
    );
    expect(told.roles).toEqual(roles);
    expect(told.rows.map(({ facts }) => facts.encapsulation)).toEqual(roles.map(() => encapsulation));
    expect(told.rows[0]!.source).toBe('client' in ends ? v6.client : '172.18.0.3');
    expect(told.connection.outcome).toBe('open');
  });

  /** What is on a tunnel's port without being one stays a datagram, with the outer addresses. */
  it('is a datagram where the port lies', async () => {
    const told = await tell(story().frame(inUdp(2152, join('00112233445566778899'))));
    expect(told.frame(1)).toMatchObject({ role: 'udp', source: '10.0.0.1', protocol: 'UDP' });
    expect(told.frame(1).facts).toMatchObject({ bytes: 10 });
    expect(told.frame(1).facts.encapsulation).toBeUndefined();
  });

  /** A carrier that repeats itself without end is given up, not followed. */
  it('stops where tunnels nest absurdly', async () => {
    let packet: Uint8Array = ipv4(new Uint8Array(4), { protocol: 253 });
    for (let depth = 0; depth < 200; depth++) packet = ipv4(packet, { ...outer, protocol: IP.ipip });
    const told = await tell(story().frame(ethernet(packet)));
    expect(told.frame(1).facts.stopped).toMatchObject({ reason: 'too-deep' });
    expect(told.frame(1).role).not.toBe('malformed');
  });
});

describe('layers that are not understood', () => {
  it.each([
    ['an unknown EtherType', ethernet(new Uint8Array(46), { type: 0x88b5 }), 1],
    ['an unknown IP protocol', ethernet(ipv4(new Uint8Array(20), { protocol: 253 })), 1],
    ['an unknown link type', new Uint8Array(60), 147],
  ])('%s is other, and its layer is named', async (_, bytes, linkType) => {
    const told = await tell(story({ linkType }).frame(bytes));
    expect(told.frame(1).role).toBe('other');
    expect(told.frame(1).info).toMatch(/0x88b5|253|147/);
    expect(told.frame(1).facts.stopped).toBeUndefined();
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
