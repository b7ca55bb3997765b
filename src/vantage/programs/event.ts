/** What a program did, as its log tells it. */

/** Kinds of {@link ProgramEvent}. */
export const PROGRAM_EVENT_KINDS = [
  /** It waits for connections at an address. */
  'listening',
  /** It asks for a connection. */
  'connecting',
  /** It took a connection that was made to it. */
  'accepted',
  /** It gave bytes to its TCP. */
  'write',
  /** It took bytes from its TCP. */
  'read',
  /** A read gave no bytes: the other side had closed its direction. */
  'end-of-stream',
  /** A call failed. */
  'error',
  /** It closed the socket, or one direction of it. */
  'close',
] as const;
/** One of {@link PROGRAM_EVENT_KINDS}. */
export type ProgramEventKind = (typeof PROGRAM_EVENT_KINDS)[number];

/** An endpoint as a program names it: an address, or a host's name. */
export interface LogEndpoint {
  /** IP address, an IPv6 address as RFC 5952 writes it; or a name, as in the log: untrusted text. */
  readonly address: string;
  /** 0 to 65,535. */
  readonly port: number;
}

/** One thing that a program did. */
export interface ProgramEvent {
  /** What it did. */
  readonly kind: ProgramEventKind;
  /** Line of the log, from 1. */
  readonly line: number;
  /** Time as the log writes it, date and zone only where it has them; null where it has none. */
  readonly time: string | null;
  /** Index in {@link ProgramLog.sessions}; -1 where it belongs to no connection. */
  readonly session: number;
  /** Number of bytes read or written; null where the log doesn't tell. */
  readonly count: number | null;
  /** The bytes, or the first of them; null where the log doesn't show them. */
  readonly bytes: Uint8Array | null;
  /** One call, and not what several of them came to. */
  readonly single: boolean;
  /** Bytes that a read asked for at most; null where the log doesn't tell. */
  readonly requested: number | null;
  /** Name of the error, as `ECONNRESET`, or the log's own words where it has no name known here: untrusted text. */
  readonly error: string | null;
  /** The call that failed, as `recvfrom`; null where the log doesn't tell. */
  readonly call: string | null;
  /** How the socket was closed: by `close`, by `shutdown` of the sending direction, by the process' end, or with SO_LINGER 0. */
  readonly closed: 'close' | 'shutdown' | 'exit' | 'linger' | null;
  /** The address that a `listening` names. */
  readonly at: LogEndpoint | null;
}

/** A connection as a program's log knows it. */
export interface LogSession {
  /** How the program came to it. */
  readonly kind: 'accepted' | 'connecting';
  /** Line of the log that begins it. */
  readonly line: number;
  /** The program's own endpoint; null where the log doesn't tell. */
  own: LogEndpoint | null;
  /** The other side's endpoint; null where the log doesn't tell. */
  peer: LogEndpoint | null;
}

/** What a log holds, as {@link readProgramLog} reads it. */
export interface ProgramLog {
  /** What it was read as: lines that a program printed, or a record of `strace`. */
  readonly format: 'messages' | 'strace';
  /** Every event, in the order of the log. */
  readonly events: readonly ProgramEvent[];
  /** The connections that the events belong to. */
  readonly sessions: readonly LogSession[];
  /** A bound was reached: what stands behind it in the log was not read. */
  readonly cut: boolean;
}

/** An event with what most have not. */
export function programEvent(
  event: Pick<ProgramEvent, 'kind' | 'line' | 'time' | 'session'> & Partial<ProgramEvent>,
): ProgramEvent {
  return {
    count: null,
    bytes: null,
    single: true,
    requested: null,
    error: null,
    call: null,
    closed: null,
    at: null,
    ...event,
  };
}
