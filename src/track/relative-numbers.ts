import { sequenceDistance } from '../bytes/sequence.js';
import { SIDE, type TcpState } from './tcp-state.js';

/** A number relative to its direction's first, unwrapped: the one nearest to the highest so far. */
export function relativeNumber({ u32, f64 }: TcpState, direction: number, number: number): number {
  const highest = f64[(direction + SIDE.relativeSeq) >> 1]!;
  const relative = highest + sequenceDistance(number, u32[direction + SIDE.baseSeq]! + highest);
  if (relative > highest) f64[(direction + SIDE.relativeSeq) >> 1] = relative;
  return relative;
}
