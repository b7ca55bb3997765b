/** Stories of the network's own messages: ARP, echo, neighbour discovery, and errors about other packets. */
import { describe, expect, it } from 'vitest';
import {
  address,
  arp,
  ethernet,
  filler,
  IP,
  icmp,
  icmpError,
  icmpv6,
  ipv4,
  ipv6,
  join,
  u16,
  udp,
} from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

const back = { source: '172.18.0.2', destination: '172.18.0.3' };
const router = { protocol: IP.icmp, source: '172.18.0.1', destination: '172.18.0.3' };

describe('arp', () => {
  /** RFC 826: who has an address is asked of everybody and answered to the one who asked. */
  it('is asked and answered', async () => {
    const broadcast = { destination: 'ff:ff:ff:ff:ff:ff', type: 0x0806 };
    const said = story().frame(ethernet(arp(1, '172.18.0.3', '172.18.0.2'), broadcast));
    const reply = arp(2, '172.18.0.2', '172.18.0.3', '02:42:ac:12:00:02');
    const told = await tellAsTshark(
      said.frame(ethernet(reply, { source: '02:42:ac:12:00:02', type: 0x0806 })),
    );
    expect(told.roles).toEqual(['arp-request', 'arp-reply']);
    expect(told.frame(1).facts).toEqual({
      senderAddress: '172.18.0.3',
      senderHardware: '02:42:ac:12:00:03',
      targetAddress: '172.18.0.2',
    });
    expect(told.frame(2).facts).toMatchObject({
      senderAddress: '172.18.0.2',
      targetAddress: '172.18.0.3',
      inReplyTo: 1,
    });
    expect(told.frame(1)).toMatchObject({ protocol: 'ARP', source: '02:42:ac:12:00:03', sourcePort: null });
  });

  /** RFC 5227, 3: an announcement tells one's own address; nobody asked. */
  it('may be told unasked', async () => {
    const told = await tell(story().frame(ethernet(arp(2, '172.18.0.2', '172.18.0.2'), { type: 0x0806 })));
    expect(told.roles).toEqual(['arp-reply']);
    expect(told.frame(1).facts.inReplyTo).toBeUndefined();
  });
});

describe('echo', () => {
  const ping = (type: number, sequence: number): Uint8Array =>
    icmp(type, 0, join(u16(4711), u16(sequence), filler(32)));

  /** RFC 792: identifier and sequence number come back as they were sent. */
  it('is answered by its numbers', async () => {
    const said = story();
    for (const sequence of [1, 2]) said.frame(ethernet(ipv4(ping(8, sequence), { protocol: IP.icmp })));
    said.frame(ethernet(ipv4(ping(0, 2), { ...back, protocol: IP.icmp })));
    const told = await tellAsTshark(said.frame(ethernet(ipv4(ping(0, 1), { ...back, protocol: IP.icmp }))));
    expect(told.roles).toEqual([
      'icmp-echo-request',
      'icmp-echo-request',
      'icmp-echo-reply',
      'icmp-echo-reply',
    ]);
    expect(told.facts('inReplyTo')).toEqual({ 3: 2, 4: 1 });
    expect(told.facts('rtt')).toEqual({ 3: 0.001, 4: 0.003 });
    expect(told.frame(1).facts).toMatchObject({ id: 4711, sequence: 1, bytes: 32, type: 8, code: 0 });
  });

  /** RFC 4443, 4: the same with IPv6. */
  it('works over IPv6', async () => {
    const ping6 = (type: number): Uint8Array => icmpv6(type, 0, join(u16(4711), u16(1), filler(32)));
    const reply = { source: '2001:db8::2', destination: '2001:db8::3', protocol: IP.icmpv6 };
    const said = story().frame(ethernet(ipv6(ping6(128), { protocol: IP.icmpv6 })));
    const told = await tellAsTshark(said.frame(ethernet(ipv6(ping6(129), reply))));
    expect(told.roles).toEqual(['icmp-echo-request', 'icmp-echo-reply']);
    expect(told.facts('inReplyTo')).toEqual({ 2: 1 });
  });
});

describe('nd', () => {
  /** RFC 4861, 4: numbers of the five messages; RFC 2710 and 3810 those of multicast listeners. */
  it.each([
    [133, 'router-solicitation'],
    [134, 'router-advertisement'],
    [135, 'neighbor-solicitation'],
    [136, 'neighbor-advertisement'],
    [130, 'multicast-listener'],
    [131, 'multicast-listener'],
    [132, 'multicast-listener'],
    [143, 'multicast-listener'],
    [137, 'icmp-other'],
  ])('type %i is %s', async (type, role) => {
    const told = await tell(
      story().frame(ethernet(ipv6(icmpv6(type, 0, filler(28)), { protocol: IP.icmpv6 }))),
    );
    expect(told.roles).toEqual([role]);
  });

  /** RFC 4861, 7.2: the advertisement names the address that was asked for. */
  it('pairs an advertisement with its solicitation', async () => {
    const target = address('2001:db8::2');
    const asked = {
      source: '2001:db8::3',
      destination: 'ff02::1:ff00:2',
      protocol: IP.icmpv6,
      hopLimit: 255,
    };
    const said = story().frame(ethernet(ipv6(icmpv6(135, 0, join('00000000', target)), asked)));
    const answered = {
      source: '2001:db8::2',
      destination: '2001:db8::3',
      protocol: IP.icmpv6,
      hopLimit: 255,
    };
    const told = await tellAsTshark(
      said.frame(ethernet(ipv6(icmpv6(136, 0, join('60000000', target)), answered))),
    );
    expect(told.roles).toEqual(['neighbor-solicitation', 'neighbor-advertisement']);
    expect(told.facts('targetAddress')).toEqual({ 1: '2001:db8::2', 2: '2001:db8::2' });
    expect(told.facts('inReplyTo')).toEqual({ 2: 1 });
  });
});

describe('icmp-error', () => {
  /** RFC 792: header and eight bytes of the packet are enough to name its frame, by ports and sequence number. */
  it('about a TCP segment', async () => {
    const said = story().handshake().client('ACK', 1400);
    const told = await tellAsTshark(said.from((packet) => ethernet(ipv4(icmpError(3, 4, packet), router))));
    expect(told.frame(5)).toMatchObject({ role: 'icmp-error', source: '172.18.0.1', protocol: 'ICMP' });
    expect(told.frame(5).facts).toMatchObject({
      type: 3,
      code: 4,
      about: {
        frame: 4,
        connection: 0,
        protocol: 'TCP',
        sourcePort: said.clientPort,
        destinationPort: 10000,
      },
    });
    expect(told.connection.frames).toEqual({ client: 3, server: 1 });
  });

  /** Wireshark counts a quoted segment as its connection's once its header is quoted as far as the window. */
  it('that quotes the whole header has a connection', async () => {
    const said = story().handshake().client('ACK', 100);
    const told = await tellAsTshark(
      said.from((packet) => ethernet(ipv4(icmpError(11, 0, packet, 60), router))),
    );
    expect(told.frame(5).connection).toBe(0);
    expect(told.frame(5).facts.about).toMatchObject({ frame: 4, connection: 0 });
  });

  /** RFC 1122, 4.1.3.1: a datagram to a port where nobody listens. */
  it('about a UDP datagram', async () => {
    const datagram = ipv4(udp(5000, 5001, filler(20)), { protocol: IP.udp });
    const said = story().frame(ethernet(datagram));
    const told = await tellAsTshark(
      said.frame(ethernet(ipv4(icmpError(3, 3, datagram), { ...back, protocol: IP.icmp }))),
    );
    expect(told.roles).toEqual(['udp', 'icmp-error']);
    expect(told.frame(2).facts.about).toEqual({
      frame: 1,
      connection: null,
      protocol: 'UDP',
      source: '172.18.0.3',
      destination: '172.18.0.2',
      sourcePort: 5000,
      destinationPort: 5001,
    });
  });

  /** RFC 4443, 3.1: the same for IPv6. */
  it('about an IPv6 packet', async () => {
    const datagram = ipv6(udp(5000, 5001, filler(20)), { protocol: IP.udp });
    const error = icmpv6(1, 4, join('00000000', datagram));
    const reply = { source: '2001:db8::2', destination: '2001:db8::3', protocol: IP.icmpv6 };
    const told = await tellAsTshark(
      story()
        .frame(ethernet(datagram))
        .frame(ethernet(ipv6(error, reply))),
    );
    expect(told.frame(2).role).toBe('icmp-error');
    expect(told.frame(2).facts.about).toMatchObject({
      frame: 1,
      protocol: 'UDP',
      source: '2001:db8::3',
      sourcePort: 5000,
    });
  });

  /** The packet complained about passed elsewhere: named, but without a frame. */
  it('about a packet that is not in the capture', async () => {
    const datagram = ipv4(udp(5000, 5001, filler(20)), { protocol: IP.udp });
    const told = await tell(story().frame(ethernet(ipv4(icmpError(3, 1, datagram), router))));
    expect(told.frame(1).facts.about).toMatchObject({
      frame: null,
      destination: '172.18.0.2',
      destinationPort: 5001,
    });
  });

  /** A quote too short to say what it is about leaves the error an error. */
  it('that quotes next to nothing', async () => {
    const told = await tell(story().frame(ethernet(ipv4(icmpError(3, 3, filler(8)), router))));
    expect(told.frame(1).role).toBe('icmp-error');
    expect(told.frame(1).facts.about).toBeUndefined();
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
