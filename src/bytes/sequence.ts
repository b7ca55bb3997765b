/**
 * TCP sequence numbers: 32-bit serial numbers that wrap (RFC 9293, 3.4). All functions take and give unsigned or signed
 * 32-bit values alike.
 */

/** How far `a` lies after `b`, -2³¹ to 2³¹-1. */
export function sequenceDistance(a: number, b: number): number {
  return (a - b) | 0;
}
