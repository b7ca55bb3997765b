import { describe, expect, test } from 'vitest';
import { CaptureReader } from '../../src/capture/reader.js';
import { ByteWriter } from '../support/capture-builder.js';
import { buildNetmon, type NetmonFrame } from '../support/other-captures.js';
import { readPieces, recordColumns } from './rows.js';

const frame = (first: number, fraction: number | bigint = 0): NetmonFrame => ({
  bytes: Uint8Array.of(first, 2, 3),
  fraction,
});

/** Trailer of version 2.3: network type, process, time in 100 ns since 1601, time zone. */
const trailer = (network: number, time = 0n) =>
  new ByteWriter().uint16(network).uint32(0).uint64(time).bytes(Uint8Array.of(0)).result();

/** The link type of each frame. */
function linkTypes(bytes: Uint8Array): number[] {
  const reader = CaptureReader.over(bytes);
  const batch = recordColumns(32);
  reader.fill(batch);
  return Array.from(batch.interfaceId.subarray(0, batch.count), (id) => reader.interfaces[id]!.linkType);
}

describe('Network Monitor captures', () => {
  test('version 1: milliseconds, lengths of 16 bits', () => {
    const start = [2005, 7, 0, 3, 8, 22, 19, 905];
    const frames = [frame(1, 95), { ...frame(7, 4_294_967_295), wireLength: 1500 }];
    const { rows, error } = readPieces(buildNetmon(frames, { version: [1, 1], start }));
    expect(error).toBeNull();
    expect(rows.map((row) => [row.time, row.wireLength, row.bytes])).toEqual([
      ['1120378940.000000000', 3, '010203'],
      ['1124673907.200000000', 1500, '070203'],
    ]);
  });

  test('version 2: microseconds since a local time that is taken for UTC', () => {
    const start = [2005, 7, 0, 3, 8, 22, 19, 905];
    const { rows } = readPieces(buildNetmon([frame(1, 95_001), frame(2, 2n ** 40n)], { start }));
    expect(rows.map((row) => row.time)).toEqual(['1120378940.000001000', '1121478451.532776000']);
  });

  test('a frame before the start has microseconds that overflow when multiplied by ten', () => {
    const earlier = (microseconds: bigint) => (2n ** 64n - 10n * microseconds) / 10n;
    const frames = [frame(1, earlier(1n)), frame(2, earlier(2_000_001n)), frame(3, (2n ** 63n - 8n) / 10n)];
    const start = [1970, 1, 4, 1, 0, 0, 10, 500];
    const { rows } = readPieces(buildNetmon(frames, { start }));
    expect(rows.map((row) => row.time).slice(0, 2)).toEqual(['10.499998400', '8.499998400']);
    expect(rows[2]!.time).toBe('922337203695.977580000');
  });

  test('version 2.3 has the time of each frame in UTC, and its link type', () => {
    const frames = [
      { ...frame(1), trailer: trailer(1, 116_444_736_000_000_000n) },
      { ...frame(2), trailer: trailer(0xe071, 133_444_736_001_234_567n) },
    ];
    const bytes = buildNetmon(frames, { version: [2, 3] });
    expect(readPieces(bytes).rows.map((row) => row.time)).toEqual(['0.000000000', '1700000000.123456700']);
    expect(linkTypes(bytes)).toEqual([1, 113]);
    expect(CaptureReader.over(bytes).interfaces).toEqual([]);
  });

  test('from version 2.1 on each frame has its link type, and what is no frame is left out', () => {
    const networks = [0, 1, 2, 3, 7, 8, 9, 0xe001, 0xe065, 0xe080, 0xe081, 6, 0xffe0, 0xfffc, 0xfffd, 0xfffe];
    const frames = networks.map((network) => ({
      ...frame(1),
      trailer: new ByteWriter().uint16(network).result(),
    }));
    const bytes = buildNetmon(frames, { version: [2, 1] });
    const none = 0xffffffff;
    expect(linkTypes(bytes)).toEqual([1, 1, 6, 10, 101, 101, 101, 1, 101, 105, none, none, none]);
    expect(readPieces(bytes)).toMatchObject({ error: null });
  });

  test('the order is that of the table', () => {
    const { rows, error } = readPieces(buildNetmon([frame(1), frame(2), frame(3)], { order: [2, 0, 0] }));
    expect(error).toBeNull();
    expect(rows.map((row) => row.bytes)).toEqual(['030203', '010203', '010203']);
  });

  test('a capture without frames is no error', () => {
    expect(readPieces(buildNetmon([]))).toEqual({ rows: [], error: null });
  });

  test('frames that the table has elsewhere, and lengths beyond the end, stop reading there', () => {
    const nowhere = readPieces(buildNetmon([frame(1)], { order: [0, 9] }));
    expect(nowhere.rows).toHaveLength(1);
    expect(nowhere.error).toMatchObject({ code: 'bad-record', offset: 128 + 19 + 4, frame: 2 });
    const long = readPieces(buildNetmon([frame(1), { ...frame(2), claimedLength: 12 }]));
    expect(long.rows).toHaveLength(1);
    expect(long.error).toMatchObject({ code: 'bad-length', offset: 128 + 19, frame: 2 });
    expect(readPieces(buildNetmon([frame(1), { ...frame(2), claimedLength: 11 }])).error).toBeNull();
    expect(readPieces(buildNetmon([frame(1)]), [], { maxFrameLength: 2 }).error?.code).toBe('bad-length');
  });

  test('a cut capture gives the frames whose entries are there', () => {
    const bytes = buildNetmon([frame(1), frame(2), frame(3)]);
    const inTable = readPieces(bytes.subarray(0, bytes.length - 3));
    expect(inTable.rows).toHaveLength(2);
    expect(inTable.error).toMatchObject({ code: 'cut', offset: bytes.length - 3, frame: 3 });
    expect(readPieces(bytes.subarray(0, 140))).toMatchObject({ rows: [], error: { code: 'cut', frame: 1 } });
    expect(readPieces(bytes.subarray(0, 31))).toMatchObject({ rows: [], error: { code: 'cut', offset: 0 } });
  });

  test('what is not read is named', () => {
    for (const options of [
      { version: [3, 0] },
      { version: [0, 9] },
      { network: 4 },
      { network: 12 },
    ] as const) {
      expect(readPieces(buildNetmon([frame(1)], options)).error?.code).toBe('unsupported');
    }
    expect(
      readPieces(buildNetmon([{ ...frame(1), trailer: trailer(1) }], { version: [2, 3], network: 12 })).error,
    ).toBeNull();
  });

  test('only so much is held in memory, in pieces as in one', () => {
    const bytes = buildNetmon([frame(1)]);
    for (const sizes of [[], [7], [1000]]) {
      const limited = (maxBufferedCapture: number) =>
        readPieces(bytes, sizes, { bufferSize: 64, maxBufferedCapture });
      expect(limited(bytes.length).rows).toHaveLength(1);
      expect(limited(bytes.length - 1).error).toMatchObject({ code: 'limit', offset: 0, frame: 1 });
    }
    expect(() => readPieces(bytes, [], { maxBufferedCapture: 0 })).toThrow(TypeError);
  });
});
