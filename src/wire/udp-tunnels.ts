import { read16 } from '../bytes/reads.js';
import { WELL_KNOWN_PORTS } from './ports.js';
import { LAYER, type Walk } from './walk.js';
import { SWAPPED_CONTROL } from './wireless.js';

/** The port of TZSP lies far beyond those of the others. */
const TZSP_PORT = 37008;

/** What a UDP port announces to carry whole packets. */
const TUNNELS: ReadonlyMap<number, number> = new Map([
  [4789, LAYER.vxlan],
  [8472, LAYER.vxlan],
  [4790, LAYER.vxlanGeneric],
  [6081, LAYER.geneve],
  [2152, LAYER.gtpUser],
  [3544, LAYER.teredo],
  [1701, LAYER.layer2Tunnel],
  [5072, LAYER.ayiya],
  [5247, LAYER.capwap],
  [4341, LAYER.lisp],
  [6635, LAYER.mpls],
  [TZSP_PORT, LAYER.tazmen],
]);

/** The tunnel that either port stands for, the destination's first; `LAYER.done` for none. */
export function tunnelByPort(sourcePort: number, destinationPort: number): number {
  // Nearly all datagrams have neither port: these bounds spare them the search.
  const outside = (port: number): boolean => port < 1701 || (port > 8472 && port !== TZSP_PORT);
  if (outside(sourcePort) && outside(destinationPort)) return LAYER.done;
  // A well-known port says better what this is: the other is then just a client's.
  if (sourcePort < WELL_KNOWN_PORTS || destinationPort < WELL_KNOWN_PORTS) return LAYER.done;
  return TUNNELS.get(destinationPort) ?? TUNNELS.get(sourcePort) ?? LAYER.done;
}

/** VXLAN with a protocol number: IPv4, IPv6 or Ethernet behind eight bytes (draft-ietf-nvo3-vxlan-gpe), also where the flag that announces the number is not set. */
export function vxlanGeneric(walk: Walk): void {
  walk.carrier = 'VXLAN';
  const { bytes, at } = walk;
  walk.next = LAYER.done;
  if (at + 8 > walk.end) return;
  const carried = bytes[at + 3]!;
  walk.at = at + 8;
  if (carried === 1) walk.next = LAYER.ipv4;
  else if (carried === 2) walk.next = LAYER.ipv6;
  else if (carried === 3) walk.next = LAYER.ethernet;
}

/** VXLAN: eight bytes, then Ethernet (RFC 7348, 5). */
export function vxlan(walk: Walk): void {
  walk.carrier = 'VXLAN';
  if (walk.at + 8 > walk.end || (walk.bytes[walk.at]! & 0x08) === 0) {
    walk.next = LAYER.done;
    return;
  }
  walk.at += 8;
  walk.next = LAYER.ethernet;
}

/** Geneve: eight bytes and options, then what its protocol type says (RFC 8926, 3.4). */
export function geneve(walk: Walk): void {
  walk.carrier = 'Geneve';
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
  walk.carrier = 'GTP-U';
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

/** Teredo: IPv6, behind an authentication and an origin indication where they are sent (RFC 4380, 5.1.1). */
export function teredo(walk: Walk): void {
  walk.carrier = 'Teredo';
  const { bytes } = walk;
  let { at } = walk;
  walk.next = LAYER.done;
  if (at + 4 <= walk.end && bytes[at] === 0 && bytes[at + 1] === 1) {
    at += 13 + bytes[at + 2]! + bytes[at + 3]!;
  }
  if (at + 8 <= walk.end && bytes[at] === 0 && bytes[at + 1] === 0) at += 8;
  if (at + 40 > walk.end || bytes[at]! >> 4 !== 6) return;
  walk.at = at;
  walk.next = LAYER.ipv6;
}

/** L2TP version 2: data messages carry PPP behind a header whose flags tell its length (RFC 2661, 3.1). */
export function layer2Tunnel(walk: Walk): void {
  walk.carrier = 'L2TP';
  const { bytes, at } = walk;
  walk.next = LAYER.done;
  if (at + 6 > walk.end) return;
  const flags = read16(bytes, at);
  // Control messages, and versions other than 2, carry no packet.
  if (flags & 0x8000 || (flags & 15) !== 2) return;
  let payload = at + 2 + (flags & 0x4000 ? 2 : 0) + 4 + (flags & 0x0800 ? 4 : 0);
  if (flags & 0x0200) {
    if (payload + 2 > walk.end) return;
    payload += 2 + read16(bytes, payload);
  }
  if (payload + 2 > walk.end) return;
  walk.at = payload;
  walk.next = LAYER.ppp;
}

/** AYIYA: a header that states the lengths of identity and signature, then the packet (draft-massar-v6ops-ayiya). */
export function ayiya(walk: Walk): void {
  walk.carrier = 'AYIYA';
  const { bytes, at } = walk;
  walk.next = LAYER.done;
  if (at + 8 > walk.end) return;
  const identity = 2 ** (bytes[at]! >> 4);
  const signature = (bytes[at + 1]! >> 4) * 4;
  const payload = at + 8 + identity + signature;
  if ((bytes[at + 2]! & 15) !== 1 || payload + 20 > walk.end) return;
  walk.type = bytes[at + 3]!;
  if (walk.type !== 41 && walk.type !== 4) return;
  walk.at = payload;
  walk.next = walk.type === 41 ? LAYER.ipv6 : LAYER.ipv4;
}

/** CAPWAP data: a header that states its length, then the 802.11 or 802.3 frame of a wireless station (RFC 5415, 4.3). */
export function capwap(walk: Walk): void {
  const { bytes, at } = walk;
  walk.next = LAYER.done;
  walk.carrier = 'CAPWAP';
  if (at + 8 > walk.end) return;
  // Version 0 without encryption; neither a fragment (F) nor a keep-alive (K).
  const length = (bytes[at + 1]! >> 3) * 4;
  if (bytes[at] !== 0 || bytes[at + 3]! & 0x88 || length < 8 || at + length >= walk.end) return;
  walk.at = at + length;
  const isNative = (bytes[at + 2]! & 1) === 1;
  // Controllers send the two bytes of frame control in the other order.
  walk.type = isNative ? SWAPPED_CONTROL : 0;
  walk.next = isNative ? LAYER.wireless : LAYER.ethernet;
}

/** LISP data: eight bytes, then an IP packet (RFC 9300, 5.1). */
export function lisp(walk: Walk): void {
  walk.carrier = 'LISP';
  const { bytes, at } = walk;
  const version = at + 8 < walk.end ? bytes[at + 8]! >> 4 : 0;
  walk.next = version === 4 || version === 6 ? LAYER.rawIp : LAYER.done;
  walk.at = at + 8;
}

/** TaZmen Sniffer Protocol: version 1, type, what is carried, tagged fields up to an end mark, then the frame. */
export function tazmen(walk: Walk): void {
  walk.carrier = 'TZSP';
  const { bytes, at, end } = walk;
  walk.next = LAYER.done;
  if (at + 5 > end || bytes[at] !== 1) return;
  const carried = read16(bytes, at + 2);
  let tag = at + 4;
  // Tag 0 is padding, 1 the end; all others state their length.
  while (tag + 1 < end && bytes[tag] !== 1) tag += bytes[tag] === 0 ? 1 : 2 + bytes[tag + 1]!;
  if (tag >= end || bytes[tag] !== 1) return;
  walk.at = tag + 1;
  walk.type = 0;
  if (carried === 1) walk.next = LAYER.ethernet;
  else if (carried === 18) walk.next = LAYER.wireless;
}
