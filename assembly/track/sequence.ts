import { SIDE } from '../constants';

/** How far `a` lies after `b`, -2³¹ to 2³¹-1. */
export function sequenceDistance(a: i32, b: i32): i32 {
  return a - b;
}

/** A number relative to its direction's first, unwrapped: the one nearest to the highest so far. */
export function relativeNumber(direction: usize, number: i32): f64 {
  const highest = load<f64>(direction, SIDE.relativeSeq);
  const near = <f64>load<u32>(direction, SIDE.baseSeq) + highest;
  const relative = highest + <f64>sequenceDistance(number, <i32>(<i64>near));
  if (relative > highest) store<f64>(direction, relative, SIDE.relativeSeq);
  return relative;
}
