import { read16, read32 } from '../bytes/reads.js';
import type { AddressTable } from '../table/address-table.js';
import { BIT, type FrameBatch, TRANSPORT } from '../table/frame-batch.js';
import { isIcmpError } from '../wire/icmp.js';
import type { RecentDatagrams } from './recent-datagrams.js';
import type { TcpTracker } from './tcp-tracker.js';

const PROTOCOL_NAMES: Readonly<Record<number, string>> = { 1: 'ICMP', 6: 'TCP', 17: 'UDP', 58: 'ICMPv6' };

/** Ties the packet that an ICMP error quotes (RFC 792; RFC 4443, 2.4) to its connection and to the frame it came in. */
export function followQuote(
  batch: FrameBatch,
  row: number,
  addresses: AddressTable,
  tcp: TcpTracker,
  datagrams: RecentDatagrams,
): void {
  if (!isIcmpError(batch.transport[row]!, batch.flags[row]! >> 8)) return;
  const bytes = batch.bytesOf(row);
  const at = batch.payloadAt[row]!;
  const end = batch.payloadEnd[row]!;
  if (at >= end) return;
  const isV6 = bytes[at]! >> 4 === 6;
  const headerLength = isV6 ? 40 : (bytes[at]! & 15) * 4;
  if ((!isV6 && bytes[at]! >> 4 !== 4) || headerLength < 20 || at + headerLength > end) return;
  const protocol = bytes[at + (isV6 ? 6 : 9)]!;
  const source = isV6 ? addresses.ipv6(bytes, at + 8) : addresses.ipv4(bytes, at + 12);
  const destination = isV6 ? addresses.ipv6(bytes, at + 24) : addresses.ipv4(bytes, at + 16);
  const inner = at + headerLength;
  const isFragment = !isV6 && (read16(bytes, at + 6) & 0x1fff) !== 0;
  const hasPorts =
    (protocol === TRANSPORT.tcp || protocol === TRANSPORT.udp) && !isFragment && inner + 4 <= end;
  const sourcePort = hasPorts ? read16(bytes, inner) : null;
  const destinationPort = hasPorts ? read16(bytes, inner + 2) : null;
  let frame: number | null = null;
  let connection: number | null = null;
  if (sourcePort !== null && destinationPort !== null) {
    if (protocol === TRANSPORT.udp) frame = datagrams.find(source, sourcePort, destination, destinationPort);
    else {
      // Wireshark reads a quoted TCP header up to its window before it looks for the connection.
      if (inner + 16 <= end) {
        const found = tcp.quoted(
          source,
          sourcePort,
          destination,
          destinationPort,
          read32(bytes, inner + 4),
          read16(bytes, inner + 12) & 0xfff,
        );
        if (found >= 0) connection = found;
      } else {
        const found = tcp.numberBetween(source, sourcePort, destination, destinationPort);
        if (found >= 0) connection = found;
      }
      if (connection !== null && inner + 8 <= end)
        frame = tcp.frameOf(connection, source, sourcePort, read32(bytes, inner + 4));
    }
  }
  if (connection !== null && inner + 16 <= end) batch.connection[row] = connection;
  batch.bits[row]! |= BIT.quoted;
  batch.note(row).about = {
    frame,
    connection,
    protocol: PROTOCOL_NAMES[protocol] ?? `IP protocol ${protocol}`,
    source: addresses.text(source) ?? '',
    destination: addresses.text(destination) ?? '',
    sourcePort,
    destinationPort,
  };
}
