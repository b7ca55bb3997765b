import type { AnalyzeOptions } from '../../engine/analysis.js';
import type { CommandName } from '../commands.js';
import type { Told } from '../teller.js';
import type { Language } from '../words.js';

/** What a thread is to tell of captures, and how: plain data, which can be passed to it. */
export interface Job {
  readonly command: CommandName;
  /** The options of the command line, as they were read. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly language: Language;
  readonly width: { readonly width?: number };
  readonly options: AnalyzeOptions;
  readonly captures: readonly { readonly path: string; readonly label: string }[];
  /** Where it puts what it tells. */
  readonly rooms: SharedArrayBuffer;
}

/** What a thread is told. */
export type ToThread =
  /** Tell the capture that has this place. */
  | { readonly kind: 'tell'; readonly index: number }
  /** A room was freed. */
  | { readonly kind: 'freed' };

/** What a thread says. */
export type FromThread =
  /** The next bytes of the capture in hand: the first so many of a room. */
  | { readonly kind: 'piece'; readonly room: number; readonly length: number }
  /** The capture in hand is told. */
  | { readonly kind: 'told'; readonly told: Told }
  /** Bytes of captures that were read so far. */
  | { readonly kind: 'read'; readonly bytes: number }
  /** What should not be went wrong. */
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | undefined };

/** A thread that tells captures, as the one that started it has it. */
export interface Thread {
  postMessage(message: ToThread): void;
  on(event: 'message', listener: (message: FromThread) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** Where threads come from. */
export interface Threads {
  /** Threads that can run at a time, with the one that asks. */
  readonly most: number;
  /** Starts one more; undefined where the system gives none. */
  start(job: Job): Thread | undefined;
  /** Ends all that were started, whatever they are at. */
  stop(): void;
}

/** The one that started it, as the thread has it. */
export interface Starter {
  postMessage(message: FromThread): void;
  on(event: 'message', listener: (message: ToThread) => void): unknown;
}
