import { type Piece, pieceOf } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import { isHidden } from '../engine/facts.js';
import type { Frame } from '../engine/frame.js';
import type { Plan } from '../explain/plan.js';
import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import type { FrameNotes } from '../table/frame-notes.js';
import type { DnsFacts, DnsRecordFact } from '../vocabulary/facts.js';
import { dnsFacts } from '../wire/dns-facts.js';
import type { DnsMessage } from '../wire/dns-message.js';
import { writeSeconds } from './digits.js';
import { jsonText, writeJsonString } from './json-text.js';
import { isSegment, writePreviewField, writeTcpFacts } from './segment-writer.js';

const BYTES = pieceOf('{"bytes":');
const ID = pieceOf(',"id":');
const NAME = pieceOf(',"name":');
const TYPE = pieceOf(',"type":');
const TRANSPORT_UDP = pieceOf(',"transport":"udp"');
const OUTCOME = pieceOf(',"outcome":');
const RCODE = pieceOf(',"rcode":');
const ANSWERS = pieceOf(',"answers":[');
const ANSWER_NAME = pieceOf('{"name":');
const TTL = pieceOf(',"ttl":');
const VALUE = pieceOf(',"value":');
const QUERY = pieceOf(',"query":');
const RESPONSE_TIME = pieceOf(',"responseTime":');
const COMMA = 0x2c;
const BRACKET = 0x5d;
const BRACE = 0x7d;

/** Writes the facts of the plan's frame: the same fields in the same order as their object has them. */
export function writeFacts(sink: ByteSink, plan: Plan): void {
  const { frame } = plan;
  if (isSegment(frame.batch, frame.row)) writeTcpFacts(sink, plan);
  else if (isDatagram(frame)) {
    sink.field(BYTES, frame.batch.payloadLength[frame.row]!);
    if (frame.dnsMessage === null) writePreviewField(sink, plan);
    else writeDnsFacts(sink, frame, frame.dnsMessage);
  } else {
    sink.text(jsonText(frame.facts));
    return;
  }
  writeNotes(sink, frame);
  sink.byte(BRACE);
}

/** Whether it is a UDP datagram, and what it may carry of DNS could be read to its end. */
function isDatagram(frame: Frame): boolean {
  const { batch, row } = frame;
  return (
    batch.transport[row] === TRANSPORT.udp &&
    batch.shape[row] !== SHAPE.fragment &&
    frame.dnsMessage?.stopped === undefined
  );
}

/** What stands beside the columns, which few frames have. */
function writeNotes(sink: ByteSink, frame: Frame): void {
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

function writeDnsFacts(sink: ByteSink, { batch, row }: Frame, message: DnsMessage): void {
  const facts = dnsFacts(message, 'udp', batch.inReplyTo[row]!, batch.roundTrip[row]!);
  sink.field(ID, facts.id);
  sink.put(NAME);
  writeJsonString(sink, facts.name);
  sink.put(TYPE);
  writeJsonString(sink, facts.type);
  sink.put(TRANSPORT_UDP);
  if (facts.response) writeResponse(sink, facts);
}

function writeResponse(sink: ByteSink, { outcome, rcode, answers, query, responseTime }: DnsFacts): void {
  sink.put(OUTCOME);
  writeJsonString(sink, outcome!);
  sink.field(RCODE, rcode!);
  sink.put(ANSWERS);
  answers!.forEach((answer, index) => {
    if (index > 0) sink.byte(COMMA);
    writeAnswer(sink, answer);
  });
  sink.byte(BRACKET);
  if (query !== undefined) sink.field(QUERY, query);
  if (responseTime !== undefined) {
    sink.put(RESPONSE_TIME);
    writeSeconds(sink, responseTime);
  }
}

function writeAnswer(sink: ByteSink, { name, type, ttl, value }: DnsRecordFact): void {
  sink.put(ANSWER_NAME);
  writeJsonString(sink, name);
  sink.put(TYPE);
  writeJsonString(sink, type);
  sink.field(TTL, ttl);
  sink.put(VALUE);
  writeJsonString(sink, value);
  sink.byte(BRACE);
}
