import { read16 } from '../bytes/reads.js';
import { LAYER, PROTOCOL, type Walk } from './walk.js';

/** Linux cooked v1, the "any" device: 16 bytes (tcpdump.org LINKTYPE_LINUX_SLL). */
export function linuxCooked1(walk: Walk): void {
  if (!walk.need(16, 'SLL')) return;
  const { bytes, at } = walk;
  walk.protocol(PROTOCOL.sll);
  const hardware = read16(bytes, at + 2);
  if (read16(bytes, at + 4) === 6) walk.linkSource = at + 6;
  walk.at = at + 16;
  cookedProtocol(walk, hardware, read16(bytes, at + 14));
}

/** Linux cooked v2: 20 bytes, the protocol first (tcpdump.org LINKTYPE_LINUX_SLL2). */
export function linuxCooked2(walk: Walk): void {
  if (!walk.need(20, 'SLL')) return;
  const { bytes, at } = walk;
  walk.protocol(PROTOCOL.sll);
  if (bytes[at + 11] === 6) walk.linkSource = at + 12;
  walk.at = at + 20;
  cookedProtocol(walk, read16(bytes, at + 8), read16(bytes, at));
}

/** ARPHRD numbers whose protocol field is not an EtherType, or whose packet has no link header. */
const HARDWARE = { gre: 778, netlink: 824, radiotap: 803, frameRelay: 770 } as const;

function cookedProtocol(walk: Walk, hardware: number, protocol: number): void {
  walk.type = protocol;
  if (hardware === HARDWARE.netlink) walk.unknown('Netlink');
  else if (hardware === HARDWARE.gre) walk.next = LAYER.etherType;
  else if (protocol === 1) walk.unknown('802.3 without LLC');
  else if (protocol === 4) walk.next = LAYER.logicalLink;
  else if (protocol === 0x0c) walk.unknown('CAN');
  else if (protocol === 0x07) walk.next = LAYER.ppp;
  else walk.next = LAYER.etherType;
}
