import { describe, expect, test } from 'vitest';
import { CaptureReader } from '../../src/capture/reader.js';
import { buildSnoop } from '../support/other-captures.js';
import { readPieces, recordColumns } from './rows.js';

const frame = (length: number, seconds = 0, fraction = 0) => ({
  bytes: Uint8Array.from({ length }, (_, at) => 0x20 + (at % 64)),
  seconds,
  fraction,
});

/** The one interface of a capture; null where it can't be read. */
function linkType(bytes: Uint8Array): number | null {
  const reader = CaptureReader.over(bytes);
  try {
    reader.fill(recordColumns(4));
  } catch {
    return null;
  }
  return reader.interfaces[0]!.linkType;
}

describe('snoop captures', () => {
  test('the example of RFC 1761: header, then records padded to four bytes', () => {
    const bytes = Uint8Array.from(
      Buffer.from(
        `736e6f6f7000000000000002${'00000004'}` +
          `0000003e000000050000002000000000${'2d7d37ab000ee0bf'}${'0102030405'}${'000000'}` +
          `0000000100000001${'0000001c'}00000000${'7fffffff000f423f'}${'ff'}000000`,
        'hex',
      ),
    );
    const { rows, error } = readPieces(bytes);
    expect(error).toBeNull();
    expect(rows.map((row) => [row.time, row.wireLength, row.bytes])).toEqual([
      ['763180971.975039000', 62, '0102030405'],
      ['2147483647.999999000', 1, 'ff'],
    ]);
  });

  test('a fraction of more than a second is carried over', () => {
    expect(readPieces(buildSnoop([frame(60, 10, 2_500_000)])).rows[0]!.time).toBe('12.500000000');
  });

  test('datalink types become link types, those of Surveyor by what lies behind the first frame', () => {
    const of = (type: number, padding = 0) => linkType(buildSnoop([frame(60)], { type, padding }));
    expect([0, 2, 4, 8, 9, 14, 16, 18].map((type) => of(type))).toEqual([1, 6, 1, 10, 0, 0, 122, 123]);
    expect([of(0x80000005), of(0x80000001), of(10), of(26)]).toEqual([226, null, null, null]);
    expect([0, 10, 11, 12, 13, 19].map((type) => of(type, 16))).toEqual([1, 1, 6, 1, 6, 1]);
    expect([of(9, 16), of(10, 15)]).toEqual([null, null]);
  });

  test('what is not read is named', () => {
    expect(readPieces(buildSnoop([], { type: 17 })).error).toMatchObject({
      code: 'unsupported',
      offset: 0,
      frame: 1,
    });
    for (const version of [0, 1, 6]) {
      expect(readPieces(buildSnoop([], { version })).error?.code).toBe('unsupported');
    }
    for (const version of [2, 3, 4, 5])
      expect(readPieces(buildSnoop([frame(9)], { version })).rows).toHaveLength(1);
  });

  test('a capture with a header and no frames is no error', () => {
    expect(readPieces(buildSnoop([]))).toEqual({ rows: [], error: null });
  });

  test('a record whose lengths contradict each other stops reading at its own byte', () => {
    const lengths = (claimedLength: number, padding: number) =>
      readPieces(buildSnoop([frame(8), { bytes: new Uint8Array(8), claimedLength }], { padding }));
    for (const outcome of [lengths(9, 0), lengths(0xffffffff, 0), lengths(262145, 0)]) {
      expect(outcome.rows).toHaveLength(1);
      expect(outcome.error).toMatchObject({ code: 'bad-length', offset: 16 + 32, frame: 2 });
    }
    expect(lengths(0, 65_528).error).toBeNull();
    expect(readPieces(buildSnoop([frame(8)], { padding: 65_537 })).error?.code).toBe('bad-length');
    expect(readPieces(buildSnoop([frame(60)]), [], { maxFrameLength: 59 }).error?.code).toBe('bad-length');
  });

  test('a cut capture gives all whole frames, then says where it ended', () => {
    const bytes = buildSnoop([frame(60), frame(60)]);
    const cut = (length: number) => readPieces(bytes.subarray(0, length));
    expect(cut(bytes.length - 1)).toMatchObject({
      rows: [{}],
      error: { code: 'cut', offset: 100, frame: 2 },
    });
    expect(cut(101)).toMatchObject({ rows: [{}], error: { code: 'cut', offset: 100, frame: 2 } });
    expect(cut(15)).toMatchObject({ rows: [], error: { code: 'cut', offset: 0, frame: 1 } });
  });
});
