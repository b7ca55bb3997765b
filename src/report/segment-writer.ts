import { type Piece, pieceOf } from '../bytes/ink.js';
import type { Line } from '../bytes/line.js';
import { flagsText } from '../engine/facts.js';
import type { Plan } from '../explain/plan.js';
import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { STAGES } from '../vocabulary/stages.js';
import { FLAG } from '../wire/tcp.js';
import { addTcpOptions } from '../wire/tcp-options.js';
import { addSeconds } from './digits.js';

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
const QUOTE = pieceOf('"');

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

/** Adds what the columns say of a segment, its sequence number behind what is given. */
export function addTcpFacts(line: Line, before: Piece, plan: Plan): void {
  const { batch, row } = plan.frame;
  const flags = batch.flags[row]!;
  const payload = batch.payloadLength[row]!;
  const seq = batch.relativeSeq[row]!;
  line.integer(before, seq);
  if (flags & FLAG.ack) line.integer(ACK, batch.relativeAck[row]!);
  else line.put(NO_ACK);
  line.number(RAW_SEQ, batch.seq[row]!);
  line.number(RAW_ACK, batch.ack[row]!);
  line.number(BYTES, payload);
  FLAGS_FACT[flags] ??= pieceOf(`,"flags":"${flagsText(flags)}","window":`);
  line.number(FLAGS_FACT[flags], batch.window[row]!);
  if (payload > 0) {
    const start = flags & FLAG.syn ? seq : seq - 1;
    line.integer(STREAM_START, start);
    line.integer(STREAM_END, start + payload);
    addPreview(line, plan);
  }
  if (flags & FLAG.psh) line.put(PUSH);
  addTcpAnswers(line, batch, row);
}

/** Adds how the payload begins, if it is text. */
export function addPreview(line: Line, plan: Plan): void {
  if (!plan.hasPreview) return;
  line.put(PREVIEW);
  line.put(plan.preview);
  line.put(QUOTE);
}

function addTcpAnswers(line: Line, batch: FrameBatch, row: number): void {
  if (batch.acknowledges[row]! > 0) {
    line.number(ACKNOWLEDGES, batch.acknowledges[row]!);
    const roundTrip = batch.roundTrip[row]!;
    if (!Number.isNaN(roundTrip)) addSeconds(line, RTT, roundTrip);
  }
  const bits = batch.bits[row]!;
  if (bits & BIT.acknowledgesFirstFin) line.put(FIRST_FIN);
  else if (bits & BIT.acknowledgesSecondFin) line.put(SECOND_FIN);
  if (batch.stage[row]! > 0) line.put(STAGE[batch.stage[row]!]!);
  if (batch.inReplyTo[row]! > 0) line.number(IN_REPLY_TO, batch.inReplyTo[row]!);
}

/** As `infoOf` puts it together for a segment, behind what is given and the prefix. */
export function addTcpInfo(line: Line, before: Piece, plan: Plan): void {
  const { batch, row } = plan.frame;
  const flags = batch.flags[row]!;
  line.number(before, batch.sourcePort[row]!);
  line.number(ARROW, batch.destinationPort[row]!);
  FLAGS_INFO[flags] ??= pieceOf(` [${flagsText(flags)}] Seq=`);
  line.integer(FLAGS_INFO[flags], batch.relativeSeq[row]!);
  if (flags & FLAG.ack) line.integer(INFO_ACK, batch.relativeAck[row]!);
  line.number(INFO_WIN, batch.window[row]!);
  line.number(INFO_LEN, batch.payloadLength[row]!);
  addTcpOptions(line, batch.bytesOf(row), batch.transportAt[row]! + 20, batch.payloadAt[row]!);
}
