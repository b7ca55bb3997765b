import fc from 'fast-check';
import { expect, it } from 'vitest';
import { digestOf, joinDigests } from '../../../src/vantage/match/digest.js';

const bytes = fc.uint8Array({ maxLength: 200 });
const of = (all: Uint8Array): number => digestOf(all, 0, all.length);

it('the digest of a whole follows from those of its two parts', () => {
  fc.assert(
    fc.property(bytes, bytes, (first, second) => {
      const whole = Uint8Array.from([...first, ...second]);
      expect(joinDigests(of(first), of(second), second.length)).toBe(of(whole));
    }),
  );
});

it('one byte changed, or a zero more, gives another digest', () => {
  fc.assert(
    fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, place, change) => {
      const other = all.slice();
      if (all.length > 0) other[place % all.length]! ^= change;
      if (all.length > 0) expect(of(other)).not.toBe(of(all));
      expect(of(Uint8Array.from([0, ...all]))).not.toBe(of(all));
      expect(of(Uint8Array.from([...all, 0]))).not.toBe(of(all));
    }),
  );
});

it('reads only the bytes of its range', () => {
  fc.assert(
    fc.property(bytes, fc.nat(50), fc.nat(50), (all, before, after) => {
      const padded = new Uint8Array(before + all.length + after).fill(7);
      padded.set(all, before);
      expect(digestOf(padded, before, before + all.length)).toBe(of(all));
    }),
  );
});
