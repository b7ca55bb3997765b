import type { Decompress as FrameDecoder } from 'fzstd';
import { CompressionFault } from './decompress.js';
import { uint32 } from './integers.js';
import { WorkBuffer } from './work-buffer.js';

/**
 * Zstandard (RFC 8878). The frames are walked here, so that a window's size is checked before the decoder allocates
 * it and each block is decoded by itself: a hostile file then costs one window and one block, whatever it claims.
 */

const FRAME_MAGIC = 0xfd2fb528;
const SKIPPABLE_MAGIC = 0x184d2a50;
/** What the zstd program itself accepts unless told otherwise. */
const MAX_WINDOW = 128 * 1024 * 1024;
const MAX_BLOCK = 128 * 1024;
const RLE_BLOCK = 1;
/** The decoder moves its whole window for every block: bytes moved that are allowed before, and per byte decoded. */
const FREE_MOVES = 2 ** 34;
const MOVES_PER_BYTE = 2048;

/** Decompresses Zstandard pieces; see {@link CompressionFault} for how it fails. */
export async function* decompressZstd(compressed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Decompress } = await import('fzstd');
  const input = new Pieces(compressed);
  let moved = 0;
  let decoded = 0;
  while (await input.has(1)) {
    const magic = uint32(await input.take(4), 0, false);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE_MAGIC) {
      await input.skip(uint32(await input.take(4), 0, false));
      continue;
    }
    if (magic !== FRAME_MAGIC) throw new CompressionFault('bad-compression', 'The zstd data is damaged.');
    const { window, checksum, header } = await frameHeader(input);
    const outputs: Uint8Array[] = [];
    const decoder = new Decompress((output) => outputs.push(output));
    decode(decoder, header, false);
    for (let last = false; !last; ) {
      const blockHeader = (await input.take(3)).slice();
      const word = blockHeader[0]! | (blockHeader[1]! << 8) | (blockHeader[2]! << 16);
      last = (word & 1) === 1;
      const size = ((word >> 1) & 3) === RLE_BLOCK ? 1 : word >> 3;
      if (size > MAX_BLOCK) throw new CompressionFault('bad-compression', 'The zstd data is damaged.');
      decode(decoder, blockHeader, false);
      const body = await input.take(size + (last && checksum ? 4 : 0));
      decode(decoder, body.slice(), last);
      moved += window;
      for (const output of outputs.splice(0)) {
        decoded += output.length;
        if (output.length > 0) yield output;
      }
      if (moved > FREE_MOVES + decoded * MOVES_PER_BYTE) {
        throw new CompressionFault('limit', 'The zstd data has too many small blocks for its window.');
      }
    }
  }
}

function decode(decoder: FrameDecoder, bytes: Uint8Array, final: boolean): void {
  try {
    decoder.push(bytes, final);
  } catch (cause) {
    throw new CompressionFault('bad-compression', 'The zstd data is damaged.', { cause });
  }
}

/** Reads the header behind the magic number (RFC 8878, section 3.1.1.1), and returns it whole. */
async function frameHeader(
  input: Pieces,
): Promise<{ window: number; checksum: boolean; header: Uint8Array }> {
  const descriptor = (await input.take(1))[0]!;
  const single = (descriptor & 0x20) !== 0;
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3]!;
  const sizeFlag = descriptor >> 6;
  const sizeBytes = sizeFlag > 0 ? 1 << sizeFlag : single ? 1 : 0;
  const rest = (await input.take((single ? 0 : 1) + dictionaryBytes + sizeBytes)).slice();
  let window = 0;
  if (single) {
    for (let at = 0; at < sizeBytes; at++) window += rest[dictionaryBytes + at]! * 256 ** at;
    if (sizeFlag === 1) window += 256;
  } else {
    const base = 2 ** (10 + (rest[0]! >> 3));
    window = base + (base / 8) * (rest[0]! & 7);
  }
  if (window > MAX_WINDOW) {
    throw new CompressionFault(
      'limit',
      `The zstd data wants a window of ${window} bytes, more than ${MAX_WINDOW}.`,
    );
  }
  const header = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, descriptor, ...rest);
  return { window, checksum: (descriptor & 4) !== 0, header };
}

/** Takes pieces apart into runs of the lengths asked for. */
class Pieces {
  readonly #pieces: AsyncGenerator<Uint8Array>;
  readonly #work: WorkBuffer = new WorkBuffer(2 * MAX_BLOCK);

  constructor(pieces: AsyncGenerator<Uint8Array>) {
    this.#pieces = pieces;
  }

  /** Whether `count` more bytes are there, once awaited. */
  async has(count: number): Promise<boolean> {
    const work = this.#work;
    while (work.available < count) {
      const next = await this.#pieces.next();
      if (next.done === true) return false;
      work.append(next.value);
    }
    return true;
  }

  /** The next `count` bytes, valid until the next call. */
  async take(count: number): Promise<Uint8Array> {
    await this.#need(count);
    const work = this.#work;
    work.start += count;
    return work.bytes.subarray(work.start - count, work.start);
  }

  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      await this.#need(1);
      const step = Math.min(left, this.#work.available);
      this.#work.start += step;
      left -= step;
    }
  }

  async #need(count: number): Promise<void> {
    if (!(await this.has(count)))
      throw new CompressionFault('cut', 'The zstd data ends before its end mark.');
  }
}
