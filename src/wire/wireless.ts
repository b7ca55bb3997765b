import { read32 } from '../bytes/reads.js';
import { LAYER, type Walk } from './walk.js';

/** Per-Packet Information: a header that states its length and the link type behind it (CACE PPI). */
export function perPacketInfo(walk: Walk): void {
  if (!walk.need(8, 'PPI')) return;
  const { bytes, at } = walk;
  const length = bytes[at + 2]! | (bytes[at + 3]! << 8);
  if (length < 8) {
    walk.malformed('PPI', 'bad-length', at + 2);
    return;
  }
  const linkType = bytes[at + 4]! | (bytes[at + 5]! << 8);
  if (!walk.need(length, 'PPI')) return;
  walk.at = at + length;
  walk.type = 0;
  if (linkType === 1) walk.next = LAYER.ethernet;
  else if (linkType === 105) walk.next = LAYER.wireless;
  else if (linkType === 101) walk.next = LAYER.rawIp;
  else walk.unknown(`link type ${linkType}`);
}

/** Radiotap flag: the 802.11 header is padded to four bytes. */
const PADDED = 0x20;
/** Marks an 802.11 header whose frame control bytes are exchanged. */
export const SWAPPED_CONTROL = 0x100;

/** Radiotap: a header that states its length, then 802.11 (radiotap.org). */
export function radiotap(walk: Walk): void {
  if (!walk.need(8, 'Radiotap')) return;
  const { bytes, at } = walk;
  const length = bytes[at + 2]! | (bytes[at + 3]! << 8);
  if (length < 8) {
    walk.malformed('Radiotap', 'bad-length', at + 2);
    return;
  }
  if (!walk.need(length, 'Radiotap')) return;
  // Flags field: bit 0x10 says that the frame ends with a check sequence, bit 0x20 that the header is padded to 4.
  let field = at + 8;
  let present = at + 4;
  while (present + 4 <= at + length && (read32(bytes, present) & 0x80) !== 0) {
    present += 4;
    field += 4;
  }
  const first = bytes[at + 4]!;
  if (first & 1) field = at + ((field - at + 7) & ~7) + 8;
  const flags = first & 2 && field < at + length ? bytes[field]! : 0;
  if (flags & 0x10) {
    walk.wireEnd -= 4;
    walk.end = Math.min(walk.end, walk.wireEnd);
  }
  walk.at = at + length;
  walk.next = LAYER.wireless;
  walk.type = flags & PADDED;
}

/** 802.11: only unencrypted data frames carry a packet that can be read. */
export function wireless(walk: Walk): void {
  if (!walk.need(24, '802.11')) return;
  const { bytes, at } = walk;
  const swapped = walk.type === SWAPPED_CONTROL ? 1 : 0;
  const control = bytes[at + swapped]!;
  const flags = bytes[at + 1 - swapped]!;
  const padded = walk.type === PADDED;
  const isData = (control & 0x0c) === 0x08;
  walk.linkDestination = at + 4;
  walk.linkSource = at + 10;
  if (!isData || control & 0x40 || flags & 0x40) {
    walk.unknown('802.11');
    return;
  }
  let length = 24;
  if ((flags & 3) === 3) length += 6;
  if (control & 0x80) length += 2;
  if (control & 0x80 && flags & 0x80) length += 4;
  if (padded) length = (length + 3) & ~3;
  walk.at = at + length;
  walk.next = LAYER.logicalLink;
}
