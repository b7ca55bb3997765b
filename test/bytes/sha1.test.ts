import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortSha1 } from '../../src/bytes/sha1.js';

function sha1(message: Uint8Array): string {
  const digest = new Int32Array(5);
  shortSha1(message, message.length, digest);
  return [...digest].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

describe('SHA-1 of a short message', () => {
  it('is that of the platform, for each length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 55 }), (message) => {
        expect(sha1(message)).toBe(createHash('sha1').update(message).digest('hex'));
      }),
      { numRuns: 2000 },
    );
    for (let length = 0; length <= 55; length++) {
      const message = new Uint8Array(length).fill(0xa5);
      expect(sha1(message)).toBe(createHash('sha1').update(message).digest('hex'));
    }
  });

  it('refuses what does not fit into a block', () => {
    expect(() => sha1(new Uint8Array(56))).toThrow(RangeError);
  });
});
