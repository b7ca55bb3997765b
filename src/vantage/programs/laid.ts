import type { Connection } from '../../engine/connection.js';
import type { LogSession, ProgramEvent } from './event.js';
import type { CarriedBytes, Comparison } from './stream-ranges.js';

/**
 * How what a log tells of bytes compares with the capture: see {@link Comparison}; besides, `counted` where the log tells only how
 * many there were, `rest` where it doesn't tell even that, so that they are what remains of the stream up to the next thing told,
 * and `unsure` behind a line that differs, or where nothing was laid over the capture.
 */
export type LaidComparison = Comparison | 'counted' | 'rest' | 'unsure';

/** Frames of another capture that carried or did the same. */
export interface ElsewhereFrames {
  /** Label of that capture. */
  readonly capture: string;
  /** Numbers of its frames. */
  readonly frames: readonly number[];
}

/** An event of a program, laid over the capture of its machine. */
export interface LaidEvent {
  /** The event as the log tells it. */
  readonly event: ProgramEvent;
  /** Range of the stream that was read or written: position of its first byte, 0-based; null where it isn't known. */
  readonly from: number | null;
  /** Position after its last byte. */
  readonly to: number | null;
  /** How the log and the capture compare; null for what moves no bytes. */
  readonly comparison: LaidComparison | null;
  /** The frames that carried the range, in the order of their bytes. */
  readonly carriers: readonly CarriedBytes[];
  /**
   * What became of the bytes that a read left behind of its last segment: read with the next read, read later, or by the log
   * not read; null where it left none.
   */
  readonly rest: 'next' | 'later' | 'unread' | null;
  /**
   * Frames of the capture that the event goes with, in ascending order: those that carried the bytes; those of the handshake; the FIN that ended
   * a stream or came of closing; the reset.
   */
  readonly frames: readonly number[];
  /** The same in the other captures of the connection. */
  readonly elsewhere: readonly ElsewhereFrames[];
  /** The log doesn't tell which of several connections it was; another one would fit as well. */
  readonly ambiguous: boolean;
}

/** Bytes that had arrived and that the program had not read when it closed the socket. */
export interface UnreadBytes {
  /** Position of the first of them in its stream. */
  readonly from: number;
  /** Position after the last. */
  readonly to: number;
  /** The frames that carried them. */
  readonly carriers: readonly CarriedBytes[];
  /** Line of the log in which the socket was closed. */
  readonly line: number;
}

/** Why this side's TCP sent a reset, as far as the log makes it certain. */
export interface ProvenReset {
  /**
   * `unread-data`: the program closed the socket with bytes unread that had arrived, so that its TCP sent RST instead of
   * FIN (RFC 2525, 2.17; RFC 9293, 3.10.4); `linger`: it had set SO_LINGER with 0, which asks for that.
   */
  readonly cause: 'unread-data' | 'linger';
  /** The reset's frame. */
  readonly frame: number;
  /** Line of the log in which the socket was closed. */
  readonly line: number;
  /** What was unread; null for `linger` where nothing was. */
  readonly unread: UnreadBytes | null;
}

/** A segment whose bytes a program read in several pieces. */
export interface PiecemealSegment {
  /** The frame that carried it. */
  readonly frame: number;
  /** Bytes that it carried. */
  readonly bytes: number;
  /** How many of them each read took, in order. */
  readonly reads: readonly number[];
  /** Lines of the log that tell these reads. */
  readonly lines: readonly number[];
}

/** How a program read a stream; only reads that agree with the capture count. */
export interface ReadingHabit {
  /** Reads that the log tells singly. */
  readonly reads: number;
  /** Bytes of the largest. */
  readonly largest: number;
  /**
   * Bytes that it reads at most at a time: seen where reads left bytes behind that had come in the same segment, all of one
   * size and none larger, or where the log tells what each read asked for. Null where it was not seen.
   */
  readonly limit: number | null;
  /** Whether the log itself tells the limit. */
  readonly limitTold: boolean;
  /** Segments that were read in several pieces. */
  readonly piecemeal: readonly PiecemealSegment[];
}

/** A connection of a program, laid over the capture of its machine. */
export interface LaidSession {
  /** Label of the capture. */
  readonly capture: string;
  /** The connection as the log tells it. */
  readonly session: LogSession;
  /** The capture's connection that it is; null where none fits. */
  readonly connection: Connection | null;
  /** False where the log doesn't tell enough to be sure of the connection: others would fit as well, and the first was taken. */
  readonly certain: boolean;
  /** Name of the other side's machine; null where it has none. */
  readonly peerName: string | null;
  /** Which of the connection's two sides the program is. */
  readonly side: 'client' | 'server';
  /** Its events, in the order of the log. */
  readonly events: readonly LaidEvent[];
  /** How it read; null where no read could be laid over the capture. */
  readonly reading: ReadingHabit | null;
  /** What it left unread when it closed; null where it left nothing or that can't be told. */
  readonly unread: UnreadBytes | null;
  /** The cause of the reset that this side sent; null where it sent none, or the log doesn't show the cause. */
  readonly reset: ProvenReset | null;
}

/** What the log of one machine's program tells, laid over that machine's capture. */
export interface ProgramAccount {
  /** Label of the capture. */
  readonly capture: string;
  /** What the log was read as. */
  readonly format: 'messages' | 'strace';
  /** A bound was reached, and the log's end was not read. */
  readonly cut: boolean;
  /** Where the program waits for connections, and what belongs to no connection. */
  readonly others: readonly ProgramEvent[];
  /** Its connections, in the order of the log. */
  readonly sessions: readonly LaidSession[];
}
