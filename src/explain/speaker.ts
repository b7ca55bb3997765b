import { safeText } from '../bytes/safe-text.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import { flagsText } from '../engine/facts.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { BIT, TRANSPORT } from '../table/frame-batch.js';
import { FLAG } from '../wire/tcp.js';
import { DnsSpeaker } from './dns-values.js';
import type { Values } from './locale.js';
import { writeDuration } from './numbers.js';
import { MARK, Parties } from './parties.js';
import type { Plan } from './plan.js';
import { SLOT_CODE } from './slots.js';
import type { CompiledLocale, CompiledTemplate } from './template.js';

const S = SLOT_CODE;
/** Frames of pieces named at most. */
const MAX_PIECES = 8;
const MAX_COMMENT = 300;

/** Writes sentences of one language: runs a template's pieces and fills its slots from the plan's frame. */
export class Speaker {
  readonly #compiled: CompiledLocale;
  readonly #values: Values;
  readonly #dns: DnsSpeaker;
  readonly #parties = new WeakMap<CaptureContext, Parties>();
  #context: CaptureContext | undefined;
  #names!: Parties;
  /** Pieces of the two counted forms around their number. */
  readonly #byteForms: readonly [readonly string[], readonly string[]];
  readonly #rangeForms: readonly [readonly string[], readonly string[]];

  constructor(compiled: CompiledLocale) {
    this.#compiled = compiled;
    const { values } = compiled.locale;
    this.#values = values;
    this.#dns = new DnsSpeaker(values);
    this.#byteForms = [values.bytes[0].split('{count}'), values.bytes[1].split('{count}')];
    this.#rangeForms = [values.byteRange[0].split(/\{\w+\}/), values.byteRange[1].split(/\{\w+\}/)];
  }

  /** Writes the plan's sentences, one space between two. */
  speak(sink: ByteSink, plan: Plan): void {
    const { context } = plan.frame;
    if (context !== this.#context) this.#enter(context);
    const { sentences } = this.#compiled;
    for (let index = 0; index < plan.count; index++) {
      if (index > 0) sink.byte(0x20);
      this.#run(sink, plan, sentences[plan.codes[index]!]!, plan.items[index]!);
    }
  }

  /** Writes the reasons of the plan's sentences, each once, a space before each. */
  giveReasons(sink: ByteSink, plan: Plan): void {
    const { reasonOf, reasons } = this.#compiled;
    for (let index = 0; index < plan.count; index++) {
      const reason = reasonOf[plan.codes[index]!]!;
      if (reason < 0) continue;
      let given = false;
      for (let earlier = 0; earlier < index; earlier++)
        if (reasonOf[plan.codes[earlier]!] === reason) given = true;
      if (given) continue;
      sink.byte(0x20);
      sink.put(reasons[reason]!);
    }
  }

  #enter(context: CaptureContext): void {
    let names = this.#parties.get(context);
    if (names === undefined) {
      names = new Parties(context, this.#values);
      this.#parties.set(context, names);
    }
    this.#context = context;
    this.#names = names;
  }

  #run(sink: ByteSink, plan: Plan, template: CompiledTemplate, item: number): void {
    const { pieces, slots } = template;
    sink.put(pieces[0]!);
    for (let index = 0; index < slots.length; index++) {
      this.#slot(sink, plan, slots[index]!, item);
      sink.put(pieces[index + 1]!);
    }
  }

  /** Slots of every segment; the others are told apart so that this stays small. */
  #slot(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    const { batch, row } = plan.frame;
    switch (slot) {
      case S.source:
        sink.put(this.#names.name(batch.source[row]!, markOf(batch, row, false)));
        break;
      case S.destination:
        sink.put(this.#names.name(batch.destination[row]!, markOf(batch, row, true)));
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
        sink.put(plan.preview.view());
        break;
      case S.acknowledgedFrame:
        sink.integer(batch.acknowledges[row]!);
        break;
      case S.answeredFrame:
        sink.integer(batch.inReplyTo[row]!);
        break;
      case S.roundTrip:
        writeDuration(sink, batch.roundTrip[row]!, this.#values);
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
        sink.text(batch.flags[row]! === 0 ? this.#values.noFlags : flagsText(batch.flags[row]!));
        break;
      default:
        this.#noteSlot(sink, plan, slot, item);
        break;
    }
  }

  #noteSlot(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    const { note } = plan;
    switch (slot) {
      case S.originalFrame:
        sink.integer(note?.retransmissionOf ?? 0);
        break;
      case S.repeatedFrame:
        sink.integer(note?.duplicateAckOf ?? 0);
        break;
      case S.repetition:
        sink.integer(note?.duplicateAckNumber ?? 0);
        break;
      case S.firstAnswerFrame:
        sink.integer(note?.repeatsAnswer ?? 0);
        break;
      case S.unansweredFrame:
        sink.integer(note?.unanswered ?? 0);
        break;
      case S.copiedFrame:
        sink.integer(note?.duplicateOf ?? 0);
        break;
      case S.timeout:
        writeDuration(sink, note?.rto ?? 0, this.#values);
        break;
      case S.packetFrame:
        sink.integer(note?.fragment?.packet ?? 0);
        break;
      case S.offset:
        sink.integer(note?.fragment?.offset ?? 0);
        break;
      case S.pieces:
        this.#pieces(sink, note?.fragments ?? []);
        break;
      case S.encapsulation:
        sink.text(safeText((note?.encapsulation ?? []).join(', ')));
        break;
      case S.limit:
        sink.text(safeText(note?.limit ?? ''));
        break;
      case S.layer:
        sink.text(safeText(note?.layer ?? plan.frame.protocol));
        break;
      case S.stoppedLayer:
        sink.text(safeText((note?.stopped ?? plan.facts.stopped)?.layer ?? ''));
        break;
      case S.stoppedOffset:
        sink.integer((note?.stopped ?? plan.facts.stopped)?.offset ?? 0);
        break;
      case S.aboutFrame:
        sink.integer(note?.about?.frame ?? 0);
        break;
      case S.aboutProtocol:
        sink.text(safeText(note?.about?.protocol ?? ''));
        break;
      case S.aboutSource:
        this.#about(sink, note?.about?.source, note?.about?.sourcePort);
        break;
      case S.aboutDestination:
        this.#about(sink, note?.about?.destination, note?.about?.destinationPort);
        break;
      default:
        this.#rareSlot(sink, plan, slot, item);
        break;
    }
  }

  #rareSlot(sink: ByteSink, plan: Plan, slot: number, item: number): void {
    const { batch, row } = plan.frame;
    switch (slot) {
      case S.senderAddress:
        sink.text(this.#names.nameOf(plan.facts.senderAddress ?? ''));
        break;
      case S.targetAddress:
        sink.text(this.#names.nameOf(plan.facts.targetAddress ?? ''));
        break;
      case S.senderHardware:
        sink.text(plan.facts.senderHardware ?? '');
        break;
      case S.sequence:
        sink.integer(plan.facts.sequence ?? 0);
        break;
      case S.icmpType:
        sink.integer(batch.flags[row]! >> 8);
        break;
      case S.icmpCode:
        sink.integer(batch.flags[row]! & 255);
        break;
      case S.capturedLength:
        this.#amount(sink, batch.capturedLength[row]!);
        break;
      case S.wireLength:
        this.#amount(sink, batch.wireLength[row]!);
        break;
      case S.questionFrame:
        sink.integer(plan.note?.dns?.[item]?.query ?? 0);
        break;
      case S.questionTime:
        writeDuration(sink, plan.note?.dns?.[item]?.responseTime ?? 0, this.#values);
        break;
      case S.comment:
        sink.text(safeText(batch.comments.get(row)?.[item] ?? '', MAX_COMMENT));
        break;
      default:
        this.#dns.write(sink, plan, slot, item);
        break;
    }
  }

  #amount(sink: ByteSink, count: number): void {
    const form = this.#byteForms[count === 1 ? 0 : 1];
    sink.text(form[0]!);
    sink.integer(count, this.#values.group);
    sink.text(form[1] ?? '');
  }

  #range(sink: ByteSink, batch: FrameBatch, row: number): void {
    const first = batch.relativeSeq[row]! + (batch.flags[row]! & FLAG.syn ? 1 : 0);
    const count = batch.payloadLength[row]!;
    const form = this.#rangeForms[count === 1 ? 0 : 1];
    sink.text(form[0]!);
    sink.integer(first);
    sink.text(form[1] ?? '');
    if (count === 1) return;
    sink.integer(first + count - 1);
    sink.text(form[2] ?? '');
  }

  #pieces(sink: ByteSink, frames: readonly number[]): void {
    const told = frames.slice(0, MAX_PIECES);
    sink.text(told.map((frame) => `No. ${frame}`).join(', '));
    if (frames.length > MAX_PIECES) {
      sink.text(', ');
      sink.text(this.#values.andMore.replace('{count}', String(frames.length - MAX_PIECES)));
    }
  }

  #about(sink: ByteSink, address: string | undefined, port: number | null | undefined): void {
    sink.text(this.#names.nameOf(address ?? ''));
    if (typeof port === 'number') sink.text(` port ${port}`);
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
