import { codesOf } from './codes.js';

/**
 * Names of the protocols that a row can show, in Wireshark's spelling. A frame shows the highest that is understood;
 * what is carried in a datagram or behind an unknown type keeps the name of the outermost layer not understood.
 */
export const PROTOCOLS = [
  'unknown',
  'TCP',
  'UDP',
  'DNS',
  'MDNS',
  'LLMNR',
  'ARP',
  'ICMP',
  'ICMPv6',
  'IPv4',
  'IPv6',
  'Ethernet',
  'SLL',
  'other',
] as const;

/** One of {@link PROTOCOLS}; `other` rows name their layer in the row's notes. */
export type Protocol = (typeof PROTOCOLS)[number];

/** The number that stands for each protocol in the frame table. */
export const PROTOCOL_CODE: Readonly<Record<Protocol, number>> = codesOf(PROTOCOLS);
