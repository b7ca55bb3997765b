import type { ByteSink } from '../bytes/sink.js';

const ZERO = 0x30;
const MINUS = 0x2d;
const DOT = 0x2e;
/** Below this many nanoseconds a double holds every decimal that the digits say (15 significant ones). */
const EXACT = 1e15;
/** Below this many, JSON writes seconds with an exponent. */
const PLAIN = 1000;

/** Writes seconds as JSON does: the shortest decimal that reads back as the same number. */
export function writeSeconds(sink: ByteSink, seconds: number): void {
  const nanoseconds = Math.round(seconds * 1e9);
  if (nanoseconds / 1e9 === seconds) writeNanoseconds(sink, nanoseconds);
  else sink.text(String(seconds));
}

/** Writes so many nanoseconds as JSON writes the same in seconds. @param nanoseconds whole */
export function writeNanoseconds(sink: ByteSink, nanoseconds: number): void {
  const size = Math.abs(nanoseconds);
  if (size < PLAIN || size >= EXACT) {
    sink.text(String(nanoseconds / 1e9));
    return;
  }
  if (nanoseconds < 0) sink.byte(MINUS);
  const whole = size < 1e9 ? 0 : Math.floor(size / 1e9);
  sink.integer(whole);
  const fraction = (size - whole * 1e9) | 0;
  if (fraction === 0) return;
  sink.byte(DOT);
  const micros = (fraction / 1000) | 0;
  if (micros * 1000 === fraction) sink.digits(micros, 6);
  else sink.digits(fraction, 9);
  const { bytes } = sink;
  while (bytes[sink.length - 1] === ZERO) sink.length--;
}
