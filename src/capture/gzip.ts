import { CompressionFault } from './decompress.js';

/** Bytes of output handed on at a time. */
const CHUNK = 1 << 16;
/** windowBits that mean "gzip, with its check sum verified" (zlib's convention). */
const GZIP = 31;
/** zlib's Z_SYNC_FLUSH: hand on all that the input gives. */
const FLUSH = 2;

/** What of the decompressor is not in its types: whether a member has ended, and the output that a fault holds back. */
interface Untyped {
  readonly ended: boolean;
  readonly strm: { readonly output: Uint8Array; readonly next_out: number };
}

/**
 * Decompresses gzip pieces, several members one after another too. All bytes before a fault come out before the fault is
 * thrown, wherever the pieces were cut.
 *
 * @throws CompressionFault `cut` where the data ends before its end mark, `bad-compression` where it is damaged
 */
export async function* decompressGzip(compressed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { Inflate } = await import('pako');
  const member = () =>
    new Inflate({ windowBits: GZIP, chunkSize: CHUNK }) as InstanceType<typeof Inflate> & Untyped;
  const outputs: Uint8Array[] = [];
  let inflate = member();
  for await (const piece of compressed) {
    if (inflate.ended) {
      // What follows the last member may be padding.
      if (piece.every((byte) => byte === 0)) continue;
      inflate = member();
    }
    inflate.onData = (output) => outputs.push(output as Uint8Array);
    inflate.push(piece, FLUSH);
    yield* outputs.splice(0);
    if (inflate.err === 0) continue;
    const { strm } = inflate;
    if (strm.next_out > 0) yield strm.output.slice(0, strm.next_out);
    throw new CompressionFault('bad-compression', 'The gzip data is damaged.');
  }
  if (!inflate.ended) throw new CompressionFault('cut', 'The gzip data ends before its end mark.');
}
