import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { CaptureError } from '../../src/capture/capture-error.js';
import { batchSource, type CaptureSource, type SourceOptions } from '../../src/capture/source.js';
import { gunzip } from '../../src/node/gunzip.js';
import type { RawFrame } from '../../src/table/records.js';
import { buildPcap } from '../support/capture-builder.js';
import { readSource, recordColumns } from './rows.js';

const frames = Array.from({ length: 20 }, (_, at) => ({ bytes: new Uint8Array(60).fill(at), seconds: at }));
const capture = buildPcap(frames);
/** The same bytes, compressed by zstd 1.5.4: with its size in the header, and as from a pipe. */
const ZSTD_FILE =
  'KLUv/WQIBSUDAEQD1MOyoQIABAAEAAEAPAABAQICAwMEBAUFBgYHBwgICQkKCgsLDAwNDQ4ODw8QEBEREhITEyqoEPjKHDB8MxE0BEOE+cL/fx8AIAAkECYgEBIQGBIQCAkICgmBp0AD7kyyNwUWi2Xj';
const ZSTD_PIPE =
  'KLUv/QRoJQMARAPUw7KhAgAEAAQAAQA8AAEBAgIDAwQEBQUGBgcHCAgJCQoKCwsMDA0NDg4PDxAQERESEhMTKqgQ+MocMHwzETQEQ4T5wv9/HwAgACQQJiAQEhAYEhAICQgKCYGnQAPuTLI3BRaLZeM=';

const read = (input: CaptureSource, options?: SourceOptions) => readSource(batchSource(input, options));

/** Rows and error code of 20 frames, as every way of reading must give them. */
async function expectWhole(input: CaptureSource, options?: SourceOptions) {
  const { rows, error } = await read(input, options);
  expect(error).toBeNull();
  expect(rows.map((row) => [row.time, row.bytes.slice(0, 2)])).toEqual(
    frames.map((_, at) => [`${at}.000000000`, at.toString(16).padStart(2, '0')]),
  );
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}

async function* later<T>(elements: Iterable<T>): AsyncGenerator<T> {
  for (const element of elements) {
    await Promise.resolve();
    yield element;
  }
}

describe('a capture is read the same from', () => {
  test('a Uint8Array', () => expectWhole(capture));
  test('a part of a larger buffer', () => expectWhole(Buffer.concat([Buffer.alloc(5), capture]).subarray(5)));
  test('an ArrayBuffer', () => expectWhole(capture.buffer as ArrayBuffer));
  test('a Blob', () => expectWhole(new Blob([Buffer.from(capture)])));
  test('a ReadableStream', () => expectWhole(new Blob([Buffer.from(capture)]).stream()));
  test('pieces', () => expectWhole([...cut(capture, 33)]));
  test('pieces that come later', () => expectWhole(later(cut(capture, 1))));
  test('frames', () => expectWhole(frames));
  test('frames that come later', () => expectWhole(later(frames)));
  test('zstd', () => expectWhole(Buffer.from(ZSTD_FILE, 'base64')));
  test('zstd from a pipe, in pieces', () => expectWhole(cut(Buffer.from(ZSTD_PIPE, 'base64'), 3)));
  test('two zstd frames with a skippable one between', () => {
    const skippable = Buffer.from('502a4d18030000000a0b0c', 'hex');
    return expectWhole(
      Buffer.concat([rawZstd(capture.subarray(0, 99)), skippable, rawZstd(capture.subarray(99))]),
    );
  });

  const ways: [name: string, options: SourceOptions][] = [
    ['DecompressionStream', {}],
    ['node:zlib', { decompress: { gzip: gunzip } }],
  ];
  describe.each(ways)('gzip by %s', (_, options) => {
    const compressed = gzipSync(capture);

    test('whole, in pieces, in several members', async () => {
      await expectWhole(compressed, options);
      await expectWhole(cut(compressed, 5), options);
      const members = [capture.subarray(0, 100), capture.subarray(100)].map((part) => gzipSync(part));
      await expectWhole(Buffer.concat(members), options);
    });

    test('cut: all that could be decompressed is read', async () => {
      const stored = gzipSync(capture, { level: 0 });
      const { rows, error } = await read(stored.subarray(0, stored.length - 8 - 10), options);
      expect(rows).toHaveLength(19);
      expect(error).toMatchObject({ code: 'cut', frame: 20 });
      const noTrailer = await read(compressed.subarray(0, compressed.length - 3), options);
      expect(noTrailer.rows).toHaveLength(20);
      expect(noTrailer.error?.code).toBe('cut');
    });

    test('damaged', async () => {
      const wrongChecksum = Uint8Array.from(compressed);
      wrongChecksum[wrongChecksum.length - 6]! ^= 0xff;
      const { rows, error } = await read(wrongChecksum, options);
      expect([rows.length, error?.code]).toEqual([20, 'bad-compression']);
      const wrongBlock = Uint8Array.from(gzipSync(capture, { level: 0 }));
      wrongBlock[12]! ^= 0xff;
      expect((await read(wrongBlock, options)).error?.code).toBe('bad-compression');
    });

    test('larger than allowed: what is allowed is read', async () => {
      const { rows, error } = await read(compressed, { ...options, maxDecompressedBytes: 24 + 3 * 76 });
      expect([rows.length, error?.code]).toEqual([3, 'limit']);
    });
  });
});

describe('zstd that can not be read', () => {
  test('cut', async () => {
    const compressed = rawZstd(capture);
    const { error } = await read(compressed.subarray(0, compressed.length - 1));
    expect(error?.code).toBe('cut');
  });

  test('damaged', async () => {
    expect((await read(Buffer.concat([rawZstd(capture), Buffer.from('garbage')]))).error?.code).toBe(
      'bad-compression',
    );
    const reserved = Buffer.from('28b52ffd2004070000', 'hex');
    expect((await read(reserved)).error?.code).toBe('bad-compression');
  });

  test('a window beyond the limit is refused before it is allocated', async () => {
    // Window descriptor 0xa0: 2^30 bytes.
    expect((await read(Buffer.from('28b52ffd00a0010000', 'hex'))).error?.code).toBe('limit');
  });

  test('larger than allowed', async () => {
    const { rows, error } = await read(rawZstd(capture), { maxDecompressedBytes: 24 + 3 * 76 });
    expect([rows.length, error?.code]).toEqual([3, 'limit']);
  });
});

describe('what is no capture', () => {
  const cases: [name: string, code: string, input: Uint8Array][] = [
    ['nothing', 'empty', new Uint8Array(0)],
    ['one byte', 'not-a-capture', Uint8Array.of(0xd4)],
    ['text', 'not-a-capture', Buffer.from('No. Time Source\n')],
    ['a DOS Sniffer capture', 'unsupported', Buffer.from('TRSNIFF data    \x1a\x01\0\x12')],
    ['gzip of text', 'not-a-capture', gzipSync('hello')],
    ['gzip of nothing', 'empty', gzipSync('')],
  ];
  test.each(cases)('%s: %s', async (_, code, input) => {
    for (const source of [input, [...cut(input, 3)].length > 0 ? cut(input, 3) : input]) {
      expect((await read(source)).error).toMatchObject({ code, frame: 1 });
    }
  });

  test('anything else is a wrong call', async () => {
    expect(() => batchSource(5 as unknown as Uint8Array)).toThrow(TypeError);
    expect(() => batchSource(capture, { maxDecompressedBytes: 0 })).toThrow(TypeError);
    await expect(read(['text'] as unknown as Uint8Array[])).rejects.toThrow(TypeError);
  });

  test('an iterable that gives nothing is a capture without frames', async () => {
    expect(await read([])).toEqual({ rows: [], error: null });
  });
});

describe('sources that fail', () => {
  const failure = new Error('the cable was pulled');
  async function* failing<T>(elements: Iterable<T>): AsyncGenerator<T> {
    yield* elements;
    throw failure;
  }

  test('while giving pieces, plain and compressed', async () => {
    for (const bytes of [
      capture.subarray(0, 24 + 76 * 3 + 5),
      gzipSync(capture, { level: 0 }).subarray(0, 300),
    ]) {
      const { rows, error } = await read(failing(cut(bytes, 50)));
      expect(rows).toHaveLength(3);
      expect(error).toMatchObject({ code: 'unreadable', frame: 4, cause: failure });
      expect(error!.message).toContain('the cable was pulled');
    }
  });

  test('while giving frames', async () => {
    const { rows, error } = await read(failing(frames.slice(0, 3)));
    expect(rows).toHaveLength(3);
    expect(error).toMatchObject({ code: 'unreadable', frame: 4, cause: failure });
  });

  test('at once', async () => {
    expect((await read(failing<Uint8Array>([]))).error).toMatchObject({
      code: 'unreadable',
      frame: 1,
      cause: failure,
    });
  });
});

describe('frames handed over', () => {
  test('keep their lengths, times, links and clocks', async () => {
    const list: RawFrame[] = [
      { bytes: Uint8Array.of(1, 2), wireLength: 90, seconds: -1, nanoseconds: 5, linkType: 113, decimals: 9 },
      { bytes: Uint8Array.of(3), seconds: null },
      { bytes: Uint8Array.of(4), seconds: 8, linkType: 113, decimals: 9 },
    ];
    const source = batchSource(list);
    const { rows } = await readSource(source);
    expect(rows.map((row) => [row.time, row.bytes, row.wireLength, row.interfaceId])).toEqual([
      ['-1.000000005', '0102', 90, 0],
      [null, '03', 1, 1],
      ['8.000000000', '04', 1, 0],
    ]);
    expect(source.interfaces).toEqual([
      { linkType: 113, snapLength: 0, decimals: 9 },
      { linkType: 1, snapLength: 0, decimals: 6 },
    ]);
  });

  test('are not waited for while others are there', async () => {
    let give: (frame: RawFrame) => void = () => undefined;
    async function* live(): AsyncGenerator<RawFrame> {
      yield frames[0]!;
      yield await new Promise<RawFrame>((resolve) => {
        give = resolve;
      });
    }
    const source = batchSource(live());
    const batch = recordColumns(10);
    expect(await source.next(batch)).toBe(true);
    expect(batch.count).toBe(1);
    give(frames[1]!);
    expect(await source.next(batch)).toBe(true);
    expect(batch.count).toBe(1);
    expect(await source.next(batch)).toBe(false);
  });

  test('too long, or of wrong shape, stop after those before', async () => {
    const long = await read([frames[0]!, { bytes: new Uint8Array(262145), seconds: 0 }]);
    expect([long.rows.length, long.error?.code]).toEqual([1, 'bad-length']);
    await expect(read([frames[0]!, { bytes: new Uint8Array(1), seconds: 0.5 }])).rejects.toThrow(TypeError);
  });

  test('larger than the buffer are read', async () => {
    const big = { bytes: new Uint8Array(2 ** 21).fill(7), seconds: 0, linkType: 231 };
    const { rows } = await read([frames[0]!, big, frames[1]!]);
    expect(rows.map((row) => row.capturedLength)).toEqual([60, 2 ** 21, 60]);
  });
});

test('closing gives up the source', async () => {
  let closed = false;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    try {
      yield* cut(capture, 100);
    } finally {
      closed = true;
    }
  }
  const source = batchSource(pieces());
  await source.next(recordColumns(1));
  await source.close();
  expect(closed).toBe(true);
});

test('an error is thrown again when asked again', async () => {
  const source = batchSource(capture.subarray(0, 50));
  const batch = recordColumns(4);
  await expect(source.next(batch)).rejects.toThrow(CaptureError);
  await expect(source.next(batch)).rejects.toThrow(CaptureError);
});

/** A zstd frame of uncompressed blocks (RFC 8878, section 3.1.1). */
function rawZstd(bytes: Uint8Array): Uint8Array {
  const parts = [Buffer.from('28b52ffd0038', 'hex')];
  for (let at = 0; at < bytes.length; at += 1000) {
    const part = bytes.subarray(at, at + 1000);
    const word = (part.length << 3) | (at + 1000 >= bytes.length ? 1 : 0);
    parts.push(Buffer.from([word & 0xff, (word >> 8) & 0xff, word >> 16]), Buffer.from(part));
  }
  return Buffer.concat(parts);
}
