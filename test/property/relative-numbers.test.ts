import fc from 'fast-check';
import { expect, it } from 'vitest';
import { AddressTable } from '../../src/table/address-table.js';
import { SHAPE, TRANSPORT } from '../../src/table/frame-batch.js';
import { SIDE, sideOf } from '../../src/track/tcp-state.js';
import { TcpTracker } from '../../src/track/tcp-tracker.js';
import { DEFAULT_THRESHOLDS } from '../../src/track/thresholds.js';
import { FLAG } from '../../src/wire/tcp.js';

const LIMITS = { maxConnections: 1, maxOpenConnections: 1, maxEndedConnections: 1, maxConnectionRecords: 1 };
const word = fc.nat(0xffffffff);

/** Where a segment lies whose direction began with one number and had come as far as another. */
function relativeOf(first: number, highest: number, seq: number): number {
  const tracker = new TcpTracker(new AddressTable(), LIMITS, DEFAULT_THRESHOLDS, true);
  const { batch, connections, state } = tracker;
  batch.count = 2;
  tracker.clearRows();
  for (const [row, number] of [(first + 1) >>> 0, seq].entries()) {
    batch.shape[row] = SHAPE.whole;
    batch.transport[row] = TRANSPORT.tcp;
    batch.source[row] = 2;
    batch.destination[row] = 4;
    batch.flags[row] = FLAG.ack;
    batch.seq[row] = number;
    batch.window[row] = 1000;
  }
  tracker.follow(0);
  state.f64[(sideOf(connections.at(0), 0) + SIDE.relativeSeq) >> 1] = highest;
  tracker.follow(1);
  return batch.relativeSeq[1]!;
}

/** RFC 9293, 3.4: numbers are modulo 2³². */
it('a relative number is the one nearest to the highest so far, as far as a double tells it exactly', () => {
  const highest = fc.oneof(
    fc.nat({ max: 2 ** 31 - 1 }),
    fc.maxSafeNat().map((number) => number % (Number.MAX_SAFE_INTEGER - 2 ** 32)),
    fc.nat(1000).map((below) => 2 ** 52 - 500 + below),
    fc.nat(1000).map((below) => 2 ** 32 - 500 + below),
  );
  fc.assert(
    fc.property(word, highest, word, (first, before, seq) => {
      const step = BigInt.asIntN(32, BigInt(seq) - BigInt(first) - BigInt(before));
      expect(BigInt(relativeOf(first, before, seq))).toBe(BigInt(before) + step);
    }),
  );
});
