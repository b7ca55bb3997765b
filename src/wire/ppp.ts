import { read16 } from '../bytes/reads.js';
import { LAYER, type Walk } from './walk.js';

/** PPP, with or without HDLC address and control bytes (RFC 1661, 2; RFC 1662, 3.1). */
export function ppp(walk: Walk): void {
  if (!walk.need(2, 'PPP')) return;
  const { bytes, at } = walk;
  // Unicast and multicast address of Cisco HDLC, which is captured under PPP's link type too.
  if (bytes[at] === 0x0f || bytes[at] === 0x8f) {
    walk.next = LAYER.ciscoHdlc;
    return;
  }
  if (bytes[at] === 0xff && bytes[at + 1] === 0x03) walk.at = at + 2;
  walk.next = LAYER.pppProtocol;
}

/** The protocol field: one byte where its lowest bit is set (compressed), else two. */
export function pppProtocol(walk: Walk): void {
  if (!walk.need(1, 'PPP')) return;
  let protocol = walk.bytes[walk.at]!;
  if (protocol & 1) walk.at += 1;
  else {
    if (!walk.need(2, 'PPP')) return;
    protocol = read16(walk.bytes, walk.at);
    walk.at += 2;
  }
  if (protocol === 0x0021) walk.next = LAYER.ipv4;
  else if (protocol === 0x0057) walk.next = LAYER.ipv6;
  else if (protocol === 0x0281 || protocol === 0x0283) walk.next = LAYER.mpls;
  else walk.unknown(`PPP protocol 0x${protocol.toString(16).padStart(4, '0')}`);
}

/** PPPoE: six bytes, then PPP in a session frame (RFC 2516, 4). */
export function pppoe(walk: Walk): void {
  if (!walk.need(6, 'PPPoE')) return;
  const { bytes, at } = walk;
  if (bytes[at] !== 0x11) {
    walk.malformed('PPPoE', 'bad-value', at);
    return;
  }
  if (bytes[at + 1] !== 0) {
    walk.unknown('PPPoE discovery');
    return;
  }
  walk.at = at + 6;
  walk.wireEnd = Math.min(walk.wireEnd, at + 6 + read16(bytes, at + 4));
  walk.end = Math.min(walk.end, walk.wireEnd);
  walk.next = LAYER.pppProtocol;
}

/** Cisco HDLC: address, control, EtherType. */
export function ciscoHdlc(walk: Walk): void {
  if (!walk.need(4, 'Cisco HDLC')) return;
  walk.type = read16(walk.bytes, walk.at + 2);
  walk.at += 4;
  walk.next = LAYER.etherType;
}

/** Frame relay with a two-byte address: NLPID, or Cisco's EtherType (RFC 2427). */
export function frameRelay(walk: Walk): void {
  if (!walk.need(4, 'Frame relay')) return;
  const { bytes, at } = walk;
  let header = at;
  while (header < walk.end && header < at + 4 && (bytes[header]! & 1) === 0) header++;
  header++;
  walk.at = header;
  if (!walk.need(2, 'Frame relay')) return;
  if (bytes[header] === 0x03) {
    let identifier = header + 1;
    if (bytes[identifier] === 0 && identifier + 1 < walk.end) identifier++;
    walk.at = identifier + 1;
    if (bytes[identifier] === 0xcc) walk.next = LAYER.ipv4;
    else if (bytes[identifier] === 0x8e) walk.next = LAYER.ipv6;
    else if (bytes[identifier] === 0x80) {
      if (!walk.need(5, 'Frame relay SNAP')) return;
      walk.type = read16(bytes, walk.at + 3);
      const organization = (bytes[walk.at]! << 16) | read16(bytes, walk.at + 1);
      walk.at += 5;
      if (organization === 0) walk.next = LAYER.etherType;
      else if (organization === 0x0080c2 && (walk.type === 1 || walk.type === 7)) walk.next = LAYER.ethernet;
      else walk.unknown('Frame relay SNAP');
    } else walk.unknown(`NLPID 0x${bytes[identifier]!.toString(16)}`);
  } else {
    walk.type = read16(bytes, header);
    walk.at = header + 2;
    walk.next = LAYER.etherType;
  }
}
