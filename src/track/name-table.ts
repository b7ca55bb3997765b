import { ByteStore } from './byte-store.js';

/** Bytes of distinct names remembered at most. */
const MAX_BYTES = 1 << 26;
const FIRST_SLOTS = 512;
const NO_NAME = new Uint8Array(0);
/** Makes collisions unpredictable, so that no capture can be written to slow the table down. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** Interns DNS names in wire form: one number for each distinct name, below 2 to the 26th, so that equal names have equal numbers. */
export class NameTable {
  readonly #store = new ByteStore(MAX_BYTES);
  /** Names by hash. */
  #slots = new Int32Array(FIRST_SLOTS);
  #count = 0;

  /** The name's number; 0 when there are too many. */
  intern(name: Uint8Array, length: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(name, length) & mask;
    for (let id = slots[slot]!; id !== 0; id = slots[slot]!) {
      if (this.#equals(id, name, length)) return id;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, name, length);
  }

  /** The name's bytes in wire form; none for 0. */
  bytes(id: number): Uint8Array {
    return id === 0 ? NO_NAME : this.#store.get(id);
  }

  #equals(id: number, name: Uint8Array, length: number): boolean {
    const chunk = this.#store.chunk(id);
    const at = this.#store.place(id);
    if (((chunk[at]! << 8) | chunk[at + 1]!) !== length) return false;
    for (let byte = 0; byte < length; byte++) if (chunk[at + 2 + byte] !== name[byte]) return false;
    return true;
  }

  #add(slot: number, name: Uint8Array, length: number): number {
    const id = this.#store.put(name, 0, length);
    if (id === 0) return 0;
    this.#slots[slot] = id;
    this.#count++;
    if (this.#count * 2 > this.#slots.length) this.#grow();
    return id;
  }

  #grow(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length - 1;
    for (const id of old) {
      if (id === 0) continue;
      const name = this.#store.get(id);
      let slot = hash(name, name.length) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function hash(name: Uint8Array, length: number): number {
  let h = SEED ^ length;
  for (let at = 0; at < length; at++) h = Math.imul(h ^ name[at]!, 0x01000193);
  return h ^ (h >>> 15);
}
