import type { Stage } from './stages.js';

/** Why a reset was sent, as far as the frames up to it show. */
export const RESET_CAUSES = ['refused', 'data-after-close', 'aborted', 'after-close', 'unknown'] as const;
/** One of {@link RESET_CAUSES}. */
export type ResetCause = (typeof RESET_CAUSES)[number];

/** What came of a DNS question (RFC 1035 4.1.1; no-data: RFC 2308 2.2). */
export const DNS_OUTCOMES = [
  'answer',
  'no-data',
  'name-error',
  'server-failure',
  'refused',
  'truncated',
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
  readonly name: string;
  readonly type: string;
  /** Seconds. */
  readonly ttl: number;
  readonly value: string;
}

/** Facts of a DNS message. */
export interface DnsFacts {
  readonly id: number;
  /** Presentation form without the final dot; the root is ".". */
  readonly name: string;
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
  /** True for a response. */
  readonly response: boolean;
  readonly outcome?: DnsOutcome;
  readonly rcode?: number;
  readonly answers?: readonly DnsRecordFact[];
  /** Frame that carried the question. */
  readonly query?: number;
  /** Seconds from the question to this answer. */
  readonly responseTime?: number;
}

/** The packet that an ICMP error complains about. */
export interface AboutFact {
  /** The frame that carried it, if this capture has it. */
  readonly frame: number | null;
  readonly connection: number | null;
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
}

/**
 * What is known of a frame beyond its row's fixed fields. Which of these exist depends on the role; absent means "does
 * not apply" or "not known", null only where the contract says so.
 */
export interface Facts {
  /** TCP: sequence and acknowledgment number relative to the first of their direction; `ack` null without ACK flag. */
  seq?: number;
  ack?: number | null;
  /** TCP: the numbers as sent. */
  rawSeq?: number;
  rawAck?: number;
  /** TCP and UDP: payload bytes. */
  bytes?: number;
  /** TCP: names of the flags set, `"PSH, ACK"`. */
  flags?: string;
  /** TCP: receive window in bytes, scaled where the scale is known. */
  window?: number;
  /** TCP: range of the stream that the payload fills, 0-based, end exclusive. */
  streamStart?: number;
  streamEnd?: number;
  /** TCP: PSH flag set (RFC 9293, 3.9.1.2). */
  push?: boolean;
  /** Text payload: its beginning, at most 64 characters, made safe to print. */
  preview?: string;
  /** TCP: the oldest remembered frame that ends exactly where this acknowledges (Wireshark's `acks_frame`). */
  acknowledges?: number;
  /** TCP: seconds since that frame. */
  rtt?: number;
  /** TCP: acknowledges the first or the second FIN. */
  acknowledgesFin?: 'first' | 'second';
  /** TCP: frame that first carried this segment's first byte. */
  retransmissionOf?: number;
  /** TCP: seconds since the segment that is presumably sent again (Wireshark's `rto`). */
  rto?: number;
  duplicateAckOf?: number;
  /** 1 for the first repetition. */
  duplicateAckNumber?: number;
  /** TCP: where the segment stands in the opening or the close. */
  stage?: Stage;
  /** The frame that this one answers: SYN, SYN-ACK, FIN, echo request, ARP request, or the segment a reset answers. */
  inReplyTo?: number;
  /** Frame that the copy repeats (`duplicate-frame`). */
  duplicateOf?: number;
  /** DNS: another answer to a question that this frame had answered. */
  repeatsAnswer?: number;
  cause?: ResetCause;
  causeCertainty?: 'seen' | 'inferred';
  probably?: 'unread-data';
  /** Evidence of that: the frame with the last payload that the reset's sender received and never answered. */
  unanswered?: number;
  /** TCP: DNS messages completed by this segment. */
  dns?: readonly DnsFacts[];
  /** DNS over UDP: as in {@link DnsFacts}; ICMP: the packet's type and code numbers. */
  id?: number;
  name?: string;
  type?: string | number;
  transport?: 'udp' | 'tcp';
  outcome?: DnsOutcome;
  rcode?: number;
  answers?: readonly DnsRecordFact[];
  query?: number;
  responseTime?: number;
  code?: number;
  /** ICMP echo: sequence number. */
  sequence?: number;
  about?: AboutFact;
  /** ARP. */
  senderAddress?: string;
  senderHardware?: string;
  targetAddress?: string;
  /** IP fragment: byte offset in its packet, and whether more follow. */
  offset?: number;
  more?: boolean;
  /** IP fragment: the frame in which the first piece of its packet was seen. */
  packet?: number;
  /** The frame that completes a fragmented packet: the frames of all its pieces, this one last. */
  fragments?: readonly number[];
  /** Outer layers of a tunnel, outermost first. */
  encapsulation?: readonly string[];
  stopped?: StoppedFact;
  /** Comments of the capture file on this frame. */
  comments?: readonly string[];
  /** Which of our bounds stopped the tracking. */
  limit?: string;
}
