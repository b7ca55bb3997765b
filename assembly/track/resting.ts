import { NOBODY, STATUS } from '../constants';
import { blockAt, removeBlock } from './blocks';
import { keyHash } from './connection-key';
import { allocate, giveBack } from './memory';
import { clearPlace, nextResting, placeOf, setPlace } from './places';
import { PACKED_A, PACKED_B, PACKED_PORTS, pack, unpack } from './record-codec';
import { status } from './status';

const FIRST_SLOTS = 1024;

/** By hash of the key: 0 or a connection's number and bits of its hash. Those that don't rest are passed over. */
let slots: usize = 0;
let slotCount: u32 = 0;
/** Bits of a slot that are a connection's number plus 1; above them are the highest bits of its key's hash, as many as there is room for. */
let numberBits: u32 = 0;
let taken: u32 = 0;
/** Connections that rest. */
let resting: u32 = 0;

/** Whether a connection rests. */
export function isResting(number: i32): bool {
  return placeOf(number) < 0;
}

/** Packs a connection's record, in place of which it rests from now on. @param hash of its key */
export function putToRest(number: i32, record: usize, hash: u32): void {
  setPlace(number, -1 - pack(record));
  resting++;
  if (taken * 4 >= slotCount * 3 || <u32>number >= numberBits) rebuild();
  else enter(number, hash);
}

/** The latest connection that rests and has these endpoints, in either order; `NOBODY` where there is none. */
export function findResting(a: i32, portA: i32, b: i32, portB: i32, hash: u32): i32 {
  if (slotCount === 0) return NOBODY;
  for (let slot = slotOf(hash); load<u32>(slot) !== 0; slot = slotAfter(slot)) {
    const entry = load<u32>(slot);
    if (((entry ^ hash) & ~numberBits) !== 0) continue;
    const number = <i32>(entry & numberBits) - 1;
    const block = -1 - placeOf(number);
    if (block >= 0 && joins(blockAt(block), a, b, (portA << 16) | portB)) return number;
  }
  return NOBODY;
}

/** Unpacks a connection into a record, to be looked at. */
export function show(number: i32, record: usize): void {
  unpack(-1 - placeOf(number), record, false);
}

/** Unpacks a connection into a record, to be followed again. */
export function unpackToFollow(number: i32, record: usize): void {
  const block = -1 - placeOf(number);
  unpack(block, record, true);
  removeBlock(block);
  setPlace(number, record >> 2);
  resting--;
}

/** Forgets a connection that rests. */
export function forget(number: i32): void {
  removeBlock(-1 - placeOf(number));
  clearPlace(number);
  resting--;
}

/** Whether a packed key joins these endpoints, in either order. @param ports the port of `a` in the upper half */
function joins(at: usize, a: i32, b: i32, ports: i32): bool {
  const from = load<i32>(at, PACKED_A);
  const to = load<i32>(at, PACKED_B);
  const between = load<i32>(at, PACKED_PORTS);
  const back = (ports << 16) | (ports >>> 16);
  return (from === a && to === b && between === ports) || (from === b && to === a && between === back);
}

function slotOf(hash: u32): usize {
  return slots + ((hash & (slotCount - 1)) << 2);
}

function slotAfter(slot: usize): usize {
  return slots + ((slot - slots + 4) & ((slotCount << 2) - 1));
}

/** Enters a connection in place of an earlier one with the same endpoints, which is found by its number only then. */
function enter(number: i32, hash: u32): void {
  const entry = (hash & ~numberBits) | <u32>(number + 1);
  let slot = slotOf(hash);
  for (; load<u32>(slot) !== 0; slot = slotAfter(slot)) {
    if (((load<u32>(slot) ^ hash) & ~numberBits) !== 0) continue;
    const other = <i32>(load<u32>(slot) & numberBits) - 1;
    if (other === number) return;
    if (!haveSameEnds(number, other)) continue;
    if (other < number) store<u32>(slot, entry);
    return;
  }
  store<u32>(slot, entry);
  taken++;
}

function haveSameEnds(number: i32, other: i32): bool {
  const otherBlock = -1 - placeOf(other);
  if (otherBlock < 0) return false;
  const at = blockAt(-1 - placeOf(number));
  return joins(
    blockAt(otherBlock),
    load<i32>(at, PACKED_A),
    load<i32>(at, PACKED_B),
    load<i32>(at, PACKED_PORTS),
  );
}

/** Makes the table anew, of those that rest: larger where these are many. */
function rebuild(): void {
  let length: u32 = FIRST_SLOTS;
  while (length < resting * 2) length *= 2;
  if (length <= slotCount) memory.fill(slots, 0, slotCount << 2);
  else {
    giveBack(slots, slotCount << 2);
    slots = allocate(length << 2);
    slotCount = length;
  }
  taken = 0;
  const end = load<i32>(status, STATUS.count);
  // Room for twice the numbers there are.
  numberBits = (2 << (32 - clz<u32>(end))) - 1;
  // In the order of their numbers, which is mostly that of their blocks.
  for (let number = nextResting(0, end); number < end; number = nextResting(number + 1, end))
    enter(number, hashOf(blockAt(-1 - placeOf(number))));
}

function hashOf(at: usize): u32 {
  const ports = load<u32>(at, PACKED_PORTS);
  return keyHash(load<i32>(at, PACKED_A), ports >>> 16, load<i32>(at, PACKED_B), ports & 0xffff);
}
