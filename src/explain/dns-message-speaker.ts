import type { ByteSink } from '../bytes/sink.js';
import { recordValue } from '../wire/dns-message.js';
import type { DnsOutline } from '../wire/dns-outline.js';
import { DNS_TYPE, dnsTypeText } from '../wire/dns-types.js';
import { writeDnsName, writeRecordValue } from '../wire/dns-writer.js';
import { MAX_NAME, MAX_RECORDS, MAX_VALUE, nameText, rcodeText, typeName, valueText } from './dns-words.js';
import type { Values } from './locale.js';
import { SLOT_CODE } from './slots.js';

/** Aliases named in one sentence at most. */
const MAX_ALIASES = 3;

/** What the slots say that tell of the DNS message of a datagram, written straight from its bytes. */
export class DnsMessageSpeaker {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  /** Writes the slot's text, not yet in the form of its place; nothing for a slot that is not of DNS. */
  write(sink: ByteSink, message: DnsOutline, slot: number): void {
    const { subject, firstAnswer, firstAuthority, firstAdditional } = message;
    switch (slot) {
      case SLOT_CODE.name:
        if (subject >= 0) this.#writeName(sink, message, message.nameAt[subject]!);
        break;
      case SLOT_CODE.type:
        if (subject >= 0) sink.text(typeName(dnsTypeText(message.type[subject]!)));
        break;
      case SLOT_CODE.records:
        this.#writeRecords(sink, message);
        break;
      case SLOT_CODE.alias:
        this.#writeAliases(sink, message);
        break;
      case SLOT_CODE.nameServers:
        this.#writeList(sink, message, PART.name, firstAuthority, firstAdditional, DNS_TYPE.NS);
        break;
      case SLOT_CODE.announced:
        this.#writeList(sink, message, PART.record, firstAnswer, firstAuthority, ANY);
        break;
      case SLOT_CODE.rcode:
        sink.text(rcodeText(wholeRcode(message)));
        break;
      case SLOT_CODE.opcode:
        sink.integer(message.opcode);
        break;
      case SLOT_CODE.questionCount:
        sink.integer(message.questions);
        break;
    }
  }

  /** The values of the type asked for; all of them, with their types, where none is of that type. */
  #writeRecords(sink: ByteSink, message: DnsOutline): void {
    const { subject, firstAnswer, firstAuthority } = message;
    const asked = subject < 0 ? ANY : message.type[subject]!;
    const isThere = countOf(message, firstAnswer, firstAuthority, asked) > 0;
    if (isThere) this.#writeList(sink, message, PART.value, firstAnswer, firstAuthority, asked);
    else this.#writeList(sink, message, PART.typed, firstAnswer, firstAuthority, ANY);
  }

  /** The entries from `first` to before `end` of the type, the first of them, with commas between. */
  #writeList(
    sink: ByteSink,
    message: DnsOutline,
    part: number,
    first: number,
    end: number,
    type: number,
  ): void {
    let count = 0;
    for (let entry = first; entry < end; entry++) {
      if (type !== ANY && message.type[entry] !== type) continue;
      if (++count > MAX_RECORDS) continue;
      if (count > 1) sink.text(', ');
      this.#writePart(sink, message, part, entry);
    }
    if (count > MAX_RECORDS)
      sink.text(`, ${this.#values.andMore.replace('{count}', String(count - MAX_RECORDS))}`);
  }

  #writePart(sink: ByteSink, message: DnsOutline, part: number, entry: number): void {
    if (part === PART.name) {
      this.#writeTarget(sink, message, entry);
      return;
    }
    if (part === PART.record) {
      this.#writeName(sink, message, message.nameAt[entry]!);
      sink.byte(SPACE);
    }
    if (part !== PART.value) {
      sink.text(typeName(dnsTypeText(message.type[entry]!)));
      sink.byte(SPACE);
    }
    if (message.formed[entry] === 1 && isShort(message.type[entry]!)) {
      const from = sink.length;
      writeRecordValue(sink, message, entry);
      bound(sink, from, MAX_VALUE);
    } else sink.text(valueText(recordValue(message, entry), this.#values));
  }

  /** Where the aliases lead, in the order of the answer. */
  #writeAliases(sink: ByteSink, message: DnsOutline): void {
    const { firstAnswer, firstAuthority, type } = message;
    let skipped = countOf(message, firstAnswer, firstAuthority, DNS_TYPE.CNAME) - MAX_ALIASES;
    if (skipped > 0) sink.text('…');
    let isFirst = skipped <= 0;
    for (let entry = firstAnswer; entry < firstAuthority; entry++) {
      if (type[entry] !== DNS_TYPE.CNAME || skipped-- > 0) continue;
      if (!isFirst) sink.text(' → ');
      isFirst = false;
      this.#writeTarget(sink, message, entry);
    }
  }

  /** The name that a record's data is. */
  #writeTarget(sink: ByteSink, message: DnsOutline, entry: number): void {
    if (message.formed[entry] === 1) this.#writeName(sink, message, message.dataAt[entry]!);
    else sink.text(nameText(recordValue(message, entry), this.#values));
  }

  #writeName(sink: ByteSink, { bytes, start }: DnsOutline, at: number): void {
    const from = sink.length;
    writeDnsName(sink, bytes, start, at);
    if (sink.length === from + 1 && sink.bytes[from] === DOT) {
      sink.length = from;
      sink.text(this.#values.rootName);
    } else bound(sink, from, MAX_NAME);
  }
}

/** What is written of a record: the name that its data is, its name and data with the type, its data with or without. */
const PART = { name: 0, record: 1, typed: 2, value: 3 } as const;
/** Stands for records of any type. */
const ANY = -1;
const SPACE = 0x20;
const DOT = 0x2e;
const ELLIPSIS = 0x2026;

/** Ends printable ASCII written since `from` by "…" where there is more of it than the limit, as {@link safeText} does. */
function bound(sink: ByteSink, from: number, limit: number): void {
  if (sink.length - from <= limit) return;
  sink.length = from + limit - 1;
  sink.point(ELLIPSIS);
}

/** Types whose data is written without a string in between. */
function isShort(type: number): boolean {
  switch (type) {
    case DNS_TYPE.A:
    case DNS_TYPE.AAAA:
    case DNS_TYPE.NS:
    case DNS_TYPE.CNAME:
    case DNS_TYPE.PTR:
      return true;
    default:
      return false;
  }
}

function countOf(message: DnsOutline, first: number, end: number, type: number): number {
  let count = 0;
  for (let entry = first; entry < end; entry++) if (message.type[entry] === type) count++;
  return count;
}

/** The header's four bits, and the eight that EDNS puts before them (RFC 6891, 6.1.3). */
function wholeRcode(message: DnsOutline): number {
  for (let entry = message.firstAdditional; entry < message.count; entry++)
    if (message.type[entry] === DNS_TYPE.OPT)
      return message.rcode + Math.floor(message.ttl[entry]! / 2 ** 24) * 16;
  return message.rcode;
}
