/** Writes texts with numbers behind them: the loop behind `Line`, whose memory this is. */
import { ANY, DIGITS, FRACTION, OWN, PLACE_SHIFT, WORD } from '../src/bytes/layout';

/** Texts are copied in pieces of so many bytes: up to so many less one are written beyond a text's end. */
const PIECE: usize = 16;
/** The digits of 0 to 9,999, four each, as little-endian words. */
const FOURS = memory.data(40_000, 16);
/** Room that a number of any size finds. */
const NUMBER: usize = 32;
/** Where {@link write} says where it ended. */
export const END: usize = memory.data(8, 8);

/** From here on the memory is the caller's. */
export const FREE: usize = __heap_base;

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

/**
 * Writes steps, until all are written or there is no more room.
 *
 * @param steps where they begin: pieces, and in the bits of `DIGITS` how the number behind is written
 * @param numbers where their numbers begin, as many
 * @param out where to write, @param full the place beyond which nothing may be written
 * @param constants where what stands in the code lies, @param own where the line's own texts lie
 * @returns how many were written; where what was written ends stands in {@link END}
 */
export function write(
  steps: usize,
  numbers: usize,
  count: i32,
  out: usize,
  full: usize,
  constants: usize,
  own: usize,
): i32 {
  const most = full - PIECE - NUMBER;
  let at = out;
  let index = 0;
  for (; index < count; index++) {
    const step = load<i32>(steps + ((<usize>index) << 2));
    const piece = (step & OWN ? own : constants) + <usize>((step >> PLACE_SHIFT) * WORD);
    const size = <usize>load<u32>(piece);
    if (at + size > most) break;
    v128.store(at, v128.load(piece, WORD));
    for (let done: usize = PIECE; done < size; done += PIECE)
      v128.store(at + done, v128.load(piece + done, WORD));
    at += size;
    const digits = step & DIGITS;
    if (digits === 0) continue;
    const number = load<u32>(numbers + ((<usize>index) << 2));
    at =
      digits === ANY
        ? writeUint32(at, number)
        : digits === FRACTION
          ? writeFraction(at, number)
          : writeDigits(at, number, digits);
  }
  store<usize>(END, at);
  return index;
}

function writeUint32(at: usize, value: u32): usize {
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

/** @param value 0 to 9,999 */
function writeShort(at: usize, value: u32): usize {
  // No comparison that branches: how many digits there are can't be predicted.
  const size = 1 + <u32>(value > 9) + <u32>(value > 99) + <u32>(value > 999);
  store<u32>(at, lastDigits(value, size));
  return at + size;
}

/** Just so many digits, zeros in front. @param value 0 to 10^size - 1 @param size 1 to 9 */
function writeDigits(at: usize, value: u32, size: u32): usize {
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
function writeFraction(at: usize, value: u32): usize {
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
