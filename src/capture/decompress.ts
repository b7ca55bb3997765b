import type { CaptureErrorCode } from './capture-error.js';

/**
 * Turns compressed pieces into decompressed ones. A fault (`CompressionFault` tells its kind) is thrown after all that
 * could be had.
 */
export type Decompress = (compressed: AsyncGenerator<Uint8Array>) => AsyncGenerator<Uint8Array>;

/** Why decompression stopped; the reader adds where in the capture that was. */
export class CompressionFault extends Error {
  override readonly name: string = 'CompressionFault';
  readonly code: CaptureErrorCode & ('cut' | 'bad-compression' | 'limit');

  constructor(code: 'cut' | 'bad-compression' | 'limit', message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Passes pieces on until they exceed `limit` bytes in all. */
export async function* bounded(
  pieces: AsyncGenerator<Uint8Array>,
  limit: number,
): AsyncGenerator<Uint8Array> {
  let left = limit;
  for await (const piece of pieces) {
    if (piece.length > left) {
      yield piece.subarray(0, left);
      throw new CompressionFault(
        'limit',
        `The compressed capture is larger than ${limit} bytes when decompressed.`,
      );
    }
    left -= piece.length;
    yield piece;
  }
}
