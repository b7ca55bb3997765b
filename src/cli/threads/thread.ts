import type { AnalyzeOptions } from '../../engine/analysis.js';
import type { ListCommand } from '../list-form.js';
import type { Told } from '../teller.js';
import type { Language } from '../words.js';

/** What is to be listed of captures, and how: plain data, which can be passed to a thread. */
export interface Job {
  readonly command: ListCommand;
  /** The options of the command line, as they were read. */
  readonly raw: Readonly<Record<string, unknown>>;
  readonly language: Language;
  readonly width: { readonly width?: number };
  readonly options: AnalyzeOptions;
  readonly captures: readonly { readonly path: string; readonly label: string }[];
}

/** What one thread is started with. */
export interface Share {
  readonly job: Job;
  /** Its number, above 0. */
  readonly number: number;
  /** Which captures are taken ({@link Taken}): the same for all. */
  readonly taken: SharedArrayBuffer;
  /** Where it puts what it writes ({@link Rooms}): its own. */
  readonly rooms: SharedArrayBuffer;
}

/** What a thread says. */
export type FromThread =
  /** The next bytes of a capture's list: the first so many of a room. */
  | { readonly kind: 'piece'; readonly index: number; readonly room: number; readonly length: number }
  /** A capture's list is written. */
  | { readonly kind: 'told'; readonly index: number; readonly told: Told }
  /** So many bytes of its captures were read by now. */
  | { readonly kind: 'read'; readonly bytes: number };

/** A thread that writes lists, as the one that started it has it. */
export interface Thread {
  /** Says that a room was freed. */
  postMessage(message: null): void;
  on(event: 'message', listener: (message: FromThread) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: () => void): unknown;
}

/** Where threads come from. */
export interface Threads {
  /** Threads that are to run at a time, with the one that asks: two or more. */
  readonly most: number;
  /** Starts one more; undefined where the system gives none. */
  start(share: Share): Thread | undefined;
  /** Ends all that were started, whatever they are at. */
  stop(): void;
}

/** The one that started it, as the thread has it. */
export interface Starter {
  postMessage(message: FromThread): void;
  /** When a room was freed. */
  on(event: 'message', listener: () => void): unknown;
}
