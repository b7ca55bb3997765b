import type { AddressTable } from '../table/address-table.js';
import { type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { tunnelByPort } from './udp-tunnels.js';
import { LAYER, PROTOCOL } from './walk.js';

const ETHERNET = 14;
const IPV4 = 20;
const IPV6 = 40;
const TCP = 20;
const UDP = 8;
/** Least bytes of an Ethernet frame with IPv4 and a UDP header. */
const LEAST = ETHERNET + IPV4 + UDP;

/**
 * Reads what nearly all frames of nearly all captures are, in one go: Ethernet, IPv4 without options or IPv6 without
 * extension headers, not fragmented, and TCP or UDP whose lengths fit; all of it captured. Fills the same columns as the
 * walk from layer to layer would.
 *
 * @param view of the batch's bytes
 * @param from the first row; it and those that follow on the same interface are Ethernet
 * @returns the first row that is another's or another kind of frame: nothing is filled of it, {@link walkFrame} is to walk it
 */
export function decodePlain(
  addresses: AddressTable,
  batch: FrameBatch,
  view: DataView,
  from: number,
): number {
  const { count, bytes, interfaceId, offset, capturedLength, protocol, networkAt, shape } = batch;
  const { transport, transportAt, payloadAt, payloadLength, payloadEnd, source, destination } = batch;
  const { sourcePort, destinationPort, flags, seq, ack, window } = batch;
  const id = interfaceId[from]!;
  for (let row = from; row < count; row++) {
    const network = offset[row]! + ETHERNET;
    const captured = capturedLength[row]! - ETHERNET;
    if (interfaceId[row] !== id || captured < LEAST - ETHERNET) return row;
    const type = view.getUint16(network - 2);
    let length = 0;
    let next = 0;
    let at = network;
    if (type === 0x0800) {
      // Version 4 and 20 bytes of header; of the fragment field only "don't fragment" may be set.
      if (view.getUint8(network) !== 0x45 || view.getUint16(network + 6) & 0xbfff) return row;
      length = view.getUint16(network + 2);
      next = view.getUint8(network + 9);
      at += IPV4;
    } else if (type === 0x86dd) {
      if (view.getUint8(network) >> 4 !== 6) return row;
      length = IPV6 + view.getUint16(network + 4);
      next = view.getUint8(network + 6);
      at += IPV6;
    } else return row;
    const end = network + length;
    if (length > captured || at + UDP > end) return row;
    let payload = at + UDP;
    const ports = view.getInt32(at);
    if (next === TRANSPORT.tcp) {
      if (at + TCP > end) return row;
      const offsetAndFlags = view.getUint16(at + 12);
      payload = at + (offsetAndFlags >> 12) * 4;
      if (payload < at + TCP || payload > end) return row;
      protocol[row] = PROTOCOL.tcp;
      flags[row] = offsetAndFlags & 0xfff;
      seq[row] = view.getInt32(at + 4);
      ack[row] = view.getInt32(at + 8);
      window[row] = view.getUint16(at + 14);
    } else if (next === TRANSPORT.udp) {
      if (view.getUint16(at + 4) !== end - at) return row;
      if (tunnelByPort(ports >>> 16, ports & 0xffff) !== LAYER.done) return row;
      protocol[row] = PROTOCOL.udp;
      flags[row] = 0;
    } else return row;
    transport[row] = next;
    sourcePort[row] = ports >>> 16;
    destinationPort[row] = ports;
    networkAt[row] = network;
    transportAt[row] = at;
    payloadAt[row] = payload;
    payloadLength[row] = end - payload;
    payloadEnd[row] = end;
    shape[row] = SHAPE.whole;
    if (type === 0x0800) {
      source[row] = addresses.ofIpv4(view.getInt32(network + 12));
      destination[row] = addresses.ofIpv4(view.getInt32(network + 16));
    } else {
      source[row] = addresses.ipv6(bytes, network + 8);
      destination[row] = addresses.ipv6(bytes, network + 24);
    }
  }
  return count;
}
