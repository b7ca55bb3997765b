import type { CaptureError, CaptureErrorCode } from '../capture/capture-error.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { Connection, PerDirection } from '../engine/connection.js';
import type { Frame } from '../engine/frame.js';
import type { Lookup } from '../engine/lookup.js';
import { type Detail, explain, outcomeWords } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import type { DnsOutcome, DnsRecordFact, Facts } from '../vocabulary/facts.js';
import type { Finding } from '../vocabulary/findings.js';
import type { ConnectionState } from '../vocabulary/outcomes.js';
import type { Role } from '../vocabulary/roles.js';

/** Version of the rows' and documents' form. It changes when a field is renamed, removed or changes its meaning. */
export const SCHEMA_VERSION = 1;

/** Fields of a frame's row, in the order of every output. */
export const ROW_FIELDS = [
  'capture',
  'frame',
  'time',
  'relativeTime',
  'source',
  'destination',
  'sourcePort',
  'destinationPort',
  'protocol',
  'length',
  'connection',
  'role',
  'findings',
  'facts',
  'info',
  'explanation',
] as const;
/** One of {@link ROW_FIELDS}. */
export type RowField = (typeof ROW_FIELDS)[number];

/** One frame as plain data; null is what is not there or not known. */
export interface Row {
  /** Label of the capture. */
  readonly capture: string;
  /** Number within its capture, from 1, as Wireshark's No. */
  readonly frame: number;
  /** RFC 3339, UTC, 6 or 9 decimals. */
  readonly time: string | null;
  /** Seconds since the capture's first frame; may be negative. */
  readonly relativeTime: number | null;
  /** Sender's IP address (IPv6 as RFC 5952), else MAC address. */
  readonly source: string | null;
  /** Receiver's. */
  readonly destination: string | null;
  /** Sender's port, of TCP and UDP. */
  readonly sourcePort: number | null;
  /** Receiver's. */
  readonly destinationPort: number | null;
  /** The highest layer that is understood, in Wireshark's spelling. */
  readonly protocol: string;
  /** Bytes on the wire. */
  readonly length: number;
  /** Number of the TCP connection, from 0, as `tcp.stream`. */
  readonly connection: number | null;
  /** What the frame does in its conversation. */
  readonly role: Role;
  /** What it shows besides, in the order of {@link FINDINGS}. */
  readonly findings: readonly Finding[];
  /** What is known of it beyond these fields. */
  readonly facts: Facts;
  /** One line in the style of Wireshark's Info column. Text from the capture in it is not yet made harmless. */
  readonly info: string;
  /** What it does, in sentences of the language. */
  readonly explanation: string;
}

/**
 * The row of a frame, as plain data that may be kept.
 *
 * @param locale language of the explanation
 */
export function frameRow(frame: Frame, locale: Locale, detail: Detail = 'brief'): Row {
  return {
    capture: frame.capture,
    frame: frame.frame,
    time: frame.time,
    relativeTime: frame.relativeTime,
    source: frame.source,
    destination: frame.destination,
    sourcePort: frame.sourcePort,
    destinationPort: frame.destinationPort,
    protocol: frame.protocol,
    length: frame.length,
    connection: frame.connection,
    role: frame.role,
    findings: frame.findings,
    facts: frame.facts,
    info: frame.info,
    explanation: explain(frame, locale, { detail }),
  };
}

/** One TCP connection as plain data. */
export interface ConnectionRow {
  /** Label of the capture. */
  readonly capture: string;
  /** Number, from 0, as `tcp.stream`. */
  readonly connection: number;
  /** Who opened it, `address:port`, an IPv6 address in brackets. */
  readonly client: string;
  /** The other side, in the same form. */
  readonly server: string;
  /** The client is only presumed: neither SYN nor SYN-ACK is in the capture. */
  readonly clientInferred: boolean;
  /** Time of the first frame, RFC 3339, UTC, 6 or 9 decimals. */
  readonly start: string | null;
  /** Time of the last frame. */
  readonly end: string | null;
  /** Captured frames, by who sent them. */
  readonly frames: PerDirection;
  /** Their bytes on the wire. */
  readonly bytes: PerDirection;
  /** Their TCP payload bytes, resent ones included. */
  readonly payload: PerDirection;
  /** Zeek's `conn_state`. */
  readonly state: ConnectionState;
  /** Zeek's `history`. */
  readonly history: string;
  /** Wireshark's `tcp.completeness`, 0 to 63. */
  readonly completeness: number;
  /** Seconds from the latest SYN to the handshake's ACK; null where it wasn't seen. */
  readonly handshakeRtt: number | null;
  /** Community ID, version 1. */
  readonly communityId: string;
  /** How it ended, or how far it came, in words of the language. */
  readonly outcome: string;
}

/**
 * The row of a connection, as of what was read.
 *
 * @param locale language of its outcome
 */
export function connectionRow(connection: Connection, locale: Locale): ConnectionRow {
  return {
    capture: connection.capture,
    connection: connection.connection,
    client: connection.client,
    server: connection.server,
    clientInferred: connection.clientInferred,
    start: connection.start,
    end: connection.end,
    frames: connection.frames,
    bytes: connection.bytes,
    payload: connection.payload,
    state: connection.state,
    history: connection.history,
    completeness: connection.completeness,
    handshakeRtt: connection.handshakeRtt,
    communityId: connection.communityId,
    outcome: outcomeWords(connection.outcome, locale),
  };
}

/** One DNS question and its answer as plain data. */
export interface LookupRow {
  /** Label of the capture. */
  readonly capture: string;
  /** Name asked for, without the final dot; the root is ".". */
  readonly name: string;
  /** Type asked for: `"A"`, `"AAAA"`, `"TYPE64"`. */
  readonly type: string;
  /** What carried the messages. */
  readonly transport: 'udp' | 'tcp';
  /** Who asked, `address:port`, an IPv6 address in brackets. */
  readonly client: string;
  /** Who was asked. */
  readonly server: string;
  /** Identification in the messages, 0 to 65,535. */
  readonly id: number;
  /** Time of the first of its frames, RFC 3339. */
  readonly time: string | null;
  /** Frame of the question. */
  readonly query: number | null;
  /** Frame of the first answer. */
  readonly response: number | null;
  /** Seconds between the two. */
  readonly responseTime: number | null;
  /** What came of it; null while there is no answer. */
  readonly outcome: DnsOutcome | null;
  /** Result code of the answer's header, 0 to 15. */
  readonly rcode: number | null;
  /** Records of the answer section. */
  readonly answers: readonly DnsRecordFact[];
}

/** The row of a lookup, as of what was read. */
export function lookupRow(lookup: Lookup): LookupRow {
  return {
    capture: lookup.capture,
    name: lookup.name,
    type: lookup.type,
    transport: lookup.transport,
    client: lookup.client,
    server: lookup.server,
    id: lookup.id,
    time: lookup.time,
    query: lookup.query,
    response: lookup.response,
    responseTime: lookup.responseTime,
    outcome: lookup.outcome,
    rcode: lookup.rcode,
    answers: lookup.answers,
  };
}

/** What a document says of one of its captures. */
export interface CaptureRow {
  /** Label of the capture. */
  readonly capture: string;
  /** Frames read. */
  readonly frames: number;
  /** Interfaces that frames were captured on. */
  readonly interfaces: readonly {
    /** Name as recorded; untrusted text. */
    readonly name: string | null;
    /** Link type number of the tcpdump.org registry. */
    readonly linkType: number;
  }[];
  /** Why it could not be read, or not to its end; null where it was. */
  readonly error: {
    /** Kind of fault. */
    readonly code: CaptureErrorCode;
    /** The fault as an English sentence. */
    readonly message: string;
    /** Byte at which reading stopped. */
    readonly offset: number;
    /** Number of the frame that could not be read. */
    readonly frame: number;
  } | null;
}

/** The row of a capture, once it was read: the only one that tells its error. */
export function captureRow(capture: CaptureAnalysis): CaptureRow {
  return {
    capture: capture.label,
    frames: capture.frameCount,
    interfaces: capture.interfaces.map(({ name, linkType }) => ({ name: name ?? null, linkType })),
    error: capture.error === undefined ? null : errorFields(capture.error),
  };
}

function errorFields({ code, message, offset, frame }: CaptureError): NonNullable<CaptureRow['error']> {
  return { code, message, offset, frame };
}
