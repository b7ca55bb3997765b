import { read16 } from '../bytes/reads.js';
import { LAYER, PROTOCOL, type Walk } from './walk.js';

/** EtherType or length field values below this are an 802.3 length (IEEE 802.3, 3.2.6). */
const FIRST_ETHERTYPE = 0x0600;
const MAX_802_3_LENGTH = 1500;

/** Ethernet II or 802.3 header: 14 bytes. */
export function ethernet(walk: Walk): void {
  if (!walk.need(14, 'Ethernet')) return;
  walk.enter();
  const { bytes, at } = walk;
  walk.linkDestination = at;
  walk.linkSource = at + 6;
  walk.protocol(PROTOCOL.ethernet);
  const type = read16(bytes, at + 12);
  walk.at = at + 14;
  if (type <= MAX_802_3_LENGTH) {
    walk.wireEnd = Math.min(walk.wireEnd, walk.at + type);
    walk.end = Math.min(walk.end, walk.wireEnd);
    walk.next = LAYER.logicalLink;
  } else if (type < FIRST_ETHERTYPE) walk.unknown(`Ethernet type 0x${type.toString(16).padStart(4, '0')}`);
  else {
    walk.type = type;
    walk.next = LAYER.etherType;
  }
}

/** Names of EtherTypes that we recognise without reading them. */
const ETHERTYPE_NAMES: Readonly<Record<number, string>> = {
  2114: 'Wake-on-LAN',
  8944: 'AVTP',
  8947: 'TRILL',
  24578: 'DEC MOP',
  24579: 'DECnet',
  25944: 'Transparent Ethernet bridging',
  32821: 'RARP',
  32923: 'AppleTalk',
  33011: 'AARP',
  33079: 'IPX',
  34824: 'Ethernet flow control',
  34825: 'Slow protocols (LACP)',
  34958: 'EAPOL (802.1X)',
  34962: 'PROFINET',
  34978: 'ATA over Ethernet',
  34980: 'EtherCAT',
  35000: 'GOOSE',
  35020: 'LLDP',
  35041: 'HomePlug AV',
  35045: 'MACsec',
  35063: 'PTP',
  35074: 'CFM',
  35078: 'FCoE',
  36864: 'Loopback (Ethernet configuration testing)',
};

/** What an EtherType announces. VLAN tags (802.1Q, 802.1ad and their old types) are walked over. */
export function etherType(walk: Walk): void {
  switch (walk.type) {
    case 0x0800:
      walk.next = LAYER.ipv4;
      return;
    case 0x86dd:
      walk.next = LAYER.ipv6;
      return;
    case 0x0806:
      walk.next = LAYER.arp;
      return;
    case 0x8100:
    case 0x88a8:
    case 0x9100:
    case 0x9200:
      vlanTag(walk);
      return;
    case 0x8847:
    case 0x8848:
      walk.next = LAYER.mpls;
      return;
    case 0x8863:
    case 0x8864:
      walk.next = LAYER.pppoe;
      return;
    case 0x880b:
      walk.next = LAYER.ppp;
      return;
    case 0x6558:
      walk.next = LAYER.ethernet;
      return;
    case 0x8903:
      // Cisco FabricPath: the outer addresses were a path; a tag of two bytes, then the frame itself.
      if (!walk.need(2, 'FabricPath')) return;
      walk.at += 2;
      // It ends with a check sequence of its own.
      walk.wireEnd -= 4;
      walk.end = Math.min(walk.end, walk.wireEnd);
      walk.next = LAYER.ethernet;
      return;
    case 0x894f: {
      // Network service header: its length in words, then what it carries (RFC 8300, 2.2).
      if (!walk.need(8, 'NSH')) return;
      const carried = walk.bytes[walk.at + 3]!;
      walk.at += (walk.bytes[walk.at + 1]! & 0x3f) * 4;
      if (carried === 1) walk.next = LAYER.ipv4;
      else if (carried === 2) walk.next = LAYER.ipv6;
      else if (carried === 3) walk.next = LAYER.ethernet;
      else walk.unknown('NSH');
      return;
    }
    case 0x88e7:
      // Provider backbone bridging: four bytes of service id, then the customer's frame (IEEE 802.1ah).
      if (!walk.need(4, 'PBB')) return;
      walk.at += 4;
      walk.next = LAYER.ethernet;
      return;
    case 0x8909:
      // Cisco's security group tag: six bytes, then an EtherType.
      if (!walk.need(8, 'Cisco metadata')) return;
      walk.type = read16(walk.bytes, walk.at + 6);
      walk.at += 8;
      return;
    case 0x8926:
      // VN-Tag: four bytes, then an EtherType.
      if (!walk.need(6, 'VN-Tag')) return;
      walk.type = read16(walk.bytes, walk.at + 4);
      walk.at += 6;
      return;
    default:
      walk.unknown(ETHERTYPE_NAMES[walk.type] ?? `EtherType 0x${walk.type.toString(16).padStart(4, '0')}`);
  }
}

/** Four bytes: priority and VLAN id, then the next EtherType or 802.3 length (IEEE 802.1Q, 9.3). */
function vlanTag(walk: Walk): void {
  if (!walk.need(4, 'VLAN')) return;
  const type = read16(walk.bytes, walk.at + 2);
  walk.at += 4;
  walk.type = type;
  walk.next = type <= MAX_802_3_LENGTH ? LAYER.logicalLink : LAYER.etherType;
}

/** 802.2 LLC: three bytes, with SNAP (AA AA 03) an EtherType after five more (RFC 1042). */
export function logicalLink(walk: Walk): void {
  if (!walk.need(3, 'LLC')) return;
  const { bytes, at } = walk;
  const destination = bytes[at]!;
  const source = bytes[at + 1]!;
  if (destination === 0xaa && source === 0xaa && bytes[at + 2] === 3) {
    if (!walk.need(8, 'SNAP')) return;
    const organization = (bytes[at + 3]! << 16) | read16(bytes, at + 4);
    walk.type = read16(bytes, at + 6);
    walk.at = at + 8;
    // 000000: encapsulated Ethernet (RFC 1042); 0000f8: bridge tunnel (802.1H).
    if (organization === 0 || organization === 0x0000f8) walk.next = LAYER.etherType;
    else walk.unknown(`SNAP ${organization.toString(16).padStart(6, '0')}`);
  } else if (destination === 0x06 && source === 0x06 && bytes[at + 2] === 3) {
    walk.at = at + 3;
    walk.next = LAYER.ipv4;
  } else if (destination === 0x42) walk.unknown('STP');
  else if (destination === 0xff && source === 0xff) walk.unknown('IPX');
  else walk.unknown('LLC');
}
