import { EMPTY, Line } from '../bytes/line.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Lookup } from '../engine/lookup.js';
import { NO_TIME } from '../table/records.js';
import { DNS_OUTCOMES } from '../vocabulary/facts.js';
import { DnsOutline } from '../wire/dns-outline.js';
import { dnsTypeText } from '../wire/dns-types.js';
import { writeDnsName } from '../wire/dns-writer.js';
import { type CellForm, type RecordEdges, recordEdges, writeText } from './cell-form.js';
import { addSeconds } from './digits.js';
import { answerCount, factOutcome, writeAnswers } from './dns-facts-writer.js';
import { Endpoints } from './endpoints.js';
import type { FieldPath } from './fields.js';
import type { LookupRow } from './row.js';
import { TimeWriter } from './time-writer.js';

/** Writes one field of a lookup. @param answer where its answer's message has what; null where there is none */
type Column = (line: Line, lookup: Lookup, answer: DnsOutline | null) => void;

/** Fields that tell of the answer's message. */
const OF_ANSWER: ReadonlySet<string> = new Set<keyof LookupRow>(['outcome', 'rcode', 'answers']);
/** Fields that are text and always there. Nothing in them needs to be escaped in any form. */
const TEXTS: ReadonlySet<string> = new Set<keyof LookupRow>(['type', 'client', 'server']);

/**
 * Adds chosen fields of the lookups of one capture to a line, without making objects and strings for each: the bytes are those
 * that the form gives for the fields of the lookup's row.
 */
export class LookupColumns {
  /** What the records are added to. */
  readonly line: Line = new Line();
  readonly #context: CaptureContext;
  readonly #form: CellForm;
  readonly #ends: Endpoints;
  readonly #edges: RecordEdges;
  /** By field: what writes it. */
  readonly #columns: readonly Column[];
  readonly #readsAnswers: boolean;
  readonly #answer = new DnsOutline();

  constructor(context: CaptureContext, fields: readonly FieldPath[], form: CellForm) {
    this.#context = context;
    this.#form = form;
    this.#ends = new Endpoints(context.addresses, this.line);
    this.#readsAnswers = fields.some(({ path }) => OF_ANSWER.has(path[0]!));
    this.#edges = recordEdges(form, fields, TEXTS, this.line.ink);
    this.#columns = fields.map(({ path }) => this.#column(path[0] as keyof LookupRow));
  }

  /** Adds the lookup's record, up to its line's end. */
  add(lookup: Lookup): void {
    const answer =
      this.#readsAnswers && lookup.dns.readAnswer(lookup.index, this.#answer) ? this.#answer : null;
    const columns = this.#columns;
    const { line } = this;
    const { before, after } = this.#edges;
    for (let i = 0; i < columns.length; i++) {
      line.ready();
      line.put(before[i]!);
      columns[i]!(line, lookup, answer);
    }
    line.put(after);
  }

  #column(field: keyof LookupRow): Column {
    const form = this.#form;
    const { ink } = this.line;
    switch (field) {
      case 'capture': {
        const label = ink.add(form.text(this.#context.label));
        return (line) => line.put(label);
      }
      case 'name':
        return (line, { dns, index }) => {
          const sink = line.out();
          writeText(sink, form, () => {
            const name = dns.names.bytes(dns.table.asked(index));
            if (name.length > 0) writeDnsName(sink, name, 0, 0);
          });
        };
      case 'type':
        return (line, { key }) => line.out().text(dnsTypeText(key.type));
      case 'transport': {
        const [udp, tcp] = [ink.add(form.text('udp')), ink.add(form.text('tcp'))];
        return (line, { key }) => line.put(key.isOverTcp ? tcp : udp);
      }
      case 'client':
        return (_, { key }) => this.#ends.add(key.client, key.clientPort);
      case 'server':
        return (_, { key }) => this.#ends.add(key.server, key.serverPort);
      case 'id':
        return (line, { key }) => line.number(EMPTY, key.id);
      case 'time':
        return this.#time();
      case 'query':
        return (line, { dns, index }) => this.#addFrame(line, dns.table.query(index));
      case 'response':
        return (line, { dns, index }) => this.#addFrame(line, dns.table.response(index));
      case 'responseTime':
        return (line, { dns, index }) => {
          const seconds = dns.table.responseTime(index);
          if (Number.isNaN(seconds)) line.put(form.none);
          else addSeconds(line, EMPTY, seconds);
        };
      case 'outcome': {
        const words = new Map(DNS_OUTCOMES.map((outcome) => [outcome, ink.add(form.text(outcome))]));
        return (line, _, answer) => line.put(answer === null ? form.none : words.get(factOutcome(answer))!);
      }
      case 'rcode':
        return (line, _, answer) =>
          answer === null ? line.put(form.none) : line.number(EMPTY, answer.rcode);
      case 'answers': {
        const none = ink.add(form.text([]));
        return (line, _, answer) => {
          if (answer === null || answerCount(answer) === 0) {
            line.put(none);
            return;
          }
          const sink = line.out();
          if (form.isJson) writeAnswers(sink, answer);
          else writeText(sink, form, () => writeAnswers(sink, answer));
        };
      }
    }
  }

  #time(): Column {
    const { none, text } = this.#form;
    const times = new TimeWriter(this.#context, text, this.line);
    const decimals = this.#context.interfaces[0]?.decimals ?? 6;
    return (line, { dns: { table }, index }) => {
      const nanoseconds = table.nanoseconds(index);
      if (nanoseconds === NO_TIME) line.put(none);
      else times.addTime(table.seconds(index), nanoseconds, decimals);
    };
  }

  #addFrame(line: Line, frame: number): void {
    if (frame === 0) line.put(this.#form.none);
    else line.number(EMPTY, frame);
  }
}
