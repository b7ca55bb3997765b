import type { FrameBatch } from '../table/frame-batch.js';
import { TRANSPORT } from '../table/frame-batch.js';
import { arp } from './arp.js';
import { linuxCooked1, linuxCooked2 } from './cooked.js';
import { ethernet, etherType, logicalLink } from './ethernet.js';
import { icmp } from './icmp.js';
import { ipv4 } from './ipv4.js';
import { ipv6 } from './ipv6.js';
import { nullLoopback, rawIp } from './loopback.js';
import { ciscoHdlc, frameRelay, ppp, pppoe, pppProtocol } from './ppp.js';
import { arcnet, fddi, infiniband, nflog, slip, tokenRing } from './rare-links.js';
import { tcp } from './tcp.js';
import { gre, mpls, otherIpProtocol } from './tunnels.js';
import { udp } from './udp.js';
import { ayiya, geneve, gtpUser, layer2Tunnel, teredo, vxlan, vxlanGeneric } from './udp-tunnels.js';
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
  12: LAYER.rawIp,
  14: LAYER.rawIp,
  50: LAYER.ppp,
  51: LAYER.pppoe,
  101: LAYER.rawIp,
  104: LAYER.ciscoHdlc,
  105: LAYER.wireless,
  107: LAYER.frameRelay,
  108: LAYER.nullLoopback,
  113: LAYER.linuxCooked1,
  127: LAYER.radiotap,
  129: LAYER.arcnet,
  192: LAYER.perPacketInfo,
  228: LAYER.ipv4,
  229: LAYER.ipv6,
  239: LAYER.nflog,
  242: LAYER.infiniband,
  276: LAYER.linuxCooked2,
};

/** Reads the headers of a row's frame into its columns, as far as they can be read. Never throws. */
export function decodeFrame(walk: Walk, batch: FrameBatch, row: number, linkType: number): void {
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

function step(walk: Walk): void {
  switch (walk.next) {
    case LAYER.ethernet:
      return ethernet(walk);
    case LAYER.etherType:
      return etherType(walk);
    case LAYER.ipv4:
      return ipv4(walk);
    case LAYER.ipv6:
      return ipv6(walk);
    case LAYER.ipProtocol:
      return ipProtocol(walk);
    default:
      return rareStep(walk);
  }
}

function ipProtocol(walk: Walk): void {
  switch (walk.type) {
    case 6:
      return tcp(walk);
    case 17:
      return udp(walk);
    case 1:
      return icmp(walk, TRANSPORT.icmp);
    case 58:
      return icmp(walk, TRANSPORT.icmpv6);
    default:
      return otherIpProtocol(walk);
  }
}

/** Layers that most captures don't have, apart from the loop so that it stays small enough to be compiled well. */
function rareStep(walk: Walk): void {
  switch (walk.next) {
    case LAYER.linuxCooked1:
      return linuxCooked1(walk);
    case LAYER.linuxCooked2:
      return linuxCooked2(walk);
    case LAYER.nullLoopback:
      return nullLoopback(walk);
    case LAYER.rawIp:
      return rawIp(walk);
    case LAYER.ppp:
      return ppp(walk);
    case LAYER.pppProtocol:
      return pppProtocol(walk);
    case LAYER.arp:
      return arp(walk);
    case LAYER.logicalLink:
      return logicalLink(walk);
    case LAYER.mpls:
      return mpls(walk);
    case LAYER.pppoe:
      return pppoe(walk);
    case LAYER.gre:
      return gre(walk);
    case LAYER.vxlan:
      return vxlan(walk);
    case LAYER.vxlanGeneric:
      return vxlanGeneric(walk);
    case LAYER.gtpUser:
      return gtpUser(walk);
    case LAYER.geneve:
      return geneve(walk);
    case LAYER.teredo:
      return teredo(walk);
    case LAYER.layer2Tunnel:
      return layer2Tunnel(walk);
    case LAYER.ayiya:
      return ayiya(walk);
    default:
      return rareLink(walk);
  }
}

function rareLink(walk: Walk): void {
  switch (walk.next) {
    case LAYER.fddi:
      return fddi(walk);
    case LAYER.tokenRing:
      return tokenRing(walk);
    case LAYER.arcnet:
      return arcnet(walk);
    case LAYER.infiniband:
      return infiniband(walk);
    case LAYER.slip:
      return slip(walk);
    case LAYER.wireless:
      return wireless(walk);
    case LAYER.radiotap:
      return radiotap(walk);
    case LAYER.nflog:
      return nflog(walk);
    case LAYER.perPacketInfo:
      return perPacketInfo(walk);
    case LAYER.frameRelay:
      return frameRelay(walk);
    case LAYER.ciscoHdlc:
      return ciscoHdlc(walk);
    default:
      walk.next = LAYER.done;
  }
}
