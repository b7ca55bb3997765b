import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PayloadRing } from '../../src/track/payload-ring.js';
import { COMPARED } from '../../src/track/tcp-state.js';

it('remembers what was put in last, however it was put in, and tells any difference', () => {
  const sizes = fc.array(fc.integer({ min: 0, max: 70_000 }), { minLength: 1, maxLength: 120 });
  fc.assert(
    fc.property(sizes, fc.nat(255), (lengths, salt) => {
      const ring = new PayloadRing();
      const put: { position: number; bytes: Uint8Array }[] = [];
      for (const [index, length] of lengths.entries()) {
        const bytes = Uint8Array.from({ length }, (_, at) => (at * 31 + index * 7 + salt) & 255);
        put.push({ position: ring.add(bytes, 0, length) - length, bytes });
      }
      let after = 0;
      for (const { position, bytes } of put.reverse()) {
        after += bytes.length;
        if (after > 1 << 22) break;
        expect(ring.compare(position, bytes, 0, bytes.length)).toBe(COMPARED.same);
        if (bytes.length === 0) continue;
        const other = bytes.slice();
        other[bytes.length >> 1]! ^= 1;
        expect(ring.compare(position, other, 0, other.length)).toBe(COMPARED.different);
      }
    }),
    { numRuns: 20 },
  );
});
