import { read32 } from '../bytes/reads.js';
import { type ByteSink, type Piece, pieceOf } from '../bytes/sink.js';
import { flagsText } from '../engine/facts.js';
import type { Frame } from '../engine/frame.js';
import type { Plan } from '../explain/plan.js';
import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { STAGES } from '../vocabulary/stages.js';
import { FLAG } from '../wire/tcp.js';
import { tcpOptionsText } from '../wire/tcp-options.js';
import { writeSeconds } from './digits.js';

const SEQ = pieceOf('{"seq":');
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
const TSVAL = pieceOf(' TSval=');
const TSECR = pieceOf(' TSecr=');
const QUOTE = 0x22;

/** Flags as they stand in facts and in Info, with what surrounds them, by the 12 bits. */
const FLAGS_FACT: (Piece | undefined)[] = [];
const FLAGS_INFO: (Piece | undefined)[] = [];

/** Whether the frame is a TCP segment whose header could be read. */
export function isSegment({ batch, row }: Frame): boolean {
  return batch.transport[row] === TRANSPORT.tcp && batch.shape[row] === SHAPE.whole;
}

/** Writes what the columns say of a segment: the fields that its facts' object begins with. */
export function writeTcpFacts(sink: ByteSink, plan: Plan): void {
  const { batch, row } = plan.frame;
  const flags = batch.flags[row]!;
  const payload = batch.payloadLength[row]!;
  const seq = batch.relativeSeq[row]!;
  sink.put(SEQ);
  sink.integer(seq);
  if (flags & FLAG.ack) {
    sink.put(ACK);
    sink.integer(batch.relativeAck[row]!);
  } else sink.put(NO_ACK);
  sink.put(RAW_SEQ);
  sink.integer(batch.seq[row]!);
  sink.put(RAW_ACK);
  sink.integer(batch.ack[row]!);
  sink.put(BYTES);
  sink.integer(payload);
  FLAGS_FACT[flags] ??= pieceOf(`,"flags":"${flagsText(flags)}","window":`);
  sink.put(FLAGS_FACT[flags]);
  sink.integer(batch.window[row]!);
  if (payload > 0) {
    const start = flags & FLAG.syn ? seq : seq - 1;
    sink.put(STREAM_START);
    sink.integer(start);
    sink.put(STREAM_END);
    sink.integer(start + payload);
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
  sink.copy(preview);
  sink.byte(QUOTE);
}

function writeTcpAnswers(sink: ByteSink, batch: FrameBatch, row: number): void {
  if (batch.acknowledges[row]! > 0) {
    sink.put(ACKNOWLEDGES);
    sink.integer(batch.acknowledges[row]!);
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
  if (batch.inReplyTo[row]! > 0) {
    sink.put(IN_REPLY_TO);
    sink.integer(batch.inReplyTo[row]!);
  }
}

/** As `infoOf` puts it together for a segment without a prefix. */
export function writeTcpInfo(sink: ByteSink, { batch, row }: Frame): void {
  const flags = batch.flags[row]!;
  sink.byte(QUOTE);
  sink.integer(batch.sourcePort[row]!);
  sink.put(ARROW);
  sink.integer(batch.destinationPort[row]!);
  FLAGS_INFO[flags] ??= pieceOf(` [${flagsText(flags)}] Seq=`);
  sink.put(FLAGS_INFO[flags]);
  sink.integer(batch.relativeSeq[row]!);
  if (flags & FLAG.ack) {
    sink.put(INFO_ACK);
    sink.integer(batch.relativeAck[row]!);
  }
  sink.put(INFO_WIN);
  sink.integer(batch.window[row]!);
  sink.put(INFO_LEN);
  sink.integer(batch.payloadLength[row]!);
  writeOptions(sink, batch, row);
  sink.byte(QUOTE);
}

function writeOptions(sink: ByteSink, batch: FrameBatch, row: number): void {
  const bytes = batch.bytesOf(row);
  const at = batch.transportAt[row]! + 20;
  const end = batch.payloadAt[row]!;
  if (end <= at) return;
  // Nearly every segment has just timestamps, padded as RFC 7323, appendix A, shows.
  const onlyTimestamps =
    end - at === 12 && bytes[at] === 1 && bytes[at + 1] === 1 && bytes[at + 2] === 8 && bytes[at + 3] === 10;
  if (!onlyTimestamps) {
    sink.text(tcpOptionsText(bytes, at, end));
    return;
  }
  sink.put(TSVAL);
  sink.integer(read32(bytes, at + 4));
  sink.put(TSECR);
  sink.integer(read32(bytes, at + 8));
}
