import type { Stage } from './stages.js';

/** Why a reset was sent, as far as the frames up to it show. */
export const RESET_CAUSES = [
  /** It answers a SYN (RFC 9293, 3.10.7.1): nothing listens there, or a firewall rejects. */
  'refused',
  /**
   * It answers a segment for a connection that its sender no longer has: no ACK flag, and the number that the segment
   * acknowledged (RFC 9293, 3.10.7.1).
   */
  'data-after-close',
  /** It ends a connection that was open. */
  'aborted',
  /** The connection was already closed, or reset. */
  'after-close',
  /** The frames up to it do not show why. */
  'unknown',
] as const;
/** One of {@link RESET_CAUSES}. */
export type ResetCause = (typeof RESET_CAUSES)[number];

/** What came of a DNS question (RFC 1035, 4.1.1). */
export const DNS_OUTCOMES = [
  /** No error, and records of the type asked for. */
  'answer',
  /** No error, and no records of that type: the name exists (RFC 2308, 2.2). */
  'no-data',
  /** NXDOMAIN, code 3: the name does not exist. */
  'name-error',
  /** SERVFAIL, code 2. */
  'server-failure',
  /** REFUSED, code 5. */
  'refused',
  /** Cut to fit a datagram (TC): to be asked again over TCP (RFC 7766, 5). */
  'truncated',
  /** Any other result code, or one that needs the extension of RFC 6891, 6.1.3. */
  'error',
] as const;
/** One of {@link DNS_OUTCOMES}. */
export type DnsOutcome = (typeof DNS_OUTCOMES)[number];

/** Where and why reading a frame stopped before its end. */
export interface StoppedFact {
  /** Layer that could not be read on: `IPv4`, `TCP`, `DNS` … */
  readonly layer: string;
  /** `cut-short` (not captured), `bad-length`, `bad-value`, `unsupported`, `too-deep`. */
  readonly reason: string;
  /** Byte within the frame. */
  readonly offset: number;
}

/** One resource record of a DNS answer. */
export interface DnsRecordFact {
  /** Name that it belongs to, without the final dot; untrusted text. */
  readonly name: string;
  /** Type: `"A"`, `"CNAME"`, `"TYPE64"`. */
  readonly type: string;
  /** Seconds that it may be kept, as sent, 0 to 4,294,967,295; beyond 2,147,483,647 it means 0 (RFC 2181, 8). */
  readonly ttl: number;
  /** Its data in presentation form; untrusted text. */
  readonly value: string;
}

/** Facts of a DNS message. */
export interface DnsFacts {
  /** Identification, 0 to 65,535 (RFC 1035, 4.1.1). */
  readonly id: number;
  /** Name asked for, in presentation form (RFC 1035, 5.1) without the final dot; the root is ".". */
  readonly name: string;
  /** Type asked for: `"A"`, `"AAAA"`, `"TYPE64"`. */
  readonly type: string;
  /** What carried it. */
  readonly transport: 'udp' | 'tcp';
  /** True for a response. */
  readonly response: boolean;
  /** What came of the question; of a response. */
  readonly outcome?: DnsOutcome;
  /** Result code of the header, 0 to 15; of a response. */
  readonly rcode?: number;
  /** Records of the answer section; of a response. */
  readonly answers?: readonly DnsRecordFact[];
  /** Frame that carried the question; of a response whose question is in the capture. */
  readonly query?: number;
  /** Seconds from the question to this answer. */
  readonly responseTime?: number;
}

/** The packet that an ICMP error complains about. */
export interface AboutFact {
  /** The frame that carried it, if this capture has it. */
  readonly frame: number | null;
  /** Number of its TCP connection. */
  readonly connection: number | null;
  /** Its protocol, as far as it is quoted. */
  readonly protocol: string;
  /** Its sender's IP address. */
  readonly source: string;
  /** Its receiver's. */
  readonly destination: string;
  /** Its sender's port, of TCP and UDP. */
  readonly sourcePort: number | null;
  /** Its receiver's. */
  readonly destinationPort: number | null;
}

/**
 * What is known of a frame beyond its row's fixed fields. Which of these exist depends on the role; absent means "does
 * not apply" or "not known", null only where the contract says so.
 */
export interface Facts {
  /** TCP: sequence number relative to the first of its direction; goes on beyond 2^32, negative before the first. */
  seq?: number;
  /** TCP: acknowledgment number relative to the first sequence number of the other direction; null without ACK flag. */
  ack?: number | null;
  /** TCP: the sequence number as sent, 0 to 2^32 - 1. */
  rawSeq?: number;
  /** TCP: the acknowledgment number as sent. */
  rawAck?: number;
  /** TCP, UDP and ICMP echo: payload bytes on the wire. */
  bytes?: number;
  /** TCP: names of the flags set, `"PSH, ACK"`; `"<None>"` for none. */
  flags?: string;
  /** TCP: receive window in bytes, scaled where the scale is known (RFC 7323, 2.3). */
  window?: number;
  /** TCP: position in the stream of the first payload byte, from 0. */
  streamStart?: number;
  /** TCP: position after the last. */
  streamEnd?: number;
  /** TCP: PSH flag set (RFC 9293, 3.9.1.2). */
  push?: boolean;
  /** Text payload: its beginning, at most 64 characters, made safe to print. */
  preview?: string;
  /** TCP: the oldest remembered frame that ends exactly where this acknowledges (Wireshark's `acks_frame`). */
  acknowledges?: number;
  /** TCP: seconds since that frame; ICMP echo and neighbour answers: since the question. */
  rtt?: number;
  /** TCP: acknowledges the first or the second FIN. */
  acknowledgesFin?: 'first' | 'second';
  /** TCP: frame that first carried this segment's first byte. */
  retransmissionOf?: number;
  /** TCP: seconds since the segment that is presumably sent again (Wireshark's `rto`). */
  rto?: number;
  /** TCP: frame with the acknowledgment that this repeats. */
  duplicateAckOf?: number;
  /** TCP: which repetition it is, 1 for the first. */
  duplicateAckNumber?: number;
  /** TCP: where the segment stands in the opening or the close. */
  stage?: Stage;
  /** The frame that this one answers: SYN, SYN-ACK, FIN, echo request, ARP request, or the segment a reset answers. */
  inReplyTo?: number;
  /** Frame that the copy repeats (`duplicate-frame`). */
  duplicateOf?: number;
  /** DNS: another answer to a question that this frame had answered. */
  repeatsAnswer?: number;
  /** Reset: why it was sent. */
  cause?: ResetCause;
  /** Reset: whether frames of this capture show the cause, or it is inferred from them. */
  causeCertainty?: 'seen' | 'inferred';
  /** Reset: what its sender probably did: close its socket with data unread. */
  probably?: 'unread-data';
  /** Evidence of that: the frame with the last payload that the reset's sender received and never answered. */
  unanswered?: number;
  /** TCP: DNS messages completed by this segment. */
  dns?: readonly DnsFacts[];
  /** DNS over UDP, and ICMP echo: identification, 0 to 65,535. */
  id?: number;
  /** DNS over UDP: {@link DnsFacts.name}. */
  name?: string;
  /** DNS over UDP: {@link DnsFacts.type}; ICMP: the type's number. */
  type?: string | number;
  /** DNS over UDP: {@link DnsFacts.transport}. */
  transport?: 'udp' | 'tcp';
  /** DNS over UDP: {@link DnsFacts.outcome}. */
  outcome?: DnsOutcome;
  /** DNS over UDP: {@link DnsFacts.rcode}. */
  rcode?: number;
  /** DNS over UDP: {@link DnsFacts.answers}. */
  answers?: readonly DnsRecordFact[];
  /** DNS over UDP: {@link DnsFacts.query}. */
  query?: number;
  /** DNS over UDP: {@link DnsFacts.responseTime}. */
  responseTime?: number;
  /** ICMP: the code's number. */
  code?: number;
  /** ICMP echo: sequence number, 0 to 65,535. */
  sequence?: number;
  /** ICMP error: the packet that it complains about. */
  about?: AboutFact;
  /** ARP: IPv4 address of the sender. */
  senderAddress?: string;
  /** ARP: MAC address of the sender. */
  senderHardware?: string;
  /** ARP and neighbour discovery: the address asked for or told. */
  targetAddress?: string;
  /** IP fragment: byte offset in its packet. */
  offset?: number;
  /** IP fragment: more of its packet follows. */
  more?: boolean;
  /** IP fragment: the frame in which the first piece of its packet was seen. */
  packet?: number;
  /** The frame that completes a fragmented packet: the frames of all its pieces, this one last. */
  fragments?: readonly number[];
  /** Outer layers of a tunnel, outermost first. */
  encapsulation?: readonly string[];
  /** Where and why reading it stopped before its end. */
  stopped?: StoppedFact;
  /** Comments of the capture file on this frame; untrusted text. */
  comments?: readonly string[];
  /** Which of our bounds stopped the tracking. */
  limit?: string;
}
