/** Distinct names remembered at most, and bytes of names. */
const MAX_NAMES = 1 << 20;
const MAX_BYTES = 1 << 26;

/** Interns DNS names in wire form: one number for each distinct name, so that equal names have equal numbers. */
export class NameTable {
  #bytes = new Uint8Array(4096);
  #starts = new Uint32Array(256);
  #slots = new Int32Array(512);
  #count = 1;

  /** The name's number; 0 when there are too many. */
  intern(name: Uint8Array, length: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash(name, length) & mask;
    for (let id = this.#slots[slot]!; id !== 0; id = this.#slots[slot]!) {
      if (this.#equals(id, name, length)) return id;
      slot = (slot + 1) & mask;
    }
    return this.#add(slot, name, length);
  }

  /** The name's bytes in wire form, lower case. */
  bytes(id: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[id]!, this.#starts[id + 1]!);
  }

  #equals(id: number, name: Uint8Array, length: number): boolean {
    const start = this.#starts[id]!;
    if (this.#starts[id + 1]! - start !== length) return false;
    for (let at = 0; at < length; at++) if (this.#bytes[start + at] !== name[at]) return false;
    return true;
  }

  #add(slot: number, name: Uint8Array, length: number): number {
    const start = this.#starts[this.#count]!;
    if (this.#count >= MAX_NAMES || start + length > MAX_BYTES) return 0;
    while (start + length > this.#bytes.length) {
      const grown = new Uint8Array(this.#bytes.length * 2);
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    const id = this.#count++;
    if (id + 2 > this.#starts.length) {
      const grown = new Uint32Array(this.#starts.length * 2);
      grown.set(this.#starts);
      this.#starts = grown;
    }
    for (let at = 0; at < length; at++) this.#bytes[start + at] = name[at]!;
    this.#starts[id + 1] = start + length;
    this.#slots[slot] = id;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    const mask = this.#slots.length - 1;
    for (let id = 1; id < this.#count; id++) {
      const name = this.bytes(id);
      let slot = hash(name, name.length) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = id;
    }
  }
}

function hash(name: Uint8Array, length: number): number {
  let h = 0x811c9dc5 ^ length;
  for (let at = 0; at < length; at++) h = Math.imul(h ^ name[at]!, 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
