/** Comparing values that either side may lack. */
import type { Tally } from './tally.js';

/** Compares where either side has a value; grouped by who has none. */
export function optional(
  field: string,
  where: string,
  expected: string,
  got: string | number | null | undefined,
  tally: Tally,
): void {
  if (expected === '' && (got === null || got === undefined)) return;
  const text = String(got ?? 'none');
  tally.check(field, where, expected || 'none', text, () => difference(expected, text));
}

/**
 * As {@link optional}, for times in seconds: equal within a microsecond. tshark leaves out a time of zero, and one that
 * overflowed it prints with other than nine decimals: neither is compared.
 */
export function seconds(
  field: string,
  where: string,
  expected: string,
  got: number | undefined,
  tally: Tally,
): void {
  if (expected === '' ? got === 0 : !/^-?\d+\.\d{9}$/.test(expected)) return;
  // A little more than a microsecond, since differences of doubles are not exact.
  // A time from or to a frame whose fraction overflowed in tshark is some multiple of 2^32 ns away.
  const away = got === undefined ? Number.NaN : Math.abs(Number(expected) - got) % (2 ** 32 / 1e9);
  const equal = expected !== '' && Math.min(away, 2 ** 32 / 1e9 - away) <= 1.001e-6;
  optional(field, where, expected, equal ? expected : got, tally);
}

function difference(expected: string, got: string): string {
  if (expected === '') return 'expected none';
  return got === 'none' ? 'missing' : 'another value';
}
