import { read16 } from '../bytes/reads.js';
import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { LAYER, PROTOCOL, type Walk } from './walk.js';

/** IPv4 header with options (RFC 791, 3.1). */
export function ipv4(walk: Walk): void {
  if (!walk.need(1, 'IPv4')) return;
  const { batch, row, bytes, at } = walk;
  const version = bytes[at]! >> 4;
  if (version === 6) {
    walk.next = LAYER.ipv6;
    return;
  }
  if (version !== 4) {
    walk.malformed('IPv4', 'bad-value', at);
    return;
  }
  const headerLength = (bytes[at]! & 15) * 4;
  if (headerLength < 20) {
    walk.malformed('IPv4', 'bad-length', at);
    return;
  }
  if (!walk.need(20, 'IPv4')) return;
  walk.enter();
  batch.networkAt[row] = at;
  batch.transport[row] = TRANSPORT.none;
  batch.source[row] = walk.addresses.ipv4(bytes, at + 12);
  batch.destination[row] = walk.addresses.ipv4(bytes, at + 16);
  walk.protocol(PROTOCOL.ipv4);
  const totalLength = read16(bytes, at + 2);
  // 0 is what a host sees of its own large segments before the card splits them (segmentation offload).
  if (totalLength !== 0) {
    if (totalLength < headerLength) {
      walk.malformed('IPv4', 'bad-length', at + 2);
      return;
    }
    if (at + totalLength < walk.wireEnd) {
      walk.wireEnd = at + totalLength;
      if (walk.end > walk.wireEnd) walk.end = walk.wireEnd;
    }
  }
  if (at + headerLength > walk.end) {
    walk.short('IPv4', at + headerLength);
    return;
  }
  if (headerLength > 20)
    batch.destination[row] = walk.addresses.ipv4(bytes, finalDestination(walk, headerLength));
  walk.at = at + headerLength;
  walk.type = bytes[at + 9]!;
  const fragment = read16(bytes, at + 6);
  if (fragment & 0x3fff) {
    walk.fragmentId = read16(bytes, at + 4);
    walk.fragmentOffset = (fragment & 0x1fff) * 8;
    walk.fragmentMore = (fragment & 0x2000) !== 0;
    walk.fragmentProtocol = walk.type;
    // A first piece of which not even its own bytes are all there can never be part of a whole packet; its datagram header
    // tells more than that it is a piece.
    walk.isLonePiece =
      walk.fragmentOffset === 0 &&
      (walk.type === TRANSPORT.udp || walk.type === TRANSPORT.tcp) &&
      at + totalLength > walk.end;
    if (!walk.isLonePiece) {
      batch.shape[row] = SHAPE.fragment;
      walk.next = LAYER.done;
      return;
    }
    batch.note(row).fragment = { packet: batch.firstFrame + row, offset: 0, more: walk.fragmentMore };
  }
  walk.next = LAYER.ipProtocol;
}

const LOOSE_SOURCE_ROUTE = 131;
const STRICT_SOURCE_ROUTE = 137;

/**
 * Where the packet is bound: with a source route that is not used up, its last address; the header's is but the next hop
 * (RFC 791, 3.1). The ports belong to the end of the route.
 */
function finalDestination(walk: Walk, headerLength: number): number {
  const { bytes, at } = walk;
  const end = at + headerLength;
  for (let option = at + 20; option + 2 < end && bytes[option] !== 0; ) {
    const type = bytes[option]!;
    const length = type === 1 ? 1 : bytes[option + 1]!;
    if (length === 0 || option + length > end) break;
    if ((type === LOOSE_SOURCE_ROUTE || type === STRICT_SOURCE_ROUTE) && length >= 7) {
      const pointer = bytes[option + 2]!;
      if (pointer + 3 <= length) return option + length - 4;
    }
    option += length;
  }
  return at + 16;
}
