import { type Piece, pieceOf } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import { isHidden } from '../engine/facts.js';
import type { Frame } from '../engine/frame.js';
import type { Plan } from '../explain/plan.js';
import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import type { FrameNotes } from '../table/frame-notes.js';
import { writeSeconds } from './digits.js';
import { writeDnsFacts } from './dns-facts-writer.js';
import { jsonText } from './json-text.js';
import { isSegment, writePreviewField, writeTcpFacts } from './segment-writer.js';

const SEQ = pieceOf('{"seq":');
const BYTES = pieceOf('{"bytes":');
const BRACE = 0x7d;

/** Writes the facts of the plan's frame: the same fields in the same order as their object has them. */
export function writeFacts(sink: ByteSink, plan: Plan): void {
  const { frame } = plan;
  if (isSegment(frame.batch, frame.row)) {
    sink.put(SEQ);
    writeTcpFacts(sink, plan);
  } else if (isDatagram(plan)) {
    sink.field(BYTES, frame.batch.payloadLength[frame.row]!);
    if (plan.dns === null) writePreviewField(sink, plan);
    else writeDnsFacts(sink, frame, plan.dns);
  } else {
    sink.text(jsonText(frame.facts));
    return;
  }
  writeNotes(sink, frame);
  sink.byte(BRACE);
}

/** Whether it is a UDP datagram, and what it may carry of DNS could be read to its end. */
function isDatagram(plan: Plan): boolean {
  const { batch, row } = plan.frame;
  if (batch.transport[row] !== TRANSPORT.udp || batch.shape[row] === SHAPE.fragment) return false;
  return plan.dns === null || plan.dns.stopReason === 0;
}

/** What stands beside the columns, which few frames have. */
export function writeNotes(sink: ByteSink, frame: Frame): void {
  const { batch, row } = frame;
  const comments = batch.comments.size === 0 ? undefined : batch.comments.get(row);
  const note = batch.notes.size === 0 ? undefined : batch.notes.get(row);
  if (comments === undefined && note === undefined) return;
  if (comments !== undefined) writeFact(sink, 'comments', comments);
  if (note === undefined) return;
  for (const name in note) if (!isHidden(name)) writeFact(sink, name, note[name as keyof FrameNotes]);
  const { fragment } = note;
  for (const name in fragment) writeFact(sink, name, fragment[name as keyof typeof fragment]);
}

function writeFact(sink: ByteSink, name: string, value: unknown): void {
  if (value === undefined) return;
  sink.put(nameOf(name));
  if (Number.isSafeInteger(value)) sink.integer(value as number);
  else if (typeof value === 'number') writeSeconds(sink, value);
  else sink.text(jsonText(value));
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
