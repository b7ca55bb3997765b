import { safeText } from '../bytes/safe-text.js';
import type { ByteSink } from '../bytes/sink.js';
import type { DnsMessage, DnsRecord } from '../wire/dns-message.js';
import { dnsTypeText } from '../wire/dns-types.js';
import type { Values } from './locale.js';
import type { Plan } from './plan.js';
import { SLOT_CODE } from './slots.js';

/** Records and aliases named in one sentence at most, and characters of a name or value. */
const MAX_RECORDS = 4;
const MAX_ALIASES = 3;
const MAX_NAME = 128;
const MAX_VALUE = 96;

/** Types that have a name but no data that we read. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  TYPE255: 'ANY',
  TYPE252: 'AXFR',
  TYPE251: 'IXFR',
  TYPE35: 'NAPTR',
  TYPE257: 'CAA',
};

/** Writes the slots that tell of DNS messages. */
export class DnsSpeaker {
  readonly #values: Values;

  constructor(values: Values) {
    this.#values = values;
  }

  write(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    sink.text(this.#text(plan, slot, item));
  }

  #text(plan: Plan, slot: number, item: number): string {
    const segment = plan.note?.dns?.[item];
    const message = plan.frame.dnsMessage;
    const question = message?.questions[0] ?? message?.answers[0];
    switch (slot) {
      case SLOT_CODE.name:
        return nameText(segment?.name ?? question?.name ?? '');
      case SLOT_CODE.type:
        return typeName(segment?.type ?? question?.type ?? '');
      case SLOT_CODE.records:
        return segment === undefined
          ? this.#records(message?.answers ?? [], question?.type ?? '')
          : this.#records(segment.answers ?? [], segment.type);
      case SLOT_CODE.alias:
        return aliasText(message);
      case SLOT_CODE.nameServers:
        return this.#list(
          (message?.authority ?? []).filter(isNameServer).map(({ value }) => nameText(value)),
        );
      case SLOT_CODE.announced:
        return this.#list((message?.answers ?? []).map(announcement));
      case SLOT_CODE.rcode:
        return String(segment?.rcode ?? message?.rcode ?? 0);
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

  /** The values of the type asked for; all of them, with their types, where none is of that type. */
  #records(records: readonly Pick<DnsRecord, 'type' | 'value'>[], type: string): string {
    const asked = records.filter((record) => record.type === type);
    return this.#list(
      asked.length > 0
        ? asked.map(({ value }) => safeText(value, MAX_VALUE))
        : records.map((record) => `${typeName(record.type)} ${safeText(record.value, MAX_VALUE)}`),
    );
  }

  #list(texts: readonly string[]): string {
    const told = texts.slice(0, MAX_RECORDS).join(', ');
    if (texts.length <= MAX_RECORDS) return told;
    return `${told}, ${this.#values.andMore.replace('{count}', String(texts.length - MAX_RECORDS))}`;
  }
}

function nameText(name: string): string {
  return safeText(name, MAX_NAME);
}

/** The type by its name, also where its data is not read. */
export function typeName(type: string): string {
  return TYPE_NAMES[type] ?? safeText(type, 16);
}

function isNameServer(record: DnsRecord): boolean {
  return record.type === dnsTypeText(2);
}

function announcement({ name, type, value }: DnsRecord): string {
  return `${nameText(name)} ${typeName(type)} ${safeText(value, MAX_VALUE)}`;
}

/** Where the aliases lead, in the order of the answer. */
function aliasText(message: DnsMessage | null): string {
  const targets = (message?.answers ?? [])
    .filter(({ type }) => type === 'CNAME')
    .map(({ value }) => nameText(value));
  const told = targets.length > MAX_ALIASES ? ['…', ...targets.slice(-MAX_ALIASES)] : targets;
  return told.join(' → ');
}
