import { type Piece, pieceOf, piecesOf } from '../bytes/ink.js';
import { EMPTY, type Line } from '../bytes/line.js';
import { flagsText } from '../engine/facts.js';
import { INFO_PREFIXES } from '../engine/info.js';
import type { Plan } from '../explain/plan.js';
import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { SOURCE, streamSource } from '../table/sources.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
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
const stagePiece = piecesOf(STAGES, (stage) => `,"stage":"${stage}"`);
const RTO = pieceOf(',"rto":');
const RETRANSMISSION_OF = pieceOf(',"retransmissionOf":');
const DUPLICATE_ACK_OF = pieceOf(',"duplicateAckOf":');
const DUPLICATE_ACK_NUMBER = pieceOf(',"duplicateAckNumber":');
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
  line.integer(before, seq, SOURCE.relativeSeq);
  if (flags & FLAG.ack) line.integer(ACK, batch.relativeAck[row]!, SOURCE.relativeAck);
  else line.put(NO_ACK);
  line.number(RAW_SEQ, batch.seq[row]!, SOURCE.seq);
  line.number(RAW_ACK, batch.ack[row]!, SOURCE.ack);
  line.number(BYTES, payload, SOURCE.payloadLength);
  FLAGS_FACT[flags] ??= pieceOf(`,"flags":"${flagsText(flags)}","window":`);
  line.number(FLAGS_FACT[flags], batch.window[row]!, SOURCE.window);
  if (payload > 0) {
    const offset = flags & FLAG.syn ? 0 : -1;
    line.integer(STREAM_START, seq + offset, streamSource(offset, false));
    line.integer(STREAM_END, seq + offset + payload, streamSource(offset, true));
    addPreview(line, plan);
  }
  if (flags & FLAG.psh) line.put(PUSH);
  addTcpAnswers(line, batch, row);
}

/** Adds how the payload begins, if it is text. */
export function addPreview(line: Line, plan: Plan): void {
  if (!plan.hasPreview) return;
  line.put(PREVIEW);
  line.vary(plan.preview, SOURCE.preview);
  line.put(QUOTE);
}

function addTcpAnswers(line: Line, batch: FrameBatch, row: number): void {
  if (batch.acknowledges[row]! > 0) {
    line.number(ACKNOWLEDGES, batch.acknowledges[row]!, SOURCE.acknowledges);
    const roundTrip = batch.roundTrip[row]!;
    if (!Number.isNaN(roundTrip)) addSeconds(line, RTT, roundTrip, SOURCE.roundTrip);
  }
  const bits = batch.bits[row]!;
  if (bits & BIT.acknowledgesFirstFin) line.put(FIRST_FIN);
  else if (bits & BIT.acknowledgesSecondFin) line.put(SECOND_FIN);
  if (batch.stage[row]! > 0) line.put(stagePiece(batch.stage[row]!));
  if (batch.inReplyTo[row]! > 0) line.number(IN_REPLY_TO, batch.inReplyTo[row]!, SOURCE.inReplyTo);
  if (batch.findings[row] !== 0) addRepetition(line, batch, row);
}

/** What a segment repeats. */
function addRepetition(line: Line, { original, repetition, timeout }: FrameBatch, row: number): void {
  if (!Number.isNaN(timeout[row])) addSeconds(line, RTO, timeout[row]!, SOURCE.timeout);
  const isAck = repetition[row]! > 0;
  if (original[row]! > 0)
    line.number(isAck ? DUPLICATE_ACK_OF : RETRANSMISSION_OF, original[row]!, SOURCE.original);
  if (isAck) line.number(DUPLICATE_ACK_NUMBER, repetition[row]!, SOURCE.repetition);
}

const prefixPiece = piecesOf(INFO_PREFIXES, ({ text }) => text);
const HASH = pieceOf('#');
const BRACKET = pieceOf('] ');

/** As `infoOf` puts it together for a segment. @param before what stands before it */
export function addTcpInfo(line: Line, before: Piece, plan: Plan): void {
  const { batch, row } = plan.frame;
  if (batch.findings[row] === 0) addPlainTcpInfo(line, before, plan);
  else {
    line.put(before);
    addInfoPrefix(line, batch, row);
    addPlainTcpInfo(line, EMPTY, plan);
  }
}

/** Adds what Wireshark puts in front for the findings. */
function addInfoPrefix(line: Line, { findings, original, repetition }: FrameBatch, row: number): void {
  const all = findings[row]!;
  for (const [index, { bit, unless }] of INFO_PREFIXES.entries()) {
    if ((all & bit) === 0 || all & unless) continue;
    line.put(prefixPiece(index));
    if (bit !== FINDING_BIT['duplicate-ack']) continue;
    line.number(EMPTY, original[row]!, SOURCE.original);
    line.number(HASH, repetition[row]!, SOURCE.repetition);
    line.put(BRACKET);
  }
}

function addPlainTcpInfo(line: Line, before: Piece, plan: Plan): void {
  const { batch, row } = plan.frame;
  const flags = batch.flags[row]!;
  line.number(before, batch.sourcePort[row]!, SOURCE.sourcePort);
  line.number(ARROW, batch.destinationPort[row]!, SOURCE.destinationPort);
  FLAGS_INFO[flags] ??= pieceOf(` [${flagsText(flags)}] Seq=`);
  line.integer(FLAGS_INFO[flags], batch.relativeSeq[row]!, SOURCE.relativeSeq);
  if (flags & FLAG.ack) line.integer(INFO_ACK, batch.relativeAck[row]!, SOURCE.relativeAck);
  line.number(INFO_WIN, batch.window[row]!, SOURCE.window);
  line.number(INFO_LEN, batch.payloadLength[row]!, SOURCE.payloadLength);
  const from = line.count;
  // Also where there are none, which the next segment may have.
  line.put(EMPTY);
  addTcpOptions(line, batch.bytesOf(row), batch.transportAt[row]! + 20, batch.payloadAt[row]!);
  line.join(from, SOURCE.options);
}
