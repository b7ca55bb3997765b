import { formatIpv4, formatIpv6, formatMac } from '../bytes/addresses.js';
import type { ByteSink } from '../bytes/sink.js';

/** Kinds of address, by length in bytes. */
const IPV4 = 4;
const MAC = 6;
const IPV6 = 16;
const DOT = 0x2e;
/** Words a record of another kind takes: the kind, then up to four words of address. */
export const OTHER_WORDS = 5;
/** Distinct IPv4 addresses, and others, remembered at most; further ones share id 0, "not known". */
const MAX_IPV4 = 1 << 23;
const MAX_OTHERS = 1 << 21;
/** Texts remembered, by the last bits of their ids. */
const TEXTS = 1 << 12;
/** Makes collisions unpredictable, so that no capture can be written to slow the table down. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/**
 * Interns addresses: one small number for each distinct address of a capture, so that columns hold numbers and two
 * addresses are the same where their ids are. Id 0 stands for "none"; the other even ids are those of IPv4 addresses.
 */
export class AddressTable {
  /** IPv4 addresses by half their id; nearly all packets have these, and a scan has millions. */
  #ipv4 = new Int32Array(256);
  #ipv4Count = 1;
  /** Ids by hash. */
  #ipv4Slots = new Uint32Array(1024);
  /** Upper bits of the hash choose the slot: 32 less the table's bits. */
  #ipv4Shift = 22;
  /** Records of other addresses by half their id, rounded down. */
  #words = new Int32Array(OTHER_WORDS * 256);
  #count = 0;
  /** Ids by hash. */
  #slots = new Uint32Array(1024);
  readonly #textIds = new Uint32Array(TEXTS);
  readonly #texts: string[] = [];

  /** Number of ids given so far, 0 included. */
  get size(): number {
    return this.#ipv4Count + this.#count;
  }

  /** One more than the largest id given so far: what a table of them by id must hold. */
  get bound(): number {
    return Math.max(2 * this.#ipv4Count - 1, 2 * this.#count);
  }

  /** Every id given so far but 0. */
  *ids(): IterableIterator<number> {
    for (let at = 1; at < this.#ipv4Count; at++) yield at * 2;
    for (let at = 0; at < this.#count; at++) yield at * 2 + 1;
  }

  /** The IPv4 address at `at`. */
  ipv4(bytes: Uint8Array, at: number): number {
    return this.ofIpv4(word(bytes, at));
  }

  /** The IPv4 address that these 32 bits are. */
  ofIpv4(address: number): number {
    const slots = this.#ipv4Slots;
    const mask = slots.length - 1;
    let slot = Math.imul(address ^ SEED, 0x9e3779b1) >>> this.#ipv4Shift;
    for (let id = slots[slot]!; id !== 0; id = slots[slot]!) {
      if (this.#ipv4[id >> 1] === address) return id;
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
    if (id & 1) return this.#words[(id >> 1) * OTHER_WORDS]!;
    return id === 0 ? 0 : IPV4;
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

  /** IPv4 addresses by half their id, as a view that is valid until the next one is added. */
  get ipv4Words(): Int32Array {
    return this.#ipv4.subarray(0, this.#ipv4Count);
  }

  /** Of other addresses, by half their id, {@link OTHER_WORDS}: the kind, then the address. As valid. */
  get otherWords(): Int32Array {
    return this.#words.subarray(0, this.#count * OTHER_WORDS);
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
    if (kind === IPV4) return (this.#ipv4[id >> 1]! >>> (24 - 8 * byte)) & 255;
    const place = kind === MAC && byte >= 4 ? byte + 2 : byte;
    return (this.#words[(id >> 1) * OTHER_WORDS + 1 + (place >> 2)]! >>> (24 - 8 * (place & 3))) & 255;
  }

  /** Text form: dotted, RFC 5952, or colons; null for id 0. */
  text(id: number): string | null {
    if (id === 0) return null;
    const place = id & (TEXTS - 1);
    const known = this.#texts[place];
    if (known !== undefined && this.#textIds[place] === id) return known;
    const bytes = this.bytes(id);
    const kind = bytes.length;
    const text =
      kind === IPV4 ? formatIpv4(bytes, 0) : kind === MAC ? formatMac(bytes, 0) : formatIpv6(bytes, 0);
    this.#texts[place] = text;
    this.#textIds[place] = id;
    return text;
  }

  /** Writes an IPv4 address as {@link text} gives it. */
  writeIpv4(sink: ByteSink, id: number): void {
    const address = this.#ipv4[id >> 1]!;
    sink.integer(address >>> 24);
    sink.byte(DOT);
    sink.integer((address >>> 16) & 255);
    sink.byte(DOT);
    sink.integer((address >>> 8) & 255);
    sink.byte(DOT);
    sink.integer(address & 255);
  }

  #addIpv4(slot: number, address: number): number {
    const index = this.#ipv4Count;
    if (index >= MAX_IPV4) return 0;
    if (index === this.#ipv4.length) {
      const grown = new Int32Array(index * 2);
      grown.set(this.#ipv4);
      this.#ipv4 = grown;
    }
    this.#ipv4[index] = address;
    this.#ipv4Slots[slot] = index * 2;
    this.#ipv4Count = index + 1;
    if (index * 4 > this.#ipv4Slots.length * 3) this.#growIpv4();
    return index * 2;
  }

  #growIpv4(): void {
    const length = this.#ipv4Slots.length * 2;
    const slots = new Uint32Array(length);
    this.#ipv4Slots = slots;
    this.#ipv4Shift--;
    for (let index = 1; index < this.#ipv4Count; index++) {
      let slot = Math.imul(this.#ipv4[index]! ^ SEED, 0x9e3779b1) >>> this.#ipv4Shift;
      while (slots[slot] !== 0) slot = (slot + 1) & (length - 1);
      slots[slot] = index * 2;
    }
  }

  #intern(kind: number, a: number, b: number, c: number, d: number): number {
    const slots = this.#slots;
    const words = this.#words;
    const mask = slots.length - 1;
    let slot = hash(kind, a, b, c, d) & mask;
    for (let id = slots[slot]!; id !== 0; id = slots[slot]!) {
      const at = (id >> 1) * OTHER_WORDS;
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
    if (this.#count >= MAX_OTHERS) return 0;
    return this.#add(slot, kind, a, b, c, d);
  }

  #add(slot: number, kind: number, a: number, b: number, c: number, d: number): number {
    const at = this.#count * OTHER_WORDS;
    const id = this.#count * 2 + 1;
    this.#count++;
    if (at + OTHER_WORDS > this.#words.length) {
      const grown = new Int32Array(this.#words.length * 2);
      grown.set(this.#words);
      this.#words = grown;
    }
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
    for (let index = 0; index < this.#count; index++) {
      const at = index * OTHER_WORDS;
      let slot = hash(words[at]!, words[at + 1]!, words[at + 2]!, words[at + 3]!, words[at + 4]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = index * 2 + 1;
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
