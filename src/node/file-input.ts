import { closeSync, fstatSync, openSync, read, readSync, type Stats } from 'node:fs';
import { promisify } from 'node:util';
import type { ByteAccess, ByteInput } from '../capture/byte-input.js';
import { CaptureError } from '../capture/capture-error.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EACCES: 'The file may not be read by this user.',
  EPERM: 'The file may not be read by this user.',
  EISDIR: 'This is a directory, not a capture.',
};

/** After so many bytes of a file all else that is due gets a turn: the bar that tells how far reading has come. */
const TURN = 1 << 24;

/** Pulls bytes from a file, opened when the first are asked for. */
export class FileInput implements ByteInput {
  readonly #path: string;
  #descriptor: number | null = null;
  /** Bytes of a regular file when it was opened; NaN of what has no size. */
  #size = Number.NaN;
  bytesRead = 0;
  access: ByteAccess | undefined;
  #turnAt = TURN;

  constructor(path: string) {
    this.#path = path;
  }

  get isAtEnd(): boolean {
    return this.bytesRead === this.#size;
  }

  async read(target: Uint8Array): Promise<number> {
    if (this.bytesRead >= this.#turnAt) {
      this.#turnAt = this.bytesRead + TURN;
      await new Promise((resolve) => setImmediate(resolve));
    }
    try {
      this.#descriptor ??= this.#open();
      // A regular file has its bytes at once: fetching them through another thread costs more than waiting.
      const count = this.access
        ? readSync(this.#descriptor, target, 0, target.length, null)
        : (await promisify(read)(this.#descriptor, target, 0, target.length, null)).bytesRead;
      this.bytesRead += count;
      return count;
    } catch (cause) {
      const { code = '', message } = cause as NodeJS.ErrnoException;
      const sentence = REASONS[code] ?? `The file could not be read: ${message}.`;
      throw new CaptureError('unreadable', sentence, this.bytesRead, 1, { cause });
    }
  }

  async close(): Promise<void> {
    if (this.#descriptor !== null) closeSync(this.#descriptor);
    this.#descriptor = null;
  }

  #open(): number {
    const descriptor = openSync(this.#path, 'r');
    const stats = fstatSync(descriptor);
    if (stats.isFile()) {
      this.access = fileAccess(this.#path, stats);
      this.#size = stats.size;
    }
    return descriptor;
  }
}

/** Reads a file again, opening it each time: nothing is held open for as long as someone might look. */
function fileAccess(path: string, before: Stats): ByteAccess {
  const readNow = (position: number, length: number): Uint8Array => {
    let file: number | undefined;
    try {
      file = openSync(path, 'r');
      if (hasChanged(before, fstatSync(file))) throw new Error('it has changed since');
      const bytes = new Uint8Array(length);
      let end = 0;
      for (let count = 1; count > 0 && end < length; end += count)
        count = readSync(file, bytes, end, length - end, position + end);
      return bytes.subarray(0, end);
    } catch (cause) {
      const message = `The file could not be read again: ${(cause as Error).message}.`;
      throw new CaptureError('unreadable', message, position, 1, { cause });
    } finally {
      if (file !== undefined) closeSync(file);
    }
  };
  return { readNow, read: async (position, length) => readNow(position, length) };
}

/** Another file, or other content; a capture that is still being written grows, which changes nothing of what was read. */
function hasChanged(before: Stats, now: Stats): boolean {
  if (now.ino !== before.ino || now.dev !== before.dev || now.size < before.size) return true;
  return now.size === before.size && now.mtimeMs !== before.mtimeMs;
}
