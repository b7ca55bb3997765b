import type { AnyLine } from '../bytes/any-line.js';
import { type Piece, pieceOf } from '../bytes/ink.js';
import { EMPTY } from '../bytes/line.js';
import type { CaptureContext } from '../engine/capture-context.js';
import { flagsText } from '../engine/facts.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { BIT, TRANSPORT } from '../table/frame-batch.js';
import { SETTING, SOURCE, streamSource } from '../table/sources.js';
import { FLAG } from '../wire/tcp.js';
import { DnsSpeaker } from './dns-values.js';
import type { Locale, Values } from './locale.js';
import { Numbers } from './numbers.js';
import { MARK, Parties } from './parties.js';
import type { Plan } from './plan.js';
import { rareNumber, rareText } from './rare-slots.js';
import { REASONS } from './reasons.js';
import type { SentenceCode } from './sentences.js';
import { SLOT_CODE as S } from './slots.js';
import { compileSentence, type InkedTemplate, type Sentence, TRAIT, traitsOf } from './template.js';
import type { TextForm } from './text-form.js';

const SPACE = pieceOf(' ');
/** Frames of pieces named at most. */
const MAX_PIECES = 8;
/** After so many slots, of eight texts each at most, the line is made ready again. */
const SLOTS_AT_ONCE = 16;

/** Adds sentences of one language in one form about the frames of one capture to a line. */
export class Speaker {
  readonly #line: AnyLine;
  readonly #form: TextForm;
  readonly #locale: Locale;
  readonly #values: Values;
  readonly #numbers: Numbers;
  readonly #dns: DnsSpeaker;
  readonly #names: Parties;
  /** Sentences and reasons by their codes, made ready when first used. */
  readonly #sentences: (Sentence | undefined)[] = [];
  readonly #reasons: (Piece | undefined)[] = [];

  constructor(context: CaptureContext, locale: Locale, form: TextForm, line: AnyLine) {
    const { values } = locale;
    const { ink } = line;
    this.#line = line;
    this.#form = form;
    line.settings?.set(SETTING.quote, ink.add(form.text('"')));
    line.settings?.set(SETTING.backslash, ink.add(form.text('\\')));
    this.#locale = locale;
    this.#values = values;
    this.#numbers = new Numbers(values, form, ink, line.settings);
    this.#dns = new DnsSpeaker(values);
    this.#names = new Parties(context, values, form, ink, line.settings);
  }

  /**
   * Adds what is planned, and the reasons if wished, in the speaker's form, which must be the plan's, too.
   *
   * @param given reasons given before, which are not repeated; those given now are added
   * @throws TypeError where a template of what is planned names a slot that does not exist
   */
  tell(plan: Plan, withReasons: boolean, given?: Set<number>): void {
    // All of them first, so that nothing is added where one can't be made ready.
    for (let index = 0; index < plan.count; index++) this.#planned(plan, index);
    for (let index = 0; index < plan.count; index++) {
      this.#line.ready();
      if (index > 0) this.#line.put(SPACE);
      this.#run(plan, this.#planned(plan, index).template, plan.items[index]!);
    }
    if (withReasons) this.#giveReasons(plan, given ?? new Set());
  }

  #planned(plan: Plan, index: number): Sentence {
    const code = plan.codes[index]!;
    return this.#sentences[code] ?? this.#ready(code);
  }

  #ready(code: SentenceCode): Sentence {
    const sentence = compileSentence(code, this.#locale, this.#form, this.#line.ink);
    this.#sentences[code] = sentence;
    return sentence;
  }

  /** Adds the reasons of the plan's sentences, each once, a space before each. */
  #giveReasons(plan: Plan, given: Set<number>): void {
    this.#line.ready();
    for (let index = 0; index < plan.count; index++) {
      const { reason } = this.#planned(plan, index);
      if (reason < 0 || given.has(reason)) continue;
      given.add(reason);
      this.#reasons[reason] ??= this.#line.ink.add(
        ` ${this.#form.text(this.#locale.reasons[REASONS[reason]!])}`,
      );
      this.#line.put(this.#reasons[reason]);
    }
  }

  /** Whether some sentence that is planned has a comma or quotation mark of its own. */
  hasComma(plan: Plan): boolean {
    return (this.#traitsOf(plan) & TRAIT.hasComma) !== 0;
  }

  /** Whether what is planned needs quotation marks in CSV; undefined where only its text shows that. */
  needsQuotes(plan: Plan): boolean | undefined {
    const { count } = plan;
    const { beginPlainly, areBare } = this.#names;
    if (count === 0 || !beginPlainly) return undefined;
    const isPlain =
      this.#traits(plan, 0) & TRAIT.beginsPlainly && this.#traits(plan, count - 1) & TRAIT.endsPlainly;
    if (!isPlain) return undefined;
    const all = this.#traitsOf(plan);
    if (all & TRAIT.hasComma) return true;
    return areBare && !(all & TRAIT.mayNeedQuotes) ? false : undefined;
  }

  #traits(plan: Plan, index: number): number {
    const sentence = this.#planned(plan, index);
    sentence.traits ??= traitsOf(sentence.text);
    return sentence.traits;
  }

  #traitsOf(plan: Plan): number {
    let all = 0;
    for (let index = 0; index < plan.count; index++) all |= this.#traits(plan, index);
    return all;
  }

  #run(plan: Plan, template: InkedTemplate, item: number): void {
    const last = template.length - 1;
    for (let index = 0; index < last; index += 2) {
      this.#slot(plan, template[index + 1]!, item, template[index]! as Piece);
      if ((index / 2 + 1) % SLOTS_AT_ONCE === 0) this.#line.ready();
    }
    this.#putText(template[last]! as Piece);
  }

  #putText(piece: Piece): void {
    if (piece !== EMPTY) this.#line.put(piece);
  }

  /** Slots of every segment, with the text before them; the others are told apart so that this stays small. */
  #slot(plan: Plan, slot: number, item: number, before: Piece): void {
    const { batch, row } = plan.frame;
    switch (slot) {
      case S.source:
        this.#putText(before);
        this.#names.add(this.#line, batch.source[row]!, markOf(batch, row, false), SOURCE.sourceName);
        break;
      case S.destination:
        this.#putText(before);
        this.#names.add(
          this.#line,
          batch.destination[row]!,
          markOf(batch, row, true),
          SOURCE.destinationName,
        );
        break;
      case S.bytes:
        this.#numbers.bytes(this.#line, batch.payloadLength[row]!, before, SOURCE.payloadWords);
        break;
      case S.range:
        this.#putText(before);
        this.#addRange(batch, row);
        break;
      case S.ack:
        this.#line.integer(before, batch.relativeAck[row]!, SOURCE.relativeAck);
        break;
      case S.preview:
        this.#putText(before);
        this.#line.vary(plan.preview, SOURCE.preview);
        break;
      case S.acknowledgedFrame:
        this.#line.number(before, batch.acknowledges[row]!, SOURCE.acknowledges);
        break;
      case S.answeredFrame:
        this.#line.number(before, batch.inReplyTo[row]!, SOURCE.inReplyTo);
        break;
      case S.roundTrip:
        this.#numbers.duration(this.#line, batch.roundTrip[row]!, before, SOURCE.roundTripWords);
        break;
      case S.sourcePort:
        this.#line.number(before, batch.sourcePort[row]!, SOURCE.sourcePort);
        break;
      case S.destinationPort:
        this.#line.number(before, batch.destinationPort[row]!, SOURCE.destinationPort);
        break;
      default:
        this.#segmentSlot(plan, slot, item, before);
        break;
    }
  }

  /** Slots of segments that are sent again or not all there. */
  #segmentSlot(plan: Plan, slot: number, item: number, before: Piece): void {
    const { batch, row } = plan.frame;
    switch (slot) {
      case S.originalFrame:
      case S.repeatedFrame:
        this.#line.number(before, batch.original[row]!, SOURCE.original);
        break;
      case S.repetition:
        this.#line.number(before, batch.repetition[row]!, SOURCE.repetition);
        break;
      case S.timeout:
        this.#numbers.duration(this.#line, batch.timeout[row]!, before, SOURCE.timeoutWords);
        break;
      case S.capturedLength:
        this.#numbers.bytes(this.#line, batch.capturedLength[row]!, before, SOURCE.capturedWords);
        break;
      case S.wireLength:
        this.#numbers.bytes(this.#line, batch.wireLength[row]!, before, SOURCE.wireWords);
        break;
      case S.window:
        this.#numbers.bytes(this.#line, batch.window[row]!, before, SOURCE.windowWords);
        break;
      default:
        this.#putText(before);
        this.#rareSlot(plan, slot, item);
        break;
    }
  }

  /** Which bytes of its direction the payload is, from 1. */
  #addRange({ relativeSeq, payloadLength, flags }: FrameBatch, row: number): void {
    const offset = flags[row]! & FLAG.syn ? 1 : 0;
    const [first, last] = [streamSource(offset, false), streamSource(offset - 1, true)];
    this.#numbers.range(this.#line, relativeSeq[row]! + offset, payloadLength[row]!, first, last);
  }

  #rareSlot(plan: Plan, slot: number, item: number): void {
    if (slot === S.name || slot === S.type || slot === S.records) {
      this.#dnsSlot(plan, slot, item);
      return;
    }
    const number = rareNumber(plan, slot, item);
    if (number === undefined) this.#wordySlot(plan, slot, item);
    else this.#line.integer(EMPTY, number);
  }

  #wordySlot(plan: Plan, slot: number, item: number): void {
    const { note } = plan;
    const { batch, row } = plan.frame;
    switch (slot) {
      case S.questionTime:
        this.#numbers.duration(this.#line, note?.dns?.[item]?.responseTime ?? 0);
        break;
      case S.pieces:
        this.#pieces(note?.fragments ?? []);
        break;
      case S.aboutSource:
        this.#about(note?.about?.source, note?.about?.sourcePort);
        break;
      case S.aboutDestination:
        this.#about(note?.about?.destination, note?.about?.destinationPort);
        break;
      case S.senderAddress:
        this.#text(this.#names.nameOf(plan.facts.senderAddress ?? ''));
        break;
      case S.targetAddress:
        this.#text(this.#names.nameOf(plan.facts.targetAddress ?? ''));
        break;
      case S.flags:
        this.#text(batch.flags[row]! === 0 ? this.#values.noFlags : flagsText(batch.flags[row]!));
        break;
      default:
        this.#textSlot(plan, slot, item);
        break;
    }
  }

  #textSlot(plan: Plan, slot: number, item: number): void {
    const text = rareText(plan, slot, item);
    if (text === undefined) this.#dnsSlot(plan, slot, item);
    else this.#text(text);
  }

  #dnsSlot(plan: Plan, slot: number, item: number): void {
    const sink = this.#line.out();
    const from = sink.length;
    this.#dns.write(sink, plan, slot, item);
    this.#form.escape(sink, from);
    this.#line.written();
  }

  /** Text of a few words, as it is. */
  #text(text: string): void {
    this.#line.text(this.#form.text(text));
  }

  #pieces(frames: readonly number[]): void {
    const told = frames.slice(0, MAX_PIECES).map((frame) => `No. ${frame}`);
    if (frames.length > MAX_PIECES)
      told.push(this.#values.andMore.replace('{count}', String(frames.length - MAX_PIECES)));
    this.#text(told.join(', '));
  }

  #about(address: string | undefined, port: number | null | undefined): void {
    const name = this.#names.nameOf(address ?? '');
    this.#text(typeof port === 'number' ? `${name} port ${port}` : name);
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
