/** Stories of packets in pieces (RFC 791, 3.2; RFC 8200, 4.5). */
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.js';
import { ethernet, filler, fragmentHeader, IP, ipv4, ipv6, join, tcp, udp } from '../support/packets.js';
import { story } from '../support/story.js';
import { tell, tellAsTshark, tsharkDifferences, tsharkIsHere } from '../support/told.js';

const datagram = udp(5000, 5001, filler(40));
const [first, middle, last] = [datagram.subarray(0, 16), datagram.subarray(16, 32), datagram.subarray(32)];

const piece = (bytes: Uint8Array, offset: number, more: boolean, id = 77): Uint8Array =>
  ethernet(ipv4(bytes, { protocol: IP.udp, id, offset, more }));
const pieces = [piece(first!, 0, true), piece(middle!, 16, true), piece(last!, 32, false)] as const;

describe('ip-fragment', () => {
  /** Only the piece that completes the packet gets the packet's role. */
  it('in order', async () => {
    const told = await tell(story().frame(pieces[0]).frame(pieces[1]).frame(pieces[2]));
    expect(told.roles).toEqual(['ip-fragment', 'ip-fragment', 'udp']);
    expect(told.frame(1).facts).toMatchObject({ packet: 1, offset: 0, more: true });
    expect(told.frame(2).facts).toMatchObject({ packet: 1, offset: 16, more: true });
    expect(told.frame(3).facts).toMatchObject({ fragments: [1, 2, 3], bytes: 40 });
    expect(told.frame(3)).toMatchObject({ sourcePort: 5000, destinationPort: 5001, protocol: 'UDP' });
    expect(told.frame(1)).toMatchObject({ sourcePort: null, source: '172.18.0.3' });
  });

  it('in reverse', async () => {
    const told = await tell(story().frame(pieces[2]).frame(pieces[1]).frame(pieces[0]));
    expect(told.roles).toEqual(['ip-fragment', 'ip-fragment', 'udp']);
    expect(told.frame(1).facts).toMatchObject({ packet: 1, offset: 32, more: false });
    expect(told.frame(3).facts).toMatchObject({ fragments: [1, 2, 3], bytes: 40 });
  });

  /** Two packets interleaved: identification keeps them apart. */
  it('of two packets at once', async () => {
    const said = story()
      .frame(pieces[0])
      .frame(piece(first!, 0, true, 78))
      .frame(pieces[1]);
    const told = await tell(
      said
        .frame(pieces[2])
        .frame(piece(middle!, 16, true, 78))
        .frame(piece(last!, 32, false, 78)),
    );
    expect(told.roles.map((role) => role === 'udp')).toEqual([false, false, false, true, false, true]);
    expect(told.frame(4).facts.fragments).toEqual([1, 3, 4]);
    expect(told.frame(6).facts.fragments).toEqual([2, 5, 6]);
  });

  /** RFC 791 lets pieces overlap; the bytes that came first stay. */
  it('overlapping', async () => {
    const other = ethernet(ipv4(join('ff'.repeat(24)), { protocol: IP.udp, id: 77, offset: 8, more: true }));
    const told = await tell(story().frame(pieces[0]).frame(other).frame(pieces[2]));
    expect(told.roles).toEqual(['ip-fragment', 'ip-fragment', 'udp']);
    expect(told.frame(3).facts).toMatchObject({ bytes: 40, fragments: [1, 2, 3] });
    expect(told.frame(3).sourcePort).toBe(5000);
    expect([1, 2, 3].map((n) => told.frame(n).findings)).toEqual([[], ['overlap-conflict'], []]);
  });

  /** The same piece twice is no second packet, and completes nothing by itself. */
  it('repeated', async () => {
    const told = await tell(
      story().frame(pieces[0]).at(20).frame(pieces[0]).frame(pieces[1]).frame(pieces[2]),
    );
    expect(told.roles).toEqual(['ip-fragment', 'ip-fragment', 'ip-fragment', 'udp']);
  });

  it('missing', async () => {
    const told = await tell(story().frame(pieces[0]).frame(pieces[2]));
    expect(told.roles).toEqual(['ip-fragment', 'ip-fragment']);
    expect(told.facts('bytes')).toEqual({});
  });

  /** RFC 8200, 4.5: after 60 seconds the pieces are given up; the identification may stand for another packet by then. */
  it('too late', async () => {
    const told = await tell(story().frame(pieces[0]).frame(pieces[1]).at(61_000).frame(pieces[2]));
    expect(told.roles).toEqual(['ip-fragment', 'ip-fragment', 'ip-fragment']);
  });

  /** A piece that the capture cut can't be put together with anything. */
  it('cut by the capture', async () => {
    const told = await tell(story().frame(pieces[0]).frame(pieces[1], 40).frame(pieces[2]));
    expect(told.roles).toEqual(['ip-fragment', 'ip-fragment', 'ip-fragment']);
  });

  /** RFC 8200, 4.5: in IPv6 the source fragments, and an extension header says so. */
  it('of IPv6', async () => {
    const piece6 = (bytes: Uint8Array, offset: number, more: boolean): Uint8Array =>
      ethernet(
        ipv6(bytes, { protocol: IP.udp, extensions: [[44, fragmentHeader(0xabcdef01, offset, more)]] }),
      );
    const told = await tell(
      story()
        .frame(piece6(first!, 0, true))
        .frame(piece6(last!, 32, false))
        .frame(piece6(middle!, 16, true)),
    );
    expect(told.roles).toEqual(['ip-fragment', 'ip-fragment', 'udp']);
    expect(told.frame(3).facts).toMatchObject({ bytes: 40, fragments: [1, 2, 3] });
    expect(told.frame(3).source).toBe('2001:db8::3');
  });

  /** The segment takes its place in the connection with the frame that completes it. */
  it('of a segment', async () => {
    const said = story().handshake();
    const whole = tcp({ sourcePort: said.clientPort, flags: 'PSH,ACK', seq: 1001, ack: 5001 }, filler(44));
    const part = (from: number, to: number): Uint8Array =>
      ethernet(
        ipv4(whole.subarray(from, to), { protocol: IP.tcp, id: 9, offset: from, more: to < whole.length }),
      );
    said.frame(part(0, 24)).frame(part(24, 64)).server('ACK', 0, { ack: 45 });
    const told = await tellAsTshark(said);
    expect(told.roles.slice(3)).toEqual(['ip-fragment', 'data', 'ack']);
    expect(told.frame(5)).toMatchObject({
      connection: 0,
      facts: { bytes: 44, streamStart: 0, streamEnd: 44 },
    });
    expect(told.frame(6).facts.acknowledges).toBe(5);
    expect(told.frame(4).connection).toBeNull();
  });

  /** A bound of ours: pieces of more packets than that are given up, the oldest first. */
  it('in more packets than are remembered', async () => {
    const frames = story()
      .frame(pieces[0])
      .frame(piece(first!, 0, true, 78))
      .frame(pieces[1])
      .frame(pieces[2]).frames;
    const analysis = await analyze([frames], { limits: { maxFragmentedPackets: 1 } });
    expect([...analysis.frames()].map(({ role }) => role)).not.toContain('udp');
  });
});

it.skipIf(!tsharkIsHere)('agrees with tshark on every story above', async () => {
  expect(await tsharkDifferences()).toEqual([]);
});
