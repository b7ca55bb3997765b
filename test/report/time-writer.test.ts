import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Line } from '../../src/bytes/line.js';
import { stream } from '../../src/engine/analysis.js';
import { formatTime } from '../../src/engine/time.js';
import { openCapture } from '../../src/node/index.js';
import { TimeWriter } from '../../src/report/time-writer.js';
import { sample } from './support.js';

describe('times one after another', () => {
  const { context } = stream(openCapture(sample('02-echo/mesin1.pcap')));
  /** Before 1970, on the same day and others, and beyond all dates. */
  const seconds = fc.oneof(
    fc.integer({ min: 1_700_000_000, max: 1_700_200_000 }),
    fc.integer({ min: -200_000, max: 200_000 }),
    fc.integer({ min: 8_640_000_000_000 - 2, max: 8_640_000_000_000 + 2 }),
    fc.maxSafeInteger(),
  );
  const time = fc.tuple(seconds, fc.integer({ min: 0, max: 999_999_999 }), fc.constantFrom(6, 9));

  it('are written as each is formatted', () => {
    const line = new Line();
    fc.assert(
      fc.property(fc.array(time, { maxLength: 20 }), (times) => {
        const writer = new TimeWriter(context, (text) => `at.${text}:behind`, line);
        for (const [second, nanoseconds, decimals] of times) {
          line.ready();
          writer.addTime(second, nanoseconds, decimals);
          expect(line.take()).toBe(`at.${formatTime(second, nanoseconds, decimals)}:behind`);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
