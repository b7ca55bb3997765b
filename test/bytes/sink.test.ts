import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteSink } from '../../src/bytes/sink.js';

it('writes text as UTF-8, as TextEncoder does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
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

it('writes whole numbers, with groups as Indonesians write them', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const sink = new ByteSink(16);
      sink.integer(value);
      sink.byte(0x20);
      sink.integer(value, '.');
      expect(sink.toText()).toBe(`${value} ${value.toLocaleString('de-DE')}`);
    }),
  );
});

it('grows for pieces of any size', () => {
  const sink = new ByteSink(16);
  const piece = Uint8Array.from({ length: 1000 }, (_, at) => at & 255);
  sink.put(piece.subarray(0, 10));
  sink.put(piece);
  expect([...sink.view()]).toEqual([...piece.subarray(0, 10), ...piece]);
});
