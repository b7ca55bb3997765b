/** The steps by which rows of each kind are written, found by the kind. */

/** Kinds at most, and places to find them in. */
const MOST: i32 = 2048;
const SLOTS: u32 = 4096;
const SLOT: usize = 16;
/** Of each kind: itself, the findings, and where its steps lie. */
const slots: usize = memory.data(65_536, 16);
const MIXER: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

let count: i32 = 0;

/** Where the form of a kind lies. 0 where it was not met yet. */
export function find(kind: u64, findings: u32): usize {
  return load<usize>(slotOf(kind, findings), 12);
}

/** Whether there is room for another kind. */
export function hasRoom(): bool {
  return count < MOST;
}

export function add(kind: u64, findings: u32, steps: usize): void {
  const slot = slotOf(kind, findings);
  store<u64>(slot, kind);
  store<u32>(slot, findings, 8);
  store<usize>(slot, steps, 12);
  count++;
}

/** The slot of the kind, or the one where it belongs. */
function slotOf(kind: u64, findings: u32): usize {
  let index = <u32>(((kind ^ ((<u64>findings) << 40)) * MIXER) >>> 52);
  for (let slot = slots + <usize>index * SLOT; load<u64>(slot) !== 0; slot = slots + <usize>index * SLOT) {
    if (load<u64>(slot) === kind && load<u32>(slot, 8) === findings) return slot;
    index = (index + 1) % SLOTS;
  }
  return slots + <usize>index * SLOT;
}
