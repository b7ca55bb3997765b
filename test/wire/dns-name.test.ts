import { describe, expect, it } from 'vitest';
import { DNS_STOP_REASONS, dnsNameText, newDnsName, readDnsName } from '../../src/wire/dns-name.js';
import { labels, wire } from './dns-build.js';

/** Text and end of the name, or reason and offset of the stop. */
function read(bytes: Uint8Array, at: number, start = 0, end = bytes.length): readonly [string, number] {
  const name = newDnsName();
  const after = readDnsName(bytes, start, at, end, name);
  return after < 0
    ? [DNS_STOP_REASONS[name.stopReason]!, name.stopOffset]
    : [dnsNameText(name.nameBytes, name.nameLength), after];
}

describe('the message of RFC 1035, 4.1.4', () => {
  const bytes = new Uint8Array(93);
  bytes.set(wire('01 46 03 495349 04 41525041 00'), 20);
  bytes.set(wire('03 464f4f c014'), 40);
  bytes.set(wire('c01a'), 64);
  bytes.set(wire('00'), 92);

  it.each([
    [20, 'F.ISI.ARPA', 32],
    [40, 'FOO.F.ISI.ARPA', 46],
    [64, 'ARPA', 66],
    [92, '.', 93],
  ])('at %i: %s', (at, text, after) => {
    expect(read(bytes, at)).toEqual([text, after]);
  });

  it('may begin anywhere in the buffer', () => {
    const moved = wire('ffffff', bytes);
    expect(read(moved, 43, 3)).toEqual(['FOO.F.ISI.ARPA', 49]);
  });
});

describe('text', () => {
  it('escapes a dot and a backslash inside a label', () => {
    expect(read(labels('a.b\\c', 'd'), 0)[0]).toBe('a\\.b\\\\c.d');
  });

  it('escapes every byte that is not a visible ASCII character', () => {
    expect(read(labels('a b\x00\x1b\x7f\xe2\x80\xae~'), 0)[0]).toBe('a\\032b\\000\\027\\127\\226\\128\\174~');
  });
});

describe('limits of RFC 1035, 2.3.4', () => {
  const x63 = 'x'.repeat(63);

  it('a name of 255 bytes is read', () => {
    expect(read(labels(x63, x63, x63, 'y'.repeat(61)), 0)).toEqual([
      `${x63}.${x63}.${x63}.${'y'.repeat(61)}`,
      255,
    ]);
  });

  it('one of 256 bytes is not', () => {
    expect(read(labels(x63, x63, x63, 'y'.repeat(62)), 0)).toEqual(['bad-length', 192]);
  });

  it('a name of 127 labels is read, also with a pointer after each', () => {
    const pieces = ['00'];
    for (let i = 1, at = 0; i <= 127; i++) {
      pieces.push(`0161 ${(0xc000 + at).toString(16)}`);
      at = i === 1 ? 1 : at + 4;
    }
    const bytes = wire(...pieces);
    expect(read(bytes, bytes.length - 4)).toEqual([
      'too-deep',
      // The 127th pointer leads to the bare root.
      3,
    ]);
    expect(read(bytes, bytes.length - 8)[0]).toBe(Array(126).fill('a').join('.'));
  });
});

describe('what can not be read', () => {
  it.each([
    ['a pointer to itself', 'c000', 0, 'bad-value', 0],
    ['a pointer forwards', 'c002 00', 0, 'bad-value', 0],
    ['a pointer into its own piece', '0161 c000', 0, 'bad-value', 2],
    ['two pointers to each other', 'c002 c000', 2, 'bad-value', 0],
    ['a label of kind 01', '0161 41 00', 0, 'unsupported', 2],
    ['a label of kind 10', '0161 81 00', 0, 'unsupported', 2],
    ['a name without end', '0161', 0, 'cut-short', 2],
    ['a label without end', '0361', 0, 'cut-short', 2],
    ['half a pointer', '00 c0', 1, 'cut-short', 2],
    ['nothing', '', 0, 'cut-short', 0],
  ] as const)('%s', (_, hex, at, reason, offset) => {
    expect(read(wire(hex), at)).toEqual([reason, offset]);
  });

  it('what lies beyond the end', () => {
    expect(read(labels('abc'), 0, 0, 3)).toEqual(['cut-short', 3]);
    expect(read(labels('abc'), 0, 0, 4)).toEqual(['cut-short', 4]);
  });

  it('a long chain of bare pointers', () => {
    const bytes = new Uint8Array(2000);
    for (let at = 2; at < 2000; at += 2) bytes.set([0xc0 | ((at - 2) >> 8), (at - 2) & 255], at);
    expect(read(bytes, 1998)[0]).toBe('too-deep');
    expect(read(bytes, 252)).toEqual(['.', 254]);
  });
});
