import { Ink, type Piece } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Frame } from '../engine/frame.js';
import { choose } from '../explain/choose.js';
import { type Detail, speakerOf } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { Plan } from '../explain/plan.js';
import { FINDINGS } from '../vocabulary/findings.js';
import { PROTOCOL_CODE, PROTOCOLS } from '../vocabulary/protocols.js';
import { ROLES } from '../vocabulary/roles.js';
import { AddressPieces } from './address-pieces.js';
import { type CellForm, writeText } from './cell-form.js';
import { factColumn } from './fact-columns.js';
import { writeFacts } from './facts-writer.js';
import type { FieldPath } from './fields.js';
import { writePlainInfo } from './info-writer.js';
import { JSON_STRING } from './json-text.js';
import type { RowField } from './row.js';
import { hasPorts } from './segment-writer.js';
import { TimeWriter } from './time-writer.js';

/** Writes one field of the plan's frame. */
export type Column = (sink: ByteSink, plan: Plan) => void;

const QUOTE = 0x22;

/** Writes chosen fields of one capture's frames, and works out nothing else of them. */
export class ColumnWriter {
  readonly #form: CellForm;
  readonly #locale: Locale;
  readonly #withReasons: boolean;
  readonly #context: CaptureContext;
  readonly #plan: Plan;
  /** The facts' text from the capture is in the form of JSON, whatever that of the cells. */
  readonly #factsPlan = new Plan(JSON_STRING);
  readonly #ink = new Ink();
  readonly #explains: boolean;
  /** By field: what goes before it, and what writes it. */
  readonly #before: readonly Piece[];
  readonly #columns: readonly Column[];
  readonly #after: Piece;

  constructor(
    context: CaptureContext,
    fields: readonly FieldPath[],
    form: CellForm,
    locale: Locale,
    detail: Detail,
  ) {
    const around = form.around(fields);
    this.#context = context;
    this.#form = form;
    this.#locale = locale;
    this.#withReasons = detail === 'full';
    this.#plan = new Plan(form.inside);
    this.#explains = fields.some(({ path }) => path[0] === 'explanation');
    this.#before = fields.map((_, i) => this.#ink.add(around[i]!));
    this.#columns = fields.map(({ path }) =>
      path[0] === 'facts' && path.length > 1
        ? factColumn(path, form, this.#ink)
        : this.#column(path[0] as RowField),
    );
    this.#after = this.#ink.add(around[fields.length]!);
  }

  /** Writes the frame's record, up to its line's end. */
  write(sink: ByteSink, frame: Frame): void {
    const plan = this.#plan;
    if (this.#explains) choose(plan, frame);
    else plan.begin(frame);
    const columns = this.#columns;
    for (let i = 0; i < columns.length; i++) {
      sink.put(this.#before[i]!, this.#ink);
      columns[i]!(sink, plan);
    }
    sink.put(this.#after, this.#ink);
  }

  #column(field: RowField): Column {
    const form = this.#form;
    const ink = this.#ink;
    switch (field) {
      case 'capture': {
        const label = ink.add(form.text(this.#context.label));
        return (sink) => sink.put(label, ink);
      }
      case 'frame':
        return (sink, { frame: { batch, row } }) => sink.integer(batch.firstFrame + row);
      case 'time':
        return this.#time();
      case 'relativeTime':
        return this.#relativeTime();
      case 'source':
      case 'destination':
        return this.#address(field);
      case 'sourcePort':
      case 'destinationPort':
        return (sink, { frame: { batch, row } }) =>
          hasPorts(batch, row) ? sink.integer(batch[field][row]!) : sink.put(form.none);
      case 'protocol':
        return this.#protocol();
      case 'length':
        return (sink, { frame: { batch, row } }) => sink.integer(batch.wireLength[row]!);
      case 'connection':
        return (sink, { frame: { batch, row } }) =>
          batch.connection[row]! < 0 ? sink.put(form.none) : sink.integer(batch.connection[row]!);
      case 'role': {
        const roles = ROLES.map((role) => ink.add(form.text(role)));
        return (sink, { frame: { batch, row } }) => sink.put(roles[batch.role[row]!]!, ink);
      }
      case 'findings':
        return this.#findings();
      case 'facts':
        return this.#facts();
      case 'info':
        return (sink, plan) => writeInfoValue(sink, plan, form);
      case 'explanation':
        return this.#explanation();
    }
  }

  #time(): Column {
    const { none, text } = this.#form;
    const times = new TimeWriter(this.#context, text);
    return (sink, { frame: { batch, row } }) => {
      if (!times.write(sink, batch, row)) sink.put(none);
    };
  }

  #relativeTime(): Column {
    const { none } = this.#form;
    const times = new TimeWriter(this.#context, (time) => time);
    return (sink, { frame: { batch, row } }) => {
      if (!times.writeRelative(sink, batch, row)) sink.put(none);
    };
  }

  #address(field: 'source' | 'destination'): Column {
    const pieces = new AddressPieces(this.#context.addresses, this.#form.text);
    return (sink, { frame: { batch, row } }) => pieces.write(sink, batch[field][row]!);
  }

  #protocol(): Column {
    const form = this.#form;
    const ink = this.#ink;
    const names = PROTOCOLS.map((protocol) => ink.add(form.text(protocol)));
    return (sink, { frame }) => {
      const protocol = frame.batch.protocol[frame.row]!;
      if (protocol === PROTOCOL_CODE.unknown) sink.text(form.text(frame.protocol));
      else sink.put(names[protocol]!, ink);
    };
  }

  #findings(): Column {
    const { list, text } = this.#form;
    const ink = this.#ink;
    const none = ink.add(text([]));
    const names = FINDINGS.map((finding) => ink.add(finding));
    return (sink, { frame: { batch, row } }) => {
      const findings = batch.findings[row]!;
      if (findings === 0) {
        sink.put(none, ink);
        return;
      }
      for (let rest = findings; rest !== 0; rest &= rest - 1) {
        sink.put(rest === findings ? list.begin : list.between);
        sink.put(names[31 - Math.clz32(rest & -rest)]!, ink);
      }
      sink.put(list.end);
    };
  }

  #facts(): Column {
    const form = this.#form;
    const plan = this.#factsPlan;
    return (sink, { frame }) => {
      plan.begin(frame);
      if (form.isJson) writeFacts(sink, plan);
      else writeText(sink, form, () => writeFacts(sink, plan));
    };
  }

  #explanation(): Column {
    const form = this.#form;
    const speaker = speakerOf(this.#locale, form.inside);
    const withReasons = this.#withReasons;
    return (sink, plan) => {
      sink.byte(QUOTE);
      const from = sink.length;
      speaker.tell(sink, plan, withReasons);
      form.end(sink, from, speaker.hasComma(plan));
    };
  }
}

function writeInfoValue(sink: ByteSink, plan: Plan, form: CellForm): void {
  const from = sink.length;
  sink.byte(QUOTE);
  if (writePlainInfo(sink, plan)) {
    form.inside.escape(sink, from + 1);
    form.end(sink, from + 1, false);
  } else {
    sink.length = from;
    sink.text(form.text(plan.frame.info));
  }
}
