import { read16, read32 } from '../bytes/reads.js';
import { LAYER, type Walk } from './walk.js';

/**
 * Link types (tcpdump.org registry) whose frames begin with a header of one length that is no use here, and the layer
 * behind it.
 */
const FIXED: Readonly<Record<number, readonly [length: number, layer: number, name: string]>> = {
  // Address family, security parameter index and flags of OpenBSD's IPsec device.
  109: [12, LAYER.rawIp, 'Enc'],
  // Addresses on a Fibre Channel (RFC 4338).
  122: [16, LAYER.logicalLink, 'IP over Fibre Channel'],
  // Direction, where the HDLC address byte would be; then its control byte.
  166: [2, LAYER.pppProtocol, 'PPP'],
  // Direction.
  204: [1, LAYER.ppp, 'PPP'],
  205: [1, LAYER.ciscoHdlc, 'Cisco HDLC'],
  206: [1, LAYER.frameRelay, 'Frame relay'],
  // Preamble with the logical link identifier.
  259: [8, LAYER.ethernet, 'EPON'],
};

/** Walks over a header of one length; `walk.type` is the link type. */
export function fixedHeader(walk: Walk): void {
  const [length, layer, name] = FIXED[walk.type]!;
  if (!walk.need(length, name)) return;
  walk.at += length;
  walk.next = layer;
}

/** OpenBSD's packet filter log: a header that states its length, less padding to four bytes, then IP (LINKTYPE_PFLOG). */
export function packetFilterLog(walk: Walk): void {
  if (!walk.need(1, 'PF log')) return;
  const length = (walk.bytes[walk.at]! + 3) & ~3;
  if (!walk.need(length, 'PF log')) return;
  walk.at += length;
  walk.next = LAYER.rawIp;
}

/** AVS writes this where Prism's header has its message code. */
const AVS_MAGIC = 0x80211000;

/** 802.11 behind what a Prism or AVS driver notes of the radio: both state the header's length, in their own byte order. */
export function radioHeader(walk: Walk): void {
  if (!walk.need(8, 'Radio')) return;
  const { bytes, at } = walk;
  const isAvs = (read32(bytes, at) & 0xfffff000) >>> 0 === AVS_MAGIC;
  const length = isAvs
    ? read32(bytes, at + 4)
    : (bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24)) >>> 0;
  if (length < 8) {
    walk.malformed('Radio', 'bad-length', at + 4);
    return;
  }
  if (!walk.need(length, 'Radio')) return;
  walk.at = at + length;
  walk.type = 0;
  walk.next = LAYER.wireless;
}

/** ATM as SunATM captures it: direction and traffic type, then VPI and VCI (LINKTYPE_SUNATM). Only LLC is looked into. */
export function sunAtm(walk: Walk): void {
  if (!walk.need(4, 'ATM')) return;
  const traffic = walk.bytes[walk.at]! & 0x0f;
  walk.at += 4;
  if (traffic === 2) walk.next = LAYER.logicalLink;
  else walk.unknown('ATM');
}

/** IP over IEEE 1394 as Apple captures it: two addresses of eight bytes, then an EtherType. */
export function appleFireWire(walk: Walk): void {
  if (!walk.need(18, 'IEEE 1394')) return;
  walk.type = read16(walk.bytes, walk.at + 16);
  walk.at += 18;
  walk.next = LAYER.etherType;
}
