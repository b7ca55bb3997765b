import type { ByteSink } from '../bytes/sink.js';

const ZERO = 0x30;
const MINUS = 0x2d;

/** Writes a whole number as JSON does, without making a string. @param value within ±2^53 */
export function writeInteger(sink: ByteSink, value: number): void {
  if (value < 0) {
    sink.byte(MINUS);
    writeInteger(sink, -value);
  } else if (value < 1e9) writeSmall(sink, value, 1);
  else {
    const high = Math.floor(value / 1e9);
    writeInteger(sink, high);
    writeSmall(sink, value - high * 1e9, 9);
  }
}

/** Writes a whole number below 10^9 with at least so many digits. */
export function writeSmall(sink: ByteSink, value: number, least: number): void {
  let rest = value | 0;
  let size = Math.max(least, digitsOf(rest));
  sink.reserve(size);
  const { bytes } = sink;
  let at = sink.length + size;
  sink.length = at;
  for (; size > 0; size--) {
    const next = (rest / 10) | 0;
    bytes[--at] = ZERO + rest - next * 10;
    rest = next;
  }
}

function digitsOf(value: number): number {
  if (value < 1e4) return value < 100 ? (value < 10 ? 1 : 2) : value < 1000 ? 3 : 4;
  if (value < 1e7) return value < 1e5 ? 5 : value < 1e6 ? 6 : 7;
  return value < 1e8 ? 8 : 9;
}

/** Below this many nanoseconds a double holds every decimal that the digits say (15 significant ones). */
const EXACT = 1e15;
/** Below this many, JSON writes seconds with an exponent. */
const PLAIN = 1000;

/** Writes seconds as JSON does: the shortest decimal that reads back as the same number. */
export function writeSeconds(sink: ByteSink, seconds: number): void {
  const nanoseconds = Math.round(Math.abs(seconds) * 1e9);
  if (nanoseconds >= EXACT || nanoseconds < PLAIN || nanoseconds / 1e9 !== Math.abs(seconds)) {
    sink.text(seconds === 0 ? '0' : String(seconds));
    return;
  }
  if (seconds < 0) sink.byte(MINUS);
  const whole = Math.floor(nanoseconds / 1e9);
  writeInteger(sink, whole);
  const fraction = nanoseconds - whole * 1e9;
  if (fraction === 0) return;
  sink.byte(0x2e);
  writeSmall(sink, fraction, 9);
  const { bytes } = sink;
  while (bytes[sink.length - 1] === ZERO) sink.length--;
}
