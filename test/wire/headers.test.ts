/** Headers with options, headers that lie, and headers that the capture cut (RFC 791, 8200, 768, 9293). */
import { describe, expect, it } from 'vitest';
import { dns, ethernet, filler, IP, ipv4, ipv6, join, synOptions, tcp, udp } from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

const segment = tcp({ flags: 'PSH,ACK', seq: 100, ack: 200 }, filler(10));

describe('IPv4', () => {
  /** RFC 791, 3.1: options lie between the header and what it carries. */
  it('with options', async () => {
    const router = ipv4(segment, { protocol: IP.tcp, options: '94040000 01010101' });
    const told = await tellAsTshark(story().frame(ethernet(router)));
    expect(told.frame(1)).toMatchObject({ role: 'data', sourcePort: 40000, destinationPort: 10000 });
    expect(told.frame(1).facts).toMatchObject({ bytes: 10, rawSeq: 100 });
  });

  /** Total length 0 is what a host sees of its own large segments before the card splits them. */
  it('with a total length of 0 reaches to the end of the frame', async () => {
    const told = await tellAsTshark(
      story().frame(ethernet(ipv4(segment, { protocol: IP.tcp, totalLength: 0 }))),
    );
    expect(told.frame(1)).toMatchObject({ role: 'data' });
    expect(told.frame(1).facts.bytes).toBe(10);
  });

  /** RFC 791, 3.1: until the route is used up, the header's address is only the next hop. */
  it('with a source route is bound for the end of the route', async () => {
    const route = (pointer: number) =>
      ipv4(udp(40000, 9, filler(4)), {
        protocol: IP.udp,
        destination: '10.0.0.1',
        // No operation, then loose source route with one address, and the pointer to it (4) or behind it (8).
        options: join([1, 131, 7, pointer], [10, 0, 0, 99]),
      });
    const told = await tellAsTshark(
      story()
        .frame(ethernet(route(4)))
        .frame(ethernet(route(8))),
    );
    expect(told.rows.map(({ destination }) => destination)).toEqual(['10.0.0.99', '10.0.0.1']);
  });

  /** Its first piece can never be put together with others: not all of its own bytes were captured. */
  it('of which only the beginning of a first piece was captured keeps its connection', async () => {
    const piece = ipv4(tcp({ flags: 'PSH,ACK' }, filler(100)), { protocol: IP.tcp, more: true });
    const said = story().frame(ethernet(piece), 60);
    const told = await tellAsTshark(said);
    expect(told.frame(1)).toMatchObject({ role: 'ip-fragment', connection: 0 });
    expect(told.frame(1).facts).toMatchObject({ packet: 1, offset: 0, more: true });
    expect(told.frame(1).facts.bytes).toBeUndefined();
  });

  /** Ethernet pads a frame to 60 bytes: what lies behind the packet is no payload. */
  it('ends where it says, not where the frame ends', async () => {
    const syn = ethernet(ipv4(tcp({ flags: 'SYN' }), { protocol: IP.tcp }));
    const told = await tellAsTshark(story().frame(join(syn, new Uint8Array(60 - syn.length))));
    expect(told.frame(1).facts.bytes).toBe(0);
  });
});

describe('ipv6-ext', () => {
  /** RFC 8200, 4: hop-by-hop, routing, destination options, authentication (RFC 4302), each told by the one before. */
  it('is walked over', async () => {
    const extensions = [
      [0, '00 050200000100'],
      [43, '00 000000000000'],
      [60, '01 0104000000000104000000000000'],
      [51, '04 0000 00000001 00000001 000000000000000000000000'],
    ] as const;
    const told = await tellAsTshark(story().frame(ethernet(ipv6(segment, { protocol: IP.tcp, extensions }))));
    expect(told.frame(1)).toMatchObject({ role: 'data', source: '2001:db8::3', destinationPort: 10000 });
    expect(told.frame(1).facts.bytes).toBe(10);
  });

  /** RFC 6946: a fragment header that begins and ends its packet is no fragment ("atomic"). */
  it('may hold an atomic fragment', async () => {
    const extensions = [[44, '00 0000 00000007']] as const;
    const told = await tellAsTshark(story().frame(ethernet(ipv6(segment, { protocol: IP.tcp, extensions }))));
    expect(told.frame(1).role).toBe('data');
  });

  /** RFC 8200, 4.7: nothing follows. */
  it('may end in no next header', async () => {
    const told = await tell(story().frame(ethernet(ipv6(new Uint8Array(0), { protocol: 59 }))));
    expect(told.frame(1)).toMatchObject({ role: 'other', source: '2001:db8::3' });
  });
});

describe('malformed', () => {
  const cases: [string, Uint8Array, string, string, number][] = [
    [
      'an IPv4 header shorter than 20 bytes',
      ipv4(segment, { protocol: IP.tcp, headerWords: 4 }),
      'IPv4',
      'bad-length',
      14,
    ],
    [
      'an IPv4 header longer than its packet',
      ipv4(segment.subarray(0, 4), { protocol: IP.tcp, headerWords: 15 }),
      'IPv4',
      'bad-length',
      16,
    ],
    [
      'a total length below the header',
      ipv4(segment, { protocol: IP.tcp, totalLength: 19 }),
      'IPv4',
      'bad-length',
      16,
    ],
    ['an IP version that is none', ipv4(segment, { protocol: IP.tcp, version: 5 }), 'IPv4', 'bad-value', 14],
    [
      'a data offset below 5',
      ipv4(tcp({ headerWords: 4, flags: 'ACK' }), { protocol: IP.tcp }),
      'TCP',
      'bad-length',
      46,
    ],
    [
      'a data offset beyond the segment',
      ipv4(tcp({ headerWords: 9, flags: 'ACK' }), { protocol: IP.tcp }),
      'TCP',
      'bad-length',
      46,
    ],
    [
      'a segment too short for a header',
      ipv4(segment.subarray(0, 12), { protocol: IP.tcp }),
      'TCP',
      'bad-length',
      34,
    ],
    [
      'a UDP length below 8',
      ipv4(udp(5000, 5001, filler(4), 7), { protocol: IP.udp }),
      'UDP',
      'bad-length',
      38,
    ],
    [
      'a UDP length beyond the packet',
      ipv4(udp(5000, 5001, filler(4), 200), { protocol: IP.udp }),
      'UDP',
      'bad-length',
      38,
    ],
    [
      'a DNS message without a whole header',
      ipv4(udp(5000, 53, filler(11)), { protocol: IP.udp }),
      'DNS',
      'bad-length',
      53,
    ],
  ];

  /** The role can't be chosen, although all bytes were captured; where and why reading stopped is said. */
  it.each(cases)('%s', async (_, packet, layer, reason, offset) => {
    const told = await tell(story().frame(ethernet(packet, { type: 0x0800 })));
    expect(told.frame(1).role).toBe('malformed');
    expect(told.frame(1).facts.stopped).toEqual({ layer, reason, offset });
    expect(told.frame(1).findings).toEqual([]);
  });

  /** RFC 9293, 3.1: options of impossible length are skipped; the header itself is whole. */
  it('is not a header whose options lie', async () => {
    const said = story().client('SYN', 0, { options: '0200 ffff 03ff 0000' }).server('SYN,ACK').client('ACK');
    const told = await tellAsTshark(said);
    expect(told.roles).toEqual(['syn', 'syn-ack', 'handshake-ack']);
  });

  /** The segment still tells whose connection it belongs to, and changes nothing in it. */
  it('keeps its connection', async () => {
    const said = story().handshake();
    const broken = tcp({
      sourcePort: said.clientPort,
      headerWords: 3,
      flags: 'FIN,ACK',
      seq: 1001,
      ack: 5001,
    });
    const told = await tell(said.frame(ethernet(ipv4(broken, { protocol: IP.tcp }))));
    expect(told.frame(4)).toMatchObject({ role: 'malformed', connection: 0 });
    expect(told.connection.outcome).toBe('open');
  });
});

describe('snaplen-cut', () => {
  /** The wire length says what was sent: numbers, roles and pairing are whole although the bytes are not. */
  it('of a payload changes nothing but the preview', async () => {
    const said = story()
      .handshake()
      .client('PSH,ACK', 'hello, world', { captured: 14 + 20 + 20 + 5 });
    const told = await tellAsTshark(said.server('ACK'));
    expect(told.roles.slice(3)).toEqual(['data', 'ack']);
    expect(told.findings).toEqual({ 4: 'cut-short' });
    expect(told.frame(4).facts).toMatchObject({ bytes: 12, streamEnd: 12 });
    expect(told.frame(4).facts.preview).toMatch(/^hello/);
    expect(told.frame(4).facts.preview).not.toContain('world');
    expect(told.frame(4).facts.stopped).toBeUndefined();
    expect(told.frame(5).facts.acknowledges).toBe(4);
    expect(told.frame(4)).toMatchObject({ length: 66, capturedLength: 59 });
  });

  /** All of a payload cut away, as `tcpdump -s 54` does. */
  it('may keep headers alone', async () => {
    const said = story().handshake().client('PSH,ACK', 'hello', { captured: 54 }).server('ACK');
    const told = await tellAsTshark(said);
    expect(told.frame(4).facts).toMatchObject({ bytes: 5 });
    expect(told.frame(4).facts.preview).toBeUndefined();
  });

  /** TCP options cut: the fixed header was read. */
  it('of the options keeps the role', async () => {
    const options = synOptions({ mss: 1460, windowScale: 7 });
    const told = await tell(story().client('SYN', 0, { options, captured: 14 + 20 + 22 }));
    expect(told.frame(1)).toMatchObject({ role: 'syn', connection: 0, findings: ['cut-short'] });
    expect(told.frame(1).facts.bytes).toBe(0);
  });

  /** A header that isn't all there tells no role; it is cut, not malformed. */
  it.each([
    ['Ethernet', 10, 'Ethernet'],
    ['IPv4', 14 + 12, 'IPv4'],
    ['TCP', 14 + 20 + 12, 'TCP'],
  ])('within %s is other', async (_, captured, layer) => {
    const told = await tell(story().client('PSH,ACK', 'hello', { captured }));
    expect(told.frame(1)).toMatchObject({ role: 'other', findings: ['cut-short'] });
    expect(told.frame(1).facts.stopped).toEqual({ layer, reason: 'cut-short', offset: captured });
  });

  const question = dns({ id: 7, name: 'www.its.ac.id', type: 'A' });
  const answer = dns({
    id: 7,
    name: 'www.its.ac.id',
    type: 'A',
    rcode: 0,
    answers: [{ name: 'www.its.ac.id', type: 'A', value: '103.94.189.4' }],
  });
  const query = ethernet(ipv4(udp(5000, 53, question), { protocol: IP.udp }));
  const response = ethernet(
    ipv4(udp(53, 5000, answer), { protocol: IP.udp, source: '172.18.0.2', destination: '172.18.0.3' }),
  );

  /** Header and question were captured, the answer's record was not. */
  it('of DNS records keeps the role, and says where it stopped', async () => {
    const captured = response.length - 6;
    const told = await tell(story().frame(query).frame(response, captured));
    expect(told.roles).toEqual(['dns-query', 'dns-response']);
    expect(told.frame(2).facts).toMatchObject({ query: 1, name: 'www.its.ac.id', answers: [] });
    expect(told.frame(2).facts.stopped).toMatchObject({ layer: 'DNS', reason: 'cut-short' });
  });

  /** Not even the DNS header was captured: the deepest layer read is UDP. */
  it('within the DNS header is a datagram', async () => {
    const told = await tell(story().frame(query, 14 + 20 + 8 + 5));
    expect(told.frame(1)).toMatchObject({ role: 'udp', protocol: 'UDP', findings: ['cut-short'] });
    expect(told.frame(1).facts.stopped).toMatchObject({ layer: 'DNS', reason: 'cut-short' });
  });

  /** DNS over UDP: a question's header was captured, its name was not. */
  it('within the question keeps the direction', async () => {
    const told = await tell(story().frame(query, 14 + 20 + 8 + 16));
    expect(told.frame(1).role).toBe('dns-query');
    expect(told.frame(1).facts.stopped).toMatchObject({ layer: 'DNS', reason: 'cut-short' });
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
