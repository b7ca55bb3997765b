/** Makes collisions unpredictable, so that no capture can be written to slow the tables down. */
let seed: u32 = 0;

export function setSeed(number: u32): void {
  seed = number;
}

/** Hash of two endpoints, the same for both directions. @param a, b address ids */
export function keyHash(a: u32, portA: u32, b: u32, portB: u32): u32 {
  const x = ((a ^ seed) * 0x9e3779b1) ^ ((portA + 1) * 0x85ebca6b);
  const y = ((b ^ seed) * 0x9e3779b1) ^ ((portB + 1) * 0x85ebca6b);
  let h = (x + y) ^ ((x ^ y) * 0xc2b2ae35);
  h ^= h >>> 15;
  h *= 0x27d4eb2f;
  return h ^ (h >>> 13);
}
