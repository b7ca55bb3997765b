import { formatIpv4, formatIpv6, formatMac } from '../bytes/addresses.js';
import { previewOf } from '../bytes/preview.js';
import { read16 } from '../bytes/reads.js';
import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import type { Facts } from '../vocabulary/facts.js';
import { arpAddresses } from '../wire/arp.js';
import { dnsFacts } from '../wire/dns-facts.js';
import { parseDnsMessage } from '../wire/dns-message.js';
import { dnsStopReason } from '../wire/dns-name.js';
import { FLAG } from '../wire/tcp.js';
import { type FrameRow, readsAsDns } from './frame-row.js';

const FLAG_NAMES: readonly (readonly [number, string])[] = [
  [FLAG.fin, 'FIN'],
  [FLAG.syn, 'SYN'],
  [FLAG.rst, 'RST'],
  [FLAG.psh, 'PSH'],
  [FLAG.ack, 'ACK'],
  [FLAG.urg, 'URG'],
  [FLAG.ece, 'ECE'],
  [FLAG.cwr, 'CWR'],
  [FLAG.ae, 'AE'],
  [0xe00, 'Reserved'],
];

const FLAG_TEXTS = new Map<number, string>();

/** Names of the flags set, in Wireshark's order: `"PSH, ACK"`; `"<None>"` for none. */
export function flagsText(flags: number): string {
  let text = FLAG_TEXTS.get(flags);
  if (text === undefined) {
    text =
      FLAG_NAMES.filter(([bit]) => flags & bit)
        .map(([, name]) => name)
        .join(', ') || '<None>';
    FLAG_TEXTS.set(flags, text);
  }
  return text;
}

/** Puts together what is known of a frame beyond its row's fixed fields. */
export function factsOf(frame: FrameRow): Facts {
  const { batch, row } = frame;
  const facts: Facts = {};
  if (batch.shape[row] !== SHAPE.fragment) {
    const transport = batch.transport[row]!;
    if (transport === TRANSPORT.tcp) {
      if (batch.shape[row] === SHAPE.whole) tcpFacts(frame, facts);
    } else if (transport === TRANSPORT.udp) udpFacts(frame, facts);
    else if (transport === TRANSPORT.arp) arpFacts(frame, facts);
    else if (transport !== TRANSPORT.none) icmpFacts(frame, facts);
  }
  return Object.assign(facts, noteFacts(frame));
}

function tcpFacts(frame: FrameRow, facts: Facts): void {
  const { batch, row } = frame;
  const flags = batch.flags[row]!;
  const bits = batch.bits[row]!;
  const payload = batch.payloadLength[row]!;
  const seq = batch.relativeSeq[row]!;
  facts.seq = seq;
  facts.ack = flags & FLAG.ack ? batch.relativeAck[row]! : null;
  facts.rawSeq = batch.seq[row]!;
  facts.rawAck = batch.ack[row]!;
  facts.bytes = payload;
  facts.flags = flagsText(flags);
  facts.window = batch.window[row]!;
  if (payload > 0) {
    const start = flags & FLAG.syn ? seq : seq - 1;
    facts.streamStart = start;
    facts.streamEnd = start + payload;
    const preview = previewOf(batch.bytesOf(row), batch.payloadAt[row]!, batch.payloadEnd[row]!);
    if (preview !== null) facts.preview = preview;
  }
  if (flags & FLAG.psh) facts.push = true;
  if (batch.acknowledges[row]! > 0) {
    facts.acknowledges = batch.acknowledges[row]!;
    const roundTrip = batch.roundTrip[row]!;
    if (!Number.isNaN(roundTrip)) facts.rtt = roundTrip;
  }
  if (bits & BIT.acknowledgesFirstFin) facts.acknowledgesFin = 'first';
  else if (bits & BIT.acknowledgesSecondFin) facts.acknowledgesFin = 'second';
  if (batch.stage[row]! > 0) facts.stage = frame.stage;
  if (batch.inReplyTo[row]! > 0) facts.inReplyTo = batch.inReplyTo[row]!;
  repetitionFacts(batch, row, facts);
}

/** What a segment repeats. */
function repetitionFacts(batch: FrameBatch, row: number, facts: Facts): void {
  const original = batch.original[row]!;
  const repetition = batch.repetition[row]!;
  const timeout = batch.timeout[row]!;
  if (!Number.isNaN(timeout)) facts.rto = timeout;
  if (repetition === 0) {
    if (original > 0) facts.retransmissionOf = original;
    return;
  }
  if (original > 0) facts.duplicateAckOf = original;
  facts.duplicateAckNumber = repetition;
}

function udpFacts(frame: FrameRow, facts: Facts): void {
  const { batch, row } = frame;
  facts.bytes = batch.payloadLength[row]!;
  const bytes = batch.bytesOf(row);
  const [at, end] = [batch.payloadAt[row]!, batch.payloadEnd[row]!];
  if (!readsAsDns(frame)) {
    const preview = previewOf(bytes, at, end);
    if (preview !== null) facts.preview = preview;
    return;
  }
  const message = parseDnsMessage(bytes, at, end);
  const { response: _, ...dns } = dnsFacts(message, 'udp', batch.inReplyTo[row]!, batch.roundTrip[row]!);
  Object.assign(facts, dns);
  if (message.stopped !== undefined && frame.note?.stopped === undefined)
    facts.stopped = {
      layer: 'DNS',
      reason: dnsStopReason(message.stopped.reason, end - at < batch.payloadLength[row]!),
      offset: batch.placeInFrame(row, message.stopped.offset),
    };
}

function arpFacts(frame: FrameRow, facts: Facts): void {
  const { batch, row } = frame;
  const bytes = batch.bytesOf(row);
  const at = arpAddresses(bytes, batch.transportAt[row]!, batch.payloadEnd[row]!);
  if (at.senderAddress >= 0) facts.senderAddress = formatIpv4(bytes, at.senderAddress);
  if (at.senderHardware >= 0) facts.senderHardware = formatMac(bytes, at.senderHardware);
  if (at.targetAddress >= 0) facts.targetAddress = formatIpv4(bytes, at.targetAddress);
  if (batch.inReplyTo[row]! > 0) facts.inReplyTo = batch.inReplyTo[row]!;
}

function icmpFacts(frame: FrameRow, facts: Facts): void {
  const { batch, row } = frame;
  const bytes = batch.bytesOf(row);
  const at = batch.transportAt[row]!;
  const type = batch.flags[row]! >> 8;
  facts.type = type;
  facts.code = batch.flags[row]! & 255;
  const v6 = batch.transport[row] === TRANSPORT.icmpv6;
  const isEcho = v6 ? type === 128 || type === 129 : type === 0 || type === 8;
  if (isEcho && at + 8 <= batch.payloadEnd[row]!) {
    facts.id = read16(bytes, at + 4);
    facts.sequence = read16(bytes, at + 6);
    facts.bytes = batch.payloadLength[row]!;
  }
  if (v6 && (type === 135 || type === 136) && at + 24 <= batch.payloadEnd[row]!)
    facts.targetAddress = formatIpv6(bytes, at + 8);
  if (batch.inReplyTo[row]! > 0) facts.inReplyTo = batch.inReplyTo[row]!;
  if (!Number.isNaN(batch.roundTrip[row]!)) facts.rtt = batch.roundTrip[row]!;
}

/** What is known of a frame beyond its columns: for most frames nothing. */
function noteFacts(frame: FrameRow): Facts {
  const comments = frame.batch.comments.get(frame.row);
  const facts: Facts = comments === undefined ? {} : { comments };
  const note = frame.note;
  if (note === undefined) return facts;
  const shown = Object.entries(note).filter(([name]) => !isHidden(name));
  return Object.assign(facts, Object.fromEntries(shown), note.fragment);
}

/** What stands in the notes and is no fact itself; of a fragment its fields are. */
export function isHidden(note: string): boolean {
  return note === 'fragment' || note === 'layer';
}
