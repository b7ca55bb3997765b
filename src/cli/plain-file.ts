import { EventEmitter } from 'node:events';
import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Terminal } from './io.js';

/**
 * A file or pipe that standard output goes to: written at once, as Node does with both, but without its streams, which take
 * long to load.
 */
export class PlainFile extends EventEmitter implements Terminal {
  readonly fd: number;
  readonly destroyed = false;

  constructor(fd: number) {
    super();
    this.fd = fd;
  }

  write(data: Uint8Array | string, done: () => void): void {
    this.writeNow(typeof data === 'string' ? new TextEncoder().encode(data) : data);
    done();
  }

  writeNow(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length; ) at += this.#write(bytes, at);
    } catch (error) {
      this.emit('error', error);
    }
  }

  /** How many bytes could be written. */
  #write(bytes: Uint8Array, at: number): number {
    try {
      return writeSync(this.fd, bytes, at);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      // A pipe that is full, and that another program has set not to wait until it is read.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, MOMENT);
      return 0;
    }
  }
}

/** Milliseconds. */
const MOMENT = 1;

/** Whether what is open there is a file, a pipe, or takes everything and does nothing with it. */
export function isPlainFile(fd: number): boolean {
  const stats = fstatSync(fd);
  if (stats.isFile() || stats.isFIFO()) return true;
  return stats.isCharacterDevice() && stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}
