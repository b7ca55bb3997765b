/** Times: the text that stands before one is right for a day, up to the point before the fraction. */
import { writeDigits } from '../digits';
import { NOWHERE } from './numbers';
import { SETTINGS } from './settings';

const COLON: u8 = 0x3a;
const DOT: u8 = 0x2e;
const NINE_DIGITS: u32 = 9;
const NANOSECONDS_OF_MICRO: u32 = 1000;
/** Seconds of a day. */
const DAY: f64 = 86_400;

/**
 * Puts the hour, minute and second into the text before, and so many digits behind it.
 *
 * @param day the setting that has the first second of the day that the text is of
 * @returns {@link NOWHERE} where the time is of another day
 */
export function writeTime(at: usize, seconds: f64, nanoseconds: u32, day: usize, digits: u32): usize {
  const second = seconds - load<f64>(SETTINGS + day);
  if (!(second >= 0 && second < DAY)) return NOWHERE;
  const minutes = <u32>second / 60;
  const hour = minutes / 60;
  writeDigits(at - 9, hour, 2);
  store<u8>(at - 7, COLON);
  writeDigits(at - 6, minutes - hour * 60, 2);
  store<u8>(at - 4, COLON);
  writeDigits(at - 3, <u32>second - minutes * 60, 2);
  store<u8>(at - 1, DOT);
  return writeDigits(at, digits === NINE_DIGITS ? nanoseconds : nanoseconds / NANOSECONDS_OF_MICRO, digits);
}
