/**
 * Builds the bytes of packets, layer by layer, from the inside out. Lengths and checksums come out right unless a field
 * is given on purpose. Addresses are written as people write them.
 */

/** Bytes, or a text of hexadecimal digits (spaces as wished), or numbers of one byte each. */
export type Piece = Uint8Array | string | readonly number[];

/** The pieces one after another. */
export function join(...pieces: readonly Piece[]): Uint8Array {
  return Uint8Array.from(
    Buffer.concat(
      pieces.map((piece) =>
        typeof piece === 'string' ? Buffer.from(piece.replaceAll(' ', ''), 'hex') : Uint8Array.from(piece),
      ),
    ),
  );
}

/** A text's bytes. */
export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** So many bytes that are no text, each piece of them different from the one before it. */
export function filler(length: number, from = 0): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => ((from + index) * 7 + 128) & 255);
}

/** Two bytes, big-endian. */
export const u16 = (value: number): readonly number[] => [(value >>> 8) & 255, value & 255];
/** Four bytes, big-endian. */
const u32 = (value: number): readonly number[] => [...u16(value >>> 16), ...u16(value)];

/** `172.18.0.2`, `2001:db8::2` or `02:42:ac:12:00:02` as bytes. */
export function address(written: string): Uint8Array {
  if (/^[\d.]+$/.test(written)) return Uint8Array.from(written.split('.').map(Number));
  if (/^(..:){5}..$/.test(written)) return join(written.replaceAll(':', ''));
  const [head = '', tail] = written.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const front = groups(head);
  const back = groups(tail ?? '');
  const zeros = tail === undefined ? [] : new Array<string>(8 - front.length - back.length).fill('0');
  return join(...[...front, ...zeros, ...back].map((group) => group.padStart(4, '0')));
}

/** The checksum of the internet (RFC 1071). */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at]! << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

/** Protocol numbers of IP (IANA). */
export const IP = { icmp: 1, ipip: 4, tcp: 6, udp: 17, sixInFour: 41, gre: 47, icmpv6: 58 } as const;

const MAC_A = '02:42:ac:12:00:03';
const MAC_B = '02:42:ac:12:00:02';

export interface EthernetFields {
  readonly source?: string;
  readonly destination?: string;
  /** EtherType; default by the payload's IP version. */
  readonly type?: number;
  /** VLAN tags, outermost first: [EtherType of the tag, VLAN id]. */
  readonly tags?: readonly (readonly [type: number, id: number])[];
}

/** An Ethernet frame. */
export function ethernet(payload: Uint8Array, fields: EthernetFields = {}): Uint8Array {
  const { source = MAC_A, destination = MAC_B, type = etherTypeOf(payload), tags = [] } = fields;
  const tagged = tags.flatMap(([tag, id]) => [...u16(tag), ...u16(id)]);
  return join(address(destination), address(source), tagged, u16(type), payload);
}

function etherTypeOf(payload: Uint8Array): number {
  return payload[0]! >> 4 === 6 ? 0x86dd : 0x0800;
}

/** Link types that are not Ethernet (numbers of the tcpdump.org registry). */
export const LINK = { null: 0, raw: 101, cooked1: 113, cooked2: 276 } as const;

/** Linux cooked v1: 16 bytes. @param packetType 0 to us, 4 from us */
export function cooked1(payload: Uint8Array, packetType = 0): Uint8Array {
  return join(u16(packetType), u16(1), u16(6), address(MAC_A), '0000', u16(etherTypeOf(payload)), payload);
}

/** Linux cooked v2: 20 bytes. */
export function cooked2(payload: Uint8Array, packetType = 0, interfaceIndex = 1): Uint8Array {
  const type = u16(etherTypeOf(payload));
  return join(type, '0000', u32(interfaceIndex), u16(1), [packetType, 6], address(MAC_A), '0000', payload);
}

/** BSD null/loopback in the byte order of a little-endian machine. @param family 2 IPv4, 30 IPv6 on Darwin */
export function nullLoopback(payload: Uint8Array, family = 2): Uint8Array {
  return join([family, 0, 0, 0], payload);
}

export interface Ipv4Fields {
  readonly source?: string;
  readonly destination?: string;
  readonly protocol: number;
  readonly id?: number;
  readonly ttl?: number;
  /** Options, a multiple of four bytes. */
  readonly options?: Piece;
  /** Fragment offset in bytes, and whether more follow. */
  readonly offset?: number;
  readonly more?: boolean;
  /** Wrong on purpose. */
  readonly version?: number;
  readonly headerWords?: number;
  readonly totalLength?: number;
}

/** An IPv4 packet (RFC 791); the checksum of what it carries is filled in unless it is a fragment. */
export function ipv4(payload: Uint8Array, fields: Ipv4Fields): Uint8Array {
  const { source = '172.18.0.3', destination = '172.18.0.2', protocol, id = 0, ttl = 64 } = fields;
  const { offset = 0, more = false, version = 4 } = fields;
  const options = join(fields.options ?? []);
  const headerLength = 20 + options.length;
  const isFragment = offset > 0 || more;
  const header = join(
    [(version << 4) | (fields.headerWords ?? headerLength / 4), 0],
    u16(fields.totalLength ?? headerLength + payload.length),
    u16(id),
    u16((more ? 0x2000 : 0) | (offset / 8)),
    [ttl, protocol, 0, 0],
    address(source),
    address(destination),
    options,
  );
  header.set(u16(checksum(header)), 10);
  const carried = isFragment
    ? payload
    : withChecksum(payload, protocol, address(source), address(destination));
  return join(header, carried);
}

export interface Ipv6Fields {
  readonly source?: string;
  readonly destination?: string;
  /** Protocol of the payload. */
  readonly protocol: number;
  readonly hopLimit?: number;
  /** Extension headers, outermost first: [header number, the bytes after its next-header field]. */
  readonly extensions?: readonly (readonly [header: number, rest: Piece])[];
  readonly version?: number;
}

/** An IPv6 packet (RFC 8200). */
export function ipv6(payload: Uint8Array, fields: Ipv6Fields): Uint8Array {
  const { source = '2001:db8::3', destination = '2001:db8::2', protocol, hopLimit = 64 } = fields;
  const extensions = fields.extensions ?? [];
  const isFragment = extensions.some(([header]) => header === 44);
  const carried = isFragment
    ? payload
    : withChecksum(payload, protocol, address(source), address(destination));
  const numbers = [...extensions.map(([header]) => header), protocol];
  const chain = join(...extensions.flatMap(([, rest], index): Piece[] => [[numbers[index + 1]!], rest]));
  return join(
    u32(((fields.version ?? 6) << 28) >>> 0),
    u16(chain.length + carried.length),
    [numbers[0]!, hopLimit],
    address(source),
    address(destination),
    chain,
    carried,
  );
}

/** The rest of an IPv6 fragment header (RFC 8200, 4.5). */
export function fragmentHeader(id: number, offset: number, more: boolean): Uint8Array {
  return join([0], u16(offset | (more ? 1 : 0)), u32(id));
}

/** Where the checksum lies in what IP carries. */
const CHECKSUM_AT: Readonly<Record<number, number>> = { [IP.tcp]: 16, [IP.udp]: 6, [IP.icmpv6]: 2 };

function withChecksum(
  payload: Uint8Array,
  protocol: number,
  source: Uint8Array,
  destination: Uint8Array,
): Uint8Array {
  const at = CHECKSUM_AT[protocol];
  if (at === undefined || payload.length < at + 2) return payload;
  const summed = payload.slice();
  summed.set([0, 0], at);
  const pseudo = join(source, destination, u32(payload.length), u32(protocol));
  summed.set(u16(checksum(join(pseudo, summed))), at);
  return summed;
}

/** A UDP datagram (RFC 768). @param length wrong on purpose */
export function udp(
  sourcePort: number,
  destinationPort: number,
  payload: Uint8Array,
  length: number = payload.length + 8,
): Uint8Array {
  return join(u16(sourcePort), u16(destinationPort), u16(length), '0000', payload);
}

/** Flag bits of TCP by name. */
const FLAGS: Readonly<Record<string, number>> = {
  FIN: 1,
  SYN: 2,
  RST: 4,
  PSH: 8,
  ACK: 16,
  URG: 32,
  ECE: 64,
  CWR: 128,
};

export interface TcpFields {
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly seq?: number;
  readonly ack?: number;
  /** Names joined by commas: `'PSH,ACK'`; empty for none. */
  readonly flags?: string;
  readonly window?: number;
  /** Options; padded to a multiple of four bytes. */
  readonly options?: Piece;
  /** Wrong on purpose. */
  readonly headerWords?: number;
}

/** A TCP segment (RFC 9293, 3.1). */
export function tcp(fields: TcpFields, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
  const { sourcePort = 40000, destinationPort = 10000, seq = 0, ack = 0, window = 64240 } = fields;
  const names = (fields.flags ?? '').split(',').filter((name) => name !== '');
  let flags = 0;
  for (const name of names) {
    const bit = FLAGS[name];
    if (bit === undefined) throw new Error(`no TCP flag ${name}`);
    flags |= bit;
  }
  const given = join(fields.options ?? []);
  const options = join(given, new Array<number>((4 - (given.length % 4)) % 4).fill(0));
  const words = fields.headerWords ?? 5 + options.length / 4;
  return join(
    u16(sourcePort),
    u16(destinationPort),
    u32(seq),
    u32(ack),
    [words << 4, flags],
    u16(window),
    '0000 0000',
    options,
    payload,
  );
}

/** Options of a SYN: maximum segment size, window scale shift, Fast Open cookie (RFC 9293, 7323, 7413). */
export function synOptions(of: { mss?: number; windowScale?: number; cookie?: Piece }): Uint8Array {
  const cookie = of.cookie === undefined ? undefined : join(of.cookie);
  return join(
    of.mss === undefined ? [] : [2, 4, ...u16(of.mss)],
    of.windowScale === undefined ? [] : [1, 3, 3, of.windowScale],
    cookie === undefined ? [] : join([34, cookie.length + 2], cookie),
  );
}

/** A SACK option (RFC 2018) of absolute sequence numbers. */
export function sack(...blocks: readonly (readonly [from: number, to: number])[]): Uint8Array {
  return join([1, 1, 5, 2 + blocks.length * 8], ...blocks.flatMap(([from, to]) => [u32(from), u32(to)]));
}

/** An ICMP message (RFC 792). @param rest what follows the checksum */
export function icmp(type: number, code: number, rest: Piece): Uint8Array {
  const message = join([type, code, 0, 0], rest);
  message.set(u16(checksum(message)), 2);
  return message;
}

/** An ICMP error that quotes a packet: its header and eight bytes, or as much as is said (RFC 792; RFC 1812, 4.3.2.3). */
export function icmpError(type: number, code: number, quoted: Uint8Array, length = 28): Uint8Array {
  return icmp(type, code, join('00000000', quoted.subarray(0, length)));
}

/** An ICMPv6 message (RFC 4443); its checksum is filled in by {@link ipv6}. */
export function icmpv6(type: number, code: number, rest: Piece): Uint8Array {
  return join([type, code, 0, 0], rest);
}

/** ARP for IPv4 over Ethernet (RFC 826). @param operation 1 request, 2 reply */
export function arp(
  operation: number,
  sender: string,
  target: string,
  senderHardware: string = MAC_A,
): Uint8Array {
  return join(
    '0001 0800 0604',
    u16(operation),
    address(senderHardware),
    address(sender),
    '000000000000',
    address(target),
  );
}

/** Types of DNS records by name. */
const DNS_TYPES: Readonly<Record<string, number>> = { A: 1, CNAME: 5, SOA: 6, AAAA: 28 };

export interface DnsRecordFields {
  readonly name: string;
  readonly type: string;
  /** An address, or the name of a CNAME. */
  readonly value: string;
  readonly ttl?: number;
}

export interface DnsFields {
  readonly id: number;
  readonly name: string;
  readonly type: string;
  /** Present in a response: its result code (0 no error, 3 name error). */
  readonly rcode?: number;
  readonly answers?: readonly DnsRecordFields[];
  readonly truncated?: boolean;
}

/** A DNS message with one question in class IN (RFC 1035, 4); without `rcode` a query. */
export function dns(fields: DnsFields): Uint8Array {
  const { id, name, type, rcode, answers = [], truncated = false } = fields;
  const flags = rcode === undefined ? 0x0100 : 0x8180 | rcode | (truncated ? 0x0200 : 0);
  return join(
    u16(id),
    u16(flags),
    u16(1),
    u16(answers.length),
    '0000 0000',
    dnsName(name),
    u16(DNS_TYPES[type]!),
    '0001',
    ...answers.map((record) => dnsRecord(record)),
  );
}

function dnsName(name: string): Uint8Array {
  const labels = name.split('.').filter((label) => label !== '');
  return join(...labels.flatMap((label): Piece[] => [[label.length], text(label)]), [0]);
}

function dnsRecord({ name, type, value, ttl = 300 }: DnsRecordFields): Uint8Array {
  const data = type === 'CNAME' ? dnsName(value) : address(value);
  return join(dnsName(name), u16(DNS_TYPES[type]!), '0001', u32(ttl), u16(data.length), data);
}

/** GRE with nothing but the EtherType of what it carries (RFC 2784). */
export function gre(payload: Uint8Array, type: number = etherTypeOf(payload)): Uint8Array {
  return join('0000', u16(type), payload);
}

/** VXLAN: flags, network identifier, then an Ethernet frame (RFC 7348, 5). */
export function vxlan(frame: Uint8Array, network = 7): Uint8Array {
  return join('08000000', u32(network << 8), frame);
}

/** A GTP-U packet of user data (3GPP TS 29.281, 5.1). */
export function gtpUser(packet: Uint8Array, tunnel = 1): Uint8Array {
  return join('30ff', u16(packet.length), u32(tunnel), packet);
}

/** MPLS labels, outermost first, then a packet (RFC 3032, 2.1). */
export function mpls(packet: Uint8Array, ...labels: readonly number[]): Uint8Array {
  return join(
    ...labels.map((label, index) => u32((label << 12) | (index === labels.length - 1 ? 0x100 : 0) | 64)),
    packet,
  );
}

/** A PPPoE session frame's payload that carries IPv4 (RFC 2516, 4; RFC 1332). */
export function pppoe(packet: Uint8Array, session = 1): Uint8Array {
  return join('1100', u16(session), u16(packet.length + 2), '0021', packet);
}
