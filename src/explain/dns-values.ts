import type { ByteSink } from '../bytes/sink.js';
import type { DnsFacts, DnsRecordFact } from '../vocabulary/facts.js';
import { DnsMessageSpeaker } from './dns-message-speaker.js';
import { MAX_RECORDS, nameText, rcodeText, typeName, valueText } from './dns-words.js';
import type { Values } from './locale.js';
import type { Plan } from './plan.js';
import { SLOT_CODE } from './slots.js';

/** What the slots that tell of DNS messages say. */
export class DnsSpeaker {
  readonly #values: Values;
  readonly #message: DnsMessageSpeaker;

  constructor(values: Values) {
    this.#values = values;
    this.#message = new DnsMessageSpeaker(values);
  }

  /** Writes the slot's text, not yet in the form of its place; nothing for a slot that is not of DNS. */
  write(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    const segment = plan.note?.dns?.[item];
    if (segment !== undefined) sink.text(this.#ofSegment(segment, slot, plan));
    else if (plan.dns !== null) this.#message.write(sink, plan.dns, slot);
  }

  #ofSegment(segment: DnsFacts, slot: number, plan: Plan): string {
    switch (slot) {
      case SLOT_CODE.name:
        return nameText(segment.name, this.#values);
      case SLOT_CODE.type:
        return typeName(segment.type);
      case SLOT_CODE.records:
        return this.#records(segment.answers ?? [], segment.type);
      case SLOT_CODE.rcode:
        return rcodeText(segment.rcode ?? 0);
      case SLOT_CODE.messageCount:
        return String(plan.note?.dns?.length ?? 0);
      default:
        return '';
    }
  }

  #records(records: readonly DnsRecordFact[], type: string): string {
    const asked = records.filter((record) => record.type === type);
    return this.#list(
      asked.length > 0
        ? asked.map(({ value }) => valueText(value, this.#values))
        : records.map((record) => `${typeName(record.type)} ${valueText(record.value, this.#values)}`),
    );
  }

  #list(texts: readonly string[]): string {
    const told = texts.slice(0, MAX_RECORDS).join(', ');
    if (texts.length <= MAX_RECORDS) return told;
    return `${told}, ${this.#values.andMore.replace('{count}', String(texts.length - MAX_RECORDS))}`;
  }
}
