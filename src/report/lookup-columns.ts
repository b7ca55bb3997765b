import { Ink } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import { formatHost } from '../engine/connection.js';
import type { Lookup } from '../engine/lookup.js';
import { NO_TIME } from '../table/records.js';
import { DNS_OUTCOMES } from '../vocabulary/facts.js';
import { DnsOutline } from '../wire/dns-outline.js';
import { dnsTypeText } from '../wire/dns-types.js';
import { writeDnsName } from '../wire/dns-writer.js';
import { type CellForm, type RecordEdges, recordEdges, writeText } from './cell-form.js';
import { writeSeconds } from './digits.js';
import { answerCount, factOutcome, writeAnswers } from './dns-facts-writer.js';
import type { FieldPath } from './fields.js';
import type { LookupRow } from './row.js';
import { TimeWriter } from './time-writer.js';

/** Writes one field of a lookup. @param answer where its answer's message has what; null where there is none */
type Column = (sink: ByteSink, lookup: Lookup, answer: DnsOutline | null) => void;

/** Fields that tell of the answer's message. */
const OF_ANSWER: ReadonlySet<string> = new Set<keyof LookupRow>(['outcome', 'rcode', 'answers']);
/** Fields that are text and always there. Nothing in them needs to be escaped in any form. */
const TEXTS: ReadonlySet<string> = new Set<keyof LookupRow>(['type', 'client', 'server']);
const COLON = 0x3a;

/**
 * Writes chosen fields of the lookups of one capture, without making objects and strings for each: the bytes are those
 * that the form gives for the fields of the lookup's row.
 */
export class LookupColumns {
  readonly #context: CaptureContext;
  readonly #form: CellForm;
  readonly #ink = new Ink();
  readonly #edges: RecordEdges;
  /** By field: what writes it. */
  readonly #columns: readonly Column[];
  readonly #readsAnswers: boolean;
  readonly #answer = new DnsOutline();

  constructor(context: CaptureContext, fields: readonly FieldPath[], form: CellForm) {
    this.#context = context;
    this.#form = form;
    this.#readsAnswers = fields.some(({ path }) => OF_ANSWER.has(path[0]!));
    this.#edges = recordEdges(form, fields, TEXTS, this.#ink);
    this.#columns = fields.map(({ path }) => this.#column(path[0] as keyof LookupRow));
  }

  /** Writes the lookup's record, up to its line's end. */
  write(sink: ByteSink, lookup: Lookup): void {
    const answer =
      this.#readsAnswers && lookup.dns.readAnswer(lookup.index, this.#answer) ? this.#answer : null;
    const columns = this.#columns;
    const { before, after } = this.#edges;
    for (let i = 0; i < columns.length; i++) {
      sink.put(before[i]!, this.#ink);
      columns[i]!(sink, lookup, answer);
    }
    sink.put(after, this.#ink);
  }

  #column(field: keyof LookupRow): Column {
    const form = this.#form;
    const ink = this.#ink;
    switch (field) {
      case 'capture': {
        const label = ink.add(form.text(this.#context.label));
        return (sink) => sink.put(label, ink);
      }
      case 'name':
        return (sink, { dns, index }) =>
          writeText(sink, form, () => {
            const name = dns.names.bytes(dns.table.asked(index));
            if (name.length > 0) writeDnsName(sink, name, 0, 0);
          });
      case 'type':
        return (sink, { key }) => sink.text(dnsTypeText(key.type));
      case 'transport': {
        const [udp, tcp] = [ink.add(form.text('udp')), ink.add(form.text('tcp'))];
        return (sink, { key }) => sink.put(key.isOverTcp ? tcp : udp, ink);
      }
      case 'client':
        return (sink, { key }) => this.#writeEndpoint(sink, key.client, key.clientPort);
      case 'server':
        return (sink, { key }) => this.#writeEndpoint(sink, key.server, key.serverPort);
      case 'id':
        return (sink, { key }) => sink.integer(key.id);
      case 'time':
        return this.#time();
      case 'query':
        return (sink, { dns, index }) => this.#writeFrame(sink, dns.table.query(index));
      case 'response':
        return (sink, { dns, index }) => this.#writeFrame(sink, dns.table.response(index));
      case 'responseTime':
        return (sink, { dns, index }) => {
          const seconds = dns.table.responseTime(index);
          if (Number.isNaN(seconds)) sink.put(form.none);
          else writeSeconds(sink, seconds);
        };
      case 'outcome': {
        const words = new Map(DNS_OUTCOMES.map((outcome) => [outcome, ink.add(form.text(outcome))]));
        return (sink, _, answer) =>
          answer === null ? sink.put(form.none) : sink.put(words.get(factOutcome(answer))!, ink);
      }
      case 'rcode':
        return (sink, _, answer) => (answer === null ? sink.put(form.none) : sink.integer(answer.rcode));
      case 'answers': {
        const none = ink.add(form.text([]));
        return (sink, _, answer) => {
          if (answer === null || answerCount(answer) === 0) sink.put(none, ink);
          else if (form.isJson) writeAnswers(sink, answer);
          else writeText(sink, form, () => writeAnswers(sink, answer));
        };
      }
    }
  }

  #writeEndpoint(sink: ByteSink, address: number, port: number): void {
    const { addresses } = this.#context;
    if (addresses.kind(address) === 4) addresses.writeIpv4(sink, address);
    else sink.text(formatHost(addresses.text(address) ?? ''));
    sink.byte(COLON);
    sink.integer(port);
  }

  #time(): Column {
    const { none, text } = this.#form;
    const times = new TimeWriter(this.#context, text);
    const decimals = this.#context.interfaces[0]?.decimals ?? 6;
    return (sink, { dns: { table }, index }) => {
      const nanoseconds = table.nanoseconds(index);
      if (nanoseconds === NO_TIME) sink.put(none);
      else times.writeTime(sink, table.seconds(index), nanoseconds, decimals);
    };
  }

  #writeFrame(sink: ByteSink, frame: number): void {
    if (frame === 0) sink.put(this.#form.none);
    else sink.integer(frame);
  }
}
