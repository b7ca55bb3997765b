/** Random small captures for properties: scripts of a few machines, told right and wrong. */
import fc from 'fast-check';
import {
  address,
  arp,
  dns,
  ethernet,
  filler,
  IP,
  icmp,
  icmpError,
  icmpv6,
  ipv4,
  ipv6,
  join,
  LINK,
  nullLoopback,
  synOptions,
  u16,
  udp,
  vxlan,
} from './packets.js';
import { type Said, type StoryFrame, story } from './story.js';

const flags = fc.constantFrom(
  ...['SYN', 'SYN,ACK', 'ACK', 'PSH,ACK', 'FIN,ACK', 'RST', 'RST,ACK', 'FIN,PSH,ACK', '', 'SYN,FIN'],
);
const payload = fc.oneof(
  fc.constant(0),
  fc.integer({ min: 1, max: 300 }),
  fc.constantFrom('hello', 'GET / HTTP/1.1\r\n\r\n', '=1+1', 'sí — ✓', '\u202eevil\u0000', 'x'.repeat(500)),
);
const said: fc.Arbitrary<Said> = fc.record(
  {
    seq: fc.integer({ min: -2, max: 600 }),
    ack: fc.integer({ min: -2, max: 600 }),
    window: fc.constantFrom(0, 1, 1000, 65_535),
    options: fc.constantFrom(
      synOptions({ mss: 100 }),
      synOptions({ mss: 1460, windowScale: 7 }),
      join('0200ffff'),
    ),
    captured: fc.integer({ min: 0, max: 400 }),
    id: fc.constantFrom(0, 7),
    ttl: fc.constantFrom(63, 64),
  },
  { requiredKeys: [] },
);

const segment = fc.record({
  kind: fc.constant('segment' as const),
  fromServer: fc.boolean(),
  flags,
  payload,
  said,
});
const other = fc.record({
  kind: fc.constantFrom('dns', 'udp', 'icmp', 'error', 'arp', 'neighbor', 'piece', 'tunnel', 'noise'),
  n: fc.nat(5),
});
const step = fc.record({
  after: fc.integer({ min: -2, max: 40 }),
  what: fc.oneof({ weight: 4, arbitrary: segment }, other),
});

/** A capture of up to 40 frames on Ethernet or without a link layer. */
export const smallCapture: fc.Arbitrary<readonly StoryFrame[]> = fc
  .tuple(fc.array(step, { minLength: 1, maxLength: 40 }), fc.boolean(), fc.boolean())
  .map(([steps, loopback, isV6]) => {
    const link = loopback ? (packet: Uint8Array) => nullLoopback(packet, isV6 ? 30 : 2) : ethernet;
    const ends = isV6 ? { client: '2001:db8::3', server: '2001:db8::2' } : {};
    const script = story({ clientPort: 40000, link, linkType: loopback ? LINK.null : 1, ...ends });
    let time = 1000;
    for (const { after, what } of steps) {
      time += after;
      script.at(time);
      if (what.kind === 'segment')
        script[what.fromServer ? 'server' : 'client'](what.flags, what.payload, what.said);
      else if (what.kind === 'arp' && !loopback)
        script.frame(ethernet(askOrAnswer(what.n), { type: 0x0806 }));
      else script.from((packet) => link(otherPacket(what.kind, what.n, packet)));
    }
    return script.frames;
  });

/** ARP: a question, its answer, or something else. */
function askOrAnswer(n: number): Uint8Array {
  const [asks, asked] = n % 2 ? ['172.18.0.2', '172.18.0.3'] : ['172.18.0.3', '172.18.0.2'];
  return arp(1 + (n % 3), asks!, asked!);
}

function otherPacket(kind: string, n: number, latest: Uint8Array): Uint8Array {
  const datagram = (ports: readonly [number, number], bytes: Uint8Array): Uint8Array =>
    ipv4(udp(...ports, bytes), { protocol: IP.udp, id: n });
  switch (kind) {
    case 'dns': {
      const name = n % 2 ? 'www.its.ac.id' : 'WWW.ITS.AC.ID';
      const answers = [{ name, type: 'A', value: '103.94.189.4' }];
      const question = { id: n >> 1, name, type: 'A' };
      return n % 3
        ? datagram([40001, 53], dns(question))
        : datagram([53, 40001], dns({ ...question, rcode: n, answers }));
    }
    case 'udp':
      return datagram([5000, 5000 + n], filler(20 * n));
    case 'icmp':
      return ipv4(icmp(n % 2 ? 8 : 0, 0, join(u16(1), u16(n), filler(8))), { protocol: IP.icmp });
    case 'error':
      return ipv4(icmpError(3, n, latest, 20 + 8 * n), { protocol: IP.icmp, source: '172.18.0.1' });
    case 'neighbor':
      return ipv6(icmpv6(135 + (n % 2), 0, join('60000000', address('2001:db8::2'))), {
        protocol: IP.icmpv6,
      });
    case 'piece':
      return ipv4(filler(16, n), { protocol: IP.udp, id: 5, offset: 16 * (n % 3), more: n % 3 < 2 });
    case 'tunnel':
      return datagram([5000, 4789], vxlan(ethernet(latest)));
    default:
      return filler(n * 9, n);
  }
}
