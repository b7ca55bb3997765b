import { read16, read32 } from '../bytes/reads.js';
import type { AddressTable } from '../table/address-table.js';
import { type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { tunnelByPort } from './udp-tunnels.js';
import { LAYER, PROTOCOL } from './walk.js';

const ETHERNET = 14;
const TCP = 6;
const UDP = 17;
/** Least bytes of an Ethernet frame with IPv4 and the ports. */
const LEAST = ETHERNET + 20 + 8;

/**
 * Reads what nearly all frames of nearly all captures are, in one go: Ethernet, IPv4 without options or IPv6 without
 * extension headers, not fragmented, and TCP or UDP whose lengths fit; all of it captured. Fills the same columns as the
 * walk from layer to layer would.
 *
 * @returns false, and nothing is filled, for any other frame: {@link decodeFrame} is to walk it
 */
export function decodePlain(addresses: AddressTable, batch: FrameBatch, row: number): boolean {
  const { bytes } = batch;
  const start = batch.offset[row]!;
  const end = start + batch.capturedLength[row]!;
  if (end - start < LEAST) return false;
  const type = read16(bytes, start + 12);
  const at = start + ETHERNET;
  if (type === 0x0800) {
    // Version 4 and 20 bytes of header; of the fragment field only "don't fragment" may be set.
    if (bytes[at] !== 0x45 || bytes[at + 6]! & 0xbf || bytes[at + 7] !== 0) return false;
    const packetEnd = at + read16(bytes, at + 2);
    if (packetEnd > end || !transport(batch, row, bytes[at + 9]!, at + 20, packetEnd)) return false;
    batch.protocol[row] = bytes[at + 9] === TCP ? PROTOCOL.tcp : PROTOCOL.udp;
    batch.source[row] = addresses.ipv4(bytes, at + 12);
    batch.destination[row] = addresses.ipv4(bytes, at + 16);
  } else if (type === 0x86dd) {
    if (end - at < 40 || bytes[at]! >> 4 !== 6) return false;
    const packetEnd = at + 40 + read16(bytes, at + 4);
    if (packetEnd > end || !transport(batch, row, bytes[at + 6]!, at + 40, packetEnd)) return false;
    batch.protocol[row] = bytes[at + 6] === TCP ? PROTOCOL.tcp : PROTOCOL.udp;
    batch.source[row] = addresses.ipv6(bytes, at + 8);
    batch.destination[row] = addresses.ipv6(bytes, at + 24);
  } else return false;
  batch.networkAt[row] = at;
  batch.shape[row] = SHAPE.whole;
  return true;
}

/** Fills the columns of TCP and UDP. False, and nothing is filled, where that takes a closer look. */
function transport(batch: FrameBatch, row: number, protocol: number, at: number, end: number): boolean {
  const { bytes } = batch;
  let payloadAt = at + 8;
  if (protocol === TCP) {
    if (end - at < 20) return false;
    payloadAt = at + (bytes[at + 12]! >> 4) * 4;
    if (payloadAt < at + 20 || payloadAt > end) return false;
    batch.transport[row] = TRANSPORT.tcp;
    batch.flags[row] = read16(bytes, at + 12) & 0xfff;
    batch.seq[row] = read32(bytes, at + 4);
    batch.ack[row] = read32(bytes, at + 8);
    batch.window[row] = read16(bytes, at + 14);
  } else if (protocol === UDP) {
    if (end - at < 8 || read16(bytes, at + 4) !== end - at) return false;
    if (tunnelByPort(read16(bytes, at), read16(bytes, at + 2)) !== LAYER.done) return false;
    batch.transport[row] = TRANSPORT.udp;
    batch.flags[row] = 0;
  } else return false;
  batch.sourcePort[row] = read16(bytes, at);
  batch.destinationPort[row] = read16(bytes, at + 2);
  batch.transportAt[row] = at;
  batch.payloadAt[row] = payloadAt;
  batch.payloadLength[row] = end - payloadAt;
  batch.payloadEnd[row] = end;
  return true;
}
