/** Bytes that can be read again, at any place. */
export interface ByteAccess {
  /**
   * The bytes from a position on.
   *
   * @throws CaptureError where they are no longer there
   */
  read(position: number, length: number): Promise<Uint8Array>;
  /** The same at once; absent where that needs waiting. */
  readonly readNow?: (position: number, length: number) => Uint8Array;
}

/** Where bytes are pulled from. */
export interface ByteInput {
  /** Reads the same bytes again; absent where they come only once. */
  readonly access?: ByteAccess | undefined;
  /** Bytes handed out so far. */
  readonly bytesRead: number;
  /** Known to have handed out all its bytes. */
  readonly isAtEnd?: boolean;
  /** Writes at least one byte at the start of `target` and returns how many; 0: the end. */
  read(target: Uint8Array): Promise<number>;
  /** Gives up what is held open. Called once, also after an error. */
  close(): Promise<void>;
}

/** Pulls bytes from pieces of any size, each copied before the next is asked for. */
export class PiecesInput implements ByteInput {
  readonly #pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  #piece: Uint8Array;
  #at = 0;
  bytesRead = 0;
  readonly access: ByteAccess | undefined;

  /**
   * @param first the piece that was already taken, if one was
   * @param access where what the pieces bring can be read again
   */
  constructor(
    pieces: AsyncIterator<Uint8Array> | Iterator<Uint8Array>,
    first: Uint8Array = new Uint8Array(0),
    access?: ByteAccess,
  ) {
    this.#pieces = pieces;
    this.#piece = first;
    this.access = access;
  }

  async read(target: Uint8Array): Promise<number> {
    while (this.#at === this.#piece.length) {
      const next = await this.#pieces.next();
      if (next.done === true) return 0;
      if (!(next.value instanceof Uint8Array))
        throw new TypeError('a capture is read from Uint8Array pieces');
      this.#piece = next.value;
      this.#at = 0;
    }
    const count = Math.min(target.length, this.#piece.length - this.#at);
    target.set(this.#piece.subarray(this.#at, this.#at + count));
    this.#at += count;
    this.bytesRead += count;
    return count;
  }

  async close(): Promise<void> {
    await this.#pieces.return?.();
  }
}

/** Reads bytes in memory again, where they lie. */
export function bytesAccess(bytes: Uint8Array): ByteAccess {
  const readNow = (position: number, length: number): Uint8Array =>
    bytes.subarray(position, position + length);
  return { readNow, read: async (position, length) => readNow(position, length) };
}

/** Reads a browser's file again. */
export function blobAccess(blob: Blob): ByteAccess {
  return {
    read: async (position, length) =>
      new Uint8Array(await blob.slice(position, position + length).arrayBuffer()),
  };
}

const SMALLEST_STEP = 16;
const LARGEST_STEP = 65536;
/** Checksum and length at the end of gzip data: a step of their own, so that a wrong one costs no data. */
const TRAILER = 8;

/**
 * Hands out an input's bytes, `first` before all others, in steps for a decompressor. What it made of a step is lost
 * when the data turns out damaged within it, so steps grow with what was read (a 64th of it); their upper bound
 * bounds what comes out of one (deflate grows 1,032 times at most). The steps do not depend on how the bytes come.
 */
export async function* compressedSteps(input: ByteInput, first: Uint8Array): AsyncGenerator<Uint8Array> {
  const held = new Uint8Array(Math.max(first.length, 2 * LARGEST_STEP));
  held.set(first);
  let start = 0;
  let end = first.length;
  let handedOut = 0;
  for (let ended = false; ; ) {
    const size = Math.min(LARGEST_STEP, Math.max(SMALLEST_STEP, handedOut >> 6));
    while (!ended && end - start < size + TRAILER) {
      if (end === held.length) {
        held.copyWithin(0, start, end);
        end -= start;
        start = 0;
      }
      const count = await input.read(held.subarray(end));
      end += count;
      ended = count === 0;
    }
    const left = end - start;
    if (left === 0) return;
    const length = left > TRAILER ? Math.min(size, left - TRAILER) : left;
    start += length;
    handedOut = Math.min(handedOut + length, 2 ** 30);
    yield held.slice(start - length, start);
  }
}

/** Pieces of a web stream; unlike the stream's own iterator, every browser has this. */
export function streamPieces(stream: ReadableStream<Uint8Array>): AsyncIterator<Uint8Array> {
  const reader = stream.getReader();
  return {
    async next(): Promise<IteratorResult<Uint8Array>> {
      const { done, value } = await reader.read();
      return value === undefined || done ? { done: true, value: undefined } : { done: false, value };
    },
    async return(): Promise<IteratorResult<Uint8Array>> {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}
