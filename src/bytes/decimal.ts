/** Whole numbers in decimal. Each function writes at a place, up to seven bytes further than it says, and returns the place behind. */

const MINUS = 0x2d;

/** The digits of 0 to 99, two each, as little-endian halves of words. */
const PAIRS = new Uint16Array(100);
for (let value = 0; value < 100; value++) PAIRS[value] = 0x3030 + ((value / 10) | 0) + ((value % 10) << 8);

/** Any whole number. @param value within ±2^53 */
export function writeInteger(view: DataView, at: number, value: number): number {
  const whole = value | 0;
  if (whole === value && whole >= 0) return writeUint32(view, at, whole);
  if (value < 0) {
    view.setUint8(at, MINUS);
    return writeInteger(view, at + 1, -value);
  }
  if (value < 2 ** 32) return writeUint32(view, at, whole);
  const high = Math.floor(value / 1e8);
  return writeDigits(view, writeUint32(view, at, high | 0), (value - high * 1e8) | 0, 8);
}

/** @param value the 32 bits of 0 to 2^32 - 1: signed, as calculating without a sign is slow */
function writeUint32(view: DataView, at: number, value: number): number {
  if (value >>> 0 < 10_000) return writeShort(view, at, value);
  const high = ((value >>> 1) / 5000) | 0;
  const low = fourDigits((value - Math.imul(high, 10_000)) | 0);
  if (high < 10_000) {
    const after = writeShort(view, at, high);
    view.setInt32(after, low, true);
    return after + 4;
  }
  const top = (high / 10_000) | 0;
  const middle = fourDigits(high - Math.imul(top, 10_000));
  const after = writeShort(view, at, top);
  view.setInt32(after, middle, true);
  view.setInt32(after + 4, low, true);
  return after + 8;
}

/** @param value 0 to 9,999 */
function writeShort(view: DataView, at: number, value: number): number {
  // A difference's sign instead of a comparison: how many digits there are can't be predicted.
  const size = 1 + ((9 - value) >>> 31) + ((99 - value) >>> 31) + ((999 - value) >>> 31);
  view.setInt32(at, fourDigits(value) >>> (32 - 8 * size), true);
  return at + size;
}

/** Just so many digits, zeros in front. @param value 0 to 10^size - 1 @param size 1 to 9 */
export function writeDigits(view: DataView, at: number, value: number, size: number): number {
  if (size <= 4) {
    view.setInt32(at, fourDigits(value) >>> (32 - 8 * size), true);
    return at + size;
  }
  const high = (value / 10_000) | 0;
  const after = writeDigits(view, at, high, size - 4);
  view.setInt32(after, fourDigits(value - Math.imul(high, 10_000)), true);
  return after + 4;
}

/** Four digits, the first in the lowest byte. @param value 0 to 9,999 */
function fourDigits(value: number): number {
  const high = (value / 100) | 0;
  return PAIRS[high]! | (PAIRS[value - Math.imul(high, 100)]! << 16);
}
