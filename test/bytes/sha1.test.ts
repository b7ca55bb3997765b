import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ShortSha1 } from '../../src/bytes/sha1.js';
import { ByteSink } from '../../src/bytes/sink.js';

const short = new ShortSha1();

function sha1(message: Uint8Array): string {
  const sink = new ByteSink();
  short.message.set(message.subarray(0, short.message.length));
  short.write(sink, message.length);
  return sink.toText();
}

describe('SHA-1 of a short message', () => {
  it('is that of the platform, for each length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 55 }), (message) => {
        expect(sha1(message)).toBe(createHash('sha1').update(message).digest('base64'));
      }),
      { numRuns: 2000 },
    );
    for (let length = 0; length <= 55; length++) {
      const message = new Uint8Array(length).fill(0xa5);
      expect(sha1(message)).toBe(createHash('sha1').update(message).digest('base64'));
    }
  });

  it('refuses what does not fit into a block', () => {
    expect(() => sha1(new Uint8Array(56))).toThrow(RangeError);
  });
});
