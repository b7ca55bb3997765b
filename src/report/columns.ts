import { type Piece, pieceOf } from '../bytes/ink.js';
import { EMPTY, Line } from '../bytes/line.js';
import type { Press } from '../bytes/press.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Frame } from '../engine/frame.js';
import { choose } from '../explain/choose.js';
import type { Detail } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { Plan } from '../explain/plan.js';
import { Speaker } from '../explain/speaker.js';
import { roleOf } from '../roles/role-of-row.js';
import { SOURCE } from '../table/sources.js';
import { FINDINGS } from '../vocabulary/findings.js';
import { PROTOCOL_CODE, PROTOCOLS } from '../vocabulary/protocols.js';
import { ROLES } from '../vocabulary/roles.js';
import { AddressPieces } from './address-pieces.js';
import { type CellForm, writeText } from './cell-form.js';
import { factColumn } from './fact-columns.js';
import { addFacts } from './facts-writer.js';
import type { FieldPath } from './fields.js';
import { addPlainInfo, isPlainInfo } from './info-writer.js';
import { JSON_STRING } from './json-text.js';
import type { RowField } from './row.js';
import { hasPorts } from './segment-writer.js';
import { TimeWriter } from './time-writer.js';

/** Adds one field of the plan's frame. */
export type Column = (line: Line, plan: Plan) => void;

const QUOTE = pieceOf('"');

/** Writes chosen fields of one capture's frames, and works out nothing else of them. */
export class ColumnWriter {
  readonly #form: CellForm;
  readonly #locale: Locale;
  readonly #withReasons: boolean;
  readonly #context: CaptureContext;
  readonly #plan: Plan;
  /** The facts' text from the capture is in the form of JSON, whatever that of the cells. */
  readonly #factsPlan: Plan;
  /** What the records are added to. */
  readonly line: Line;
  readonly #explains: boolean;
  /** What writes times, of as many fields as are times. */
  readonly #times: TimeWriter[] = [];
  /** By field: what goes before it, and what writes it. */
  readonly #before: readonly Piece[];
  readonly #columns: readonly Column[];
  readonly #after: Piece;

  /** @param press the memory that the line lies in; default: none */
  constructor(
    context: CaptureContext,
    fields: readonly FieldPath[],
    form: CellForm,
    locale: Locale,
    detail: Detail,
    press?: Press,
  ) {
    this.line = new Line(press);
    const around = form.around(fields);
    this.#context = context;
    this.#form = form;
    this.#locale = locale;
    this.#withReasons = detail === 'full';
    const { ink } = this.line;
    this.#plan = new Plan(form.inside, this.line);
    this.#factsPlan = new Plan(JSON_STRING, this.line);
    this.#explains = fields.some(({ path }) => path[0] === 'explanation');
    this.#before = fields.map((_, i) => ink.add(around[i]!));
    this.#columns = fields.map(({ path }) =>
      path[0] === 'facts' && path.length > 1
        ? factColumn(path, form, ink)
        : this.#column(path[0] as RowField),
    );
    this.#after = ink.add(around[fields.length]!);
  }

  /** Adds the frame's record: in JSON without, in CSV with its line's end. */
  add(frame: Frame): void {
    const plan = this.#plan;
    if (this.#explains) choose(plan, frame);
    else plan.begin(frame);
    const columns = this.#columns;
    const { line } = this;
    for (const times of this.#times) times.begin(frame.batch, frame.row);
    for (let i = 0; i < columns.length; i++) {
      line.ready();
      line.put(this.#before[i]!);
      columns[i]!(line, plan);
    }
    line.put(this.#after);
  }

  #column(field: RowField): Column {
    const form = this.#form;
    const { ink } = this.line;
    switch (field) {
      case 'capture': {
        const label = ink.add(form.text(this.#context.label));
        return (line) => line.put(label);
      }
      case 'frame':
        return (line, { frame: { batch, row } }) => line.number(EMPTY, batch.firstFrame + row, SOURCE.frame);
      case 'time':
        return this.#time();
      case 'relativeTime':
        return this.#relativeTime();
      case 'source':
        return this.#address(field, SOURCE.source);
      case 'destination':
        return this.#address(field, SOURCE.destination);
      case 'sourcePort':
        return this.#port(field, SOURCE.sourcePort);
      case 'destinationPort':
        return this.#port(field, SOURCE.destinationPort);
      case 'protocol':
        return this.#protocol();
      case 'length':
        return (line, { frame: { batch, row } }) =>
          line.number(EMPTY, batch.wireLength[row]!, SOURCE.wireLength);
      case 'connection':
        return (line, { frame: { batch, row } }) =>
          batch.connection[row]! < 0
            ? line.put(form.none)
            : line.number(EMPTY, batch.connection[row]!, SOURCE.connection);
      case 'role': {
        const roles = ROLES.map((role) => ink.add(form.text(role)));
        return (line, { frame: { batch, row } }) => line.put(roles[roleOf(batch, row)]!);
      }
      case 'findings':
        return this.#findings();
      case 'facts':
        return this.#facts();
      case 'info':
        return (line, plan) => addInfoValue(line, plan, form);
      case 'explanation':
        return this.#explanation();
    }
  }

  #time(): Column {
    const { none, text } = this.#form;
    const times = new TimeWriter(this.#context, text, this.line);
    this.#times.push(times);
    return (line, { frame: { batch, row } }) => {
      if (!times.add(batch, row)) line.put(none);
    };
  }

  #relativeTime(): Column {
    const { none } = this.#form;
    const times = new TimeWriter(this.#context, (time) => time, this.line);
    return (line, { frame: { batch, row } }) => {
      if (!times.addRelative(batch, row)) line.put(none);
    };
  }

  #address(field: 'source' | 'destination', source: number): Column {
    const pieces = new AddressPieces(this.#context.addresses, this.#form.text, this.line, source);
    return (line, { frame: { batch, row } }) => line.vary(pieces.piece(batch[field][row]!), pieces.source);
  }

  #port(field: 'sourcePort' | 'destinationPort', source: number): Column {
    const { none } = this.#form;
    return (line, { frame: { batch, row } }) =>
      hasPorts(batch, row) ? line.number(EMPTY, batch[field][row]!, source) : line.put(none);
  }

  #protocol(): Column {
    const form = this.#form;
    const { ink } = this.line;
    const names = PROTOCOLS.map((protocol) => ink.add(form.text(protocol)));
    return (line, { frame }) => {
      const protocol = frame.batch.protocol[frame.row]!;
      if (protocol === PROTOCOL_CODE.unknown) line.out().text(form.text(frame.protocol));
      else line.put(names[protocol]!);
    };
  }

  #findings(): Column {
    const { list, text } = this.#form;
    const { ink } = this.line;
    const none = ink.add(text([]));
    const names = FINDINGS.map((finding) => ink.add(finding));
    return (line, { frame: { batch, row } }) => {
      const findings = batch.findings[row]!;
      if (findings === 0) {
        line.put(none);
        return;
      }
      for (let rest = findings; rest !== 0; rest &= rest - 1) {
        line.put(rest === findings ? list.begin : list.between);
        line.put(names[31 - Math.clz32(rest & -rest)]!);
      }
      line.put(list.end);
    };
  }

  #facts(): Column {
    const form = this.#form;
    const plan = this.#factsPlan;
    return (line, { frame }) => {
      plan.begin(frame);
      if (form.isJson) addFacts(line, plan);
      else addText(line, form, () => addFacts(line, plan));
    };
  }

  #explanation(): Column {
    const form = this.#form;
    const speaker = new Speaker(this.#context, this.#locale, form.inside, this.line);
    const withReasons = this.#withReasons;
    return (line, plan) => {
      const isQuoted = form.isJson || (withReasons ? undefined : speaker.needsQuotes(plan));
      if (isQuoted !== false) line.put(QUOTE);
      const from = isQuoted === undefined ? line.out().length : 0;
      speaker.tell(plan, withReasons);
      if (isQuoted === undefined) form.end(line.out(), from, speaker.hasComma(plan));
      else if (isQuoted) line.put(QUOTE);
    };
  }
}

function addInfoValue(line: Line, plan: Plan, form: CellForm): void {
  if (isPlainInfo(plan)) addText(line, form, () => addPlainInfo(line, plan));
  else line.out().text(form.text(plan.frame.info));
}

/** Adds a text's value. @param add adds the text as it is, harmless */
function addText(line: Line, form: CellForm, add: () => void): void {
  writeText(line.out(), form, () => {
    add();
    line.out();
  });
}
