import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { AddressTable } from '../../src/table/address-table.js';
import { TcpTracker } from '../../src/track/tcp-tracker.js';
import { DEFAULT_THRESHOLDS } from '../../src/track/thresholds.js';
import { buildPcap } from '../support/capture-builder.js';
import { readPieces, recordColumns } from './rows.js';

const LIMITS = { maxConnections: 1, maxOpenConnections: 1, maxEndedConnections: 1, maxConnectionRecords: 1 };
const FRAMES = 5000;

const captures = fc
  .record({
    bigEndian: fc.boolean(),
    nanoseconds: fc.boolean(),
    modified: fc.boolean(),
    lengths: fc.array(fc.nat(400), { minLength: 1, maxLength: 20 }),
    seconds: fc.nat(0xffffffff),
    strange: fc.constantFrom('none', 'length', 'fraction', 'cut'),
    at: fc.nat(FRAMES - 1),
  })
  .map(({ lengths, seconds, strange, at, ...layout }) => {
    // The modified format has microseconds.
    const unit = layout.nanoseconds && !layout.modified ? 1e9 : 1e6;
    const frames = Array.from({ length: FRAMES }, (_, index) => ({
      bytes: new Uint8Array(lengths[index % lengths.length]!).fill(index & 0xff),
      wireLength: 1500 + index,
      seconds: (seconds + index) % 2 ** 32,
      fraction: (index * 7919) % unit,
      ...(index !== at ? {} : strange === 'length' ? { claimedLength: 262_145 } : {}),
      ...(index === at && strange === 'fraction' ? { fraction: unit } : {}),
    }));
    const bytes = buildPcap(frames, layout);
    return strange === 'cut' ? bytes.subarray(0, bytes.length - 1) : bytes;
  });

it('what the kernel fills of a classic capture is what is read of it elsewhere', () => {
  let all = 0;
  fc.assert(
    fc.property(captures, fc.integer({ min: 100_000, max: 2_000_000 }), (bytes, size) => {
      const { batch } = new TcpTracker(new AddressTable(), LIMITS, DEFAULT_THRESHOLDS, true);
      const fill = vi.spyOn(batch.room!, 'fillPcap');
      const there = readPieces(bytes, [size], {}, batch);
      const here = readPieces(bytes, [size], {}, recordColumns(4096));
      expect(there.rows).toEqual(here.rows);
      expect(there.error?.message).toEqual(here.error?.message);
      for (const { value } of fill.mock.results) all += value as number;
    }),
    { numRuns: 60 },
  );
  expect(all).toBeGreaterThan(60 * (FRAMES / 2));
});

/** As a program may that counts them, or wants fewer at a time. */
it('fills no other batch than its own', () => {
  const bytes = buildPcap(Array.from({ length: FRAMES }, () => ({ bytes: new Uint8Array(60) })));
  const { batch } = new TcpTracker(new AddressTable(), LIMITS, DEFAULT_THRESHOLDS, true);
  const fewer = { ...batch, capacity: 1000 };
  expect(readPieces(bytes, [200_000], {}, fewer)).toEqual(readPieces(bytes, [200_000]));
});
