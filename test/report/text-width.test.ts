import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutText, textWidth } from '../../src/report/text-width.js';

/** Text with and without characters that take other than one column. */
const anyText = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[ -~→東]*$/));

it('cuts text to what fits, and no shorter than it must', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, width) => {
      const cut = cutText(text, width);
      if (cut === text) return;
      expect(textWidth(text)).toBeGreaterThan(width);
      expect(cut.endsWith('…')).toBe(true);
      const kept = cut.slice(0, -1);
      expect(text.startsWith(kept)).toBe(true);
      let used = 1;
      for (const character of kept) used += textWidth(character);
      expect(used).toBeLessThanOrEqual(width);
      expect(used + textWidth(String.fromCodePoint(text.codePointAt(kept.length)!))).toBeGreaterThan(width);
    }),
  );
});
