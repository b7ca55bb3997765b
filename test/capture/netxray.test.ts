import { describe, expect, test } from 'vitest';
import { CaptureReader } from '../../src/capture/reader.js';
import { buildNetxray, type NetxrayOptions } from '../support/other-captures.js';
import { readPieces, recordColumns } from './rows.js';

const frame = (first: number, fraction = 0) => ({ bytes: Uint8Array.of(first, 2, 3, 4, 5, 6), fraction });
const times = (fraction: number, options: NetxrayOptions) =>
  readPieces(buildNetxray([frame(1, fraction)], options)).rows.map((row) => row.time);

/** Link type of a capture with these options; null where it can't be read. */
function linkType(options: NetxrayOptions): number | null {
  const reader = CaptureReader.over(buildNetxray([frame(1)], options));
  try {
    reader.fill(recordColumns(4));
  } catch {
    return null;
  }
  return reader.interfaces[0]!.linkType;
}

describe('NetXRay captures', () => {
  test('every version has its record header and its time unit', () => {
    const versions = ['old', '001.000', '001.100', '002.000', '002.001', '002.002', '002.003'];
    const read = versions.map((version) => {
      const frames = [frame(1, 500), { ...frame(2, 1500), wireLength: version === 'old' ? 6 : 1500 }];
      const { rows, error } = readPieces(buildNetxray(frames, { version, seconds: 1000, startTicks: 250 }));
      return [error, ...rows.map((row) => `${row.time} ${row.wireLength} ${row.bytes}`)];
    });
    const milliseconds = ['1000.250000000 6 010203040506', '1001.250000000'];
    const microseconds = ['1000.000250000 6 010203040506', '1000.001250000 1500 020203040506'];
    expect(read).toEqual([
      [null, milliseconds[0], `${milliseconds[1]} 6 020203040506`],
      [null, milliseconds[0], `${milliseconds[1]} 1500 020203040506`],
      ...Array.from({ length: 5 }, () => [null, ...microseconds]),
    ]);
    expect(readPieces(buildNetxray([], { version: '002.004' })).error?.code).toBe('unsupported');
  });

  test('ticks by time unit and capture type', () => {
    expect(times(1_193_000, { timeUnit: 1 })).toEqual(['1.000000000']);
    expect(times(7_000, { timeUnit: 2, ownTicks: 3500 })).toEqual(['2.000000000']);
    expect(times(1_193_182, { timeUnit: 2, network: 1 })).toEqual(['1.000000000']);
    expect(times(31_250_000, { timeUnit: 2, captureType: 2 })).toEqual(['1.000000000']);
    expect(times(1_250_000, { timeUnit: 2, captureType: 3 })).toEqual(['1.000000000']);
    expect(times(20_000_000, { timeUnit: 2, captureType: 6 })).toEqual(['1.000000000']);
    const unknown = [{ timeUnit: 3 }, { timeUnit: 2 }, { timeUnit: 2, captureType: 5 }, { captureType: 4 }];
    for (const options of unknown) {
      expect(readPieces(buildNetxray([], options)).error, JSON.stringify(options)).toMatchObject({
        code: 'unsupported',
        offset: 0,
      });
    }
  });

  test("the start is 0 in newer captures of the manufacturer's own hardware", () => {
    const options = { captureType: 3, seconds: 10, startTicks: 1_000_000 };
    expect(times(3_000_000, { ...options, version: '002.001' })).toEqual(['12.000000000']);
    expect(times(3_000_000, { ...options, version: '002.002' })).toEqual(['13.000000000']);
    expect(times(500_000, { seconds: 10, startTicks: 1_000_000 })).toEqual(['9.500000000']);
  });

  test('link types', () => {
    expect([0, 1, 2, 9].map((network) => linkType({ network }))).toEqual([1, 6, 10, 105]);
    expect([3, 4, 19].map((captureType) => linkType({ network: 3, captureType }))).toEqual([50, 107, 104]);
    expect([linkType({ network: 3, version: '001.000' }), linkType({ network: 3 })]).toEqual([1, null]);
    expect([linkType({ network: 1, networkPlus: 2 }), linkType({ network: 0, networkPlus: 2 })]).toEqual([
      1,
      null,
    ]);
    expect([linkType({ network: 4 }), linkType({ networkPlus: 1 })]).toEqual([null, null]);
  });

  test('the four bytes behind a marked frame are a check sequence with one clock, else junk', () => {
    const lengths = (options: NetxrayOptions) => {
      const frames = [frame(1), { ...frame(2), tail: true, wireLength: 70 }];
      return readPieces(buildNetxray(frames, options)).rows.map((row) => [
        row.capturedLength,
        row.wireLength,
      ]);
    };
    const [whole, without] = [
      [6, 70],
      [2, 66],
    ];
    expect(lengths({})[1]).toEqual(without);
    expect(lengths({ ownTicks: 0x12_35_28 })[1]).toEqual(without);
    expect(lengths({ ownTicks: 0x00_12_34_28 })[1]).toEqual(whole);
    expect(lengths({ network: 9 })[1]).toEqual(without);
    expect(lengths({ network: 3, captureType: 3 })[1]).toEqual(whole);
    expect(lengths({ network: 3, captureType: 4, ownTicks: 0x00_12_34_28 })[1]).toEqual(without);
    expect(lengths({ version: '001.100' })[1]).toEqual(whole);
    expect(lengths({})[0]).toEqual([6, 6]);
    const short = readPieces(buildNetxray([{ bytes: Uint8Array.of(1, 2, 3), tail: true }]));
    expect(short.error).toMatchObject({ code: 'bad-length', offset: 128, frame: 1 });
  });

  test('what lies before the first record and behind the last is skipped', () => {
    const bytes = buildNetxray([frame(1), frame(2), frame(3)], {
      startOffset: 128 + 46,
      endOffset: 128 + 92,
    });
    expect(readPieces(bytes)).toMatchObject({ rows: [{ bytes: '020203040506' }], error: null });
    expect(readPieces(bytes, [5], { bufferSize: 64 }, recordColumns(1))).toEqual(readPieces(bytes));
  });

  test('records go on at the start of a buffer that was filled', () => {
    const frames = [frame(3), frame(9), frame(1), frame(2)];
    const options = { startOffset: 128 + 92, endOffset: 128 + 46 };
    const bytes = buildNetxray(frames, options);
    const first = ({ rows }: ReturnType<typeof readPieces>) => rows.map((row) => row.bytes.slice(0, 2));
    expect(readPieces(bytes).error).toBeNull();
    expect(first(readPieces(bytes))).toEqual(['01', '02', '03']);
    expect(first(readPieces(bytes, [11], { bufferSize: 64 }, recordColumns(1)))).toEqual(['01', '02', '03']);
    expect(readPieces(bytes, [11], { maxBufferedCapture: bytes.length - 1 }).error?.code).toBe('limit');
  });

  test('a header that was never finished has no end: all is read', () => {
    expect(readPieces(buildNetxray([frame(1), frame(2)], { endOffset: 0 }))).toMatchObject({
      rows: [{}, {}],
      error: null,
    });
  });

  test('a cut capture gives all whole frames, then says where it ended', () => {
    const bytes = buildNetxray([frame(1), frame(2)]);
    const cut = (length: number) => readPieces(bytes.subarray(0, length));
    expect(cut(bytes.length - 1)).toMatchObject({
      rows: [{}],
      error: { code: 'cut', offset: 174, frame: 2 },
    });
    expect(cut(180)).toMatchObject({ rows: [{}], error: { code: 'cut', offset: 174, frame: 2 } });
    expect(cut(174)).toMatchObject({ rows: [{}], error: { code: 'cut', offset: 174, frame: 2 } });
    expect(cut(127)).toMatchObject({ rows: [], error: { code: 'cut', offset: 0, frame: 1 } });
    const late = readPieces(buildNetxray([frame(1)], { startOffset: 500, endOffset: 600 }));
    expect(late.error).toMatchObject({ code: 'cut', offset: 174, frame: 1 });
    expect(readPieces(buildNetxray([frame(1)], { startOffset: 127 })).error?.code).toBe('bad-record');
    expect(readPieces(buildNetxray([frame(1)]), [], { maxFrameLength: 5 }).error?.code).toBe('bad-length');
  });
});
