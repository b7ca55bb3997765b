/**
 * RFC 3339 text of a time, in UTC.
 *
 * @param seconds whole seconds since 1970, may be negative
 * @param nanoseconds 0 to 999,999,999
 * @param decimals digits of the fraction; finer digits are cut off
 */
export function formatTime(seconds: number, nanoseconds: number, decimals: 6 | 9): string {
  const fraction = String(nanoseconds).padStart(9, '0').slice(0, decimals);
  const date = new Date(seconds * 1000);
  // Beyond the year 275760 there are no dates; such a clock is nonsense, but the row must not fail.
  if (Number.isNaN(date.getTime())) return `${seconds}.${fraction}`;
  return `${date.toISOString().slice(0, -5)}.${fraction}Z`;
}
