import type { Ink, Piece } from '../bytes/ink.js';
import { EMPTY, type Line } from '../bytes/line.js';
import { flagsText } from '../engine/facts.js';
import type { Plan } from '../explain/plan.js';
import type { FrameBatch } from '../table/frame-batch.js';
import type { FrameNotes } from '../table/frame-notes.js';
import { FLAG } from '../wire/tcp.js';
import type { CellForm } from './cell-form.js';
import { addSeconds } from './digits.js';
import { valueAt } from './fields.js';
import { isSegment } from './segment-writer.js';

type Column = (line: Line, plan: Plan) => void;
type Reading = (batch: FrameBatch, row: number) => number;

/** What stands for no number. */
const NONE = Number.NaN;

/** Facts of a segment that are whole numbers, read from the columns: as `tcpFacts` does. */
const NUMBERS: Readonly<Record<string, Reading>> = {
  seq: (batch, row) => batch.relativeSeq[row]!,
  ack: (batch, row) => (batch.flags[row]! & FLAG.ack ? batch.relativeAck[row]! : NONE),
  rawSeq: (batch, row) => batch.seq[row]!,
  rawAck: (batch, row) => batch.ack[row]!,
  bytes: (batch, row) => batch.payloadLength[row]!,
  window: (batch, row) => batch.window[row]!,
  streamStart: (batch, row) => (batch.payloadLength[row]! > 0 ? streamStart(batch, row) : NONE),
  streamEnd: (batch, row) => {
    const payload = batch.payloadLength[row]!;
    return payload > 0 ? streamStart(batch, row) + payload : NONE;
  },
  retransmissionOf: (batch, row) => (batch.repetition[row] === 0 ? batch.original[row]! || NONE : NONE),
  duplicateAckOf: (batch, row) => (batch.repetition[row] === 0 ? NONE : batch.original[row]! || NONE),
  duplicateAckNumber: (batch, row) => batch.repetition[row]! || NONE,
  acknowledges: (batch, row) => batch.acknowledges[row]! || NONE,
  inReplyTo: (batch, row) => batch.inReplyTo[row]! || NONE,
};

/** Those that are seconds. */
const DURATIONS: Readonly<Record<string, Reading>> = {
  rtt: (batch, row) => (batch.acknowledges[row]! > 0 ? batch.roundTrip[row]! : NONE),
  rto: (batch, row) => batch.timeout[row]!,
};

function streamStart(batch: FrameBatch, row: number): number {
  const seq = batch.relativeSeq[row]!;
  return batch.flags[row]! & FLAG.syn ? seq : seq - 1;
}

/** Facts of any frame that stand in its notes under their own names. */
const NOTES: ReadonlySet<string> = new Set([
  'duplicateOf',
  'repeatsAnswer',
  'unanswered',
] satisfies (keyof FrameNotes)[]);

/** Adds the fact at the end of the path `facts.…`; from the facts' object where it is none of those that most rows have. */
export function factColumn(path: readonly string[], form: CellForm, ink: Ink): Column {
  const name = path[1]!;
  const any: Column = (line, plan) => line.out().text(form.text(valueAt(plan.facts, path, 1)));
  if (path.length > 2) return any;
  if (NOTES.has(name)) return noteColumn(name as keyof FrameNotes, form);
  const ofSegment = segmentColumn(name, form, ink);
  if (ofSegment === undefined) return any;
  return (line, plan) => {
    const { batch, row } = plan.frame;
    if (isSegment(batch, row)) ofSegment(line, batch, row);
    else any(line, plan);
  };
}

function segmentColumn(
  name: string,
  form: CellForm,
  ink: Ink,
): ((line: Line, batch: FrameBatch, row: number) => void) | undefined {
  if (name === 'flags') {
    const texts: (Piece | undefined)[] = [];
    return (line, batch, row) => {
      const flags = batch.flags[row]!;
      texts[flags] ??= ink.add(form.text(flagsText(flags)));
      line.put(texts[flags]);
    };
  }
  const duration = Object.hasOwn(DURATIONS, name) ? DURATIONS[name] : undefined;
  if (duration !== undefined)
    return (line, batch, row) => {
      const seconds = duration(batch, row);
      if (Number.isNaN(seconds)) line.put(form.none);
      else addSeconds(line, EMPTY, seconds);
    };
  const read = Object.hasOwn(NUMBERS, name) ? NUMBERS[name] : undefined;
  if (read === undefined) return undefined;
  return (line, batch, row) => {
    const number = read(batch, row);
    if (Number.isNaN(number)) line.put(form.none);
    else line.integer(EMPTY, number);
  };
}

function noteColumn(name: keyof FrameNotes, form: CellForm): Column {
  return (line, { note }) => {
    const value = note?.[name];
    if (value === undefined) line.put(form.none);
    else line.out().text(form.text(value));
  };
}
