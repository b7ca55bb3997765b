import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ByteOutput } from '../../src/report/output.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Gathers what a writer writes. */
export class TextOutput implements ByteOutput {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  text = '';
  /** Size of the largest piece. */
  largest = 0;

  write(bytes: Uint8Array): void {
    this.largest = Math.max(this.largest, bytes.length);
    this.text += this.#decoder.decode(bytes, { stream: true });
  }
}

/** Path of a sample. */
export function sample(path: string): string {
  return join(root, 'samples', path);
}

/** Paths of all sample captures. */
export function sampleCaptures(): string[] {
  return captureFiles(join(root, 'samples'));
}

/** Paths of the public corpus' captures of at most so many bytes, every n-th; none where there is no corpus. */
export function corpusCaptures(largest: number, every: number): string[] {
  const folder = process.env['FRAMEWISE_CORPUS'] ?? join(root, '../shared/corpus');
  if (!existsSync(folder)) return [];
  return captureFiles(folder)
    .filter((path) => statSync(path).size <= largest)
    .filter((_, i) => i % every === 0);
}

function captureFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(pcap|pcapng|cap)(\.gz)?$/.test(path))
    .sort()
    .map((path) => join(folder, path));
}
