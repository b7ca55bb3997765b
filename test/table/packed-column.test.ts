import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packColumn, packedSize, unpackColumn } from '../../src/table/packed-column.js';

function packed(values: readonly number[]): DataView {
  const out = new DataView(new ArrayBuffer(packedSize(values.length)));
  const end = packColumn(Float64Array.from(values), values.length, out, 0);
  return new DataView(out.buffer.slice(0, end));
}

function unpacked(column: DataView, count: number): number[] {
  const values = new Float64Array(count);
  expect(unpackColumn(column, 0, count, values)).toBe(column.byteLength);
  return [...values];
}

describe('a packed column', () => {
  const numbers = fc.oneof(
    fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 600 }),
    fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 600 }),
    fc.array(fc.double(), { minLength: 1, maxLength: 100 }),
    fc
      .tuple(
        fc.maxSafeInteger(),
        fc.integer({ min: 1, max: 32 }),
        fc.infiniteStream(fc.nat({ max: 2 ** 31 })),
      )
      .map(([base, bits, stream]) =>
        [...stream.take(300)].map((value) => Math.floor(base / 4) + (value % 2 ** bits)),
      ),
    fc
      .tuple(fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 5 }), fc.infiniteStream(fc.nat()))
      .map(([few, stream]) => [...stream.take(1024)].map((value) => few[value % few.length]!)),
  );

  it('gives back every number', () => {
    fc.assert(
      fc.property(numbers, (values) => {
        expect(unpacked(packed(values), values.length)).toEqual(values);
      }),
    );
  });

  /** Nine bytes are its kind and its least number. */
  it.each<[string, number[], number]>([
    ['one number again and again', Array(1000).fill(1_700_000_000), 9],
    ['numbers close to each other', Array.from({ length: 1000 }, (_, i) => 5e9 + (i % 256)), 9 + 1000],
    [
      'some numbers far from each other',
      Array.from({ length: 1000 }, (_, i) => (i % 10) * 1e8),
      1000 + 9 + 2 + 40,
    ],
    ['many numbers far from each other', Array.from({ length: 1000 }, (_, i) => i * 60), 9 + 2 * 1000],
    ['as many, farther', Array.from({ length: 1000 }, (_, i) => i * 1e4), 9 + 3 * 1000],
    ['fractions', Array.from({ length: 1000 }, (_, i) => i / 3), 9 + 8 * 1000],
  ])('is small: %s', (_, values, bytes) => {
    expect(packed(values).byteLength).toBe(bytes);
    expect(unpacked(packed(values), values.length)).toEqual(values);
  });
});
