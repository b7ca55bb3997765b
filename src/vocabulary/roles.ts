import { codesOf } from './codes.js';

/**
 * What a frame does in the life of its conversation: a closed, total union. Each frame has exactly one role; where
 * several would fit, the first in this list does, but for what an entry says.
 */
export const ROLES = [
  /** A field that the role depends on was captured and can't be right: a version, a length, a data offset. */
  'malformed',
  /** A fragment that does not complete its packet; the one that does gets the role of the packet. */
  'ip-fragment',
  /** Asks for the hardware address of an IPv4 address (RFC 826). */
  'arp-request',
  /** Tells a hardware address. */
  'arp-reply',
  /** Echo request, as ping sends it (RFC 792; RFC 4443, 4.1). */
  'icmp-echo-request',
  /** Answers one. */
  'icmp-echo-reply',
  /** Reports that a packet could not be delivered or handled; facts name the packet. */
  'icmp-error',
  /** Any other ICMP message. */
  'icmp-other',
  /** Asks for the hardware address of an IPv6 address (RFC 4861, 4.3). */
  'neighbor-solicitation',
  /** Tells one (RFC 4861, 4.4). */
  'neighbor-advertisement',
  /** Asks for routers (RFC 4861, 4.1). */
  'router-solicitation',
  /** A router tells of itself and its prefixes (RFC 4861, 4.2). */
  'router-advertisement',
  /** Multicast Listener Discovery (RFC 2710, RFC 3810). */
  'multicast-listener',
  /** DNS question in a datagram; also mDNS and LLMNR. */
  'dns-query',
  /** DNS response in a datagram. */
  'dns-response',
  /** Any other UDP datagram. */
  'udp',
  /** TCP segment with RST, whatever else is set (RFC 9293, 3.5.2). */
  'reset',
  /** SYN without ACK: opens a connection (RFC 9293, 3.5). */
  'syn',
  /** SYN with ACK: answers it. */
  'syn-ack',
  /** FIN of the direction whose FIN was seen first, also when it is sent again (RFC 9293, 3.6). */
  'first-fin',
  /** FIN of the other direction. */
  'second-fin',
  /** Once per connection: the client's first ACK of the server's SYN; may carry data. */
  'handshake-ack',
  /** Carries payload. */
  'data',
  /** The first segment that acknowledges the first FIN, where it does nothing else. */
  'first-fin-ack',
  /** The first segment that acknowledges the second FIN, where it does nothing else. */
  'second-fin-ack',
  /** Any other TCP segment. */
  'ack',
  /** Anything else, named by the outermost layer that is not understood. */
  'other',
] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** The number that stands for each role in the frame table. */
export const ROLE_CODE: Readonly<Record<Role, number>> = codesOf(ROLES);
