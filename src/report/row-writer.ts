import { type Piece, pieceOf, piecesOf } from '../bytes/ink.js';
import { EMPTY, Line } from '../bytes/line.js';
import type { Press } from '../bytes/press.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Frame } from '../engine/frame.js';
import { choose } from '../explain/choose.js';
import type { Detail } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { Plan } from '../explain/plan.js';
import { Speaker } from '../explain/speaker.js';
import { roleOf } from '../roles/role-of-row.js';
import { SOURCE } from '../table/sources.js';
import { FINDINGS } from '../vocabulary/findings.js';
import { PROTOCOL_CODE, PROTOCOLS } from '../vocabulary/protocols.js';
import { ROLES } from '../vocabulary/roles.js';
import { AddressPieces } from './address-pieces.js';
import { addFacts, addNotes } from './facts-writer.js';
import { addInfo } from './info-writer.js';
import { JSON_STRING, jsonText, writeJsonString } from './json-text.js';
import { addTcpFacts, addTcpInfo, hasPorts, isSegment } from './segment-writer.js';
import { TimeWriter } from './time-writer.js';

const NO_TIMES = pieceOf(',"time":null,"relativeTime":null');
const DESTINATION_PORT = pieceOf(',"destinationPort":');
const NO_PORTS = pieceOf('null,"destinationPort":null');
const PROTOCOL = pieceOf(',"protocol":');
const protocolAndLength = piecesOf(PROTOCOLS, (protocol) => `,"protocol":"${protocol}","length":`);
const LENGTH = pieceOf(',"length":');
const CONNECTION = pieceOf(',"connection":');
const NO_CONNECTION = pieceOf(',"connection":null');
const rolePiece = piecesOf(ROLES, (role) => `,"role":"${role}","findings":[`);
const findingPiece = piecesOf(FINDINGS, (finding) => `"${finding}"`);
const FACTS = pieceOf('],"facts":');
const SEGMENT_FACTS = pieceOf('],"facts":{"seq":');
/** For a segment without findings, which nearly all rows are. */
const segmentRole = piecesOf(ROLES, (role) => `,"role":"${role}","findings":[],"facts":{"seq":`);
const SEGMENT_INFO = pieceOf('},"info":"');
const SEGMENT_EXPLANATION = pieceOf('","explanation":"');
const INFO = pieceOf(',"info":');
const EXPLANATION = pieceOf(',"explanation":"');
const END = pieceOf('"}');
const COMMA = pieceOf(',');

/**
 * Writes the rows of one capture as JSON bytes, without making objects and strings for what most frames have. The bytes
 * are those of the row's object as `jsonText` writes it.
 */
export class RowWriter {
  /** What the rows are added to. */
  readonly line: Line;
  readonly #speaker: Speaker;
  readonly #withReasons: boolean;
  readonly #plan: Plan;
  readonly #head: Piece;
  readonly #times: TimeWriter;
  readonly #sources: AddressPieces;
  readonly #destinations: AddressPieces;

  /** @param press the memory that the line lies in; default: none */
  constructor(context: CaptureContext, locale: Locale, detail: Detail = 'brief', press?: Press) {
    const { addresses, label } = context;
    const line = new Line(press);
    this.line = line;
    this.#plan = new Plan(JSON_STRING, line);
    this.#speaker = new Speaker(context, locale, JSON_STRING, line);
    this.#withReasons = detail === 'full';
    this.#head = line.ink.add(`{"capture":${jsonText(label)},"frame":`);
    this.#times = new TimeWriter(context, (time) => `,"time":"${time}","relativeTime":`, line);
    this.#sources = new AddressPieces(
      addresses,
      (text) => `,"source":${jsonText(text)}`,
      line,
      SOURCE.source,
    );
    this.#destinations = new AddressPieces(
      addresses,
      (text) => `,"destination":${jsonText(text)},"sourcePort":`,
      line,
      SOURCE.destination,
    );
  }

  /** Adds the frame's row, an object. */
  add(frame: Frame): void {
    const { batch, row } = frame;
    const plan = this.#plan;
    const { line } = this;
    line.ready();
    this.#times.begin(batch, row);
    choose(plan, frame);
    line.number(this.#head, batch.firstFrame + row, SOURCE.frame);
    if (!this.#times.addBoth(batch, row)) line.put(NO_TIMES);
    this.#addEnds(frame);
    const connection = batch.connection[row]!;
    if (connection < 0) line.put(NO_CONNECTION);
    else line.number(CONNECTION, connection, SOURCE.connection);
    if (isSegment(batch, row)) addSegment(line, plan);
    else addOther(line, plan);
    this.#speaker.tell(plan, this.#withReasons);
    line.put(END);
  }

  /** From the sender's address to the length. */
  #addEnds(frame: Frame): void {
    const { batch, row } = frame;
    const { line } = this;
    const length = batch.wireLength[row]!;
    const protocol = batch.protocol[row]!;
    line.vary(this.#sources.piece(batch.source[row]!), this.#sources.source);
    line.vary(this.#destinations.piece(batch.destination[row]!), this.#destinations.source);
    if (hasPorts(batch, row)) {
      line.number(EMPTY, batch.sourcePort[row]!, SOURCE.sourcePort);
      line.number(DESTINATION_PORT, batch.destinationPort[row]!, SOURCE.destinationPort);
    } else line.put(NO_PORTS);
    if (protocol !== PROTOCOL_CODE.unknown)
      line.number(protocolAndLength(protocol), length, SOURCE.wireLength);
    else {
      line.put(PROTOCOL);
      writeJsonString(line.out(), frame.protocol);
      line.number(LENGTH, length);
    }
  }
}

/** From a segment's role to the beginning of the explanation. */
function addSegment(line: Line, plan: Plan): void {
  const { frame } = plan;
  const { batch, row } = frame;
  const findings = batch.findings[row]!;
  const role = roleOf(batch, row);
  if (findings === 0) addTcpFacts(line, segmentRole(role), plan);
  else {
    line.put(rolePiece(role));
    addFindings(line, findings);
    addTcpFacts(line, SEGMENT_FACTS, plan);
  }
  addNotes(line, plan);
  addTcpInfo(line, SEGMENT_INFO, plan);
  line.put(SEGMENT_EXPLANATION);
}

/** The same of any other frame. */
function addOther(line: Line, plan: Plan): void {
  const { batch, row } = plan.frame;
  line.put(rolePiece(roleOf(batch, row)));
  addFindings(line, batch.findings[row]!);
  line.put(FACTS);
  addFacts(line, plan);
  line.put(INFO);
  addInfo(line, plan);
  line.put(EXPLANATION);
}

/** The findings in their order. */
function addFindings(line: Line, findings: number): void {
  for (let rest = findings; rest !== 0; rest &= rest - 1) {
    if (rest !== findings) line.put(COMMA);
    line.put(findingPiece(31 - Math.clz32(rest & -rest)));
  }
}
