import { formatIpv4, formatIpv6, formatMac } from '../bytes/addresses.js';
import type { ByteSink } from '../bytes/sink.js';

/** Kinds of address, by length in bytes. */
const IPV4 = 4;
const MAC = 6;
const IPV6 = 16;
const DOT = 0x2e;
/** Words a record takes: the kind, then up to four words of address. */
const STRIDE = 5;
/** Distinct addresses remembered at most; further ones share id 0, "not known". */
const MAX_ADDRESSES = 1 << 22;
/** Makes collisions unpredictable, so that no capture can be written to slow the table down. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/**
 * Interns addresses: one small number for each distinct address of a capture, so that columns hold numbers and two
 * addresses are the same where their ids are. Id 0 stands for "none".
 */
export class AddressTable {
  #words = new Int32Array(STRIDE * 256);
  #slots = new Uint32Array(1024);
  #ipv4Keys = new Int32Array(1024);
  #ipv4Ids = new Uint32Array(1024);
  /** Upper bits of the hash choose the slot: 32 less the table's bits. */
  #ipv4Shift = 22;
  #ipv4Count = 0;
  #count = 1;
  readonly #texts: string[] = [''];

  /** Number of ids given so far, 0 included. */
  get size(): number {
    return this.#count;
  }

  /** The IPv4 address at `at`. Nearly all packets come here, so it has a table of its own with shorter keys. */
  ipv4(bytes: Uint8Array, at: number): number {
    const address = word(bytes, at);
    const mask = this.#ipv4Ids.length - 1;
    let slot = Math.imul(address ^ SEED, 0x9e3779b1) >>> this.#ipv4Shift;
    for (let id = this.#ipv4Ids[slot]!; id !== 0; id = this.#ipv4Ids[slot]!) {
      if (this.#ipv4Keys[slot] === address) return id;
      slot = (slot + 1) & mask;
    }
    return this.#addIpv4(slot, address);
  }

  ipv6(bytes: Uint8Array, at: number): number {
    return this.#intern(
      IPV6,
      word(bytes, at),
      word(bytes, at + 4),
      word(bytes, at + 8),
      word(bytes, at + 12),
    );
  }

  mac(bytes: Uint8Array, at: number): number {
    return this.#intern(MAC, word(bytes, at), (bytes[at + 4]! << 8) | bytes[at + 5]!, 0, 0);
  }

  /** 4, 6 or 16 bytes: IPv4, MAC, IPv6; 0 for id 0. */
  kind(id: number): number {
    return id === 0 ? 0 : this.#words[id * STRIDE]!;
  }

  /** The address's bytes in network order; empty for id 0. */
  bytes(id: number): Uint8Array {
    const bytes = new Uint8Array(this.kind(id));
    this.copy(id, bytes, 0);
    return bytes;
  }

  /** Copies the address's bytes in network order to `at`; returns how many. */
  copy(id: number, to: Uint8Array, at: number): number {
    const kind = this.kind(id);
    for (let byte = 0; byte < kind; byte++) to[at + byte] = this.#byte(id, kind, byte);
    return kind;
  }

  /** The order of two addresses by their bytes, a shorter one before what it begins: below, at or above 0. */
  compare(a: number, b: number): number {
    const [kindA, kindB] = [this.kind(a), this.kind(b)];
    for (let byte = 0; byte < kindA && byte < kindB; byte++) {
      const difference = this.#byte(a, kindA, byte) - this.#byte(b, kindB, byte);
      if (difference !== 0) return difference;
    }
    return kindA - kindB;
  }

  /** A byte of an address; the last two of a MAC address are the lower half of their word. */
  #byte(id: number, kind: number, byte: number): number {
    const place = kind === MAC && byte >= 4 ? byte + 2 : byte;
    return (this.#words[id * STRIDE + 1 + (place >> 2)]! >>> (24 - 8 * (place & 3))) & 255;
  }

  /** Text form: dotted, RFC 5952, or colons; null for id 0. */
  text(id: number): string | null {
    if (id === 0) return null;
    const known = this.#texts[id];
    if (known !== undefined) return known;
    const bytes = this.bytes(id);
    const kind = bytes.length;
    const text =
      kind === IPV4 ? formatIpv4(bytes, 0) : kind === MAC ? formatMac(bytes, 0) : formatIpv6(bytes, 0);
    this.#texts[id] = text;
    return text;
  }

  /** Writes an IPv4 address as {@link text} gives it. */
  writeIpv4(sink: ByteSink, id: number): void {
    const address = this.#words[id * STRIDE + 1]!;
    sink.integer(address >>> 24);
    sink.byte(DOT);
    sink.integer((address >>> 16) & 255);
    sink.byte(DOT);
    sink.integer((address >>> 8) & 255);
    sink.byte(DOT);
    sink.integer(address & 255);
  }

  #addIpv4(slot: number, address: number): number {
    const id = this.#intern(IPV4, address, 0, 0, 0);
    if (id === 0) return 0;
    this.#ipv4Keys[slot] = address;
    this.#ipv4Ids[slot] = id;
    if (++this.#ipv4Count * 2 > this.#ipv4Ids.length) this.#growIpv4();
    return id;
  }

  #growIpv4(): void {
    const keys = this.#ipv4Keys;
    const ids = this.#ipv4Ids;
    const length = ids.length * 2;
    this.#ipv4Shift--;
    this.#ipv4Keys = new Int32Array(length);
    this.#ipv4Ids = new Uint32Array(length);
    for (const [old, id] of ids.entries()) {
      if (id === 0) continue;
      let slot = Math.imul(keys[old]! ^ SEED, 0x9e3779b1) >>> this.#ipv4Shift;
      while (this.#ipv4Ids[slot] !== 0) slot = (slot + 1) & (length - 1);
      this.#ipv4Keys[slot] = keys[old]!;
      this.#ipv4Ids[slot] = id;
    }
  }

  #intern(kind: number, a: number, b: number, c: number, d: number): number {
    const slots = this.#slots;
    const words = this.#words;
    const mask = slots.length - 1;
    let slot = hash(kind, a, b, c, d) & mask;
    for (let id = slots[slot]!; id !== 0; id = slots[slot]!) {
      const at = id * STRIDE;
      if (
        words[at + 1] === a &&
        words[at + 2] === b &&
        words[at + 3] === c &&
        words[at + 4] === d &&
        words[at] === kind
      )
        return id;
      slot = (slot + 1) & mask;
    }
    if (this.#count >= MAX_ADDRESSES) return 0;
    return this.#add(slot, kind, a, b, c, d);
  }

  #add(slot: number, kind: number, a: number, b: number, c: number, d: number): number {
    const id = this.#count++;
    if ((id + 1) * STRIDE > this.#words.length) {
      const grown = new Int32Array(this.#words.length * 2);
      grown.set(this.#words);
      this.#words = grown;
    }
    const at = id * STRIDE;
    this.#words[at] = kind;
    this.#words[at + 1] = a;
    this.#words[at + 2] = b;
    this.#words[at + 3] = c;
    this.#words[at + 4] = d;
    this.#slots[slot] = id;
    if (this.#count * 2 > this.#slots.length) this.#rehash();
    return id;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const words = this.#words;
    const mask = slots.length - 1;
    for (let id = 1; id < this.#count; id++) {
      const at = id * STRIDE;
      let slot = hash(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!, words[at + 4]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function word(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
}

function hash(kind: number, a: number, b: number, c: number, d: number): number {
  let h = Math.imul(a ^ kind ^ SEED, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ b, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ c, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16) ^ d, 0x27d4eb2f);
  return (h ^ (h >>> 15)) >>> 0;
}
