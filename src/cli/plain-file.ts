import { EventEmitter } from 'node:events';
import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Terminal } from './io.js';

/** A file that standard output goes to: written at once, as by Node, but without its streams, which take long to load. */
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
      for (let at = 0; at < bytes.length; ) at += writeSync(this.fd, bytes, at);
    } catch (error) {
      this.emit('error', error);
    }
  }
}

/** Whether what is open there is a file, or takes everything and does nothing with it. */
export function isPlainFile(fd: number): boolean {
  const stats = fstatSync(fd);
  if (stats.isFile()) return true;
  return stats.isCharacterDevice() && stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}
