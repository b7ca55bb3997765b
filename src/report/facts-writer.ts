import { type Piece, pieceOf } from '../bytes/ink.js';
import type { Line } from '../bytes/line.js';
import { isHidden } from '../engine/facts.js';
import type { Plan } from '../explain/plan.js';
import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import type { FrameNotes } from '../table/frame-notes.js';
import { addSeconds } from './digits.js';
import { addDnsFacts } from './dns-facts-writer.js';
import { jsonText } from './json-text.js';
import { addPreview, addTcpFacts, isSegment } from './segment-writer.js';

const SEQ = pieceOf('{"seq":');
const BYTES = pieceOf('{"bytes":');
const BRACE = pieceOf('}');

/** Adds the facts of the plan's frame: the same fields in the same order as their object has them. */
export function addFacts(line: Line, plan: Plan): void {
  const { frame } = plan;
  if (isSegment(frame.batch, frame.row)) addTcpFacts(line, SEQ, plan);
  else if (isDatagram(plan)) {
    line.number(BYTES, frame.batch.payloadLength[frame.row]!);
    if (plan.dns === null) addPreview(line, plan);
    else addDnsFacts(line, frame, plan.dns);
  } else {
    line.out().text(jsonText(frame.facts));
    return;
  }
  addNotes(line, plan);
  line.put(BRACE);
}

/** Whether it is a UDP datagram, and what it may carry of DNS could be read to its end. */
function isDatagram(plan: Plan): boolean {
  const { batch, row } = plan.frame;
  if (batch.transport[row] !== TRANSPORT.udp || batch.shape[row] === SHAPE.fragment) return false;
  return plan.dns === null || plan.dns.stopReason === 0;
}

/** Adds what stands beside the columns, which few frames have. */
export function addNotes(line: Line, plan: Plan): void {
  const { batch, row } = plan.frame;
  if (batch.comments.size > 0) addFact(line, 'comments', batch.comments.get(row));
  if (plan.note !== undefined) addNote(line, plan.note);
}

function addNote(line: Line, note: FrameNotes): void {
  for (const name in note) if (!isHidden(name)) addFact(line, name, note[name as keyof FrameNotes]);
  const { fragment } = note;
  for (const name in fragment) addFact(line, name, fragment[name as keyof typeof fragment]);
}

function addFact(line: Line, name: string, value: unknown): void {
  if (value === undefined) return;
  const piece = nameOf(name);
  if (Number.isSafeInteger(value)) line.integer(piece, value as number);
  else if (typeof value === 'number') addSeconds(line, piece, value);
  else {
    line.put(piece);
    line.out().text(jsonText(value));
  }
}

/** Names of facts, with what surrounds them. */
const FACT_PIECES = new Map<string, Piece>();

function nameOf(fact: string): Piece {
  let piece = FACT_PIECES.get(fact);
  if (piece === undefined) {
    piece = pieceOf(`,"${fact}":`);
    FACT_PIECES.set(fact, piece);
  }
  return piece;
}
