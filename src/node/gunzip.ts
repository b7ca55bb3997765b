import type { Gunzip } from 'node:zlib';
import { CompressionFault } from '../capture/decompress.js';

const OUTPUT_PIECE = 262144;

/**
 * Decompresses gzip pieces with node:zlib, several members too. All that was decompressed is handed out before more is
 * fed in, so nothing is lost when the data turns out cut or damaged.
 */
export async function* gunzip(compressed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Loaded where it is needed: most captures are not compressed.
  const { createGunzip } = await import('node:zlib');
  const inflater = new Inflater(createGunzip({ chunkSize: OUTPUT_PIECE }));
  try {
    for (;;) {
      const output = inflater.take();
      if (output !== null) {
        yield output;
      } else if (inflater.ended) {
        return;
      } else if (inflater.hungry) {
        const next = await compressed.next();
        inflater.give(next.done === true ? null : next.value);
      } else {
        await inflater.change();
      }
    }
  } finally {
    inflater.destroy();
    await compressed.return(undefined);
  }
}

/** A Gunzip stream that is asked instead of listened to. */
class Inflater {
  readonly #stream: Gunzip;
  #failure: NodeJS.ErrnoException | null = null;
  #wake: () => void = () => undefined;
  /** All that was given has been decompressed. */
  hungry = true;
  ended = false;

  constructor(stream: Gunzip) {
    this.#stream = stream;
    this.#stream.on('readable', () => this.#wake());
    this.#stream.on('end', () => {
      this.ended = true;
      this.#wake();
    });
    this.#stream.on('error', (error) => {
      this.#failure = error;
      this.#wake();
    });
  }

  /** Output that is ready, or null. @throws CompressionFault when there will be none for an error. */
  take(): Uint8Array | null {
    const output: Uint8Array | null = this.#stream.read();
    if (output === null && this.#failure !== null) throw faultOf(this.#failure);
    return output;
  }

  /** Feeds compressed bytes; null: there are no more. */
  give(bytes: Uint8Array | null): void {
    this.hungry = false;
    if (bytes === null) {
      this.#stream.end();
      return;
    }
    this.#stream.write(bytes, () => {
      this.hungry = true;
      this.#wake();
    });
  }

  /** Resolves when there is something new to ask. */
  change(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  destroy(): void {
    this.#stream.destroy();
  }
}

function faultOf(cause: NodeJS.ErrnoException): CompressionFault {
  if (cause.code === 'Z_BUF_ERROR') {
    return new CompressionFault('cut', 'The gzip data ends before its end mark.', { cause });
  }
  return new CompressionFault('bad-compression', 'The gzip data is damaged.', { cause });
}
