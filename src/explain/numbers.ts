/** Numbers, amounts and durations as a language writes them. */

import type { ByteSink } from '../bytes/sink.js';
import type { Values } from './locale.js';

/** A whole number with its groups: `65.160`. */
export function writeNumber(sink: ByteSink, value: number, values: Values): void {
  sink.grouped(value, values.group);
}

/** A number rounded to so many decimals, zeros at the end left out: `1,25`. @param decimals 0 to 6 */
function writeDecimal(sink: ByteSink, value: number, decimals: number, values: Values): void {
  const scale = 10 ** decimals;
  let scaled = Math.round(Math.abs(value) * scale);
  if (value < 0 && scaled > 0) sink.byte(0x2d);
  sink.grouped(Math.floor(scaled / scale), values.group);
  scaled %= scale;
  if (scaled === 0) return;
  sink.text(values.decimal);
  sink.text(String(scaled).padStart(decimals, '0').replace(/0+$/, ''));
}

/** Seconds. */
const LONGEST = 1e15;

/** A duration of three digits or so in the unit that suits it: `93 µs`, `1,25 ms`, `2,5 detik`, `3,2 menit`. */
export function writeDuration(sink: ByteSink, duration: number, values: Values): void {
  // Beyond 30 million years a clock is nonsense, but its digits must stay digits.
  const seconds = Math.max(-LONGEST, Math.min(LONGEST, duration));
  const size = Math.abs(seconds);
  // Half a unit in the last place is where the next unit begins, so that nothing reads "1.000 µs".
  if (size < 0.9995e-3) amount(sink, seconds * 1e6, size < 9.95e-6 ? 1 : 0, values.microseconds, values);
  else if (size < 0.9995) amount(sink, seconds * 1e3, decimalsFor(size * 1e3), values.milliseconds, values);
  else if (size < 120) amount(sink, seconds, decimalsFor(size), values.seconds, values);
  else if (size < 7200) amount(sink, seconds / 60, 1, values.minutes, values);
  else amount(sink, seconds / 3600, 1, values.hours, values);
}

/** A duration to the millisecond, also where it is long: `25.199,254 detik`. */
export function writeExactDuration(sink: ByteSink, duration: number, values: Values): void {
  if (Math.abs(duration) < 10) writeDuration(sink, duration, values);
  else amount(sink, Math.max(-LONGEST, Math.min(LONGEST, duration)), 3, values.seconds, values);
}

function decimalsFor(size: number): number {
  return size < 9.995 ? 2 : size < 99.95 ? 1 : 0;
}

function amount(sink: ByteSink, value: number, decimals: number, unit: string, values: Values): void {
  writeDecimal(sink, value, decimals, values);
  sink.byte(0x20);
  sink.text(unit);
}
