/** Numbers that take more than their digits, as `report/digits.ts` and `explain/numbers.ts` add them to a line. */
import { SETTING } from '../constants';
import { writeDigits, writeFraction, writeUint32 } from '../digits';
import { nanosecondsOf, secondsOf } from '../track/batch';
import { SETTINGS } from './settings';
import { copyPiece } from './texts';

const MINUS: u8 = 0x2d;
const DOT: u8 = 0x2e;
const BILLION: f64 = 1e9;
/** Nanoseconds beyond which a double does not hold all their digits, and below which JSON writes seconds with an exponent. */
const EXACT: f64 = 1e15;
const PLAIN: f64 = 1000;

/** What is returned where the number is left to be written otherwise. */
export const NOWHERE: usize = 0;

/** Any whole number. @param value within ±2^53 */
export function writeWhole(at: usize, value: f64): usize {
  if (value < 0) {
    store<u8>(at, MINUS);
    return writeWhole(at + 1, -value);
  }
  if (value < 4294967296) return writeUint32(at, <u32>value);
  const high = Math.floor(value / 1e8);
  return writeDigits(writeUint32(at, <u32>high), <u32>(value - high * 1e8), 8);
}

/** Seconds as JSON writes them. @returns {@link NOWHERE} where that is with an exponent, or not exact */
export function writeSeconds(at: usize, seconds: f64): usize {
  const nanoseconds = round(seconds * BILLION);
  const isPlain = nanoseconds === 0 || (nanoseconds >= PLAIN && nanoseconds < EXACT);
  if (nanoseconds / BILLION !== seconds || !isPlain) return NOWHERE;
  const whole = Math.floor(nanoseconds / BILLION);
  return writeDecimal(at, <u32>whole, <u32>(nanoseconds - whole * BILLION));
}

/** Seconds since the capture's first frame. @returns as {@link writeSeconds} */
export function writeSince(at: usize, row: usize): usize {
  const difference = <f64>nanosecondsOf(row) - <f64>load<u32>(SETTINGS, SETTING.firstNanoseconds);
  const borrowed: f64 = difference < 0 ? 1 : 0;
  const whole = secondsOf(row) - load<f64>(SETTINGS, SETTING.firstSeconds) - borrowed;
  const rest = difference + borrowed * BILLION;
  const isPlain = whole >= 0 && whole < EXACT / BILLION && (whole > 0 || rest >= PLAIN);
  return isPlain ? writeDecimal(at, <u32>whole, <u32>rest) : NOWHERE;
}

function writeDecimal(at: usize, whole: u32, nanoseconds: u32): usize {
  const end = writeUint32(at, whole);
  if (nanoseconds === 0) return end;
  store<u8>(end, DOT);
  return writeFraction(end + 1, nanoseconds);
}

/** A whole number with its groups of digits. */
export function writeGrouped(at: usize, value: u32): usize {
  if (value < 1000) return writeUint32(at, value);
  const high = value / 1000;
  const end = copyPiece(writeGrouped(at, high), load<i32>(SETTINGS, SETTING.group));
  return writeDigits(end, value - high * 1000, 3);
}

/** A duration below two minutes in the unit that suits it. @returns {@link NOWHERE} for a longer one, or one below 0 */
export function writeDuration(at: usize, seconds: f64): usize {
  if (seconds < 0) return NOWHERE;
  // The same bounds as in `explain/numbers.ts`.
  if (seconds < 0.9995e-3)
    return writeAmount(
      at,
      seconds * 1e6,
      seconds < 9.95e-6 ? 10 : 1,
      load<i32>(SETTINGS, SETTING.microseconds),
    );
  if (seconds < 0.9995)
    return writeAmount(at, seconds * 1e3, scaleFor(seconds * 1e3), load<i32>(SETTINGS, SETTING.milliseconds));
  return seconds < 120
    ? writeAmount(at, seconds, scaleFor(seconds), load<i32>(SETTINGS, SETTING.seconds))
    : NOWHERE;
}

function scaleFor(size: f64): f64 {
  return size < 9.995 ? 100 : size < 99.95 ? 10 : 1;
}

/** @param scale one with as many zeros as there are decimals */
function writeAmount(at: usize, value: f64, scale: f64, unit: i32): usize {
  const scaled = round(value * scale);
  const whole = Math.floor(scaled / scale);
  const fraction = scaled - whole * scale;
  let end = writeGrouped(at, <u32>whole);
  if (fraction > 0)
    end = writeFraction(
      copyPiece(end, load<i32>(SETTINGS, SETTING.decimal)),
      <u32>(fraction * (BILLION / scale)),
    );
  return copyPiece(end, unit);
}

/** To the nearest whole number, halves upwards. @param value 0 or more */
function round(value: f64): f64 {
  const whole = Math.floor(value);
  return value - whole >= 0.5 ? whole + 1 : whole;
}
