import type { Writable } from 'node:stream';
import type { ByteOutput } from '../report/output.js';
import type { Threads } from './threads/thread.js';
import { UsageError } from './usage-error.js';

/** Called when something has left, or could not. */
type Done = (error?: Error | null) => void;

/** What a stream that may be a terminal is asked for. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly destroyed: boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  write(data: Uint8Array | string, done?: Done): unknown;
  /** Where all can be written before this returns: promises cost more than some writing. */
  writeNow?(bytes: Uint8Array): void;
}

/** The world around the command. */
export interface Io {
  readonly stdout: Terminal;
  /** Asked for only when there is something to tell: Node takes long to make it. */
  readonly stderr: Writable & Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /**
   * Threads that can write lists of captures; undefined where they don't pay. Default: they never do.
   *
   * @param bytes of captures besides the largest: what can be read meanwhile
   */
  threads?(bytes: number): Promise<Threads | undefined>;
}

/** Nobody reads any more what is written: the command ends quietly. */
export class ClosedPipe extends Error {}

/** A file that was opened to be written. */
interface OwnFile {
  /** To be done before anything is written. */
  prepare(): Promise<void>;
  end(done: Done): void;
}

/** Bytes into a stream, a piece at a time: the next is asked for when one has left. */
export class StreamOutput implements ByteOutput {
  readonly #stream: Terminal;
  readonly #file: OwnFile | undefined;
  #begun = false;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  readonly #onError = (error: Error): void => {
    this.#failure = error;
    this.#wake();
  };
  /** Streams destroy themselves for an error, and only then tell their listeners; what was to be written hears of it before. */
  readonly #onDone: Done = (error) => {
    this.#failure ??= error ?? undefined;
    this.#wake();
  };

  /** The system takes a copy; a stream within the program may pass the bytes on. */
  readonly borrows: boolean;

  constructor(stream: Terminal, file?: OwnFile) {
    this.#stream = stream;
    this.borrows = 'fd' in stream;
    this.#file = file;
    stream.on('error', this.#onError);
    stream.on('close', () => this.#wake());
  }

  /** @throws ClosedPipe where nobody reads any more; the stream's own error otherwise */
  write(bytes: Uint8Array): void | Promise<void> {
    if (this.#stream.writeNow === undefined) return this.#write(bytes);
    this.#stream.writeNow(bytes);
    this.#check();
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await this.#begin();
    if (this.#failure === undefined && !this.#stream.destroyed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#stream.write(bytes, this.#onDone);
      });
    }
    this.#check();
  }

  /** Resolves when everything written has left, and a file of its own is closed. */
  async finish(): Promise<void> {
    await this.#begin();
    if (this.#failure === undefined && !this.#stream.destroyed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (this.#file) this.#file.end(this.#onDone);
        else this.#stream.write('', this.#onDone);
      });
    }
    this.#check();
  }

  async #begin(): Promise<void> {
    if (this.#begun) return;
    this.#begun = true;
    await this.#file?.prepare();
  }

  #check(): void {
    const failure = this.#failure as NodeJS.ErrnoException | undefined;
    if (failure?.code === 'EPIPE' || failure?.code === 'ERR_STREAM_DESTROYED') throw new ClosedPipe();
    if (failure !== undefined) throw failure;
    if (this.#stream.destroyed) throw new ClosedPipe();
  }
}

/** Opens where data goes: a file, or standard output. What stood in the file goes only when something is written. */
export async function openOutput(path: string | undefined, io: Io): Promise<StreamOutput> {
  if (path === undefined) return new StreamOutput(io.stdout);
  const { open } = await import('node:fs/promises');
  try {
    const file = await open(path, 'a');
    const stream = file.createWriteStream();
    return new StreamOutput(stream, {
      prepare: async () => {
        if ((await file.stat()).isFile()) await file.truncate();
      },
      end: (done) => stream.end(done),
    });
  } catch (error) {
    throw new UsageError('output-failed', { what: path, reason: (error as Error).message });
  }
}

/** Whether text is painted: as asked, else where a terminal shows it and nothing speaks against it (no-color.org). */
export function usesColour(when: 'auto' | 'always' | 'never', stream: Terminal, env: Io['env']): boolean {
  if (when !== 'auto') return when === 'always';
  return stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** Columns for text: the terminal's; in a pipe or file COLUMNS, else undefined. */
export function widthOf(stream: Terminal, env: Io['env']): number | undefined {
  if (stream.isTTY === true && stream.columns !== undefined && stream.columns > 0) return stream.columns;
  const columns = Number(env['COLUMNS'] ?? '');
  return Number.isInteger(columns) && columns > 0 ? Math.min(columns, 1000) : undefined;
}

/** Standard error. A reader of messages that went away is no reason to stop. */
export function messagesOf({ stderr }: Io): Io['stderr'] {
  return stderr.listenerCount('error') > 0 ? stderr : stderr.on('error', () => undefined);
}

/** Says something on standard error. */
export function tell(io: Io, text: string): void {
  messagesOf(io).write(`framewise: ${text}\n`);
}
