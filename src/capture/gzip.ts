import { CompressionFault } from './decompress.js';
import { uint32 } from './integers.js';

/** Milliseconds without output after which no more is expected of what was fed. */
const QUIET = 50;

/**
 * Decompresses gzip pieces with the platform's DecompressionStream. Node's reads a file of several gzip members; a
 * browser's reads the first and then fails, which is reported as damage after its bytes were delivered.
 */
export async function* decompressGzip(compressed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream('gzip');
  const reader = stream.readable.getReader();
  const feed = new Feed(compressed, stream.writable.getWriter());
  let pending: ReturnType<typeof reader.read> | null = null;
  let produced = 0;
  let quiet = 0;
  try {
    for (;;) {
      pending ??= reader.read();
      const result = await Promise.race([pending, feed.closed ? pending : feed.done.then(aMillisecond)]);
      if (result === undefined) {
        // A stream whose end is missing fails when closed, and drops what was not yet read: so all is read first.
        quiet++;
        if (produced === feed.statedLength || quiet >= QUIET) feed.close();
        continue;
      }
      if (result.done) return;
      pending = null;
      quiet = 0;
      produced = (produced + result.value.length) % 2 ** 32;
      yield result.value;
    }
  } catch (cause) {
    await feed.done;
    if (feed.failed) throw feed.failure;
    if (feed.closed && produced !== feed.statedLength) {
      throw new CompressionFault('cut', 'The gzip data ends before its end mark.', { cause });
    }
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
  readonly done: Promise<void>;
  /** What the compressed source threw, if it did. */
  failure: unknown = undefined;
  failed = false;
  closed = false;
  readonly #tail: Uint8Array = new Uint8Array(4);

  constructor(compressed: AsyncGenerator<Uint8Array>, writer: Writer) {
    this.#writer = writer;
    this.done = this.#write(compressed);
  }

  /** What the last four bytes say if they are gzip's: the length decompressed, modulo 2^32 (RFC 1952). */
  get statedLength(): number {
    return uint32(this.#tail, 0, false);
  }

  /** Says that there is no more, or hands on the source's own error. */
  close(): void {
    if (this.failed) this.#writer.abort(this.failure).catch(() => undefined);
    else this.#writer.close().catch(() => undefined);
    this.closed = true;
  }

  async #write(compressed: AsyncGenerator<Uint8Array>): Promise<void> {
    for (;;) {
      const next = await compressed.next().catch((error: unknown) => {
        this.failed = true;
        this.failure = error;
        return null;
      });
      if (next === null || next.done === true) return;
      // A copy, since the platform may take the buffer away from us.
      const piece = Uint8Array.from(next.value);
      this.#keepTail(piece);
      const taken = await this.#writer.write(piece).then(
        () => true,
        () => false,
      );
      if (!taken) return;
    }
  }

  #keepTail(piece: Uint8Array): void {
    const last = piece.subarray(-this.#tail.length);
    this.#tail.copyWithin(0, last.length);
    this.#tail.set(last, this.#tail.length - last.length);
  }
}

function aMillisecond(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(resolve, 1, undefined));
}
