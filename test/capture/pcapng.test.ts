import { describe, expect, test } from 'vitest';
import { CaptureReader } from '../../src/capture/reader.js';
import { ByteWriter, PcapngBuilder } from '../support/capture-builder.js';
import { readPieces, recordColumns } from './rows.js';

const frame = (length: number) => ({ bytes: new Uint8Array(length).fill(0x11) });
const start = (bigEndian = false) => new PcapngBuilder(bigEndian).section().interface();

/** A reader that has read all of it. */
function readAll(bytes: Uint8Array): CaptureReader {
  const reader = CaptureReader.over(bytes);
  const batch = recordColumns(16);
  while (reader.fill(batch));
  return reader;
}

describe('pcapng captures', () => {
  for (const bigEndian of [false, true]) {
    test(`enhanced, obsolete and simple packets, ${bigEndian ? 'big' : 'little'} endian`, () => {
      const bytes = start(bigEndian)
        .packet({ ...frame(61), wireLength: 90 }, 1_700_000_000_123_456n)
        .obsoletePacket(frame(62), 1_700_000_000_123_457n)
        .simplePacket(frame(63))
        .build();
      const { rows, error } = readPieces(bytes);
      expect(error).toBeNull();
      expect(rows.map((row) => [row.time, row.capturedLength, row.wireLength])).toEqual([
        ['1700000000.123456000', 61, 90],
        ['1700000000.123457000', 62, 62],
        [null, 63, 63],
      ]);
    });
  }

  // What tshark 4.0.17 prints for the same timestamps.
  const resolutions: [byte: number, timestamp: bigint, time: string][] = [
    [0, 1_700_000_000n, '1700000000.000000000'],
    [3, 1_700_000_000_123n, '1700000000.123000000'],
    [7, 17_000_000_001_234_567n, '1700000000.123456700'],
    [9, 1_700_000_000_123_456_789n, '1700000000.123456789'],
    [10, 17_000_000_001_234_567_890n, '1700000000.123456789'],
    [12, 1_700_000_000_123_456_789n, '1700000.000123456'],
    [0x80, 1_700_000_000n, '1700000000.000000000'],
    [0x80 | 10, 1_700_000_000n * 1024n + 5n, '1700000000.004882812'],
    [0x80 | 30, 1_700_000_000n * 2n ** 30n + 12345n, '1700000000.000011497'],
    [0x80 | 33, 1_700_000_000n * 2n ** 33n + 12345n, '1700000000.000001437'],
  ];
  test.each(resolutions)('if_tsresol %i', (resolution, timestamp, time) => {
    const bytes = new PcapngBuilder()
      .section()
      .interface({ resolution })
      .packet(frame(60), timestamp)
      .build();
    expect(readPieces(bytes).rows[0]!.time).toBe(time);
  });

  test('if_tsoffset is added in seconds, and may be negative', () => {
    const bytes = new PcapngBuilder()
      .section()
      .interface({ offset: -5n })
      .packet(frame(60), 1_700_000_000_000_001n)
      .build();
    expect(readPieces(bytes).rows[0]!.time).toBe('1699999995.000001000');
  });

  test('each section has its own interfaces and byte order', () => {
    const reader = readAll(
      start()
        .packet(frame(60))
        .section(true)
        .interface({ linkType: 113, resolution: 9, name: 'any' })
        .packet(frame(61), 1_700_000_000_000_000_001n)
        .build(),
    );
    expect(reader.frames).toBe(2);
    expect(reader.interfaces).toEqual([
      { linkType: 1, snapLength: 0, decimals: 6 },
      { linkType: 113, snapLength: 0, decimals: 9, name: 'any' },
    ]);
    const twice = start().packet(frame(60)).section().interface().packet(frame(60)).build();
    expect(readPieces(twice).rows.map((row) => row.interfaceId)).toEqual([0, 1]);
  });

  test('all comments of a frame are kept', () => {
    const bytes = start()
      .packet(frame(60))
      .packet(frame(60), 1n, 0, [
        [1, 'one'],
        [2, Uint8Array.of(0, 0, 0, 1)],
        [1, 'dua\0'],
      ])
      .build();
    expect(readPieces(bytes).rows.map((row) => row.comments)).toEqual([[], ['one', 'dua']]);
  });

  test('a simple packet is as long as its interface keeps', () => {
    const bytes = new PcapngBuilder()
      .section()
      .interface({ snapLength: 40 })
      .simplePacket({ bytes: new Uint8Array(40), wireLength: 100 })
      .build();
    expect(readPieces(bytes).rows[0]).toMatchObject({ capturedLength: 40, wireLength: 100 });
  });

  test('unknown blocks are skipped by length, however long', () => {
    const bytes = start()
      .block(0x777, new Uint8Array(0))
      .block(0x778, new Uint8Array(300_000))
      .packet(frame(60))
      .build();
    for (const sizes of [[], [100_000], [1000, 7]]) {
      const { rows, error } = readPieces(bytes, sizes);
      expect([rows.length, error]).toEqual([1, null]);
    }
  });

  test('decryption secrets are skipped, custom blocks are numbered as Wireshark numbers them', () => {
    const custom = new ByteWriter().uint32(32473).bytes(new Uint8Array(24)).result();
    const bytes = start().block(10, new Uint8Array(16)).block(0xbad, custom).packet(frame(60), 1n).build();
    expect(readPieces(bytes).rows.map((row) => [row.time, row.capturedLength])).toEqual([
      [null, 24],
      ['0.000001000', 60],
    ]);
  });

  test('names and drops are collected', () => {
    const names = new ByteWriter()
      .uint16(1)
      .uint16(13)
      .bytes(Uint8Array.of(172, 18, 0, 2))
      .bytes(new TextEncoder().encode('server\0ab'.slice(0, 9)))
      .pad()
      .uint32(0)
      .result();
    const drops = new ByteWriter()
      .uint32(0)
      .uint32(0)
      .uint32(0)
      .options([
        [4, new ByteWriter().uint64(100n).result()],
        [5, new ByteWriter().uint64(3n).result()],
      ])
      .result();
    const reader = readAll(
      start().block(4, names).obsoletePacket(frame(60), 0n, 0, 2).block(5, drops).packet(frame(60)).build(),
    );
    expect([...reader.names]).toEqual([['172.18.0.2', ['server', 'ab']]]);
    expect([...reader.drops.values()]).toEqual([
      { interfaceId: 0, received: 100, byInterface: 3, betweenFrames: 2 },
    ]);
  });

  test('a length that is not padded is taken as padded', () => {
    const body = new ByteWriter()
      .uint32(0)
      .uint32(0)
      .uint32(0)
      .uint32(61)
      .uint32(61)
      .bytes(new Uint8Array(61));
    const block = new ByteWriter()
      .uint32(6)
      .uint32(93)
      .bytes(body.result())
      .bytes(new Uint8Array(3))
      .uint32(93);
    const { rows, error } = readPieces(start().raw(block.result()).packet(frame(60)).build());
    expect([rows.length, error]).toEqual([2, null]);
  });

  const faults: [name: string, code: string, bytes: Uint8Array][] = [
    [
      'lengths that differ',
      'bad-length',
      start().packet(frame(60)).block(0x777, new Uint8Array(4), 16, 20).build(),
    ],
    ['a length below 12', 'bad-length', start().packet(frame(60)).block(0x777, new Uint8Array(4), 8).build()],
    [
      'an absurd length',
      'bad-length',
      start().packet(frame(60)).block(6, new Uint8Array(4), 0xffffff00).build(),
    ],
    [
      'more captured than its block has',
      'bad-length',
      start()
        .packet(frame(60))
        .packet({ bytes: new Uint8Array(4), claimedLength: 60 })
        .build(),
    ],
    ['an undescribed interface', 'bad-record', start().packet(frame(60)).packet(frame(60), 0n, 1).build()],
    ['a short packet block', 'bad-length', start().packet(frame(60)).block(6, new Uint8Array(8)).build()],
    [
      'a section without magic',
      'bad-record',
      start().packet(frame(60)).block(0x0a0d0d0a, new Uint8Array(16)).build(),
    ],
    ['another version', 'unsupported', start().packet(frame(60)).section(false, -1n, [2, 0]).build()],
    ['its end inside a block', 'cut', start().packet(frame(60)).packet(frame(60)).build().subarray(0, 200)],
    [
      'its end in the midst of a skipped block',
      'cut',
      start().packet(frame(60)).block(0x777, new Uint8Array(4), 99999).build(),
    ],
  ];
  test.each(faults)('%s: what was before is read, then %s', (_, code, bytes) => {
    const { rows, error } = readPieces(bytes);
    expect(rows).toHaveLength(1);
    expect(error).toMatchObject({ code, frame: 2 });
  });
});
