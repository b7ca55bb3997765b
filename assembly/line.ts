/** Writes texts with numbers behind them: the loop behind a `Line` that lies in this memory. */
import { ANY, DIGITS, FRACTION, OWN, PLACE_SHIFT, WORD } from '../src/bytes/layout';
import { NUMBER, writeDigits, writeFraction, writeUint32 } from './digits';

/** Texts are copied in pieces of so many bytes: up to so many less one are written beyond a text's end. */
const PIECE: usize = 16;
/** Where {@link write} says where it ended. */
export const END: usize = memory.data(8, 8);

/** From here on the memory is the caller's. */
export const FREE: usize = __heap_base;

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
