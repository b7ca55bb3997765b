import type { DnsOutcome } from '../vocabulary/facts.js';
import { DNS_STOP, newDnsName, readDnsName } from './dns-name.js';
import { isForMany, outcomeOf } from './dns-outcome.js';
import { isFormed } from './dns-rdata.js';
import { DNS_TYPE } from './dns-types.js';

const HEADER = 12;
/** A pointer to the name that the message begins with. */
const TO_FIRST = 0xc00c;
/** Entries that there is room for at first. */
const ROOM = 16;

/** The name being read; nothing is made of it. */
const name = newDnsName();

/**
 * Where everything in a DNS message is, as numbers, reused from message to message: what a row needs is written from it
 * straight from the message's bytes, and {@link parseDnsMessage} makes its objects from it. Entries stand in the order of
 * the sections: questions, answers, authority, additional, each as far as it could be read.
 */
export class DnsOutline {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** Read by the rules of mDNS, where the top bit of a class is a flag. */
  multicast = false;
  /** The header is all there. */
  isWhole = false;
  /** How many could be read. */
  questions = 0;
  answers = 0;
  authority = 0;
  additional = 0;
  /** Index into `DNS_STOP_REASONS` and the byte (in `bytes`) at which the first thing could not be read; 0 for none. */
  stopReason = 0;
  stopOffset = 0;
  /** By entry: its name, type, class with the flag of mDNS, seconds to live, and data. */
  nameAt: Uint32Array = new Uint32Array(ROOM);
  type: Uint16Array = new Uint16Array(ROOM);
  rawClass: Uint16Array = new Uint16Array(ROOM);
  ttl: Uint32Array = new Uint32Array(ROOM);
  dataAt: Uint32Array = new Uint32Array(ROOM);
  dataEnd: Uint32Array = new Uint32Array(ROOM);
  /** 1 where the data has the form of its type. */
  formed: Uint8Array = new Uint8Array(ROOM);
  #count = 0;
  #at = 0;
  #ended = false;
  #firstIsRead = false;

  /**
   * Reads the message in `[at, end)`, as far as it can be understood; a header that is not all there counts as zeros.
   * Bytes after the last record are ignored.
   */
  read(bytes: Uint8Array, at: number, end: number, multicast = false): void {
    this.bytes = bytes;
    this.start = at;
    this.end = end;
    this.multicast = multicast;
    this.isWhole = end - at >= HEADER;
    this.stopReason = this.isWhole ? DNS_STOP.none : DNS_STOP.cutShort;
    this.stopOffset = this.isWhole ? 0 : end;
    this.#count = 0;
    this.#at = at + HEADER;
    this.#ended = !this.isWhole;
    this.#firstIsRead = false;
    this.questions = this.#section(this.#announced(4), false);
    this.answers = this.#section(this.#announced(6), true);
    this.authority = this.#section(this.#announced(8), true);
    this.additional = this.#section(this.#announced(10), true);
  }

  get id(): number {
    return this.#announced(0);
  }

  /** The whole second word of the header. */
  get flags(): number {
    return this.#announced(2);
  }

  get isResponse(): boolean {
    return (this.flags & 0x8000) !== 0;
  }

  /** 0 QUERY, 4 NOTIFY, 5 UPDATE … */
  get opcode(): number {
    return (this.flags >> 11) & 15;
  }

  /** The header's four bits: 0 to 15. */
  get rcode(): number {
    return this.flags & 15;
  }

  /** What the header says of the number of answers. */
  get announcedAnswers(): number {
    return this.#announced(6);
  }

  /** Index of the first answer; the authority section begins `answers` behind it. */
  get firstAnswer(): number {
    return this.questions;
  }

  /** Index of the first record of the authority section. */
  get firstAuthority(): number {
    return this.questions + this.answers;
  }

  /** Index of the first record of the additional section. */
  get firstAdditional(): number {
    return this.questions + this.answers + this.authority;
  }

  /** Index behind the last entry. */
  get count(): number {
    return this.#count;
  }

  /** The first question, else the first answer: what the message is about. -1 where it has neither. */
  get subject(): number {
    return this.questions + this.answers > 0 ? 0 : -1;
  }

  /** What {@link dnsOutcome} says. */
  get outcome(): DnsOutcome | null {
    if (!this.isResponse) return null;
    const { answers, firstAnswer } = this;
    const asked = this.questions > 0 ? this.type[0]! : -1;
    let isAnswered = answers > 0 && (asked < 0 || isForMany(asked));
    for (let i = firstAnswer; i < firstAnswer + answers; i++) if (this.type[i] === asked) isAnswered = true;
    return outcomeOf(
      this.rcode,
      this.#isExtendedError(),
      this.opcode,
      (this.flags & 0x0200) !== 0,
      isAnswered,
      asked >= 0 && answers >= this.announcedAnswers,
    );
  }

  /** EDNS puts eight bits before the result code (RFC 6891, 6.1.3). */
  #isExtendedError(): boolean {
    for (let i = this.firstAdditional; i < this.count; i++)
      if (this.type[i] === DNS_TYPE.OPT && this.ttl[i]! > 0xffffff) return true;
    return false;
  }

  #announced(offset: number): number {
    return this.isWhole ? u16(this.bytes, this.start + offset) : 0;
  }

  #section(announced: number, areRecords: boolean): number {
    const first = this.#count;
    while (this.#count - first < announced && !this.#ended)
      if (areRecords ? this.#record() : this.#question()) this.#count++;
      else this.#ended = true;
    return this.#count - first;
  }

  /** Reads the name at hand. @returns the offset behind it, or -1 where it, or `room` bytes after it, can't be read */
  #name(room: number): number {
    const { bytes, start, end } = this;
    const at = this.#at;
    // Most records are of the name asked for, and point to it.
    const isFirst = this.#firstIsRead && at + 1 < end && u16(bytes, at) === TO_FIRST;
    const after = isFirst ? at + 2 : readDnsName(bytes, start, at, end, name);
    if (after < 0) return this.#stop(name.stopReason, name.stopOffset);
    if (end - after < room) return this.#stop(DNS_STOP.cutShort, end);
    if (at === start + HEADER) this.#firstIsRead = true;
    if (this.#count === this.nameAt.length) this.#grow();
    this.nameAt[this.#count] = at;
    return after;
  }

  #question(): boolean {
    const after = this.#name(4);
    if (after < 0) return false;
    const entry = this.#count;
    this.type[entry] = u16(this.bytes, after);
    this.rawClass[entry] = u16(this.bytes, after + 2);
    this.#at = after + 4;
    return true;
  }

  #record(): boolean {
    const after = this.#name(10);
    if (after < 0) return false;
    const { bytes, start } = this;
    const entry = this.#count;
    const dataAt = after + 10;
    const dataEnd = dataAt + u16(bytes, after + 8);
    if (dataEnd > this.end) return this.#stop(DNS_STOP.cutShort, this.end) > 0;
    const type = u16(bytes, after);
    const formed = isFormed(bytes, start, dataAt, dataEnd, type);
    // An update names what to delete by records without data (RFC 2136, 2.5).
    if (!formed && dataAt < dataEnd) this.#stop(DNS_STOP.badValue, dataAt);
    this.type[entry] = type;
    this.rawClass[entry] = u16(bytes, after + 2);
    this.ttl[entry] = u16(bytes, after + 4) * 0x10000 + u16(bytes, after + 6);
    this.dataAt[entry] = dataAt;
    this.dataEnd[entry] = dataEnd;
    this.formed[entry] = formed ? 1 : 0;
    this.#at = dataEnd;
    return true;
  }

  /** The first thing that can't be read is told. */
  #stop(reason: number, offset: number): -1 {
    if (this.stopReason === DNS_STOP.none) {
      this.stopReason = reason;
      this.stopOffset = offset;
    }
    return -1;
  }

  #grow(): void {
    const length = this.nameAt.length * 2;
    const grown = <T extends Uint8Array | Uint16Array | Uint32Array>(old: T, made: T): T => {
      made.set(old);
      return made;
    };
    this.nameAt = grown(this.nameAt, new Uint32Array(length));
    this.type = grown(this.type, new Uint16Array(length));
    this.rawClass = grown(this.rawClass, new Uint16Array(length));
    this.ttl = grown(this.ttl, new Uint32Array(length));
    this.dataAt = grown(this.dataAt, new Uint32Array(length));
    this.dataEnd = grown(this.dataEnd, new Uint32Array(length));
    this.formed = grown(this.formed, new Uint8Array(length));
  }
}

function u16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!;
}
