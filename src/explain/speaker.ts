import type { Ink, Piece } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import { flagsText } from '../engine/facts.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { BIT, TRANSPORT } from '../table/frame-batch.js';
import { FLAG } from '../wire/tcp.js';
import { DnsSpeaker } from './dns-values.js';
import type { Locale, Values } from './locale.js';
import { writeDuration } from './numbers.js';
import { MARK, Parties } from './parties.js';
import type { Plan } from './plan.js';
import { rareNumber, rareText } from './rare-slots.js';
import { SLOT_CODE } from './slots.js';
import { type CompiledLocale, type CompiledTemplate, compileLocale } from './template.js';
import type { TextForm } from './text-form.js';

const S = SLOT_CODE;
/** Frames of pieces named at most. */
const MAX_PIECES = 8;

/** Writes sentences of one language in one form: runs a template's pieces and fills its slots from the plan's frame. */
export class Speaker {
  readonly #form: TextForm;
  readonly #compiled: CompiledLocale;
  readonly #values: Values;
  readonly #dns: DnsSpeaker;
  readonly #parties = new WeakMap<CaptureContext, Parties>();
  #context: CaptureContext | undefined;
  #names!: Parties;
  readonly #ink: Ink;
  /** Pieces of the two counted forms around their numbers. */
  readonly #byteForms: readonly (readonly Piece[])[];
  readonly #rangeForms: readonly (readonly Piece[])[];

  /** @throws TypeError where a template of the locale names a slot that does not exist */
  constructor(locale: Locale, form: TextForm) {
    const { values } = locale;
    this.#form = form;
    this.#compiled = compileLocale(locale, form);
    this.#values = values;
    this.#dns = new DnsSpeaker(values);
    const { ink } = this.#compiled;
    this.#ink = ink;
    const around = (text: string): Piece[] => text.split(/\{\w+\}/).map((part) => ink.add(form.text(part)));
    this.#byteForms = values.bytes.map(around);
    this.#rangeForms = values.byteRange.map(around);
  }

  /**
   * Writes what is planned, and the reasons if wished, in the speaker's form, which must be the plan's, too.
   *
   * @param given reasons given before, which are not repeated; those given now are added
   */
  tell(sink: ByteSink, plan: Plan, withReasons: boolean, given?: Set<number>): void {
    const { context } = plan.frame;
    if (context !== this.#context) this.#enter(context);
    const { sentences } = this.#compiled;
    for (let index = 0; index < plan.count; index++) {
      if (index > 0) sink.byte(0x20);
      this.#run(sink, plan, sentences[plan.codes[index]!]!, plan.items[index]!);
    }
    if (withReasons) this.#giveReasons(sink, plan, given ?? new Set());
  }

  /** Writes the reasons of the plan's sentences, each once, a space before each. */
  #giveReasons(sink: ByteSink, plan: Plan, given: Set<number>): void {
    const { reasonOf, reasons } = this.#compiled;
    for (let index = 0; index < plan.count; index++) {
      const reason = reasonOf[plan.codes[index]!]!;
      if (reason < 0 || given.has(reason)) continue;
      given.add(reason);
      sink.byte(0x20);
      sink.put(reasons[reason]!, this.#ink);
    }
  }

  /** Whether some sentence that is planned has a comma or quotation mark of its own. */
  hasComma(plan: Plan): boolean {
    for (let index = 0; index < plan.count; index++)
      if (this.#compiled.hasComma[plan.codes[index]!]) return true;
    return false;
  }

  #enter(context: CaptureContext): void {
    let names = this.#parties.get(context);
    if (names === undefined) {
      names = new Parties(context, this.#values, this.#form);
      this.#parties.set(context, names);
    }
    this.#context = context;
    this.#names = names;
  }

  #run(sink: ByteSink, plan: Plan, template: CompiledTemplate, item: number): void {
    const ink = this.#ink;
    for (let index = 0; index < template.length; index++) {
      const step = template[index]!;
      if (step >= 0) sink.put(step as Piece, ink);
      else this.#slot(sink, plan, ~step, item);
    }
  }

  /** Slots of every segment; the others are told apart so that this stays small. */
  #slot(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    const { batch, row } = plan.frame;
    switch (slot) {
      case S.source:
        this.#names.write(sink, batch.source[row]!, markOf(batch, row, false));
        break;
      case S.destination:
        this.#names.write(sink, batch.destination[row]!, markOf(batch, row, true));
        break;
      case S.bytes:
        this.#amount(sink, batch.payloadLength[row]!);
        break;
      case S.range:
        this.#range(sink, batch, row);
        break;
      case S.ack:
        sink.integer(batch.relativeAck[row]!);
        break;
      case S.preview:
        sink.append(plan.preview);
        break;
      case S.acknowledgedFrame:
        sink.integer(batch.acknowledges[row]!);
        break;
      case S.answeredFrame:
        sink.integer(batch.inReplyTo[row]!);
        break;
      case S.roundTrip:
        this.#duration(sink, batch.roundTrip[row]!);
        break;
      case S.sourcePort:
        sink.integer(batch.sourcePort[row]!);
        break;
      case S.destinationPort:
        sink.integer(batch.destinationPort[row]!);
        break;
      case S.window:
        this.#amount(sink, batch.window[row]!);
        break;
      case S.flags:
        this.#text(sink, batch.flags[row]! === 0 ? this.#values.noFlags : flagsText(batch.flags[row]!));
        break;
      default:
        this.#rareSlot(sink, plan, slot, item);
        break;
    }
  }

  #rareSlot(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    if (slot === S.name || slot === S.type || slot === S.records) {
      this.#dnsSlot(sink, plan, slot, item);
      return;
    }
    const number = rareNumber(plan, slot, item);
    if (number === undefined) this.#wordySlot(sink, plan, slot, item);
    else sink.integer(number);
  }

  #wordySlot(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    const { note } = plan;
    const { batch, row } = plan.frame;
    switch (slot) {
      case S.timeout:
        this.#duration(sink, note?.rto ?? 0);
        break;
      case S.questionTime:
        this.#duration(sink, note?.dns?.[item]?.responseTime ?? 0);
        break;
      case S.pieces:
        this.#pieces(sink, note?.fragments ?? []);
        break;
      case S.aboutSource:
        this.#about(sink, note?.about?.source, note?.about?.sourcePort);
        break;
      case S.aboutDestination:
        this.#about(sink, note?.about?.destination, note?.about?.destinationPort);
        break;
      case S.senderAddress:
        this.#text(sink, this.#names.nameOf(plan.facts.senderAddress ?? ''));
        break;
      case S.targetAddress:
        this.#text(sink, this.#names.nameOf(plan.facts.targetAddress ?? ''));
        break;
      case S.capturedLength:
        this.#amount(sink, batch.capturedLength[row]!);
        break;
      case S.wireLength:
        this.#amount(sink, batch.wireLength[row]!);
        break;
      default:
        this.#textSlot(sink, plan, slot, item);
        break;
    }
  }

  #textSlot(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    const text = rareText(plan, slot, item);
    if (text === undefined) this.#dnsSlot(sink, plan, slot, item);
    else this.#text(sink, text);
  }

  #dnsSlot(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    const from = sink.length;
    this.#dns.write(sink, plan, slot, item);
    this.#form.escape(sink, from);
  }

  /** Text of a few words, as it is. */
  #text(sink: ByteSink, text: string): void {
    const from = sink.length;
    sink.text(text);
    this.#form.escape(sink, from);
  }

  #duration(sink: ByteSink, seconds: number): void {
    const from = sink.length;
    writeDuration(sink, seconds, this.#values);
    this.#form.escape(sink, from);
  }

  #amount(sink: ByteSink, count: number): void {
    const [before, after] = this.#byteForms[count === 1 ? 0 : 1]!;
    sink.put(before!, this.#ink);
    sink.grouped(count, this.#values.group);
    if (after !== undefined) sink.put(after, this.#ink);
  }

  #range(sink: ByteSink, batch: FrameBatch, row: number): void {
    const first = batch.relativeSeq[row]! + (batch.flags[row]! & FLAG.syn ? 1 : 0);
    const count = batch.payloadLength[row]!;
    const [before, between, after] = this.#rangeForms[count === 1 ? 0 : 1]!;
    sink.put(before!, this.#ink);
    sink.integer(first);
    if (between !== undefined) sink.put(between, this.#ink);
    if (count === 1) return;
    sink.integer(first + count - 1);
    if (after !== undefined) sink.put(after, this.#ink);
  }

  #pieces(sink: ByteSink, frames: readonly number[]): void {
    const told = frames.slice(0, MAX_PIECES).map((frame) => `No. ${frame}`);
    if (frames.length > MAX_PIECES)
      told.push(this.#values.andMore.replace('{count}', String(frames.length - MAX_PIECES)));
    this.#text(sink, told.join(', '));
  }

  #about(sink: ByteSink, address: string | undefined, port: number | null | undefined): void {
    const name = this.#names.nameOf(address ?? '');
    this.#text(sink, typeof port === 'number' ? `${name} port ${port}` : name);
  }
}

/** Which of a connection's two sides an address is. */
function markOf(batch: FrameBatch, row: number, receiver: boolean): number {
  if (batch.transport[row] !== TRANSPORT.tcp || batch.connection[row]! < 0) return MARK.none;
  const bits = batch.bits[row]!;
  const server = ((bits & BIT.fromServer) !== 0) !== receiver;
  if (bits & BIT.clientKnown) return server ? MARK.server : MARK.client;
  return server ? MARK.probablyServer : MARK.probablyClient;
}
