import { describe, expect, test } from 'vitest';
import { CaptureReader } from '../../src/capture/reader.js';
import { buildErf, type ErfRecord } from '../support/other-captures.js';
import { readPieces, recordColumns } from './rows.js';

/** An Ethernet record: two bytes of subheader, then the frame. */
const ethernet = (first: number, seconds = 0, fraction = 0): ErfRecord => ({
  bytes: Uint8Array.of(0, 0, first, 2, 3, 4),
  wireLength: 60,
  seconds,
  fraction,
});
const pad: ErfRecord = { type: 48, bytes: new Uint8Array(8) };

describe('ERF captures', () => {
  test('Ethernet records: no subheader, the length on the wire, times in 2^-32 seconds', () => {
    const records = [
      ethernet(1, 10, 0x80000000),
      ethernet(7, 11, 1),
      ethernet(9, 11, 3),
      ethernet(8, 11, 0xffffffff),
    ];
    const { rows, error } = readPieces(buildErf(records));
    expect(error).toBeNull();
    expect(rows.map((row) => [row.time, row.wireLength, row.bytes])).toEqual([
      ['10.500000000', 60, '01020304'],
      ['11.000000000', 60, '07020304'],
      ['11.000000001', 60, '09020304'],
      ['12.000000000', 60, '08020304'],
    ]);
  });

  test('padding behind the frame is no part of it', () => {
    const { rows } = readPieces(buildErf([{ ...ethernet(1), wireLength: 3 }]));
    expect(rows.map((row) => [row.wireLength, row.bytes])).toEqual([[3, '010203']]);
  });

  test('extension headers are skipped', () => {
    const more = Uint8Array.of(0x83, 0, 0, 0, 0, 0, 0, 0);
    const last = Uint8Array.of(0x03, 0, 0, 0, 0, 0, 0, 0);
    const { rows, error } = readPieces(buildErf([{ ...ethernet(5), extensions: [more, more, last] }]));
    expect([rows[0]!.bytes, error]).toEqual(['05020304', null]);
    expect(readPieces(buildErf([{ ...ethernet(5), extensions: [more] }])).error?.code).toBe('not-a-capture');
  });

  test('pad records are no frames', () => {
    expect(readPieces(buildErf([pad, ethernet(1), pad, ethernet(2), pad])).rows).toHaveLength(2);
  });

  test('link types and subheaders by record type, one interface for each at each port', () => {
    const types = [1, 2, 5, 10, 11, 15, 16, 17, 19, 20, 22, 23, 6, 18, 3, 27];
    const records = types.map((type) => ({ ...ethernet(1), type }));
    const reader = CaptureReader.over(buildErf([...records, { ...ethernet(1), flags: 0x41 }]));
    const batch = recordColumns(32);
    reader.fill(batch);
    const seen = Array.from({ length: batch.count }, (_, row) => {
      const { linkType, decimals } = reader.interfaces[batch.interfaceId[row]!]!;
      return `${linkType === 0xffffffff ? 'none' : linkType} ${batch.capturedLength[row]} ${decimals}`;
    });
    const [eth, hdlc, channel] = ['1 4 9', '50 6 9', '50 2 9'];
    expect(seen).toEqual(
      [hdlc, eth, channel, hdlc, eth, hdlc, eth, channel, hdlc, eth, '228 6 9', '229 6 9'].concat([
        'none 2 9',
        'none 2 9',
        'none 6 9',
        'none 6 9',
        eth,
      ]),
    );
    expect(batch.interfaceId[16]).not.toBe(batch.interfaceId[1]);
    expect(reader.interfaces).toHaveLength(6);
  });

  test('is recognised by a single record that fills the file, and where it is cut by three', () => {
    const bytes = buildErf([ethernet(1), ethernet(2), ethernet(3), ethernet(4)]);
    expect(readPieces(bytes.subarray(0, 22))).toMatchObject({ rows: [{}], error: null });
    expect(readPieces(bytes.subarray(0, 65)).error?.code).toBe('not-a-capture');
    const cut = readPieces(bytes.subarray(0, 87));
    expect(cut.rows).toHaveLength(3);
    expect(cut.error).toMatchObject({ code: 'cut', offset: 66, frame: 4 });
    expect(readPieces(bytes.subarray(0, 70)).error).toMatchObject({ code: 'cut', offset: 66, frame: 4 });
  });

  test('is not recognised by records that no card writes', () => {
    const refused: Record<string, ErfRecord[]> = {
      'a type that is not defined': [{ ...ethernet(1), type: 26 }],
      'the legacy type': [{ ...ethernet(1), type: 0 }],
      'a size below the header': [ethernet(1), { ...ethernet(2), size: 15 }],
      'no room for the subheader': [{ ...ethernet(1), bytes: Uint8Array.of(0) }],
      'time running backwards': [ethernet(1, 1000), ethernet(2, 998)],
      'a year between frames': [ethernet(1, 0), ethernet(2, 31_536_001)],
    };
    for (const [why, records] of Object.entries(refused)) {
      expect(readPieces(buildErf(records)).error?.code, why).toBe('not-a-capture');
      expect(readPieces(buildErf(records), [3]).error?.code, why).toBe('not-a-capture');
    }
    expect(readPieces(buildErf([ethernet(1, 1000), ethernet(2, 998, 1)])).rows).toHaveLength(2);
  });

  test('twenty records are enough: what comes then is damage', () => {
    const twenty = Array.from({ length: 20 }, (_, at) => ethernet(at));
    const wrong = [
      { ...ethernet(1), size: 15 },
      { ...ethernet(1), bytes: Uint8Array.of(0) },
    ];
    for (const record of wrong) {
      const { rows, error } = readPieces(buildErf([...twenty, record]));
      expect(rows).toHaveLength(20);
      expect(error).toMatchObject({ code: 'bad-length', offset: 20 * 22, frame: 21 });
    }
    expect(readPieces(buildErf([...twenty, { ...ethernet(1), type: 26 }, ethernet(2)])).rows).toHaveLength(
      22,
    );
    expect(readPieces(buildErf(twenty), [], { maxFrameLength: 3 }).error?.code).toBe('bad-length');
  });
});
