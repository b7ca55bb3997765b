import { read16, read32 } from '../bytes/reads.js';
import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { LAYER, PROTOCOL, type Walk } from './walk.js';

/** Extension headers walked in one packet at most. */
const MAX_EXTENSIONS = 256;

/** IPv6 header and its extension headers (RFC 8200, 3 and 4). */
export function ipv6(walk: Walk): void {
  if (!walk.need(1, 'IPv6')) return;
  const { batch, row, bytes, at } = walk;
  const version = bytes[at]! >> 4;
  if (version !== 6) {
    walk.malformed('IPv6', 'bad-value', at);
    return;
  }
  if (!walk.need(40, 'IPv6')) return;
  walk.enter();
  batch.networkAt[row] = at;
  batch.transport[row] = TRANSPORT.none;
  batch.source[row] = walk.addresses.ipv6(bytes, at + 8);
  batch.destination[row] = walk.addresses.ipv6(bytes, at + 24);
  walk.protocol(PROTOCOL.ipv6);
  const payloadLength = read16(bytes, at + 4);
  // 0: a jumbogram (RFC 2675) or a large segment before the card splits it; then the frame's own end holds.
  if (payloadLength !== 0 && at + 40 + payloadLength < walk.wireEnd) {
    walk.wireEnd = at + 40 + payloadLength;
    if (walk.end > walk.wireEnd) walk.end = walk.wireEnd;
  }
  walk.at = at + 40;
  extensions(walk, bytes[at + 6]!);
}

function extensions(walk: Walk, first: number): void {
  const { bytes } = walk;
  let header = first;
  for (let count = 0; ; count++) {
    // 0 hop-by-hop, 43 routing, 60 destination options, 135 mobility, 139 HIP, 140 shim6: 8 × (length + 1) bytes.
    const plain =
      header === 0 || header === 43 || header === 60 || header === 135 || header === 139 || header === 140;
    if (!plain && header !== 44 && header !== 51) break;
    if (count === MAX_EXTENSIONS) {
      walk.stop('IPv6 extension headers', 'too-deep', walk.at);
      return;
    }
    if (!walk.need(8, 'IPv6 extension header')) return;
    const at = walk.at;
    const next = bytes[at]!;
    if (header === 44) {
      const field = read16(bytes, at + 2);
      walk.at = at + 8;
      if (field & 0xfff9) {
        walk.fragmentId = read32(bytes, at + 4);
        walk.fragmentOffset = field & 0xfff8;
        walk.fragmentMore = (field & 1) !== 0;
        walk.fragmentProtocol = next;
        walk.batch.shape[walk.row] = SHAPE.fragment;
        walk.next = LAYER.done;
        return;
      }
    } else {
      // AH counts in 4-byte units, less 2 (RFC 4302, 2.2).
      const length = header === 51 ? (bytes[at + 1]! + 2) * 4 : (bytes[at + 1]! + 1) * 8;
      if (at + length > walk.end) {
        walk.short('IPv6 extension header', at + length);
        return;
      }
      walk.at = at + length;
    }
    header = next;
  }
  walk.type = header;
  walk.next = LAYER.ipProtocol;
}
