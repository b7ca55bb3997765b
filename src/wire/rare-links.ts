import { read16 } from '../bytes/reads.js';
import { LAYER, type Walk } from './walk.js';

/** Link layers that few networks have, so far as IP can be found behind them. */

/** FDDI: frame control and two addresses, then LLC (ANSI X3.139). */
export function fddi(walk: Walk): void {
  if (!walk.need(13, 'FDDI')) return;
  const { bytes, at } = walk;
  walk.linkDestination = at + 1;
  walk.linkSource = at + 7;
  walk.at = at + 13;
  // 0101 rrrr: an LLC frame.
  if ((bytes[at]! & 0xf0) === 0x50) walk.next = LAYER.logicalLink;
  else walk.unknown('FDDI');
}

/** Token ring: access and frame control, two addresses, a routing field where the source's top bit is set, then LLC. */
export function tokenRing(walk: Walk): void {
  if (!walk.need(14, 'Token ring')) return;
  const { bytes, at } = walk;
  walk.linkDestination = at + 2;
  walk.linkSource = at + 8;
  let length = 14;
  if (bytes[at + 8]! & 0x80) {
    if (!walk.need(15, 'Token ring')) return;
    length += bytes[at + 14]! & 0x1f;
  }
  walk.at = at + length;
  if ((bytes[at + 1]! & 0xc0) === 0x40) walk.next = LAYER.logicalLink;
  else walk.unknown('Token ring');
}

/** ARCNET as Linux captures it (source, destination, two of padding) or BSD (without): then a protocol number (RFC 1201). */
export function arcnet(walk: Walk): void {
  const header = walk.type === ARCNET_LINUX ? 4 : 2;
  if (!walk.need(header + 1, 'ARCNET')) return;
  const { bytes, at } = walk;
  const protocol = bytes[at + header]!;
  walk.at = at + header + 1;
  // RFC 1051 IP and ARP have no more header than that; RFC 1201 has flags and a sequence number.
  if (protocol === 240) walk.next = LAYER.ipv4;
  else if (protocol === 241) walk.next = LAYER.arp;
  else if (protocol === 212 || protocol === 213 || protocol === 196) {
    if (!walk.need(3, 'ARCNET')) return;
    // An exception packet (flags all ones) repeats the header after its padding.
    walk.at += bytes[walk.at] === 0xff ? 7 : 3;
    walk.next = protocol === 212 ? LAYER.ipv4 : protocol === 213 ? LAYER.arp : LAYER.ipv6;
  } else walk.unknown(`ARCNET protocol ${protocol}`);
}

/** The link type whose ARCNET header has padding. */
const ARCNET_LINUX = 129;

/** IP over InfiniBand: a 40-byte global routing header and four bytes with the EtherType (RFC 4391, 6). */
export function infiniband(walk: Walk): void {
  if (!walk.need(44, 'IP over InfiniBand')) return;
  walk.type = read16(walk.bytes, walk.at + 40);
  walk.at += 44;
  walk.next = LAYER.etherType;
}

/** SLIP as BSD captures it: direction and 15 bytes of header, then IP (tcpdump.org LINKTYPE_SLIP). */
export function slip(walk: Walk): void {
  if (!walk.need(16, 'SLIP')) return;
  walk.at += 16;
  walk.next = LAYER.rawIp;
}

/** Netfilter log: a header of four bytes and attributes, the packet one of them (tcpdump.org LINKTYPE_NFLOG). */
export function nflog(walk: Walk): void {
  netfilterPayload(walk, 9);
}

/**
 * Netlink, as the nlmon device captures it: a cooked header, a message header, and, from netfilter's log (4) and queue (3),
 * the same attributes as NFLOG has (tcpdump.org LINKTYPE_NETLINK).
 */
export function netlink(walk: Walk): void {
  if (!walk.need(36, 'Netlink')) return;
  const { bytes, at } = walk;
  const subsystem = bytes[at + 21]!;
  walk.at = at + 32;
  // Family 12 is NETLINK_NETFILTER.
  if (read16(bytes, at + 14) === 12 && (subsystem === 3 || subsystem === 4))
    netfilterPayload(walk, subsystem === 3 ? 10 : 9);
  else walk.unknown('Netlink');
}

/** Walks attributes (length, type, value, padded to four bytes) to the one that is a packet. */
function netfilterPayload(walk: Walk, payloadType: number): void {
  if (!walk.need(4, 'Netfilter')) return;
  const { bytes } = walk;
  const family = bytes[walk.at]!;
  let at = walk.at + 4;
  while (at + 4 <= walk.end) {
    const length = bytes[at]! | (bytes[at + 1]! << 8);
    const type = bytes[at + 2]! | (bytes[at + 3]! << 8);
    if (length < 4) break;
    if ((type & 0x3fff) === payloadType) {
      walk.at = at + 4;
      walk.wireEnd = Math.min(walk.wireEnd, at + length);
      walk.end = Math.min(walk.end, walk.wireEnd);
      if (family === 2 || family === 10) walk.next = LAYER.rawIp;
      else walk.unknown(`Netfilter family ${family}`);
      return;
    }
    at += (length + 3) & ~3;
  }
  walk.unknown('Netfilter message without packet');
}

/** Juniper's Ethernet captures: a magic number, flags and sized extensions before the frame (tcpdump.org LINKTYPE_JUNIPER_ETHER). */
export function juniper(walk: Walk): void {
  if (!walk.need(4, 'Juniper')) return;
  const { bytes, at } = walk;
  if (bytes[at] !== 0x4d || bytes[at + 1] !== 0x47 || bytes[at + 2] !== 0x43) {
    walk.malformed('Juniper', 'bad-value', at);
    return;
  }
  const flags = bytes[at + 3]!;
  let length = 4;
  if (flags & 0x80) {
    if (!walk.need(6, 'Juniper')) return;
    length = 6 + read16(bytes, at + 4);
    if (!walk.need(length, 'Juniper')) return;
  }
  walk.at = at + length;
  if (flags & 0x02) walk.unknown('Juniper without link header');
  else walk.next = LAYER.ethernet;
}
