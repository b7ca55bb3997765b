import { closeSync, openSync, readSync } from 'node:fs';
import { safeText } from '../bytes/safe-text.js';
import type { ProgramLog } from '../vantage/programs/event.js';
import type { NamedInput } from './inputs.js';
import { UsageError } from './usage-error.js';
import type { CliWords } from './words.js';

/** Bytes of a log at most. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Logs that were read, by the label of their capture, and what is to be told of those that were not. */
export interface ReadLogs {
  readonly logs: ReadonlyMap<string, ProgramLog>;
  readonly faults: readonly string[];
}

/**
 * Reads the logs of programs.
 *
 * @param paths by the label of a capture
 * @throws UsageError for a label that no capture has
 */
export async function readLogs(
  paths: ReadonlyMap<string, string>,
  inputs: readonly NamedInput[],
  words: CliWords,
): Promise<ReadLogs> {
  const labels = inputs.map(({ input }) => input.label);
  const logs = new Map<string, ProgramLog>();
  const faults: string[] = [];
  for (const [label, path] of paths) {
    if (!labels.includes(label))
      throw new UsageError('no-such-log-label', { what: label, there: labels.join(', ') });
    try {
      const bytes = readUpTo(path, MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) faults.push(`${safeText(path)}: ${words.logs.tooLarge}`);
      else logs.set(label, (await import('./programs.js')).readProgramLog(bytes));
    } catch (error) {
      faults.push(`${safeText(path)}: ${reason(error, words)}`);
    }
  }
  return { logs, faults };
}

/** A file's beginning; a pipe or device has no size that could be asked for before. */
function readUpTo(path: string, most: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const pieces: Uint8Array[] = [];
    for (let length = 0; length < most; ) {
      const piece = new Uint8Array(Math.min(1 << 20, most - length));
      const read = readSync(file, piece);
      if (read === 0) break;
      pieces.push(piece.subarray(0, read));
      length += read;
    }
    return Buffer.concat(pieces);
  } finally {
    closeSync(file);
  }
}

function reason(error: unknown, words: CliWords): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return words.noSuchFile;
  if (code === 'EACCES' || code === 'EPERM') return words.noPermission;
  return error instanceof TypeError || code === 'EISDIR' ? words.logs.notText : words.logs.unreadable;
}
