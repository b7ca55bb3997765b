/** Whole numbers in decimal. Each function writes at a place, up to seven bytes further than it says, and returns the place behind. */

/** Room that a number of any size finds. */
export const NUMBER: usize = 32;
/** The digits of 0 to 9,999, four each, as little-endian words. */
const FOURS = memory.data(40_000, 16);

/** Digits as text. */
const ZERO: u32 = 0x30;
const BEYOND_NINE: u32 = ZERO + 10;

fillFours();

/** Counts digit by digit, as dividing would take longer than all else that a small capture needs of this. */
function fillFours(): void {
  let next = FOURS;
  for (let first = ZERO; first < BEYOND_NINE; first++)
    for (let second = ZERO; second < BEYOND_NINE; second++)
      for (let third = ZERO; third < BEYOND_NINE; third++)
        for (let fourth = ZERO; fourth < BEYOND_NINE; fourth++) {
          store<u32>(next, first | (second << 8) | (third << 16) | (fourth << 24));
          next += 4;
        }
}

/** A whole number. */
export function writeUint32(at: usize, value: u32): usize {
  return inlineUint32(at, value);
}

/** The same, for a loop that writes many. @inline */
export function inlineUint32(at: usize, value: u32): usize {
  if (value < 10_000) return writeShort(at, value);
  const high = value / 10_000;
  const low = fourDigits(value - high * 10_000);
  if (high < 10_000) {
    const after = writeShort(at, high);
    store<u32>(after, low);
    return after + 4;
  }
  const top = high / 10_000;
  const after = writeShort(at, top);
  store<u32>(after, fourDigits(high - top * 10_000));
  store<u32>(after + 4, low);
  return after + 8;
}

/** @param value 0 to 9,999 @inline */
function writeShort(at: usize, value: u32): usize {
  // No comparison that branches: how many digits there are can't be predicted.
  const size = 1 + <u32>(value > 9) + <u32>(value > 99) + <u32>(value > 999);
  store<u32>(at, lastDigits(value, size));
  return at + size;
}

/** Just so many digits, zeros in front. @param value 0 to 10^size - 1 @param size 1 to 9 */
export function writeDigits(at: usize, value: u32, size: u32): usize {
  let rest = value;
  let left = size;
  let to = at;
  while (left > 4) {
    const scale: u32 = left > 8 ? 100_000_000 : 10_000;
    const high = rest / scale;
    rest -= high * scale;
    const more: u32 = left > 8 ? left - 8 : left - 4;
    store<u32>(to, lastDigits(high, more));
    to += more;
    left -= more;
  }
  store<u32>(to, lastDigits(rest, left));
  return to + left;
}

/** Nine digits, but for the zeros at their end: one at least. @param value 0 to 999,999,999 */
export function writeFraction(at: usize, value: u32): usize {
  const micros = value / 1000;
  const isFine = micros * 1000 !== value;
  let end = isFine ? writeDigits(at, value, 9) : writeDigits(at, micros, 6);
  while (end > at + 1 && <u32>load<u8>(end - 1) === ZERO) end--;
  return end;
}

/** So many digits, 1 to 4, the first in the lowest byte. */
function lastDigits(value: u32, size: u32): u32 {
  return fourDigits(value) >>> (32 - 8 * size);
}

function fourDigits(value: u32): u32 {
  return load<u32>(FOURS + (value << 2));
}
