import { BlockStore } from './block-store.js';
import { keyHash } from './connection-key.js';
import type { RecordCodec } from './record-codec.js';

/** Connections whose places lie together; such a page goes when all of them are forgotten. */
const PAGE_BITS = 12;
const PAGE = 1 << PAGE_BITS;
const FIRST_SLOTS = 1024;
/** Bits of a slot that are a connection's number plus 1; above them are the highest bits of its key's hash. */
const NUMBER_BITS = 27;
const NUMBER = (1 << NUMBER_BITS) - 1;
/** Connections that can be told apart. */
export const MAX_NUMBERS: number = NUMBER - 1;

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
  /** By hash of the key: 0 or a connection's number and bits of its hash. Those that don't rest are passed over. */
  #slots: Int32Array = new Int32Array(FIRST_SLOTS);
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
    this.follow(number, -1 - this.#blocks.put(this.#codec.words, this.#codec.length));
    this.#count++;
    if (this.#taken * 4 >= this.#slots.length * 3) this.#rebuild();
    else this.#enter(number, hash);
  }

  /** The latest connection that rests and has these endpoints, in either order; -1 where there is none. */
  find(a: number, portA: number, b: number, portB: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const entry = slots[slot]!;
      if (((entry ^ hash) & ~NUMBER) !== 0) continue;
      const number = (entry & NUMBER) - 1;
      const block = -1 - this.#place(number);
      if (block >= 0 && this.#joins(block, a, b, (portA << 16) | portB)) return number;
    }
    return -1;
  }

  /** Unpacks a connection into a record, to be looked at. */
  show(number: number, record: number): void {
    this.#unpack(-1 - this.#place(number), record, false);
  }

  /** Unpacks a connection into a record, to be followed again. */
  wake(number: number, record: number): void {
    const block = -1 - this.#place(number);
    this.#unpack(block, record, true);
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

  #unpack(block: number, record: number, withSegments: boolean): void {
    this.#codec.unpack(this.#blocks.chunk(block), this.#blocks.place(block), record, withSegments);
  }

  /** Whether a packed key joins these endpoints, in either order. @param ports the port of `a` in the upper half */
  #joins(block: number, a: number, b: number, ports: number): boolean {
    const { words } = this.#blocks.chunk(block);
    const at = this.#blocks.place(block);
    const [from, to, between] = [words[at + 1], words[at + 2], words[at + 3]];
    const back = (ports << 16) | (ports >>> 16);
    return (from === a && to === b && between === ports) || (from === b && to === a && between === back);
  }

  /** Enters a connection in place of an earlier one with the same endpoints, which is found by its number only then. */
  #enter(number: number, hash: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const entry = (hash & ~NUMBER) | (number + 1);
    let slot = hash & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (((slots[slot]! ^ hash) & ~NUMBER) !== 0) continue;
      const other = (slots[slot]! & NUMBER) - 1;
      if (other === number) return;
      if (!this.#haveSameEnds(number, other)) continue;
      if (other < number) slots[slot] = entry;
      return;
    }
    slots[slot] = entry;
    this.#taken++;
  }

  #haveSameEnds(number: number, other: number): boolean {
    const block = -1 - this.#place(number);
    const otherBlock = -1 - this.#place(other);
    if (otherBlock < 0) return false;
    const { words } = this.#blocks.chunk(block);
    const at = this.#blocks.place(block);
    return this.#joins(otherBlock, words[at + 1]!, words[at + 2]!, words[at + 3]!);
  }

  /** Makes the table anew, of those that rest: larger where these are many. */
  #rebuild(): void {
    let length = FIRST_SLOTS;
    while (length < this.#count * 2) length *= 2;
    this.#slots = new Int32Array(length);
    this.#taken = 0;
    // In the order of their numbers, which is mostly that of their blocks.
    for (const [page, places] of this.#pages.entries())
      if (places !== undefined)
        for (let index = 0; index < PAGE; index++)
          if (places[index]! < 0) this.#enter(page * PAGE + index, this.#hashOf(-1 - places[index]!));
  }

  #hashOf(block: number): number {
    const { words } = this.#blocks.chunk(block);
    const at = this.#blocks.place(block);
    const ports = words[at + 3]!;
    return keyHash(words[at + 1]!, ports >>> 16, words[at + 2]!, ports & 0xffff);
  }
}
