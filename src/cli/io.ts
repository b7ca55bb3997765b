import type { Writable } from 'node:stream';
import type { ByteOutput } from '../report/output.js';
import { UsageError } from './usage-error.js';

/** A stream that may be a terminal. */
export interface Terminal extends Writable {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** The world around the command. */
export interface Io {
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Nobody reads any more what is written: the command ends quietly. */
export class ClosedPipe extends Error {}

/** Bytes into a stream, a piece at a time: the next is asked for when one has left. */
export class StreamOutput implements ByteOutput {
  readonly #stream: Writable;
  /** To be done before anything is written. */
  #prepare: (() => Promise<void>) | undefined;
  #failure: Error | undefined;
  #wake: () => void = () => undefined;
  readonly #onError = (error: Error): void => {
    this.#failure = error;
    this.#wake();
  };

  /** The system takes a copy; a stream within the program may pass the bytes on. */
  readonly borrows: boolean;

  constructor(stream: Writable, prepare?: () => Promise<void>) {
    this.#stream = stream;
    this.borrows = 'fd' in stream;
    this.#prepare = prepare;
    stream.on('error', this.#onError);
    stream.on('close', () => this.#wake());
  }

  /** @throws ClosedPipe where nobody reads any more; the stream's own error otherwise */
  async write(bytes: Uint8Array): Promise<void> {
    await this.#begin();
    if (this.#failure === undefined && !this.#stream.destroyed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#stream.write(bytes, () => resolve());
      });
    }
    this.#check();
  }

  /** Resolves when everything written has left. @param end closes the stream, too */
  async finish(end: boolean): Promise<void> {
    await this.#begin();
    if (this.#failure === undefined && !this.#stream.destroyed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (end) this.#stream.end(resolve);
        else this.#stream.write('', () => resolve());
      });
    }
    this.#check();
  }

  async #begin(): Promise<void> {
    const prepare = this.#prepare;
    this.#prepare = undefined;
    await prepare?.();
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
    return new StreamOutput(file.createWriteStream(), async () => {
      if ((await file.stat()).isFile()) await file.truncate();
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
