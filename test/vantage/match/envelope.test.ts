import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Edge, slopeOf } from '../../../src/vantage/match/envelope.js';

/** Trips of both directions over a line: each delay is at least the fastest one, which is met now and then. */
function clouds(offset: number, slope: number, seed: number): [Edge, Edge] {
  const above = new Edge(1, 0, 1000);
  const below = new Edge(-1, 0, 1000);
  let random = seed;
  const delay = (fastest: number): number => {
    random = (Math.imul(random, 1103515245) + 12345) >>> 0;
    return random % 5 === 0 ? fastest : fastest + (random % 997) / 100;
  };
  for (let x = 0; x < 1000; x++) {
    above.add(x, offset + slope * x + delay(3));
    below.add(x, offset + slope * x - delay(5));
  }
  return [above, below];
}

describe('the edge of a cloud of trips', () => {
  it('has the slope of the drift, whatever the delays', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e6, max: 1e6 }),
        fc.integer({ min: -50, max: 50 }),
        fc.nat(),
        (offset, drift, seed) => {
          const [above, below] = clouds(offset, drift / 1e3, seed);
          expect(slopeOf(above)).toBeCloseTo(drift / 1e3, 2);
          expect(slopeOf(below)).toBeCloseTo(drift / 1e3, 2);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is touched by a line at the fastest trip', () => {
    const [above, below] = clouds(100, 0.01, 1);
    expect(above.touch(0.01, 0)).toBeCloseTo(103, 6);
    expect(below.touch(0.01, 0)).toBeCloseTo(95, 6);
  });

  it('is infinitely far where nothing was seen, and ignores what has no time', () => {
    const edge = new Edge(1, 0, 10);
    edge.add(Number.NaN, 1);
    edge.add(1, Number.NaN);
    expect([edge.count, edge.touch(0, 0)]).toEqual([0, Number.POSITIVE_INFINITY]);
    expect(slopeOf(edge)).toBeNaN();
  });
});
