import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewOf } from '../../src/bytes/preview.js';
import { safeText } from '../../src/bytes/safe-text.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const preview = (text: string | Uint8Array): string | null => {
  const bytes = typeof text === 'string' ? bytesOf(text) : text;
  return previewOf(bytes, 0, bytes.length);
};
const HARMFUL = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe('safeText', () => {
  it.each([
    ['mesin1', 'mesin1'],
    ['Ångström 東京 😀', 'Ångström 東京 😀'],
    ['a\r\n\tb', 'a\\r\\n\\tb'],
    ['\x1b[31m', '\\x1b[31m'],
    ['\x9b31m', '\\x9b31m'],
    ['\u202egpj.exe', '\\u202egpj.exe'],
    ['a\u200bb\ufeff', 'a\\u200bb\\ufeff'],
    ['a\u2028b', 'a\\u2028b'],
    ['\u{e0041}', '\\u{e0041}'],
    ['\ud800', '\\ud800'],
    ['www\\032its', 'www\\032its'],
    ['443 → 50000', '443 → 50000'],
  ])('shows %j as %j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  it('escapes every character that steers, hides or separates', () => {
    for (let point = 0; point <= 0x10ffff; point++) {
      const character = String.fromCodePoint(point);
      if (HARMFUL.test(character)) expect(safeText(character), point.toString(16)).toMatch(/^\\[rntxu]/);
    }
  });

  it('is harmless and bounded, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const safe = safeText(text, limit);
        expect(safe).not.toMatch(HARMFUL);
        expect(safe.length).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('ends what was cut with an ellipsis', () => {
    expect(safeText('abcdef', 6)).toBe('abcdef');
    expect(safeText('abcdefg', 6)).toBe('abcde…');
    expect(safeText('abcd\n\n', 6)).toBe('abcd…');
  });
});

describe('previewOf', () => {
  it.each([
    ['GET / HTTP/1.1\r\n', 'GET / HTTP/1.1\\r\\n'],
    ['C:\\n', 'C:\\\\n'],
    ['naïve 東', 'naïve 東'],
    ['red\x1b[0m colours', 'red\\x1b[0m colours'],
    ['x', 'x'],
    ['\n', '\\n'],
  ])('shows %j as %j', (text, shown) => {
    expect(preview(text)).toBe(shown);
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a NUL byte', bytesOf('text\0with a zero byte in it, and enough of it')],
    ['controls', Uint8Array.from([1, 2, 3, 0x41])],
    ['TLS', Uint8Array.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc])],
    ['bytes that are no UTF-8', Uint8Array.from([0x41, 0xc3, 0x28])],
    ['an overlong form', Uint8Array.from([0x41, 0xe0, 0x80, 0xaf])],
    ['a surrogate in UTF-8', Uint8Array.from([0x41, 0xed, 0xa0, 0x80])],
    ['one byte of a longer character', Uint8Array.from([0xe6])],
  ])('takes %s for no text', (_, bytes) => {
    expect(preview(bytes)).toBeNull();
  });

  it('allows a last character that the end cuts', () => {
    const bytes = bytesOf('pesan é');
    expect(previewOf(bytes, 0, bytes.length - 1)).toBe('pesan …');
  });

  it('shows 64 characters whole, and 63 and an ellipsis of more', () => {
    expect(preview('a'.repeat(64))).toBe('a'.repeat(64));
    expect(preview('a'.repeat(65))).toBe(`${'a'.repeat(63)}…`);
    expect(preview('😀'.repeat(40))).toBe(`${'😀'.repeat(31)}…`);
  });

  it('is the same however much more there is to read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 256 }), (text) => {
        const bytes = bytesOf(text);
        expect(previewOf(bytes.subarray(0, 256), 0, 256)).toBe(previewOf(bytes, 0, bytes.length));
      }),
    );
  });

  it('is harmless and at most 64 long, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string({ unit: 'binary' }).map(bytesOf)), (bytes) => {
        const shown = previewOf(bytes, 0, bytes.length);
        if (shown === null) return;
        expect(shown).not.toMatch(HARMFUL);
        expect(shown.length).toBeLessThanOrEqual(64);
      }),
    );
  });
});
