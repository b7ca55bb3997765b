import { Ink, type Piece, pieceOf } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Frame } from '../engine/frame.js';
import { infoPrefix } from '../engine/info.js';
import { choose } from '../explain/choose.js';
import { type Detail, speakerOf } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { Plan } from '../explain/plan.js';
import type { Speaker } from '../explain/speaker.js';
import { FINDINGS } from '../vocabulary/findings.js';
import { PROTOCOL_CODE, PROTOCOLS } from '../vocabulary/protocols.js';
import { ROLES } from '../vocabulary/roles.js';
import { AddressPieces } from './address-pieces.js';
import { writeFacts, writeNotes } from './facts-writer.js';
import { writeInfo } from './info-writer.js';
import { JSON_STRING, jsonText, writeJsonString } from './json-text.js';
import { hasPorts, isSegment, writeTcpFacts, writeTcpInfo } from './segment-writer.js';
import { TimeWriter } from './time-writer.js';

const NO_TIMES = pieceOf(',"time":null,"relativeTime":null');
const DESTINATION_PORT = pieceOf(',"destinationPort":');
const NO_PORTS = pieceOf('null,"destinationPort":null');
const PROTOCOL = pieceOf(',"protocol":');
const PROTOCOL_AND_LENGTH = PROTOCOLS.map((protocol) => pieceOf(`,"protocol":"${protocol}","length":`));
const LENGTH = pieceOf(',"length":');
const CONNECTION = pieceOf(',"connection":');
const NO_CONNECTION = pieceOf(',"connection":null');
const ROLE = ROLES.map((role) => pieceOf(`,"role":"${role}","findings":[`));
const FINDING = FINDINGS.map((finding) => pieceOf(`"${finding}"`));
const FACTS = pieceOf('],"facts":');
const SEGMENT_FACTS = pieceOf('],"facts":{"seq":');
/** For a segment without findings, which nearly all rows are. */
const SEGMENT_ROLE = ROLES.map((role) => pieceOf(`,"role":"${role}","findings":[],"facts":{"seq":`));
const SEGMENT_INFO = pieceOf('},"info":"');
const SEGMENT_EXPLANATION = pieceOf('","explanation":"');
const INFO = pieceOf(',"info":');
const EXPLANATION = pieceOf(',"explanation":"');
const END = pieceOf('"}');

const COMMA = 0x2c;

/**
 * Writes the rows of one capture as JSON bytes, without making objects and strings for what most frames have. The bytes
 * are those of the row's object as `jsonText` writes it.
 */
export class RowWriter {
  readonly #speaker: Speaker;
  readonly #withReasons: boolean;
  readonly #plan = new Plan(JSON_STRING);
  readonly #ink = new Ink();
  readonly #head: Piece;
  readonly #times: TimeWriter;
  readonly #sources: AddressPieces;
  readonly #destinations: AddressPieces;

  constructor(context: CaptureContext, locale: Locale, detail: Detail = 'brief') {
    const { addresses, label } = context;
    this.#speaker = speakerOf(locale, JSON_STRING);
    this.#withReasons = detail === 'full';
    this.#head = this.#ink.add(`{"capture":${jsonText(label)},"frame":`);
    this.#times = new TimeWriter(context, (time) => `,"time":"${time}","relativeTime":`);
    this.#sources = new AddressPieces(addresses, (text) => `,"source":${jsonText(text)}`);
    this.#destinations = new AddressPieces(
      addresses,
      (text) => `,"destination":${jsonText(text)},"sourcePort":`,
    );
  }

  /** Writes the frame's row, an object without a line's end. */
  write(sink: ByteSink, frame: Frame): void {
    const { batch, row } = frame;
    const plan = this.#plan;
    choose(plan, frame);
    sink.put(this.#head, this.#ink);
    sink.integer(batch.firstFrame + row);
    if (this.#times.write(sink, batch, row)) this.#times.writeRelative(sink, batch, row);
    else sink.put(NO_TIMES);
    this.#writeEnds(sink, frame);
    sink.integer(batch.wireLength[row]!);
    const connection = batch.connection[row]!;
    if (connection < 0) sink.put(NO_CONNECTION);
    else sink.field(CONNECTION, connection);
    if (isSegment(batch, row)) writeSegment(sink, plan);
    else writeOther(sink, plan);
    this.#speaker.tell(sink, plan, this.#withReasons);
    sink.put(END);
  }

  /** From the sender's address to the name of the length. */
  #writeEnds(sink: ByteSink, frame: Frame): void {
    const { batch, row } = frame;
    const protocol = batch.protocol[row]!;
    this.#sources.write(sink, batch.source[row]!);
    this.#destinations.write(sink, batch.destination[row]!);
    if (hasPorts(batch, row)) {
      sink.integer(batch.sourcePort[row]!);
      sink.field(DESTINATION_PORT, batch.destinationPort[row]!);
    } else sink.put(NO_PORTS);
    if (protocol !== PROTOCOL_CODE.unknown) sink.put(PROTOCOL_AND_LENGTH[protocol]!);
    else {
      sink.put(PROTOCOL);
      writeJsonString(sink, frame.protocol);
      sink.put(LENGTH);
    }
  }
}

/** From a segment's role to the beginning of the explanation. */
function writeSegment(sink: ByteSink, plan: Plan): void {
  const { frame } = plan;
  const { batch, row } = frame;
  const findings = batch.findings[row]!;
  if (findings === 0) sink.put(SEGMENT_ROLE[batch.role[row]!]!);
  else {
    sink.put(ROLE[batch.role[row]!]!);
    writeFindings(sink, findings);
    sink.put(SEGMENT_FACTS);
  }
  writeTcpFacts(sink, plan);
  writeNotes(sink, frame);
  sink.put(SEGMENT_INFO);
  if (findings !== 0) sink.text(infoPrefix(frame));
  writeTcpInfo(sink, batch, row);
  sink.put(SEGMENT_EXPLANATION);
}

/** The same of any other frame. */
function writeOther(sink: ByteSink, plan: Plan): void {
  const { batch, row } = plan.frame;
  sink.put(ROLE[batch.role[row]!]!);
  writeFindings(sink, batch.findings[row]!);
  sink.put(FACTS);
  writeFacts(sink, plan);
  sink.put(INFO);
  writeInfo(sink, plan);
  sink.put(EXPLANATION);
}

/** The findings in their order. */
function writeFindings(sink: ByteSink, findings: number): void {
  for (let rest = findings; rest !== 0; rest &= rest - 1) {
    if (rest !== findings) sink.byte(COMMA);
    sink.put(FINDING[31 - Math.clz32(rest & -rest)]!);
  }
}
