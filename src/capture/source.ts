import type { BatchSource, CaptureInterface, RawFrame, RecordColumns } from '../table/records.js';
import {
  type ByteAccess,
  type ByteInput,
  blobAccess,
  bytesAccess,
  compressedSteps,
  PiecesInput,
  streamPieces,
} from './byte-input.js';
import { CaptureError } from './capture-error.js';
import { bounded, CompressionFault, type Decompress } from './decompress.js';
import { type Compression, detectCompression } from './detect.js';
import { decompressGzip } from './gzip.js';
import { checkLimits } from './limits.js';
import { RawFrameSource, unreadable } from './raw-frames.js';
import { CaptureReader, type CaptureReaderOptions } from './reader.js';
import { decompressZstd } from './zstd.js';

/** Anything that a capture can be read from. */
export type CaptureSource =
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | Iterable<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<RawFrame>
  | AsyncIterable<RawFrame>;

/** How a source is read. */
export interface SourceOptions extends CaptureReaderOptions {
  /** Other ways to decompress than the ones built in. */
  readonly decompress?: { readonly [kind in Compression]?: Decompress };
}

/** A source of batches that holds something open: a stream, a file. */
export interface OpenBatchSource extends BatchSource {
  /** Names that the capture itself gives for addresses: address to names, untrusted text. */
  readonly names: ReadonlyMap<string, readonly string[]>;
  /** Packets lost while capturing, as far as the capture says, by interface. */
  readonly drops: CaptureReader['drops'];
  /**
   * Reads the capture's bytes again, also after the source was closed. Absent where they come only once: from a pipe, a
   * compressed file, or frame by frame. Known when the first batch is.
   */
  readonly access?: ByteAccess | undefined;
  /** Place in the capture of the first of the latest batch's bytes, where there is {@link OpenBatchSource.access}. */
  readonly origin?: number;
  /** The latest batch is known to be the last, after which nothing is wrong. */
  readonly isDone?: boolean;
  /** Gives up what is held open. Harmless when called again, or after the end. */
  close(): Promise<void>;
}

/** Bytes that tell how a source is compressed. */
const SIGNATURE = 4;
const BUILT_IN: Readonly<Record<Compression, Decompress>> = { gzip: decompressGzip, zstd: decompressZstd };
const DEFAULT_MAX_DECOMPRESSED = 2 ** 32;
/** Offsets into a batch's bytes have 32 bits. */
const LARGEST_WHOLE = 0xffffffff;

/**
 * Reads a capture from bytes, a file of a browser, a stream, or an iterable of pieces or of frames; which of the two
 * an iterable gives is seen by its first element, and one that gives nothing is a capture without frames.
 * Gzip and Zstandard are recognised and decompressed.
 * @throws TypeError for anything else, and for options out of range.
 */
export function batchSource(input: CaptureSource, options: SourceOptions = {}): OpenBatchSource {
  if (input instanceof ArrayBuffer) return bytesSource(new Uint8Array(input), options);
  if (input instanceof Uint8Array) return bytesSource(input, options);
  if (typeof Blob === 'function' && input instanceof Blob) {
    return new ByteSource(
      new PiecesInput(streamPieces(input.stream()), undefined, blobAccess(input)),
      options,
    );
  }
  if ('getReader' in input) return new ByteSource(new PiecesInput(streamPieces(input)), options);
  if (Symbol.asyncIterator in input) return new IterableSource(input[Symbol.asyncIterator](), options);
  if (Symbol.iterator in input) return new IterableSource(input[Symbol.iterator](), options);
  throw new TypeError('a capture is read from bytes, a Blob, a stream, or an iterable of pieces or frames');
}

function bytesSource(bytes: Uint8Array, options: SourceOptions): OpenBatchSource {
  const input = new PiecesInput([bytes].values(), undefined, bytesAccess(bytes));
  if (bytes.length > LARGEST_WHOLE || detectCompression(bytes) !== null)
    return new ByteSource(input, options);
  return new ByteSource(input, options, CaptureReader.over(bytes, options));
}

/** Batches from bytes: pulls, decompresses where needed, and lets a {@link CaptureReader} find the records. */
export class ByteSource implements OpenBatchSource {
  readonly #raw: ByteInput;
  readonly #options: SourceOptions;
  readonly #reader: CaptureReader;
  /** Where the capture's bytes come from; null until the first were looked at for compression. */
  #input: ByteInput | null = null;
  #ended = false;
  #closed = false;
  #failure: CaptureError | null = null;

  /** @param whole a reader that already has all bytes. */
  constructor(raw: ByteInput, options: SourceOptions = {}, whole: CaptureReader | null = null) {
    this.#raw = raw;
    this.#options = options;
    this.#reader = whole ?? new CaptureReader(options);
    if (whole !== null) {
      this.#input = raw;
      this.#ended = true;
    }
  }

  get interfaces(): readonly CaptureInterface[] {
    return this.#reader.interfaces;
  }

  get names(): ReadonlyMap<string, readonly string[]> {
    return this.#reader.names;
  }

  get drops(): CaptureReader['drops'] {
    return this.#reader.drops;
  }

  get bytesRead(): number {
    return this.#ended && this.#raw.bytesRead === 0 ? this.#reader.position : this.#raw.bytesRead;
  }

  get access(): ByteAccess | undefined {
    return this.#input === this.#raw ? this.#raw.access : undefined;
  }

  get origin(): number {
    return this.#reader.origin;
  }

  get isDone(): boolean {
    return this.#reader.isDone;
  }

  async next(batch: RecordColumns): Promise<boolean> {
    if (batch.room !== undefined) this.#reader.readInto(batch.room);
    try {
      for (;;) {
        if (this.#input !== null && this.#reader.fill(batch)) return true;
        if (this.#ended) break;
        if (this.#failure !== null) throw this.#failure;
        await this.#pull();
      }
    } catch (error) {
      await this.close();
      throw error;
    }
    await this.close();
    return false;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    // Closing is giving up: what goes wrong in it can't change what was read.
    if (this.#input !== null && this.#input !== this.#raw) await this.#input.close().catch(() => undefined);
    await this.#raw.close().catch(() => undefined);
  }

  /** Gets more bytes. A source that fails is reported only when everything before was delivered. */
  async #pull(): Promise<void> {
    try {
      if (this.#input === null) this.#input = await this.#chooseInput();
      else {
        const count = await this.#input.read(this.#reader.room());
        if (count > 0) this.#reader.commit(count);
        else this.#finish();
      }
      if (this.#input.isAtEnd) this.#finish();
    } catch (error) {
      this.#input ??= this.#raw;
      this.#failure = this.#asCaptureError(error);
    }
  }

  async #chooseInput(): Promise<ByteInput> {
    const reader = this.#reader;
    while (reader.peek().length < SIGNATURE) {
      const count = await this.#raw.read(reader.room());
      if (count === 0) {
        this.#finish();
        return this.#raw;
      }
      reader.commit(count);
    }
    const compression = detectCompression(reader.peek());
    if (compression === null) return this.#raw;
    const pieces = compressedSteps(this.#raw, reader.peek().slice());
    reader.restart();
    const decompress = this.#options.decompress?.[compression] ?? BUILT_IN[compression];
    return new PiecesInput(
      bounded(decompress(pieces), this.#options.maxDecompressedBytes ?? DEFAULT_MAX_DECOMPRESSED),
    );
  }

  #finish(): void {
    this.#ended = true;
    this.#reader.end();
  }

  #asCaptureError(error: unknown): CaptureError {
    if (error instanceof CaptureError) return error;
    const { position, frames } = this.#reader;
    const [code, message] =
      error instanceof CompressionFault
        ? [error.code, error.message]
        : ['unreadable' as const, unreadable(error)];
    return new CaptureError(code, message, position, frames + 1, { cause: error });
  }
}

type Elements = AsyncIterator<Uint8Array | RawFrame> | Iterator<Uint8Array | RawFrame>;

/** Looks at the first element to know what an iterable gives. */
class IterableSource implements OpenBatchSource {
  readonly #elements: Elements;
  readonly #options: SourceOptions;
  #source: (BatchSource & Partial<OpenBatchSource>) | null = null;

  constructor(elements: Elements, options: SourceOptions) {
    checkLimits(options);
    this.#elements = elements;
    this.#options = options;
  }

  get interfaces(): readonly CaptureInterface[] {
    return this.#source?.interfaces ?? [];
  }

  get names(): ReadonlyMap<string, readonly string[]> {
    return this.#source?.names ?? new Map();
  }

  get drops(): CaptureReader['drops'] {
    return this.#source?.drops ?? new Map();
  }

  get bytesRead(): number {
    return this.#source?.bytesRead ?? 0;
  }

  async next(batch: RecordColumns): Promise<boolean> {
    this.#source ??= await this.#choose();
    return this.#source.next(batch);
  }

  async close(): Promise<void> {
    await (this.#source?.close?.() ?? this.#elements.return?.());
  }

  async #choose(): Promise<BatchSource & Partial<OpenBatchSource>> {
    let first: IteratorResult<Uint8Array | RawFrame>;
    try {
      first = await this.#elements.next();
    } catch (cause) {
      if (cause instanceof CaptureError) throw cause;
      throw new CaptureError('unreadable', unreadable(cause), 0, 1, { cause });
    }
    if (first.done !== true && first.value instanceof Uint8Array) {
      return new ByteSource(
        new PiecesInput(this.#elements as Iterator<Uint8Array>, first.value),
        this.#options,
      );
    }
    return new RawFrameSource(startingWith(first, this.#elements) as AsyncIterator<RawFrame>, this.#options);
  }
}

/** The same elements, with the one that was already taken. */
function startingWith<T>(first: IteratorResult<T>, rest: AsyncIterator<T> | Iterator<T>): AsyncIterator<T> {
  let begun = false;
  return {
    async next(): Promise<IteratorResult<T>> {
      if (begun) return rest.next();
      begun = true;
      return first;
    },
    async return(): Promise<IteratorResult<T>> {
      return (await rest.return?.()) ?? { done: true, value: undefined };
    },
  };
}
