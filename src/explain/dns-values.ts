import { safeText } from '../bytes/safe-text.js';
import type { DnsMessage, DnsRecord } from '../wire/dns-message.js';
import type { Values } from './locale.js';
import type { Plan } from './plan.js';
import { SLOT_CODE } from './slots.js';

/** Records and aliases named in one sentence at most, and characters of a name or value. */
const MAX_RECORDS = 4;
const MAX_ALIASES = 3;
const MAX_NAME = 128;
const MAX_VALUE = 96;

/** Types whose data is not read, by their names (IANA, DNS parameters). */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  TYPE13: 'HINFO',
  TYPE24: 'SIG',
  TYPE25: 'KEY',
  TYPE29: 'LOC',
  TYPE35: 'NAPTR',
  TYPE39: 'DNAME',
  TYPE44: 'SSHFP',
  TYPE52: 'TLSA',
  TYPE99: 'SPF',
  TYPE249: 'TKEY',
  TYPE250: 'TSIG',
  TYPE251: 'IXFR',
  TYPE252: 'AXFR',
  TYPE255: 'ANY',
  TYPE257: 'CAA',
};
/** Result codes (RFC 6895, 2.3). */
const RCODES: Readonly<Record<number, string>> = {
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
  16: 'BADVERS',
  23: 'BADCOOKIE',
};
/** Record data in the form for unknown types (RFC 3597, 5). */
const OPAQUE = /^\\# (\d+)/;

/** What the slots that tell of DNS messages say. */
export class DnsSpeaker {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  /** The slot's text; empty for a slot that is not of DNS. */
  text(plan: Plan, slot: number, item: number): string {
    const segment = plan.note?.dns?.[item];
    const message = plan.frame.dnsMessage;
    const question = message?.questions[0] ?? message?.answers[0];
    switch (slot) {
      case SLOT_CODE.name:
        return this.#name(segment?.name ?? question?.name ?? '');
      case SLOT_CODE.type:
        return typeName(segment?.type ?? question?.type ?? '');
      case SLOT_CODE.records:
        return segment === undefined
          ? this.#records(message?.answers ?? [], question?.type ?? '')
          : this.#records(segment.answers ?? [], segment.type);
      case SLOT_CODE.alias:
        return this.#aliases(message);
      case SLOT_CODE.nameServers:
        return this.#list(
          (message?.authority ?? []).filter(isNameServer).map(({ value }) => this.#name(value)),
        );
      case SLOT_CODE.announced:
        return this.#list(
          (message?.answers ?? []).map((record) => `${this.#name(record.name)} ${this.#typed(record)}`),
        );
      case SLOT_CODE.rcode:
        return rcodeText(segment?.rcode ?? wholeRcode(message));
      case SLOT_CODE.opcode:
        return String(message?.opcode ?? 0);
      case SLOT_CODE.questionCount:
        return String(message?.questions.length ?? 0);
      case SLOT_CODE.messageCount:
        return String(plan.note?.dns?.length ?? 0);
      default:
        return '';
    }
  }

  #name(name: string): string {
    return name === '.' ? this.#values.rootName : safeText(name, MAX_NAME);
  }

  #value(value: string): string {
    const opaque = OPAQUE.exec(value);
    if (opaque === null) return safeText(value, MAX_VALUE);
    const { bytes } = this.#values;
    const length = bytes[opaque[1] === '1' ? 0 : 1].replace('{count}', opaque[1]!);
    return this.#values.opaque.replace('{bytes}', length);
  }

  #typed({ type, value }: AnyRecord): string {
    return `${typeName(type)} ${this.#value(value)}`;
  }

  /** The values of the type asked for; all of them, with their types, where none is of that type. */
  #records(records: readonly AnyRecord[], type: string): string {
    const asked = records.filter((record) => record.type === type);
    return this.#list(
      asked.length > 0
        ? asked.map(({ value }) => this.#value(value))
        : records.map((record) => this.#typed(record)),
    );
  }

  /** Where the aliases lead, in the order of the answer. */
  #aliases(message: DnsMessage | null): string {
    const targets = (message?.answers ?? [])
      .filter(({ type }) => type === 'CNAME')
      .map(({ value }) => this.#name(value));
    const told = targets.length > MAX_ALIASES ? ['…', ...targets.slice(-MAX_ALIASES)] : targets;
    return told.join(' → ');
  }

  #list(texts: readonly string[]): string {
    const told = texts.slice(0, MAX_RECORDS).join(', ');
    if (texts.length <= MAX_RECORDS) return told;
    return `${told}, ${this.#values.andMore.replace('{count}', String(texts.length - MAX_RECORDS))}`;
  }
}

type AnyRecord = Pick<DnsRecord, 'type' | 'value'>;

/** The type by its name, also where its data is not read. */
function typeName(type: string): string {
  return TYPE_NAMES[type] ?? safeText(type, 16);
}

function isNameServer(record: DnsRecord): boolean {
  return record.type === 'NS';
}

function rcodeText(rcode: number): string {
  const name = RCODES[rcode];
  return name === undefined ? String(rcode) : `${rcode}, ${name}`;
}

/** The header's four bits, and the eight that EDNS puts before them (RFC 6891, 6.1.3). */
function wholeRcode(message: DnsMessage | null): number {
  const edns = message?.additional.find(({ type }) => type === 'OPT');
  return (message?.rcode ?? 0) + Math.floor((edns?.ttl ?? 0) / 2 ** 24) * 16;
}
