import { CompressionFault } from './decompress.js';

/**
 * Decompresses gzip pieces with the platform's DecompressionStream. Node's reads a file of several gzip members; a
 * browser's reads the first and then fails, which is reported as damage after its bytes were delivered.
 */
export async function* decompressGzip(compressed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  const source = new Feed(compressed, writer);
  let pending: ReturnType<typeof reader.read> | null = null;
  try {
    for (;;) {
      pending ??= reader.read();
      // Closing fails where the end is missing, and a failed stream drops what was not yet read: so read it first.
      const result = await Promise.race([pending, source.closing ? pending : source.fed.then(settle)]);
      if (result === undefined) {
        source.close();
        continue;
      }
      pending = null;
      if (result.done) return;
      yield result.value;
    }
  } catch (cause) {
    await source.fed;
    if (source.failed) throw source.failure;
    if (source.closing)
      throw new CompressionFault('cut', 'The gzip data ends before its end mark.', { cause });
    throw new CompressionFault('bad-compression', 'The gzip data is damaged.', { cause });
  } finally {
    await reader.cancel().catch(() => undefined);
    await compressed.return(undefined);
  }
}

type Writer = ReturnType<DecompressionStream['writable']['getWriter']>;

/** Writes all compressed pieces, and remembers how that ended. */
class Feed {
  readonly #writer: Writer;
  /** Settles, never with an error, when all pieces were taken or one was refused. */
  readonly fed: Promise<void>;
  /** What the compressed source threw, if it did. */
  failure: unknown = undefined;
  failed = false;
  closing = false;

  constructor(compressed: AsyncGenerator<Uint8Array>, writer: Writer) {
    this.#writer = writer;
    this.fed = this.#write(compressed);
  }

  /** Says that there is no more, or hands on the source's own error. */
  close(): void {
    if (this.failed) this.#writer.abort(this.failure).catch(() => undefined);
    else this.#writer.close().catch(() => undefined);
    this.closing = true;
  }

  async #write(compressed: AsyncGenerator<Uint8Array>): Promise<void> {
    for (;;) {
      const next = await compressed.next().catch((error: unknown) => {
        this.failed = true;
        this.failure = error;
        return null;
      });
      if (next === null || next.done === true) return;
      const taken = await this.#writer.write(next.value.slice()).then(
        () => true,
        () => false,
      );
      if (!taken) return;
    }
  }
}

/** Lets everything that was already decompressed arrive. */
function settle(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, 1, undefined));
}
