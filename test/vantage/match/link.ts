/**
 * A link between two machines, each of which captures: what one sends the other gets after a delay, or not, or twice. Both
 * captures are made from the same packets, so that which frames belong together is known.
 */
import type { RawFrame } from '../../../src/table/records.js';
import { ethernet, IP, ipv4, ipv6, tcp, udp } from '../../support/packets.js';

const A = { v4: '10.0.0.1', v6: '2001:db8::1' } as const;
const B = { v4: '10.0.0.2', v6: '2001:db8::2' } as const;
const STARTS = 1_767_225_600;

/** What happens to one packet. */
export interface Sent {
  readonly from: 'a' | 'b';
  readonly kind: 'tcp' | 'tcp6' | 'udp';
  /** Milliseconds since the packet before it was sent. */
  readonly after: number;
  /** Sequence number, or a value in a datagram. */
  readonly number: number;
  readonly length: number;
  /** Milliseconds on the way. */
  readonly delay: number;
  readonly lost: boolean;
  /** Arrives a second time so many milliseconds later; 0 for not. */
  readonly again: number;
  /** The machine whose capture misses it. */
  readonly missedBy?: 'a' | 'b' | null;
}

/** Captures of the two machines, and for every frame which packet it shows. */
export interface Recorded {
  readonly a: readonly RawFrame[];
  readonly b: readonly RawFrame[];
  readonly packetOfA: readonly number[];
  readonly packetOfB: readonly number[];
}

interface Seen {
  readonly time: number;
  readonly packet: number;
  readonly bytes: Uint8Array;
}

/** @param shift milliseconds by which B's clock is ahead */
export function record(sent: readonly Sent[], shift: number): Recorded {
  const at: { readonly a: Seen[]; readonly b: Seen[] } = { a: [], b: [] };
  let time = 1000;
  for (const [packet, each] of sent.entries()) {
    time += each.after;
    const bytes = frameOf(each, packet);
    const there = each.from === 'a' ? 'b' : 'a';
    if (each.missedBy !== each.from) at[each.from].push({ time, packet, bytes });
    if (each.lost || each.missedBy === there) continue;
    at[there].push({ time: time + each.delay, packet, bytes });
    if (each.again > 0) at[there].push({ time: time + each.delay + each.again, packet, bytes });
  }
  const frames = (seen: Seen[], ahead: number): RawFrame[] =>
    seen
      .sort((one, other) => one.time - other.time || one.packet - other.packet)
      .map(({ time: when, bytes }) => {
        const microseconds = Math.round((when + ahead) * 1000);
        return {
          bytes,
          seconds: STARTS + Math.floor(microseconds / 1e6),
          nanoseconds: (((microseconds % 1e6) + 1e6) % 1e6) * 1000,
        };
      });
  return {
    a: frames(at.a, 0),
    b: frames(at.b, shift),
    packetOfA: at.a.map(({ packet }) => packet),
    packetOfB: at.b.map(({ packet }) => packet),
  };
}

function frameOf({ from, kind, number, length }: Sent, packet: number): Uint8Array {
  const [source, destination] = from === 'a' ? [A, B] : [B, A];
  const [sourcePort, destinationPort] = from === 'a' ? [40000, 10000] : [10000, 40000];
  const payload = Uint8Array.from({ length }, (_, i) => (number + i * 31) & 255);
  const id = (packet % 65535) + 1;
  if (kind === 'udp') {
    const datagram = udp(sourcePort, destinationPort, Uint8Array.from([...payload, number & 255]));
    return ethernet(ipv4(datagram, { source: source.v4, destination: destination.v4, protocol: IP.udp, id }));
  }
  // The acknowledgment number tells apart what IPv6, which has no identification, would leave alike.
  const ack = kind === 'tcp6' ? (packet * 7) >>> 0 : 77;
  const segment = tcp({ sourcePort, destinationPort, seq: number >>> 0, ack, flags: 'ACK' }, payload);
  return kind === 'tcp6'
    ? ethernet(ipv6(segment, { source: source.v6, destination: destination.v6, protocol: IP.tcp }))
    : ethernet(ipv4(segment, { source: source.v4, destination: destination.v4, protocol: IP.tcp, id }));
}
