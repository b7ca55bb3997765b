import { inflate } from '../bytes/inflate.js';
import { read16 } from '../bytes/reads.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { LAYER, type Walk } from './walk.js';

/** MPLS label stack (RFC 3032, 2.1), then IP by its version nibble, or Ethernet behind a control word (RFC 4448). */
export function mpls(walk: Walk): void {
  for (;;) {
    if (!walk.need(4, 'MPLS')) return;
    const bottom = walk.bytes[walk.at + 2]! & 1;
    walk.at += 4;
    if (bottom) break;
    if (!walk.deeper()) return;
  }
  if (!walk.need(1, 'MPLS')) return;
  const nibble = walk.bytes[walk.at]! >> 4;
  if (nibble === 4) walk.next = LAYER.ipv4;
  else if (nibble === 6) walk.next = LAYER.ipv6;
  else if (nibble === 0 && walk.need(4, 'MPLS')) {
    walk.at += 4;
    walk.next = LAYER.ethernet;
  } else if (nibble !== 0) walk.unknown('MPLS payload');
}

/** GRE (RFC 2784, RFC 2890) and its version 1 with PPP inside (RFC 2637, 4.1). */
export function gre(walk: Walk): void {
  walk.carrier = 'GRE';
  if (!walk.need(4, 'GRE')) return;
  const { bytes, at } = walk;
  const flags = read16(bytes, at);
  const type = read16(bytes, at + 2);
  const version = flags & 7;
  if (version > 1) {
    walk.unknown('GRE');
    return;
  }
  let length = 4;
  if (flags & 0xc000) length += 4; // checksum or routing: checksum and offset
  if (flags & 0x2000) length += 4; // key
  if (flags & 0x1000) length += 4; // sequence number
  if (version === 1 && flags & 0x0080) length += 4; // acknowledgment number
  if (flags & 0x4000) {
    walk.unknown('GRE with routing');
    return;
  }
  if (!walk.need(length, 'GRE')) return;
  walk.at = at + length;
  if (walk.at >= walk.wireEnd) {
    walk.unknown('GRE without payload');
    return;
  }
  walk.type = type;
  if (type === 0x88be || type === 0x22eb) erspan(walk, type, (flags & 0x1000) !== 0);
  else walk.next = type === 0x880b ? LAYER.ppp : LAYER.etherType;
}

/** ERSPAN: type I has no header, type II eight bytes, type III twelve and an optional eight more. */
function erspan(walk: Walk, type: number, hasSequence: boolean): void {
  if (type === 0x88be && !hasSequence) {
    walk.next = LAYER.ethernet;
    return;
  }
  const length = type === 0x88be ? 8 : 12;
  if (!walk.need(length, 'ERSPAN')) return;
  const optional = type === 0x22eb && (walk.bytes[walk.at + 11]! & 1) === 1;
  walk.at += length + (optional ? 8 : 0);
  walk.next = LAYER.ethernet;
}

/** Bytes that an IP packet may carry. */
const LARGEST_PACKET = 65_535;
/** Bytes of expanded packets that one batch of frames may hold. */
const EXPANDED = 16 * 1024 * 1024;

/**
 * IPComp: four bytes with what is carried, then the compressed packet (RFC 3173, 3). What it is compressed with is settled
 * elsewhere; DEFLATE (RFC 2394) is told by its succeeding.
 */
function compressed(walk: Walk): void {
  walk.carrier = 'IPComp';
  if (!walk.need(4, 'IPComp')) return;
  const { bytes, at, end } = walk;
  const room = Math.min(LARGEST_PACKET, EXPANDED - walk.expanded());
  const packet = inflate(bytes.subarray(at + 4, end), room);
  if (packet === null) {
    if (room < LARGEST_PACKET) {
      walk.batch.findings[walk.row]! |= FINDING_BIT['limit-reached'];
      walk.batch.note(walk.row).limit = 'ipcomp';
    }
    walk.unknown('IPComp');
    return;
  }
  walk.expanded(packet.length);
  walk.continueWith(packet, bytes[at]!);
}

/** IP protocol numbers that we name without reading them. */
const IP_PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  2: 'IGMP',
  8: 'EGP',
  50: 'ESP',
  59: 'IPv6 no next header',
  88: 'EIGRP',
  89: 'OSPF',
  103: 'PIM',
  112: 'VRRP',
  115: 'L2TPv3',
  132: 'SCTP',
  136: 'UDP-Lite',
};

/** A tunnel or a protocol that we don't read, by IP protocol number. */
export function otherIpProtocol(walk: Walk): void {
  switch (walk.type) {
    case 4:
      walk.next = LAYER.ipv4;
      return;
    case 41:
      walk.next = LAYER.ipv6;
      return;
    case 47:
      walk.next = LAYER.gre;
      return;
    case 97: // EtherIP (RFC 3378)
      if (!walk.need(2, 'EtherIP')) return;
      walk.at += 2;
      walk.next = LAYER.ethernet;
      return;
    case 137:
      walk.next = LAYER.mpls;
      return;
    case 51: // AH in IPv4 (RFC 4302, 2.2)
      if (!walk.need(12, 'AH')) return;
      walk.type = walk.bytes[walk.at]!;
      walk.at += (walk.bytes[walk.at + 1]! + 2) * 4;
      return;
    case 108:
      compressed(walk);
      return;
    default:
      walk.unknown(IP_PROTOCOL_NAMES[walk.type] ?? `IP protocol ${walk.type}`);
  }
}
