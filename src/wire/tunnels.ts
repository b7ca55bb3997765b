import { read16, read32 } from '../bytes/reads.js';
import { TRANSPORT } from '../table/frame-batch.js';
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

/** VXLAN: eight bytes, then Ethernet (RFC 7348, 5). */
export function vxlan(walk: Walk): void {
  if (walk.at + 8 > walk.end || (walk.bytes[walk.at]! & 0x08) === 0) {
    walk.next = LAYER.done;
    return;
  }
  walk.at += 8;
  walk.next = LAYER.ethernet;
}

/** Geneve: eight bytes and options, then what its protocol type says (RFC 8926, 3.4). */
export function geneve(walk: Walk): void {
  const { bytes, at } = walk;
  const length = 8 + (bytes[at]! & 0x3f) * 4;
  if (at + 8 > walk.end || bytes[at]! >> 6 !== 0 || at + length > walk.end) {
    walk.next = LAYER.done;
    return;
  }
  walk.type = read16(bytes, at + 2);
  walk.at = at + length;
  walk.next = LAYER.etherType;
}

/** GTP-U: a G-PDU carries an IP packet behind eight bytes and its extensions (3GPP TS 29.281, 5.1). */
export function gtpUser(walk: Walk): void {
  const { bytes, at } = walk;
  walk.next = LAYER.done;
  // Version 1, protocol type GTP, message type 255.
  if (at + 8 > walk.end || bytes[at]! >> 4 !== 3 || bytes[at + 1] !== 255) return;
  let payload = at + 8;
  if (bytes[at]! & 7) {
    payload += 4;
    if (payload > walk.end) return;
    if (bytes[at]! & 4) {
      let next = bytes[payload - 1]!;
      while (next !== 0) {
        const length = payload < walk.end ? bytes[payload]! * 4 : 0;
        if (length === 0 || payload + length > walk.end || !walk.deeper()) return;
        payload += length;
        next = bytes[payload - 1]!;
      }
    }
  }
  if (payload >= walk.end) return;
  const version = bytes[payload]! >> 4;
  if (version !== 4 && version !== 6) return;
  walk.at = payload;
  walk.next = LAYER.rawIp;
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
      walk.unknown('IPComp');
      return;
    default:
      walk.unknown(IP_PROTOCOL_NAMES[walk.type] ?? `IP protocol ${walk.type}`);
  }
}

/** Netfilter log: a header and type-length-value attributes, the payload one of them (tcpdump.org LINKTYPE_NFLOG). */
export function nflog(walk: Walk): void {
  if (!walk.need(4, 'NFLOG')) return;
  const { bytes } = walk;
  const family = bytes[walk.at]!;
  let at = walk.at + 4;
  while (at + 4 <= walk.end) {
    const length = bytes[at]! | (bytes[at + 1]! << 8);
    const type = bytes[at + 2]! | (bytes[at + 3]! << 8);
    if (length < 4) break;
    if (type === 9) {
      walk.at = at + 4;
      walk.wireEnd = Math.min(walk.wireEnd, at + length);
      walk.end = Math.min(walk.end, walk.wireEnd);
      walk.next = family === 2 || family === 10 ? LAYER.rawIp : LAYER.done;
      if (walk.next === LAYER.done) walk.unknown(`NFLOG family ${family}`);
      return;
    }
    at += (length + 3) & ~3;
  }
  walk.unknown('NFLOG without payload');
}

/** Per-Packet Information: a header that states its length and the link type behind it (CACE PPI). */
export function perPacketInfo(walk: Walk): void {
  if (!walk.need(8, 'PPI')) return;
  const { bytes, at } = walk;
  const length = bytes[at + 2]! | (bytes[at + 3]! << 8);
  if (length < 8) {
    walk.malformed('PPI', 'bad-length', at + 2);
    return;
  }
  const linkType = bytes[at + 4]! | (bytes[at + 5]! << 8);
  if (!walk.need(length, 'PPI')) return;
  walk.at = at + length;
  if (linkType === 1) walk.next = LAYER.ethernet;
  else if (linkType === 105) walk.next = LAYER.wireless;
  else if (linkType === 101) walk.next = LAYER.rawIp;
  else walk.unknown(`link type ${linkType}`);
}

/** Radiotap: a header that states its length, then 802.11 (radiotap.org). */
export function radiotap(walk: Walk): void {
  if (!walk.need(8, 'Radiotap')) return;
  const { bytes, at } = walk;
  const length = bytes[at + 2]! | (bytes[at + 3]! << 8);
  if (length < 8) {
    walk.malformed('Radiotap', 'bad-length', at + 2);
    return;
  }
  if (!walk.need(length, 'Radiotap')) return;
  // Flags field: bit 0x10 says that the frame ends with a check sequence, bit 0x20 that the header is padded to 4.
  let field = at + 8;
  let present = at + 4;
  while (present + 4 <= at + length && (read32(bytes, present) & 0x80) !== 0) {
    present += 4;
    field += 4;
  }
  const first = bytes[at + 4]!;
  if (first & 1) field = at + ((field - at + 7) & ~7) + 8;
  const flags = first & 2 && field < at + length ? bytes[field]! : 0;
  if (flags & 0x10) {
    walk.wireEnd -= 4;
    walk.end = Math.min(walk.end, walk.wireEnd);
  }
  walk.at = at + length;
  walk.next = LAYER.wireless;
  walk.type = flags & 0x20;
}

/** 802.11: only unencrypted data frames carry a packet that can be read. */
export function wireless(walk: Walk): void {
  if (!walk.need(24, '802.11')) return;
  const { batch, row, bytes, at } = walk;
  const control = bytes[at]!;
  const flags = bytes[at + 1]!;
  const padded = walk.type === 0x20;
  const isData = (control & 0x0c) === 0x08;
  batch.destination[row] = walk.addresses.mac(bytes, at + 4);
  batch.source[row] = walk.addresses.mac(bytes, at + 10);
  if (!isData || control & 0x40 || flags & 0x40) {
    walk.unknown('802.11');
    return;
  }
  let length = 24;
  if ((flags & 3) === 3) length += 6;
  if (control & 0x80) length += 2;
  if (control & 0x80 && flags & 0x80) length += 4;
  if (padded) length = (length + 3) & ~3;
  walk.at = at + length;
  walk.next = LAYER.logicalLink;
}

/** Whether the row's transport is one that its packet may be told by, so that an unknown inner layer is no loss. */
export function hasTransport(transport: number): boolean {
  return transport !== TRANSPORT.none;
}
