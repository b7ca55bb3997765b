import type { ByteSink } from '../bytes/sink.js';

const ZERO = 0x30;
const MINUS = 0x2d;
/** Below this many nanoseconds a double holds every decimal that the digits say (15 significant ones). */
const EXACT = 1e15;
/** Below this many, JSON writes seconds with an exponent. */
const PLAIN = 1000;

/** Writes seconds as JSON does: the shortest decimal that reads back as the same number. */
export function writeSeconds(sink: ByteSink, seconds: number): void {
  const size = Math.abs(seconds);
  const nanoseconds = Math.round(size * 1e9);
  if (nanoseconds >= EXACT || nanoseconds < PLAIN || nanoseconds / 1e9 !== size) {
    sink.text(seconds === 0 ? '0' : String(seconds));
    return;
  }
  if (seconds < 0) sink.byte(MINUS);
  const whole = Math.floor(nanoseconds / 1e9);
  sink.integer(whole);
  const fraction = nanoseconds - whole * 1e9;
  if (fraction === 0) return;
  sink.byte(0x2e);
  sink.digits(fraction, 9);
  const { bytes } = sink;
  while (bytes[sink.length - 1] === ZERO) sink.length--;
}
