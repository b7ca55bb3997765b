import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Line } from '../../src/bytes/line.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { Numbers } from '../../src/explain/numbers.js';
import { counted, durationText, phrase } from '../../src/explain/phrases.js';
import { PLAIN_TEXT } from '../../src/explain/text-form.js';

it.each([
  [0, '0 µs', '0 µs'],
  [1.5e-9, '0 µs', '0 µs'],
  [2.5e-6, '2,5 µs', '2.5 µs'],
  [93e-6, '93 µs', '93 µs'],
  [0.000_999_6, '1 ms', '1 ms'],
  [0.001_25, '1,25 ms', '1.25 ms'],
  [0.017_482, '17,5 ms', '17.5 ms'],
  [0.204, '204 ms', '204 ms'],
  [0.9999, '1 detik', '1 s'],
  [10.013, '10 detik', '10 s'],
  [119.7, '120 detik', '120 s'],
  [150, '2,5 menit', '2.5 min'],
  [86_400 * 50, '1.200 jam', '1,200 h'],
  [-0.002, '-2 ms', '-2 ms'],
])('%d s is %s in Indonesian and %s in English', (seconds, indonesian, english) => {
  expect(durationText(id, seconds)).toBe(indonesian);
  expect(durationText(en, seconds)).toBe(english);
});

it('groups digits as Indonesians and English speakers write them', () => {
  for (const [locale, tag] of [
    [id, 'de-DE'],
    [en, 'en-US'],
  ] as const) {
    const line = new Line();
    const numbers = new Numbers(locale.values, PLAIN_TEXT, line.ink);
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        line.ready();
        numbers.number(line, value);
        expect(line.take()).toBe(value.toLocaleString(tag));
      }),
    );
  }
});

it('counts', () => {
  expect(counted(en, 'frame', 1)).toBe('1 frame');
  expect(counted(en, 'frame', 12_000)).toBe('12,000 frames');
  expect(counted(id, 'frame', 12_000)).toBe('12.000 frame');
});

it('fills phrases without reading what is filled in', () => {
  expect(phrase(en, 'capture', { capture: '{capture} $& $1' })).toBe('Capture {capture} $& $1');
});
