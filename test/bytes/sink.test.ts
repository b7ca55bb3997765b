import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Ink } from '../../src/bytes/ink.js';
import { ByteSink } from '../../src/bytes/sink.js';

it('writes text as UTF-8, as TextEncoder does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 100, size: 'medium' })), (texts) => {
      const sink = new ByteSink(16);
      for (const text of texts) sink.text(text);
      const encoder = new TextEncoder();
      expect([...sink.view()]).toEqual(texts.flatMap((text) => [...encoder.encode(text)]));
    }),
  );
});

it('writes code points as UTF-8', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0x10ffff }).filter((point) => point < 0xd800 || point > 0xdfff),
      (point) => {
        const sink = new ByteSink();
        sink.point(point);
        expect([...sink.view()]).toEqual([...new TextEncoder().encode(String.fromCodePoint(point))]);
      },
    ),
  );
});

it('writes whole numbers', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const sink = new ByteSink(16);
      sink.integer(value);
      expect(sink.toText()).toBe(`${value}`);
    }),
  );
});

it('writes so many digits, with zeros in front', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(999_999_999), (size, number) => {
      const value = number % 10 ** size;
      const sink = new ByteSink(16);
      sink.digits(value, size);
      expect(sink.toText()).toBe(String(value).padStart(size, '0'));
    }),
  );
});

it.each([
  0,
  9,
  10,
  99,
  100,
  9999,
  10_000,
  99_999_999,
  1e8,
  1e8 + 7,
  1e9 + 7,
  2 ** 31,
  2147483760,
  4294967295,
  2 ** 53 - 1,
])('writes %d', (value) => {
  const sink = new ByteSink(16);
  sink.integer(value);
  sink.integer(-value);
  expect(sink.toText()).toBe(value === 0 ? '00' : `${value}-${value}`);
});

it('writes constant text, whatever stands before and after', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 90 })), (texts) => {
      const sink = new ByteSink(16);
      const ink = new Ink();
      for (const text of texts) sink.put(ink.add(text), ink);
      const encoder = new TextEncoder();
      expect([...sink.view()]).toEqual(texts.flatMap((text) => [...encoder.encode(text)]));
    }),
  );
});

it('grows for bytes of any size', () => {
  const sink = new ByteSink(16);
  const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at & 255);
  sink.copy(bytes.subarray(0, 10));
  sink.copy(bytes);
  expect([...sink.view()]).toEqual([...bytes.subarray(0, 10), ...bytes]);
});
