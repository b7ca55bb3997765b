import { SIDE } from '../constants';

/** How far `a` lies after `b`, -2³¹ to 2³¹-1. */
export function sequenceDistance(a: i32, b: i32): i32 {
  return a - b;
}

/** Added to a whole number below it, it makes a double whose lowest bits are those of the number, as they are from it on. */
const ALIGNED: f64 = 4503599627370496;

/** A number relative to its direction's first, unwrapped: the one nearest to the highest so far. Exact below 2⁵³. */
export function relativeNumber(direction: usize, number: i32): f64 {
  const highest = load<f64>(direction, SIDE.relativeSeq);
  const aligned = highest < ALIGNED ? highest + ALIGNED : highest;
  const near = load<i32>(direction, SIDE.baseSeq) + <i32>reinterpret<i64>(aligned);
  const relative = highest + <f64>sequenceDistance(number, near);
  if (relative > highest) store<f64>(direction, relative, SIDE.relativeSeq);
  return relative;
}
