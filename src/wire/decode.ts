import type { FrameBatch } from '../table/frame-batch.js';
import { TRANSPORT } from '../table/frame-batch.js';
import type { CaptureInterface } from '../table/records.js';
import { arp } from './arp.js';
import { linuxCooked1, linuxCooked2 } from './cooked.js';
import { ethernet, etherType, logicalLink } from './ethernet.js';
import { appleFireWire, fixedHeader, packetFilterLog, radioHeader, sunAtm } from './headed-links.js';
import { icmp } from './icmp.js';
import { ipv4 } from './ipv4.js';
import { ipv6 } from './ipv6.js';
import { nullLoopback, rawIp } from './loopback.js';
import { ciscoHdlc, frameRelay, ppp, pppoe, pppProtocol } from './ppp.js';
import { arcnet, fddi, infiniband, juniper, netlink, nflog, slip, tokenRing } from './rare-links.js';
import { tcp } from './tcp.js';
import { gre, mpls, otherIpProtocol } from './tunnels.js';
import { udp } from './udp.js';
import {
  ayiya,
  capwap,
  geneve,
  gtpUser,
  layer2Tunnel,
  lisp,
  tazmen,
  teredo,
  vxlan,
  vxlanGeneric,
} from './udp-tunnels.js';
import { LAYER, NO_HEADER, type Walk } from './walk.js';
import { perPacketInfo, radiotap, wireless } from './wireless.js';

/** The first layer of each link type that we read (numbers of the tcpdump.org registry). */
const FIRST_LAYER: Readonly<Record<number, number>> = {
  0: LAYER.nullLoopback,
  1: LAYER.ethernet,
  6: LAYER.tokenRing,
  7: LAYER.arcnet,
  8: LAYER.slip,
  9: LAYER.ppp,
  10: LAYER.fddi,
  11: LAYER.logicalLink,
  12: LAYER.rawIp,
  14: LAYER.rawIp,
  50: LAYER.ppp,
  51: LAYER.pppoe,
  100: LAYER.logicalLink,
  101: LAYER.rawIp,
  104: LAYER.ciscoHdlc,
  105: LAYER.wireless,
  107: LAYER.frameRelay,
  108: LAYER.nullLoopback,
  109: LAYER.fixedHeader,
  113: LAYER.linuxCooked1,
  117: LAYER.packetFilterLog,
  119: LAYER.radioHeader,
  122: LAYER.fixedHeader,
  123: LAYER.sunAtm,
  127: LAYER.radiotap,
  129: LAYER.arcnet,
  138: LAYER.appleFireWire,
  149: LAYER.packetTap,
  163: LAYER.radioHeader,
  166: LAYER.fixedHeader,
  178: LAYER.juniper,
  192: LAYER.perPacketInfo,
  204: LAYER.fixedHeader,
  205: LAYER.fixedHeader,
  206: LAYER.fixedHeader,
  219: LAYER.mpls,
  228: LAYER.ipv4,
  229: LAYER.ipv6,
  239: LAYER.nflog,
  242: LAYER.infiniband,
  253: LAYER.netlink,
  258: LAYER.packetTap,
  259: LAYER.fixedHeader,
  276: LAYER.linuxCooked2,
};

const ETHERNET = 1;

/**
 * Reads the headers of all of a batch's frames into their columns, as far as they can be read. Never throws.
 *
 * @param plain fills the rows of plain Ethernet frames from one on; tells the first row that is none
 * @param walked called with each row that was walked through, the walk still as it ended
 */
export function decodeBatch(
  walk: Walk,
  batch: FrameBatch,
  interfaces: readonly CaptureInterface[],
  plain: { decodePlain(from: number): number },
  walked: (row: number) => void,
): void {
  const { count } = batch;
  for (let row = 0; row < count; ) {
    const linkType = interfaces[batch.interfaceId[row]!]?.linkType ?? -1;
    const next = linkType === ETHERNET ? plain.decodePlain(row) : row;
    if (next === row) {
      walkFrame(walk, batch, row, linkType);
      walked(row);
      row++;
    } else row = next;
  }
}

/** Reads the headers of one frame, layer by layer. Never throws. */
export function walkFrame(walk: Walk, batch: FrameBatch, row: number, linkType: number): void {
  walk.begin(batch, row);
  const first = FIRST_LAYER[linkType];
  if (first === undefined) {
    walk.unknown(`link type ${linkType}`);
    return;
  }
  walk.next = first;
  walk.type = linkType;
  walkLayers(walk);
}

/** Walks from layer to layer until one of them ends the walk. */
export function walkLayers(walk: Walk): void {
  while (walk.next !== LAYER.done && walk.deeper()) step(walk);
  if (walk.batch.networkAt[walk.row] === NO_HEADER) walk.showLinkAddresses();
}

/** The layers that nearly every frame has are called by name, so that they can be compiled into the loop. */
function step(walk: Walk): void {
  switch (walk.next) {
    case LAYER.ethernet:
      ethernet(walk);
      break;
    case LAYER.etherType:
      etherType(walk);
      break;
    case LAYER.ipv4:
      ipv4(walk);
      break;
    case LAYER.ipv6:
      ipv6(walk);
      break;
    case LAYER.ipProtocol:
      ipProtocol(walk);
      break;
    default:
      (RARE_LAYERS[walk.next] ?? endWalk)(walk);
  }
}

function ipProtocol(walk: Walk): void {
  switch (walk.type) {
    case 6:
      tcp(walk);
      break;
    case 17:
      udp(walk);
      break;
    case 1:
      icmp(walk, TRANSPORT.icmp);
      break;
    case 58:
      icmp(walk, TRANSPORT.icmpv6);
      break;
    default:
      otherIpProtocol(walk);
  }
}

/** What reads the layers that most captures don't have. */
const RARE_LAYERS: Readonly<Record<number, (walk: Walk) => void>> = {
  [LAYER.linuxCooked1]: linuxCooked1,
  [LAYER.linuxCooked2]: linuxCooked2,
  [LAYER.nullLoopback]: nullLoopback,
  [LAYER.rawIp]: rawIp,
  [LAYER.ppp]: ppp,
  [LAYER.pppProtocol]: pppProtocol,
  [LAYER.pppoe]: pppoe,
  [LAYER.ciscoHdlc]: ciscoHdlc,
  [LAYER.frameRelay]: frameRelay,
  [LAYER.arp]: arp,
  [LAYER.logicalLink]: logicalLink,
  [LAYER.mpls]: mpls,
  [LAYER.gre]: gre,
  [LAYER.vxlan]: vxlan,
  [LAYER.vxlanGeneric]: vxlanGeneric,
  [LAYER.geneve]: geneve,
  [LAYER.gtpUser]: gtpUser,
  [LAYER.teredo]: teredo,
  [LAYER.layer2Tunnel]: layer2Tunnel,
  [LAYER.ayiya]: ayiya,
  [LAYER.capwap]: capwap,
  [LAYER.lisp]: lisp,
  [LAYER.tazmen]: tazmen,
  [LAYER.fddi]: fddi,
  [LAYER.tokenRing]: tokenRing,
  [LAYER.arcnet]: arcnet,
  [LAYER.infiniband]: infiniband,
  [LAYER.slip]: slip,
  [LAYER.nflog]: nflog,
  [LAYER.netlink]: netlink,
  [LAYER.juniper]: juniper,
  [LAYER.packetTap]: packetTap,
  [LAYER.radiotap]: radiotap,
  [LAYER.perPacketInfo]: perPacketInfo,
  [LAYER.wireless]: wireless,
  [LAYER.fixedHeader]: fixedHeader,
  [LAYER.packetFilterLog]: packetFilterLog,
  [LAYER.radioHeader]: radioHeader,
  [LAYER.sunAtm]: sunAtm,
  [LAYER.appleFireWire]: appleFireWire,
};

/** Apple's packet tap: a header that states its own length and the link type behind it (tcpdump.org LINKTYPE_PKTAP). */
function packetTap(walk: Walk): void {
  if (!walk.need(12, 'PKTAP')) return;
  const { bytes, at } = walk;
  const length = bytes[at]! | (bytes[at + 1]! << 8);
  const linkType = bytes[at + 8]! | (bytes[at + 9]! << 8);
  if (length < 12 || bytes[at + 2] !== 0 || bytes[at + 3] !== 0) {
    walk.malformed('PKTAP', 'bad-length', at);
    return;
  }
  if (!walk.need(length, 'PKTAP')) return;
  walk.at = at + length;
  walk.type = linkType;
  const next = FIRST_LAYER[linkType];
  if (next === undefined || next === LAYER.packetTap) walk.unknown(`link type ${linkType}`);
  else walk.next = next;
}

function endWalk(walk: Walk): void {
  walk.next = LAYER.done;
}
