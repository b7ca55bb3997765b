import { type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { NO_HEADER } from './walk.js';

/**
 * Whether a row's TCP, UDP or IPv4 header checksum is wrong (RFC 1071). Segments and datagrams that were not captured
 * whole can't be judged. A capture made on the sending host often shows wrong ones for what it sends, since the card
 * fills them in later: so this is looked at only on request.
 */
export function hasBadChecksum(batch: FrameBatch, row: number): boolean {
  const network = batch.networkAt[row]!;
  if (network === NO_HEADER || batch.shape[row] !== SHAPE.whole) return false;
  const bytes = batch.bytesOf(row);
  // A reassembled packet's IP headers belong to its fragments.
  if (bytes !== batch.bytes) return false;
  const isV4 = bytes[network]! >> 4 === 4;
  if (isV4 && fold(sum(bytes, network, network + (bytes[network]! & 15) * 4)) !== 0xffff) return true;
  const transport = batch.transport[row]!;
  if (transport !== TRANSPORT.tcp && transport !== TRANSPORT.udp) return false;
  const at = batch.transportAt[row]!;
  const payloadEnd = batch.payloadAt[row]! + batch.payloadLength[row]!;
  if (batch.payloadEnd[row]! < payloadEnd) return false;
  // UDP over IPv4 may go without (RFC 768).
  if (transport === TRANSPORT.udp && isV4 && bytes[at + 6] === 0 && bytes[at + 7] === 0) return false;
  const addresses = isV4 ? sum(bytes, network + 12, network + 20) : sum(bytes, network + 8, network + 40);
  const length = payloadEnd - at;
  return (
    fold(addresses + transport + (length >>> 16) + (length & 0xffff) + sum(bytes, at, payloadEnd)) !== 0xffff
  );
}

/** Sum of 16-bit words; an odd last byte counts as a word's upper half. Exact for any packet. */
function sum(bytes: Uint8Array, from: number, to: number): number {
  let total = 0;
  let at = from;
  for (; at + 1 < to; at += 2) total += (bytes[at]! << 8) | bytes[at + 1]!;
  return at < to ? total + (bytes[at]! << 8) : total;
}

/** Ones' complement sum of 16 bits. */
function fold(total: number): number {
  let folded = total;
  while (folded > 0xffff) folded = (folded & 0xffff) + Math.floor(folded / 0x10000);
  return folded;
}
