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
  readonly capture: string;
  /** Number within its capture, from 1. */
  readonly frame: number;
  /** RFC 3339, UTC, 6 or 9 decimals. */
  readonly time: string | null;
  /** Seconds since the capture's first frame. */
  readonly relativeTime: number | null;
  /** IP address, else MAC address. */
  readonly source: string | null;
  readonly destination: string | null;
  readonly sourcePort: number | null;
  readonly destinationPort: number | null;
  readonly protocol: string;
  /** Bytes on the wire. */
  readonly length: number;
  readonly connection: number | null;
  readonly role: Role;
  readonly findings: readonly Finding[];
  readonly facts: Facts;
  readonly info: string;
  readonly explanation: string;
}

/** The row of a frame. @param locale language of the explanation */
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
  readonly capture: string;
  /** Number as `tcp.stream`. */
  readonly connection: number;
  /** `address:port`, an IPv6 address in brackets. */
  readonly client: string;
  readonly server: string;
  /** The client is only presumed: neither SYN nor SYN-ACK is in the capture. */
  readonly clientInferred: boolean;
  /** Times of the first and last frame, RFC 3339. */
  readonly start: string | null;
  readonly end: string | null;
  /** Captured frames, their bytes on the wire, and their payload, by who sent them. */
  readonly frames: PerDirection;
  readonly bytes: PerDirection;
  readonly payload: PerDirection;
  /** Zeek's `conn_state` and `history`. */
  readonly state: ConnectionState;
  readonly history: string;
  /** Wireshark's `tcp.completeness`. */
  readonly completeness: number;
  /** Seconds from the latest SYN to the handshake's ACK. */
  readonly handshakeRtt: number | null;
  /** Community ID, version 1. */
  readonly communityId: string;
  /** How it ended, or how far it came, in words of the language. */
  readonly outcome: string;
}

/** The row of a connection. */
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
  readonly capture: string;
  /** Name asked for, without the final dot. */
  readonly name: string;
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
  /** Who asked whom, `address:port`. */
  readonly client: string;
  readonly server: string;
  /** Identification in the messages. */
  readonly id: number;
  /** Time of the first of its frames, RFC 3339. */
  readonly time: string | null;
  /** Frames of the question and of the first answer. */
  readonly query: number | null;
  readonly response: number | null;
  /** Seconds between the two. */
  readonly responseTime: number | null;
  /** Null while there is no answer. */
  readonly outcome: DnsOutcome | null;
  readonly rcode: number | null;
  readonly answers: readonly DnsRecordFact[];
}

/** The row of a lookup. */
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
  readonly capture: string;
  /** Frames read. */
  readonly frames: number;
  readonly interfaces: readonly { readonly name: string | null; readonly linkType: number }[];
  /** Why it could not be read, or not to its end. */
  readonly error: {
    readonly code: CaptureErrorCode;
    readonly message: string;
    /** Byte at which reading stopped, and the frame that could not be read. */
    readonly offset: number;
    readonly frame: number;
  } | null;
}

/** The row of a capture, once it was read. */
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
