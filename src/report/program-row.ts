import type { Locale } from '../explain/locale.js';
import { type ProgramConclusion, programConclusions } from '../explain/programs/conclusion-text.js';
import { otherEventText, programEventText } from '../explain/programs/event-text.js';
import type { ProgramEvent, ProgramEventKind } from '../vantage/programs/event.js';
import type {
  ElsewhereFrames,
  LaidComparison,
  LaidEvent,
  LaidSession,
  ProgramAccount,
} from '../vantage/programs/laid.js';

/** One event of a program as plain data. */
export interface ProgramEventRow {
  /** What the program did. */
  readonly kind: ProgramEventKind;
  /** Line of the log, from 1. */
  readonly line: number;
  /** Time as the log writes it; null where it has none. */
  readonly time: string | null;
  /** Bytes read or written; null where the log doesn't tell, and for what moves none. */
  readonly bytes: number | null;
  /** Position in the stream of the first of them, 0-based; null where it isn't known. */
  readonly from: number | null;
  /** Position after the last. */
  readonly to: number | null;
  /** How the log and the capture compare; null for what moves no bytes. */
  readonly comparison: LaidComparison | null;
  /** Frames of the capture that the event goes with, in ascending order. */
  readonly frames: readonly number[];
  /** The same in other captures of the connection. */
  readonly elsewhere: readonly ElsewhereFrames[];
  /** Name of the error, or the log's words; null where there is none. Text from a log, not yet made harmless. */
  readonly error: string | null;
  /** What it means, in a sentence of the language. */
  readonly explanation: string;
}

/** A connection of a program as plain data: an entry of `programs` in the document that `writeJson` writes. */
export interface ProgramRow {
  /** Label of the capture. */
  readonly capture: string;
  /** Number of the connection in it; null where it wasn't found, and for what belongs to none. */
  readonly connection: number | null;
  /** Which side of it the program is; null likewise. */
  readonly side: 'client' | 'server' | null;
  /** Whether the log tells enough to be sure of the connection. */
  readonly certain: boolean;
  /** What the program did, in the order of its log. */
  readonly events: readonly ProgramEventRow[];
  /** What follows from it. */
  readonly conclusions: readonly ProgramConclusion[];
}

/** An account as plain data: what belongs to no connection, where there is something, and then each connection. */
export function programRows(account: ProgramAccount, locale: Locale): ProgramRow[] {
  const { capture, others, format, sessions } = account;
  const rows: ProgramRow[] = sessions.map((session) => sessionRow(session, locale));
  if (others.length === 0) return rows;
  const events = others.map((event) => ({
    ...eventRow(event),
    explanation: otherEventText(event, capture, format === 'messages', locale),
  }));
  return [{ capture, connection: null, side: null, certain: true, events, conclusions: [] }, ...rows];
}

function sessionRow(session: LaidSession, locale: Locale): ProgramRow {
  const { capture, connection, side, certain, events } = session;
  return {
    capture,
    connection: connection?.connection ?? null,
    side: connection === null ? null : side,
    certain,
    events: events.map((laid) => laidRow(laid, session, locale)),
    conclusions: programConclusions(session, locale),
  };
}

function laidRow(laid: LaidEvent, session: LaidSession, locale: Locale): ProgramEventRow {
  const { event, from, to, comparison, frames, elsewhere } = laid;
  return {
    ...eventRow(event),
    from,
    to,
    comparison,
    frames,
    elsewhere,
    explanation: programEventText(laid, session, locale),
  };
}

function eventRow({ kind, line, time, count, error }: ProgramEvent): Omit<ProgramEventRow, 'explanation'> {
  return {
    kind,
    line,
    time,
    bytes: count,
    from: null,
    to: null,
    comparison: null,
    frames: [],
    elsewhere: [],
    error,
  };
}
