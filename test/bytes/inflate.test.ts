import { constants, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inflate } from '../../src/bytes/inflate.js';

const ROOM = 65_535;

describe('inflate', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 3000 }),
    fc
      .string({ maxLength: 3000, unit: 'grapheme-ascii' })
      .map((text) => new TextEncoder().encode(text.repeat(5))),
  );
  const { Z_FIXED, Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY } = constants;

  it('gives back what zlib deflated, with stored, fixed and own codes', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.constantFrom(0, 1, 9),
        fc.constantFrom(Z_FIXED, Z_DEFAULT_STRATEGY, Z_HUFFMAN_ONLY),
        (data, level, strategy) => {
          expect(inflate(new Uint8Array(deflateRawSync(data, { level, strategy })), ROOM)).toEqual(data);
        },
      ),
    );
  });

  it('expands no more than there is room for', () => {
    const zeros = new Uint8Array(deflateRawSync(new Uint8Array(100_000)));
    expect(inflate(zeros, ROOM)).toBeNull();
    expect(inflate(zeros, 100_000)).toHaveLength(100_000);
  });

  it('gives nothing for data that is cut, and takes any bytes', () => {
    fc.assert(
      fc.property(bytes, fc.nat(), (data, cut) => {
        const whole = new Uint8Array(deflateRawSync(data));
        expect(inflate(whole.subarray(0, cut % whole.length), ROOM)).toBeNull();
        inflate(data, ROOM);
      }),
    );
  });
});
