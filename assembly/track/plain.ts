import { COLUMN, FINDING, FLAG, PROTOCOL, SHAPE, TRANSPORT, WELL_KNOWN_PORTS } from '../constants';
import { clearRepeats, setFindings } from './batch';
import { isTunnel, ofIpv4, ofIpv6 } from './host';
import { synOptionsOf } from './syn-options';

const ETHERNET: u32 = 14;
const IPV4: u32 = 20;
const IPV6: u32 = 40;
const TCP: u32 = 20;
const UDP: u32 = 8;
/** Least bytes of an Ethernet frame with IPv4 and a UDP header. */
const LEAST: u32 = ETHERNET + IPV4 + UDP;

/** Addresses met lately, by hash: an IPv4 address and its id, an IPv6 address and its id. */
const ipv4Slots: usize = memory.data(32_768, 16);
const ipv6Slots: usize = memory.data(98_304, 16);
const IPV6_SLOT: u32 = 24;
const MIXER: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

/**
 * Reads what nearly all frames of nearly all captures are, in one go: Ethernet, IPv4 without options or IPv6 without
 * extension headers, not fragmented, and TCP or UDP whose lengths fit; all of it captured. Fills the same columns as the
 * walk from layer to layer would.
 *
 * @param bytes where the byte stands that rows' offsets are counted from
 * @param from the first row; it and those that follow on the same interface are Ethernet @param to the row behind the last
 * @returns the first row that is another's or another kind of frame: nothing is filled of it
 */
export function decodePlain(bytes: usize, from: u32, to: u32): u32 {
  const id = load<u16>(from << 1, COLUMN.interfaceId);
  for (let row = from; row < to; row++) {
    const words = (<usize>row) << 2;
    const halves = (<usize>row) << 1;
    const start = load<u32>(words, COLUMN.offset);
    const captured = load<u32>(words, COLUMN.capturedLength);
    if (load<u16>(halves, COLUMN.interfaceId) !== id || captured < LEAST) return row;
    const network = start + ETHERNET;
    const header = bytes + <usize>network;
    const type = bswap<u16>(load<u16>(header - 2));
    let length: u32 = 0;
    let next: u32 = 0;
    let at = network;
    if (type === 0x0800) {
      // Version 4 and 20 bytes of header; of the fragment field only "don't fragment" may be set.
      if (load<u8>(header) !== 0x45 || load<u16>(header, 6) & 0xffbf) return row;
      length = bswap<u16>(load<u16>(header, 2));
      next = load<u8>(header, 9);
      at += IPV4;
    } else if (type === 0x86dd) {
      if (load<u8>(header) >> 4 !== 6) return row;
      length = IPV6 + <u32>bswap<u16>(load<u16>(header, 4));
      next = load<u8>(header, 6);
      at += IPV6;
    } else return row;
    const end = network + length;
    if (length > captured - ETHERNET || at + UDP > end) return row;
    const transport = bytes + <usize>at;
    const ports = bswap<u32>(load<u32>(transport));
    let payload = at + UDP;
    if (next === TRANSPORT.tcp) {
      if (at + TCP > end) return row;
      const offsetAndFlags = <u32>bswap<u16>(load<u16>(transport, 12));
      payload = at + (offsetAndFlags >>> 12) * 4;
      if (payload < at + TCP || payload > end) return row;
      store<u8>(row, <u8>PROTOCOL.TCP, COLUMN.protocol);
      store<u16>(halves, <u16>(offsetAndFlags & 0xfff), COLUMN.flags);
      store<u32>(words, bswap<u32>(load<u32>(transport, 4)), COLUMN.seq);
      store<u32>(words, bswap<u32>(load<u32>(transport, 8)), COLUMN.ack);
      store<u32>(words, <u32>bswap<u16>(load<u16>(transport, 14)), COLUMN.window);
      if (offsetAndFlags & FLAG.syn)
        store<u32>(words, synOptionsOf(transport + TCP, bytes + <usize>payload), COLUMN.synOptions);
    } else if (next === TRANSPORT.udp) {
      if (<u32>bswap<u16>(load<u16>(transport, 4)) !== end - at) return row;
      if (mayTunnel(ports) && isTunnel(ports)) return row;
      store<u8>(row, <u8>PROTOCOL.UDP, COLUMN.protocol);
      store<u16>(halves, 0, COLUMN.flags);
    } else return row;
    store<u8>(row, <u8>next, COLUMN.transport);
    store<u16>(halves, <u16>(ports >>> 16), COLUMN.sourcePort);
    store<u16>(halves, <u16>ports, COLUMN.destinationPort);
    store<u32>(words, network, COLUMN.networkAt);
    store<u32>(words, at, COLUMN.transportAt);
    store<u32>(words, payload, COLUMN.payloadAt);
    store<u32>(words, end - payload, COLUMN.payloadLength);
    store<u32>(words, end, COLUMN.payloadEnd);
    store<u8>(row, <u8>SHAPE.whole, COLUMN.shape);
    if (type === 0x0800) {
      store<u16>(halves, bswap<u16>(load<u16>(header, 4)), COLUMN.identification);
      store<u32>(words, ipv4(header + 12), COLUMN.source);
      store<u32>(words, ipv4(header + 16), COLUMN.destination);
    } else {
      store<u16>(halves, 1, COLUMN.identification);
      store<u32>(words, ipv6(header + 8), COLUMN.source);
      store<u32>(words, ipv6(header + 24), COLUMN.destination);
    }
  }
  return to;
}

/** Whether neither port is well known: nearly all datagrams have one, and are not asked about further. */
function mayTunnel(ports: u32): bool {
  return ports >>> 16 >= WELL_KNOWN_PORTS && (ports & 0xffff) >= WELL_KNOWN_PORTS;
}

/** The id of an IPv4 address. */
function ipv4(at: usize): u32 {
  const address = load<u32>(at);
  const slot = ipv4Slots + <usize>(((address * 0x9e3779b1) >>> 20) << 3);
  const known = load<u32>(slot, 4);
  if (known !== 0 && load<u32>(slot) === address) return known;
  const id = ofIpv4(bswap<u32>(address));
  store<u32>(slot, address);
  store<u32>(slot, id, 4);
  return id;
}

/** The id of an IPv6 address. A pair of slots holds the two entered last, as few that take turns would else be many calls. */
function ipv6(at: usize): u32 {
  const first = load<u64>(at);
  const second = load<u64>(at, 8);
  const mixed = <u32>(((first ^ rotl<u64>(second, 29)) * MIXER) >>> 53);
  const slot = ipv6Slots + <usize>mixed * (2 * IPV6_SLOT);
  if (holdsIpv6(slot, first, second)) return load<u32>(slot, 16);
  const other = slot + IPV6_SLOT;
  if (holdsIpv6(other, first, second)) return load<u32>(other, 16);
  const id = ofIpv6(at);
  memory.copy(other, slot, IPV6_SLOT);
  store<u64>(slot, first);
  store<u64>(slot, second, 8);
  store<u32>(slot, id, 16);
  return id;
}

function holdsIpv6(slot: usize, first: u64, second: u64): bool {
  return load<u32>(slot, 16) !== 0 && load<u64>(slot) === first && load<u64>(slot, 8) === second;
}

/** Sets what only some rows get to what the others have, and tells of those that were cut short. */
export function clearRows(count: usize): void {
  memory.fill(COLUMN.connection, 0xff, count << 2);
  memory.fill(COLUMN.bits, 0, count << 1);
  memory.fill(COLUMN.acknowledges, 0, count << 2);
  memory.fill(COLUMN.inReplyTo, 0, count << 2);
  clearRepeats();
  memory.fill(COLUMN.stage, 0, count);
  for (let row: usize = 0; row < count; row++) {
    store<f64>(row << 3, NaN, COLUMN.roundTrip);
    const isCut = load<u32>(row << 2, COLUMN.capturedLength) < load<u32>(row << 2, COLUMN.wireLength);
    setFindings(row, isCut ? FINDING.cutShort : 0);
  }
}
