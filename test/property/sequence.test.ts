import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sequenceDistance } from '../../src/bytes/sequence.js';

const number = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1),
);
/** Distances that have one meaning; exactly half way round there is no before and after. */
const step = fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 });
const wrapped = (value: number): number => ((value % 2 ** 32) + 2 ** 32) % 2 ** 32;

test('a number that is n steps on lies n after, also across the wrap', () => {
  fc.assert(
    fc.property(number, step, (from, steps) => sequenceDistance(wrapped(from + steps), from) === steps),
  );
  expect(sequenceDistance(5, 2 ** 32 - 5)).toBe(10);
  expect(sequenceDistance(2 ** 32 - 5, 5)).toBe(-10);
});

test('what lies after one lies as far before the other', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      fc.pre(wrapped(a - b) !== 2 ** 31);
      // 0 and -0 are the same distance.
      expect(sequenceDistance(a, b) + sequenceDistance(b, a)).toBe(0);
    }),
  );
});

test('the distance is the same wherever both are moved', () => {
  fc.assert(
    fc.property(number, number, number, (a, b, by) => {
      expect(sequenceDistance(wrapped(a + by), wrapped(b + by))).toBe(sequenceDistance(a, b));
    }),
  );
});

test('signed and unsigned forms of a number are the same', () => {
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(sequenceDistance(a | 0, b)).toBe(sequenceDistance(a, b | 0));
    }),
  );
});
