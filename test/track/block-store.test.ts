import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockStore } from '../../src/track/block-store.js';

/** A block's words, the lower half of the first 0. */
function block(length: number, seed: number): Int32Array {
  const words = Int32Array.from({ length }, (_, word) => Math.imul(seed + word, 0x9e3779b1));
  words[0]! &= 0xffff0000;
  return words;
}

describe('a store of blocks', () => {
  it('keeps each as it was put, in the holes of others and over chunks', () => {
    const step = fc.record({
      length: fc.integer({ min: 2, max: 1280 }),
      removes: fc.boolean(),
      at: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 500, maxLength: 600 }), (steps) => {
        const store = new BlockStore();
        const kept: { name: number; words: Int32Array }[] = [];
        for (const [seed, { length, removes, at }] of steps.entries()) {
          const words = block(length, seed);
          kept.push({ name: store.put(words, length), words });
          if (removes) store.remove(kept.splice(at % kept.length, 1)[0]!.name);
        }
        for (const { name, words } of kept) {
          const { words: chunk } = store.chunk(name);
          const found = chunk.slice(store.place(name), store.place(name) + words.length);
          found[0]! &= 0xffff0000;
          expect(found.every((word, at) => word === words[at])).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});
