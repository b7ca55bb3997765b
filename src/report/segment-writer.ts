import { type Piece, pieceOf } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import { flagsText } from '../engine/facts.js';
import type { Plan } from '../explain/plan.js';
import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { STAGES } from '../vocabulary/stages.js';
import { FLAG } from '../wire/tcp.js';
import { writeTcpOptions } from '../wire/tcp-options.js';
import { writeSeconds } from './digits.js';

const ACK = pieceOf(',"ack":');
const NO_ACK = pieceOf(',"ack":null');
const RAW_SEQ = pieceOf(',"rawSeq":');
const RAW_ACK = pieceOf(',"rawAck":');
const BYTES = pieceOf(',"bytes":');
const STREAM_START = pieceOf(',"streamStart":');
const STREAM_END = pieceOf(',"streamEnd":');
const PREVIEW = pieceOf(',"preview":"');
const PUSH = pieceOf(',"push":true');
const ACKNOWLEDGES = pieceOf(',"acknowledges":');
const RTT = pieceOf(',"rtt":');
const FIRST_FIN = pieceOf(',"acknowledgesFin":"first"');
const SECOND_FIN = pieceOf(',"acknowledgesFin":"second"');
const STAGE = STAGES.map((stage) => pieceOf(`,"stage":"${stage}"`));
const IN_REPLY_TO = pieceOf(',"inReplyTo":');
const ARROW = pieceOf(' → ');
const INFO_ACK = pieceOf(' Ack=');
const INFO_WIN = pieceOf(' Win=');
const INFO_LEN = pieceOf(' Len=');
const QUOTE = 0x22;

/** Flags as they stand in facts and in Info, with what surrounds them, by the 12 bits. */
const FLAGS_FACT: (Piece | undefined)[] = [];
const FLAGS_INFO: (Piece | undefined)[] = [];

/** Whether the frame is a TCP segment whose header could be read. */
export function isSegment(batch: FrameBatch, row: number): boolean {
  return batch.transport[row] === TRANSPORT.tcp && batch.shape[row] === SHAPE.whole;
}

/** Whether the frame tells ports. */
export function hasPorts(batch: FrameBatch, row: number): boolean {
  const transport = batch.transport[row]!;
  return (transport === TRANSPORT.tcp || transport === TRANSPORT.udp) && batch.shape[row] !== SHAPE.fragment;
}

/** Writes what the columns say of a segment, behind the name of its first fact. */
export function writeTcpFacts(sink: ByteSink, plan: Plan): void {
  const { batch, row } = plan.frame;
  const flags = batch.flags[row]!;
  const payload = batch.payloadLength[row]!;
  const seq = batch.relativeSeq[row]!;
  sink.integer(seq);
  if (flags & FLAG.ack) sink.field(ACK, batch.relativeAck[row]!);
  else sink.put(NO_ACK);
  sink.field(RAW_SEQ, batch.seq[row]!);
  sink.field(RAW_ACK, batch.ack[row]!);
  sink.field(BYTES, payload);
  FLAGS_FACT[flags] ??= pieceOf(`,"flags":"${flagsText(flags)}","window":`);
  sink.field(FLAGS_FACT[flags], batch.window[row]!);
  if (payload > 0) {
    const start = flags & FLAG.syn ? seq : seq - 1;
    sink.field(STREAM_START, start);
    sink.field(STREAM_END, start + payload);
    writePreviewField(sink, plan);
  }
  if (flags & FLAG.psh) sink.put(PUSH);
  writeTcpAnswers(sink, batch, row);
}

/** Writes how the payload begins, if it is text. */
export function writePreviewField(sink: ByteSink, plan: Plan): void {
  const { preview } = plan;
  if (preview.length === 0) return;
  sink.put(PREVIEW);
  sink.append(preview);
  sink.byte(QUOTE);
}

function writeTcpAnswers(sink: ByteSink, batch: FrameBatch, row: number): void {
  if (batch.acknowledges[row]! > 0) {
    sink.field(ACKNOWLEDGES, batch.acknowledges[row]!);
    const roundTrip = batch.roundTrip[row]!;
    if (!Number.isNaN(roundTrip)) {
      sink.put(RTT);
      writeSeconds(sink, roundTrip);
    }
  }
  const bits = batch.bits[row]!;
  if (bits & BIT.acknowledgesFirstFin) sink.put(FIRST_FIN);
  else if (bits & BIT.acknowledgesSecondFin) sink.put(SECOND_FIN);
  if (batch.stage[row]! > 0) sink.put(STAGE[batch.stage[row]!]!);
  if (batch.inReplyTo[row]! > 0) sink.field(IN_REPLY_TO, batch.inReplyTo[row]!);
}

/** As `infoOf` puts it together for a segment without a prefix. */
export function writeTcpInfo(sink: ByteSink, batch: FrameBatch, row: number): void {
  const flags = batch.flags[row]!;
  sink.integer(batch.sourcePort[row]!);
  sink.field(ARROW, batch.destinationPort[row]!);
  FLAGS_INFO[flags] ??= pieceOf(` [${flagsText(flags)}] Seq=`);
  sink.field(FLAGS_INFO[flags], batch.relativeSeq[row]!);
  if (flags & FLAG.ack) sink.field(INFO_ACK, batch.relativeAck[row]!);
  sink.field(INFO_WIN, batch.window[row]!);
  sink.field(INFO_LEN, batch.payloadLength[row]!);
  const at = batch.transportAt[row]!;
  writeTcpOptions(sink, batch.bytesOf(row), at + 20, batch.payloadAt[row]!);
}
