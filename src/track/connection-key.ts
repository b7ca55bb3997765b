/** Makes collisions unpredictable, so that no capture can be written to slow the tables down. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** Hash of two endpoints, the same for both directions. @param a, b address ids */
export function keyHash(a: number, portA: number, b: number, portB: number): number {
  const x = Math.imul(a ^ SEED, 0x9e3779b1) ^ Math.imul(portA + 1, 0x85ebca6b);
  const y = Math.imul(b ^ SEED, 0x9e3779b1) ^ Math.imul(portB + 1, 0x85ebca6b);
  let h = (x + y) ^ Math.imul(x ^ y, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x27d4eb2f);
  return (h ^ (h >>> 13)) >>> 0;
}
