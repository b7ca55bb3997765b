import { LAYER, type Walk } from './walk.js';

/**
 * BSD null/loopback: four bytes of address family, in the byte order of the machine that captured (tcpdump.org
 * LINKTYPE_NULL) or big-endian (LINKTYPE_LOOP). The value is small, so the order shows.
 */
export function nullLoopback(walk: Walk): void {
  if (!walk.need(4, 'Null/Loopback')) return;
  const { bytes, at } = walk;
  // HDLC-framed PPP is known to be captured under this link type.
  if (bytes[at] === 0xff && bytes[at + 1] === 0x03 && bytes[at + 2] === 0 && bytes[at + 3] === 0x21) {
    walk.next = LAYER.ppp;
    return;
  }
  const low = bytes[at]! | (bytes[at + 1]! << 8);
  const high = bytes[at + 2]! | (bytes[at + 3]! << 8);
  const family = high === 0 ? low : (bytes[at + 2]! << 8) | bytes[at + 3]!;
  walk.at = at + 4;
  if (family === 2) walk.next = LAYER.ipv4;
  // 10 Linux, 23 Windows, 24 NetBSD, 28 FreeBSD, 30 Darwin
  else if (family === 10 || family === 23 || family === 24 || family === 28 || family === 30)
    walk.next = LAYER.ipv6;
  else if (family >= 0x0600) {
    walk.type = family;
    walk.next = LAYER.etherType;
  } else walk.unknown(`address family ${family}`);
}

/** Raw IP: the version nibble tells which. */
export function rawIp(walk: Walk): void {
  if (!walk.need(1, 'IP')) return;
  const version = walk.bytes[walk.at]! >> 4;
  if (version === 4) walk.next = LAYER.ipv4;
  else if (version === 6) walk.next = LAYER.ipv6;
  else walk.malformed('IP', 'bad-value', walk.at);
}
