import { BlockStore } from './block-store.js';
import type { RecordCodec } from './record-codec.js';

/** Connections whose places lie together; such a page goes when all of them are forgotten. */
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;
const FIRST_SLOTS = 1024;

/** Knows where each connection is, by number, and keeps the packed records of those that rest. */
export class Resting {
  readonly #codec: RecordCodec;
  readonly #blocks = new BlockStore();
  /**
   * By number: 0 forgotten, above 0 the record of a connection that is followed, below 0 the block of one that rests
   * (-1 less the block).
   */
  readonly #pages: (Int32Array | undefined)[] = [];
  /** Of each page, the connections not forgotten. */
  readonly #left: number[] = [];
  /** By hash of the key, two words a slot: the number of a connection plus 1, and the hash. Those that don't rest are passed over. */
  #slots: Int32Array = new Int32Array(FIRST_SLOTS * 2);
  #taken = 0;
  #count = 0;

  constructor(codec: RecordCodec) {
    this.#codec = codec;
  }

  /** The record of a connection that is followed; 0 for others. */
  recordOf(number: number): number {
    return Math.max(0, this.#place(number));
  }

  /** Whether a connection rests. */
  has(number: number): boolean {
    return this.#place(number) < 0;
  }

  /** Says in which record a connection is followed. */
  follow(number: number, record: number): void {
    const page = number >> PAGE_BITS;
    let places = this.#pages[page];
    if (places === undefined) {
      places = new Int32Array(PAGE);
      this.#pages[page] = places;
      this.#left[page] = PAGE;
    }
    places[number & (PAGE - 1)] = record;
  }

  /** Keeps the record that the codec has packed. @param hash of its key */
  put(number: number, hash: number): void {
    this.follow(number, -1 - this.#blocks.put(this.#codec.bytes, this.#codec.length));
    this.#count++;
    if (this.#taken * 8 >= this.#slots.length * 3) this.#rebuild();
    this.#enter(number, hash);
  }

  /** The latest connection that rests and has these endpoints, in either order; -1 where there is none. */
  find(a: number, portA: number, b: number, portB: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const there = (portA << 16) | portB;
    const back = (portB << 16) | portA;
    for (let slot = (hash << 1) & mask; slots[slot] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot + 1] !== (hash | 0)) continue;
      const number = slots[slot]! - 1;
      const block = -1 - this.#place(number);
      if (block >= 0 && this.#joins(block, a, b, there, back)) return number;
    }
    return -1;
  }

  /** Unpacks a connection into a cleared record, to be looked at. */
  show(number: number, record: number): void {
    const block = -1 - this.#place(number);
    this.#codec.unpack(this.#blocks.chunk(block), this.#blocks.place(block), record, false);
  }

  /** Unpacks a connection into a cleared record, to be followed again. */
  wake(number: number, record: number): void {
    const block = -1 - this.#place(number);
    this.#codec.unpack(this.#blocks.chunk(block), this.#blocks.place(block), record, true);
    this.#blocks.remove(block);
    this.follow(number, record);
    this.#count--;
  }

  /** Forgets a connection that rests. */
  forget(number: number): void {
    this.#blocks.remove(-1 - this.#place(number));
    const page = number >> PAGE_BITS;
    this.#pages[page]![number & (PAGE - 1)] = 0;
    this.#count--;
    this.#left[page]!--;
    if (this.#left[page] === 0) this.#pages[page] = undefined;
  }

  #place(number: number): number {
    const places = this.#pages[number >> PAGE_BITS];
    return places === undefined ? 0 : places[number & (PAGE - 1)]!;
  }

  /** Whether a packed key joins these endpoints, in either order. @param there, back the ports in each */
  #joins(block: number, a: number, b: number, there: number, back: number): boolean {
    const from = this.#word(block, 0);
    const to = this.#word(block, 1);
    const ports = this.#word(block, 2);
    return (from === a && to === b && ports === there) || (from === b && to === a && ports === back);
  }

  /** A word of a packed key. */
  #word(block: number, word: number): number {
    const chunk = this.#blocks.chunk(block);
    const at = this.#blocks.place(block) + word * 4;
    return (chunk[at]! << 24) | (chunk[at + 1]! << 16) | (chunk[at + 2]! << 8) | chunk[at + 3]!;
  }

  /** Enters a connection in place of an earlier one with the same endpoints, which is found by its number only then. */
  #enter(number: number, hash: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    for (; slots[slot] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot + 1] !== (hash | 0)) continue;
      const other = slots[slot]! - 1;
      if (other === number) return;
      if (!this.#haveSameEnds(number, other)) continue;
      if (other < number) slots[slot] = number + 1;
      return;
    }
    slots[slot] = number + 1;
    slots[slot + 1] = hash;
    this.#taken++;
  }

  #haveSameEnds(number: number, other: number): boolean {
    const block = -1 - this.#place(number);
    const otherBlock = -1 - this.#place(other);
    if (otherBlock < 0) return false;
    const ports = this.#word(block, 2);
    const back = (ports << 16) | (ports >>> 16);
    return this.#joins(otherBlock, this.#word(block, 0), this.#word(block, 1), ports, back);
  }

  /** Makes the table anew: larger, or without those that don't rest where these are many. */
  #rebuild(): void {
    const before = this.#slots;
    const isSparse = this.#count * 2 < this.#taken;
    let length = FIRST_SLOTS * 2;
    while (length < (isSparse ? this.#count : this.#taken) * 4) length *= 2;
    const slots = new Int32Array(length);
    this.#slots = slots;
    this.#taken = 0;
    for (let from = 0; from < before.length; from += 2) {
      if (before[from] === 0 || (isSparse && !this.has(before[from]! - 1))) continue;
      let slot = (before[from + 1]! << 1) & (length - 1);
      while (slots[slot] !== 0) slot = (slot + 2) & (length - 1);
      slots[slot] = before[from]!;
      slots[slot + 1] = before[from + 1]!;
      this.#taken++;
    }
  }
}
