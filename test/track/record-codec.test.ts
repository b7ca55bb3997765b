import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RecordCodec } from '../../src/track/record-codec.js';
import { SegmentPool } from '../../src/track/segment-pool.js';
import { OWN, SIDE, sideOf, TcpState } from '../../src/track/tcp-state.js';

const WORDS = 2 * sideOf(0, 1) - sideOf(0, 0);
/** Words that say where a record is, what it holds of the pool, and those of no use. */
const LEFT = new Set([
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
  words: fc.array(word, { minLength: WORDS, maxLength: WORDS }),
  doubles: fc.array(double, { minLength: DOUBLE_PLACES.length, maxLength: DOUBLE_PLACES.length }),
  completeness: fc.constantFrom(31, 0, 7),
});

describe('a packed record', () => {
  it('is unpacked as it was, whatever words its layout has', () => {
    fc.assert(
      fc.property(fc.array(contents, { minLength: 1, maxLength: 4 }), (records) => {
        const state = new TcpState();
        const codec = new RecordCodec(state, new SegmentPool());
        const packed = records.map(({ words, doubles, completeness }) => {
          const record = state.take();
          words.forEach((value, place) => {
            if (!LEFT.has(place)) state.i32[record + place] = value;
          });
          state.i32[record + OWN.completeness] = completeness;
          doubles.forEach((value, at) => {
            state.f64[(record + DOUBLE_PLACES[at]!) >> 1] = value;
          });
          codec.pack(record);
          const chunk = new Int32Array(codec.words.subarray(0, codec.length + 1));
          return { record, chunk: { words: chunk, view: new DataView(chunk.buffer) } };
        });
        for (const { record, chunk } of packed) {
          const again = state.take();
          state.i32.fill(-1, again, again + WORDS);
          codec.unpack(chunk, 0, again, false);
          const told = (at: number): number[] =>
            [...state.i32.subarray(at, at + WORDS)].filter((_, p) => !LEFT.has(p));
          expect(told(again)).toEqual(told(record));
        }
      }),
      { numRuns: 500 },
    );
  });
});
