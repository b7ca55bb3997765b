/** What the examples share: where the samples are, and an output that can be looked at. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ByteOutput } from 'framewise';

/** Path of a sample capture; samples/README.md tells what happened in each. */
export function sample(path: string): string {
  return fileURLToPath(new URL(`../../samples/${path}`, import.meta.url));
}

/** Bytes of a sample capture. */
export function sampleBytes(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(sample(path)));
}

/** Gathers what a writer writes. A file's, socket's or response's `write` would stand in its place. */
export class Gathered implements ByteOutput {
  readonly #decoder = new TextDecoder();
  text = '';

  write(bytes: Uint8Array): void {
    this.text += this.#decoder.decode(bytes, { stream: true });
  }
}
