import { type FileHandle, open } from 'node:fs/promises';
import type { ByteInput } from '../capture/byte-input.js';
import { CaptureError } from '../capture/capture-error.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EACCES: 'The file may not be read by this user.',
  EPERM: 'The file may not be read by this user.',
  EISDIR: 'This is a directory, not a capture.',
};

/** Pulls bytes from a file, opened when the first are asked for. */
export class FileInput implements ByteInput {
  readonly #path: string;
  #handle: FileHandle | null = null;
  bytesRead = 0;

  constructor(path: string) {
    this.#path = path;
  }

  async read(target: Uint8Array): Promise<number> {
    try {
      this.#handle ??= await open(this.#path, 'r');
      const { bytesRead } = await this.#handle.read(target, 0, target.length);
      this.bytesRead += bytesRead;
      return bytesRead;
    } catch (cause) {
      const { code = '', message } = cause as NodeJS.ErrnoException;
      const sentence = REASONS[code] ?? `The file could not be read: ${message}.`;
      throw new CaptureError('unreadable', sentence, this.bytesRead, 1, { cause });
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }
}
