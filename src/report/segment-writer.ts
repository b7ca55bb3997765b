import { read32 } from '../bytes/reads.js';
import { NOT_TEXT, writePreview } from '../bytes/safe-text.js';
import type { ByteSink } from '../bytes/sink.js';
import { flagsText } from '../engine/facts.js';
import { BIT, type FrameBatch } from '../table/frame-batch.js';
import { STAGES } from '../vocabulary/stages.js';
import { FLAG } from '../wire/tcp.js';
import { tcpOptionsText } from '../wire/tcp-options.js';
import { writeInteger, writeSeconds } from './digits.js';
import { closeJsonString } from './json-text.js';

const encoder = new TextEncoder();
const piece = (text: string): Uint8Array => encoder.encode(text);

const NULL = piece('null');
const SEQ = piece('{"seq":');
const ACK = piece(',"ack":');
const RAW_SEQ = piece(',"rawSeq":');
const RAW_ACK = piece(',"rawAck":');
const BYTES = piece(',"bytes":');
const WINDOW = piece(',"window":');
const STREAM_START = piece(',"streamStart":');
const STREAM_END = piece(',"streamEnd":');
const PREVIEW = piece(',"preview":"');
const PUSH = piece(',"push":true');
const ACKNOWLEDGES = piece(',"acknowledges":');
const RTT = piece(',"rtt":');
const FIRST_FIN = piece(',"acknowledgesFin":"first"');
const SECOND_FIN = piece(',"acknowledgesFin":"second"');
const STAGE = STAGES.map((stage) => piece(`,"stage":"${stage}"`));
const IN_REPLY_TO = piece(',"inReplyTo":');
const INFO_SEQ = piece('] Seq=');
const INFO_ACK = piece(' Ack=');
const INFO_WIN = piece(' Win=');
const INFO_LEN = piece(' Len=');
const TSVAL = piece(' TSval=');
const TSECR = piece(' TSecr=');
const QUOTE = 0x22;

/** Flags as they stand in facts and in Info, by the 12 bits. */
const FLAGS_FACT: (Uint8Array | undefined)[] = [];
const FLAGS_INFO: (Uint8Array | undefined)[] = [];

/** The same fields in the same order as the facts' object has them. */
export function writeTcpFacts(sink: ByteSink, batch: FrameBatch, row: number): void {
  const flags = batch.flags[row]!;
  const payload = batch.payloadLength[row]!;
  const seq = batch.relativeSeq[row]!;
  sink.put(SEQ);
  writeInteger(sink, seq);
  sink.put(ACK);
  if (flags & FLAG.ack) writeInteger(sink, batch.relativeAck[row]!);
  else sink.put(NULL);
  sink.put(RAW_SEQ);
  writeInteger(sink, batch.seq[row]!);
  sink.put(RAW_ACK);
  writeInteger(sink, batch.ack[row]!);
  sink.put(BYTES);
  writeInteger(sink, payload);
  FLAGS_FACT[flags] ??= piece(`,"flags":"${flagsText(flags)}"`);
  sink.put(FLAGS_FACT[flags]);
  sink.put(WINDOW);
  writeInteger(sink, batch.window[row]!);
  if (payload > 0) {
    const start = flags & FLAG.syn ? seq : seq - 1;
    sink.put(STREAM_START);
    writeInteger(sink, start);
    sink.put(STREAM_END);
    writeInteger(sink, start + payload);
    writePreviewField(sink, batch, row);
  }
  if (flags & FLAG.psh) sink.put(PUSH);
  writeTcpAnswers(sink, batch, row);
  sink.byte(0x7d);
}

function writeTcpAnswers(sink: ByteSink, batch: FrameBatch, row: number): void {
  if (batch.acknowledges[row]! > 0) {
    sink.put(ACKNOWLEDGES);
    writeInteger(sink, batch.acknowledges[row]!);
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
    writeInteger(sink, batch.inReplyTo[row]!);
  }
}

function writePreviewField(sink: ByteSink, batch: FrameBatch, row: number): void {
  const before = sink.length;
  sink.put(PREVIEW);
  const from = sink.length;
  if (writePreview(sink, batch.bytes, batch.payloadAt[row]!, batch.payloadEnd[row]!) === NOT_TEXT)
    sink.length = before;
  else closeJsonString(sink, from);
}

/** As `infoOf` puts it together for a segment without a prefix. */
export function writeTcpInfo(sink: ByteSink, batch: FrameBatch, row: number, ports: Uint8Array): void {
  const flags = batch.flags[row]!;
  sink.put(ports);
  FLAGS_INFO[flags] ??= piece(` [${flagsText(flags)}`);
  sink.put(FLAGS_INFO[flags]);
  sink.put(INFO_SEQ);
  writeInteger(sink, batch.relativeSeq[row]!);
  if (flags & FLAG.ack) {
    sink.put(INFO_ACK);
    writeInteger(sink, batch.relativeAck[row]!);
  }
  sink.put(INFO_WIN);
  writeInteger(sink, batch.window[row]!);
  sink.put(INFO_LEN);
  writeInteger(sink, batch.payloadLength[row]!);
  writeOptions(sink, batch, row);
  sink.byte(QUOTE);
}

function writeOptions(sink: ByteSink, batch: FrameBatch, row: number): void {
  const { bytes } = batch;
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
  writeInteger(sink, read32(bytes, at + 4));
  sink.put(TSECR);
  writeInteger(sink, read32(bytes, at + 8));
}
