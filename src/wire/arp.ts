import { read16 } from '../bytes/reads.js';
import { TRANSPORT } from '../table/frame-batch.js';
import { LAYER, PROTOCOL, type Walk } from './walk.js';

/** ARP for IPv4 over six-byte hardware addresses (RFC 826); its operation goes into the flags column. */
export function arp(walk: Walk): void {
  if (!walk.need(8, 'ARP')) return;
  const { batch, row, bytes, at } = walk;
  const hardwareLength = bytes[at + 4]!;
  const protocolLength = bytes[at + 5]!;
  const length = 8 + 2 * (hardwareLength + protocolLength);
  walk.protocol(PROTOCOL.arp);
  batch.transportAt[row] = at;
  batch.flags[row] = read16(bytes, at + 6);
  walk.next = LAYER.done;
  batch.transport[row] = TRANSPORT.arp;
  batch.payloadAt[row] = at;
  batch.payloadEnd[row] = Math.min(at + length, walk.end);
  if (at + length > walk.end) {
    // The operation was read, so the role stands; what is missing is said.
    walk.stop('ARP', at + length <= walk.wireEnd ? 'cut-short' : 'bad-length', walk.end);
  }
}

/** Addresses of an ARP packet, as far as they are at hand. */
export interface ArpAddresses {
  /** Offsets of the sender's and the target's addresses; -1 where absent or of other lengths. */
  senderHardware: number;
  senderAddress: number;
  targetHardware: number;
  targetAddress: number;
}

/** Where the addresses of the ARP packet at `at` lie, if they are MAC and IPv4 and end before `end`. */
export function arpAddresses(bytes: Uint8Array, at: number, end: number): ArpAddresses {
  const known = at + 8 <= end && bytes[at + 4] === 6 && bytes[at + 5] === 4;
  const field = (offset: number, length: number): number =>
    known && at + offset + length <= end ? at + offset : -1;
  return {
    senderHardware: field(8, 6),
    senderAddress: field(14, 4),
    targetHardware: field(18, 6),
    targetAddress: field(24, 4),
  };
}
