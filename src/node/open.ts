import { statSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { PiecesInput } from '../capture/byte-input.js';
import type { CaptureLimits } from '../capture/limits.js';
import { ByteSource, type OpenBatchSource, type SourceOptions } from '../capture/source.js';
import { FileInput } from './file-input.js';
import { gunzip } from './gunzip.js';

/** A capture that can be opened for reading. */
export interface CaptureInput {
  /** What the capture is called in tables: by default the file's name without its ending. */
  readonly label: string;
  /** Bytes of the file, as stored; null where that isn't known (a pipe, standard input, no such file). */
  readonly size: number | null;
  /** Starts reading from the beginning; standard input only once. The limits hold where it was given none of its own. */
  open(limits?: CaptureLimits): OpenBatchSource;
}

/** How a capture is opened. */
export interface OpenOptions extends SourceOptions {
  /** What to call the capture; default: its file's name without its ending. */
  readonly label?: string;
}

const COMPRESSED = new Set(['.gz', '.zst']);
const CAPTURE_ENDINGS = new Set(['.pcap', '.pcapng', '.cap', '.dmp', '.ntar']);

/** Name of a capture file without its folder and ending; `.pcap.gz` is one ending. */
export function captureLabel(path: string): string {
  let name = basename(path);
  const compressed = extname(name);
  if (COMPRESSED.has(compressed)) {
    name = name.slice(0, -compressed.length);
    if (!CAPTURE_ENDINGS.has(extname(name))) return name;
  }
  return name.slice(0, name.length - extname(name).length);
}

/**
 * Names a capture file (pcap, pcapng and others, gzip or Zstandard). Nothing is opened until {@link CaptureInput.open} is
 * read from; a file that can't be read is a CaptureError with the code `unreadable` then.
 */
export function openCapture(path: string, options: OpenOptions = {}): CaptureInput {
  const stats = statSync(path, { throwIfNoEntry: false });
  return {
    label: options.label ?? captureLabel(path),
    size: stats?.isFile() === true ? stats.size : null,
    open: (limits) => new ByteSource(new FileInput(path), withGunzip({ ...limits, ...options })),
  };
}

/**
 * Standard input as a capture, as in `tcpdump -w - | framewise explain -`; its label is `stdin` unless another is given.
 * Opening it a second time is a TypeError.
 */
export function openStandardInput(options: OpenOptions = {}): CaptureInput {
  let opened = false;
  return {
    label: options.label ?? 'stdin',
    size: null,
    open: (limits) => {
      if (opened) throw new TypeError('standard input can be read only once');
      opened = true;
      return new ByteSource(
        new PiecesInput(process.stdin[Symbol.asyncIterator]()),
        withGunzip({ ...limits, ...options }),
      );
    },
  };
}

function withGunzip(options: OpenOptions): SourceOptions {
  return { ...options, decompress: { gzip: gunzip, ...options.decompress } };
}
