import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressTable } from '../../src/table/address-table.js';
import { OWN, RECORD_WORDS, SIDE, sideOf } from '../../src/track/tcp-state.js';
import { TcpTracker } from '../../src/track/tcp-tracker.js';
import { DEFAULT_THRESHOLDS } from '../../src/track/thresholds.js';

/** Words that say whose a record is, where it is and what it holds of the pool, and those of no use. */
const LEFT = new Set([
  OWN.addressA,
  OWN.addressB,
  OWN.ports,
  OWN.chain,
  OWN.number,
  ...[0, 1].flatMap((side) =>
    [SIDE.oldestSegment, SIDE.newestSegment, SIDE.segmentCount, SIDE.counts + 2].map(
      (place) => sideOf(0, side) + place,
    ),
  ),
]);
const DOUBLE_PLACES = [
  ...[OWN.firstSeconds, OWN.lastSeconds, OWN.synSeconds, OWN.initialRtt, OWN.handshakeRtt],
  ...[0, 1].flatMap((side) =>
    [SIDE.nextSeqSeconds, SIDE.lastAckSeconds, SIDE.relativeSeq, SIDE.wireBytes, SIDE.payloadBytes].map(
      (place) => sideOf(0, side) + place,
    ),
  ),
];

const word = fc.oneof(fc.constant(0), fc.integer({ min: -300, max: 300 }), fc.integer());
const double = fc.oneof(
  fc.constant(Number.NaN),
  fc.nat(3000),
  fc.integer({ min: 1_700_000_000, max: 1_700_000_900 }),
  fc.nat(3_000_000_000).map((nanoseconds) => nanoseconds / 1e9),
  fc.constantFrom(-(2 ** 31), 2 ** 31, 2 ** 32, 2 ** 60, -1e-9, 1.5, Number.POSITIVE_INFINITY),
);
const contents = fc.record({
  words: fc.array(word, { minLength: RECORD_WORDS, maxLength: RECORD_WORDS }),
  doubles: fc.array(double, { minLength: DOUBLE_PLACES.length, maxLength: DOUBLE_PLACES.length }),
  completeness: fc.constantFrom(31, 0, 7),
});

/** Connections of which only the latest has its record at hand: those of all others are packed. */
class Packed {
  readonly #tracker = new TcpTracker(
    new AddressTable(),
    { maxConnections: 1e6, maxOpenConnections: 1e6, maxEndedConnections: 1e6, maxConnectionRecords: 1 },
    DEFAULT_THRESHOLDS,
    true,
  );

  /** A new connection's number. */
  add(): number {
    return this.#tracker.quoted(1, this.#tracker.connections.count & 0xffff, 2, 80, 0, 0);
  }

  /** Has a connection's record at hand again. */
  wake(number: number): void {
    expect(this.#tracker.numberBetween(1, number & 0xffff, 2, 80)).toBe(number);
  }

  told(number: number): number[] {
    const at = this.#tracker.connections.at(number);
    return [...this.#tracker.state.i32.subarray(at, at + RECORD_WORDS)].filter(
      (_, place) => !LEFT.has(place),
    );
  }

  write(number: number, words: readonly number[], doubles: readonly number[], completeness: number): void {
    const { connections, state } = this.#tracker;
    const record = connections.at(number);
    words.forEach((value, place) => {
      if (!LEFT.has(place)) state.i32[record + place] = value;
    });
    state.i32[record + OWN.completeness] = completeness;
    doubles.forEach((value, at) => {
      state.f64[(record + DOUBLE_PLACES[at]!) >> 1] = value;
    });
  }
}

describe('a packed record', () => {
  it('is unpacked as it was, whatever words it has', () => {
    fc.assert(
      fc.property(fc.array(contents, { minLength: 1, maxLength: 4 }), (records) => {
        const packed = new Packed();
        const written = records.map(({ words, doubles, completeness }) => {
          const number = packed.add();
          packed.write(number, words, doubles, completeness);
          return packed.told(number);
        });
        packed.add();
        for (const [number, told] of written.entries()) expect(packed.told(number)).toEqual(told);
      }),
      { numRuns: 500 },
    );
  });

  it('is kept among thousands, in the place of others that were taken out', () => {
    const packed = new Packed();
    const written: number[][] = [];
    let random = 1;
    const next = (below: number): number => {
      random = (Math.imul(random, 1_103_515_245) + 12_345) >>> 0;
      return (random >>> 8) % below;
    };
    for (let step = 0; step < 40_000; step++) {
      const isNew = step < 10 || next(2) === 0;
      const number = isNew ? packed.add() : next(written.length);
      if (!isNew) packed.wake(number);
      if (!isNew && next(2) === 0) {
        expect(packed.told(number)).toEqual(written[number]);
        continue;
      }
      // The more of them there are, the larger is the block.
      const count = next(RECORD_WORDS);
      const words = Array.from({ length: count }, () => next(2 ** 24) * (next(2) * 200 + 1));
      packed.write(
        number,
        words,
        DOUBLE_PLACES.map(() => next(3000)),
        0,
      );
      written[number] = packed.told(number);
    }
    for (const [number, told] of written.entries()) expect(packed.told(number)).toEqual(told);
  });
});
