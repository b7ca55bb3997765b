import { describe, expect, test } from 'vitest';
import { buildPcap } from '../support/capture-builder.js';
import { readPieces } from './rows.js';

const frame = (length: number, seconds = 0, fraction = 0) => ({
  bytes: Uint8Array.from({ length }, (_, at) => 0x20 + (at % 64)),
  seconds,
  fraction,
});

describe('classic captures', () => {
  for (const bigEndian of [false, true]) {
    for (const nanoseconds of [false, true]) {
      test(`${bigEndian ? 'big' : 'little'} endian, ${nanoseconds ? 'nano' : 'micro'}seconds`, () => {
        const bytes = buildPcap([frame(60, 1700000000, 5), { ...frame(1, 7, 999), wireLength: 1500 }], {
          bigEndian,
          nanoseconds,
        });
        const { rows, error } = readPieces(bytes);
        expect(error).toBeNull();
        expect(rows.map((row) => [row.time, row.capturedLength, row.wireLength])).toEqual([
          [nanoseconds ? '1700000000.000000005' : '1700000000.000005000', 60, 60],
          [nanoseconds ? '7.000000999' : '7.000999000', 1, 1500],
        ]);
        expect(rows[1]!.bytes).toBe('20');
      });
    }
  }

  test('the modified format has 8 more bytes in each record header', () => {
    const { rows, error } = readPieces(buildPcap([frame(60), frame(42)], { modified: true }));
    expect(error).toBeNull();
    expect(rows.map((row) => row.capturedLength)).toEqual([60, 42]);
  });

  test('lengths stand the other way round before version 2.3, and in 2.3 where they must', () => {
    const swapped = { bytes: new Uint8Array(60), claimedLength: 80, wireLength: 60 };
    const lengths = (version: [number, number]) =>
      readPieces(buildPcap([swapped], { version })).rows.map((row) => [row.capturedLength, row.wireLength]);
    expect(lengths([2, 2])).toEqual([[60, 80]]);
    expect(lengths([2, 3])).toEqual([[60, 80]]);
    expect(lengths([2, 4])).toEqual([]);
  });

  test('version 1 is not read', () => {
    expect(readPieces(buildPcap([frame(60)], { version: [1, 0] })).error?.code).toBe('unsupported');
  });

  test('more captured than was on the wire is let stand', () => {
    const { rows, error } = readPieces(buildPcap([{ bytes: new Uint8Array(60), wireLength: 20 }]));
    expect(error).toBeNull();
    expect(rows[0]).toMatchObject({ capturedLength: 60, wireLength: 20 });
  });

  test('a fraction of more than a second is carried over', () => {
    expect(readPieces(buildPcap([frame(60, 10, 2_500_000)])).rows[0]!.time).toBe('12.500000000');
  });

  test('a capture with a header and no frames is no error', () => {
    expect(readPieces(buildPcap([]))).toEqual({ rows: [], error: null });
  });

  test('a record that claims more than is believed stops reading at its own byte', () => {
    const bytes = buildPcap([frame(60), { bytes: new Uint8Array(4), claimedLength: 0xfffffff0 }]);
    const { rows, error } = readPieces(bytes);
    expect(rows).toHaveLength(1);
    expect(error).toMatchObject({ code: 'bad-length', offset: 24 + 16 + 60, frame: 2 });
  });

  test('the longest frame that is believed is 262,144 bytes, for D-Bus 134,217,728, or what is asked for', () => {
    const long = [{ bytes: new Uint8Array(8), claimedLength: 262145 }];
    expect(readPieces(buildPcap(long)).error?.code).toBe('bad-length');
    expect(readPieces(buildPcap(long, { linkType: 231 })).error?.code).toBe('cut');
    expect(readPieces(buildPcap([frame(60)]), [], { maxFrameLength: 59 }).error?.code).toBe('bad-length');
    expect(() => readPieces(buildPcap([]), [], { maxFrameLength: 0 })).toThrow(TypeError);
  });

  test('a cut capture gives all whole frames, then says where it ended', () => {
    const bytes = buildPcap([frame(60), frame(60)]);
    const inData = readPieces(bytes.subarray(0, bytes.length - 1));
    expect(inData.rows).toHaveLength(1);
    expect(inData.error).toMatchObject({ code: 'cut', offset: 100, frame: 2 });
    const inHeader = readPieces(bytes.subarray(0, 105));
    expect(inHeader.error).toMatchObject({ code: 'cut', offset: 100, frame: 2 });
    const inFileHeader = readPieces(bytes.subarray(0, 20));
    expect(inFileHeader.error).toMatchObject({ code: 'cut', offset: 0, frame: 1 });
  });
});
