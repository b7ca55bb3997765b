import { describe, expect, it } from 'vitest';
import { readBytesLiteral } from '../../../src/vantage/programs/literal.js';

/** What Python 3.11 prints for bytes, and the bytes. */
const PRINTED: readonly (readonly [string, readonly number[]])[] = [
  ["b''", []],
  ["b'abc'", [97, 98, 99]],
  ['b"it\'s"', [105, 116, 39, 115]],
  ["b'it\\'s \"x\"'", [105, 116, 39, 115, 32, 34, 120, 34]],
  ["b'\\x00\\xff\\n\\r\\t\\\\'", [0, 255, 10, 13, 9, 92]],
  ["b'\\x1b[31m'", [27, 91, 51, 49, 109]],
  ["(b'ab' b'cd')", [97, 98, 99, 100]],
  ["(b'ab'\n b\"c'd\")", [97, 98, 99, 39, 100]],
  ["bytearray(b'ab')", [97, 98]],
];

describe('a literal of bytes', () => {
  it.each(PRINTED)('%s is read as Python reads it', (printed, bytes) => {
    expect([...readBytesLiteral(printed)!.bytes]).toEqual(bytes);
    expect(readBytesLiteral(printed)!.end).toBe(printed.length);
  });

  it('may use octal and escapes that mean nothing', () => {
    // Language reference, 2.4.1: \0 is octal, \q stays as it is.
    expect([...readBytesLiteral("b'\\0\\101\\q'")!.bytes]).toEqual([0, 65, 92, 113]);
  });

  it.each(["'abc'", "b'abc", 'b', 'abc', '', "b'\\'", "(b'abc"])('is none in %j', (text) => {
    const read = readBytesLiteral(text);
    if (text === "(b'abc") expect(read).toBeNull();
    else expect(read).toBeNull();
  });
});
