import { type ByteSink, type Piece, pieceOf } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Frame } from '../engine/frame.js';
import { formatTime } from '../engine/time.js';
import { choose } from '../explain/choose.js';
import { type Detail, speakerOf } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { Plan } from '../explain/plan.js';
import type { Speaker } from '../explain/speaker.js';
import type { AddressTable } from '../table/address-table.js';
import { NO_TIME } from '../table/records.js';
import { FINDINGS } from '../vocabulary/findings.js';
import { PROTOCOL_CODE, PROTOCOLS } from '../vocabulary/protocols.js';
import { ROLES } from '../vocabulary/roles.js';
import { writeSeconds } from './digits.js';
import { writeFacts } from './facts-writer.js';
import { JSON_STRING, jsonText, writeJsonString } from './json-text.js';
import { isSegment, writeTcpInfo } from './segment-writer.js';

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
const INFO = pieceOf(',"info":');
const EXPLANATION = pieceOf(',"explanation":"');
const END = pieceOf('"}');

const COMMA = 0x2c;

/** Findings that Wireshark's Info begins with. */
const PREFIXED = 2 ** FINDINGS.indexOf('duplicate-frame') - 1;

/**
 * Writes the rows of one capture as JSON bytes, without making objects and strings for what most frames have. The bytes
 * are those of the row's object as `jsonText` writes it.
 */
export class RowWriter {
  readonly #context: CaptureContext;
  readonly #speaker: Speaker;
  readonly #detail: Detail;
  readonly #plan = new Plan(JSON_STRING);
  readonly #head: Piece;
  readonly #sources: AddressField;
  readonly #destinations: AddressField;
  #seconds = Number.NaN;
  #secondHead: Piece = NO_TIMES;
  #secondTail: Piece = NO_TIMES;

  constructor(context: CaptureContext, locale: Locale, detail: Detail = 'brief') {
    this.#context = context;
    this.#speaker = speakerOf(locale, JSON_STRING);
    this.#detail = detail;
    this.#head = pieceOf(`{"capture":${jsonText(context.label)},"frame":`);
    this.#sources = new AddressField(context.addresses, ',"source":', '');
    this.#destinations = new AddressField(context.addresses, ',"destination":', ',"sourcePort":');
  }

  /** Writes the frame's row, an object without a line's end. */
  write(sink: ByteSink, frame: Frame): void {
    const { batch, row } = frame;
    const findings = batch.findings[row]!;
    choose(this.#plan, frame);
    sink.field(this.#head, batch.firstFrame + row);
    this.#writeTimes(sink, frame);
    this.#writeEnds(sink, frame);
    sink.integer(batch.wireLength[row]!);
    if (batch.connection[row]! < 0) sink.put(NO_CONNECTION);
    else sink.field(CONNECTION, batch.connection[row]!);
    sink.put(ROLE[batch.role[row]!]!);
    writeFindings(sink, findings);
    writeFacts(sink, this.#plan);
    sink.put(INFO);
    if ((findings & PREFIXED) === 0 && isSegment(frame)) writeTcpInfo(sink, frame);
    else writeJsonString(sink, frame.info);
    sink.put(EXPLANATION);
    this.#speaker.tell(sink, this.#plan, this.#detail === 'full');
    sink.put(END);
  }

  #writeTimes(sink: ByteSink, frame: Frame): void {
    const { batch, row } = frame;
    const nanoseconds = batch.nanoseconds[row]!;
    if (nanoseconds === NO_TIME) {
      sink.put(NO_TIMES);
      return;
    }
    const seconds = batch.seconds[row]!;
    if (seconds !== this.#seconds) this.#enterSecond(seconds);
    sink.put(this.#secondHead);
    if (frame.decimals === 9) sink.digits(nanoseconds, 9);
    else sink.digits((nanoseconds / 1000) | 0, 6);
    sink.put(this.#secondTail);
    const since = batch.nanosecondsSince(row, this.#context.firstSeconds, this.#context.firstNanoseconds);
    writeSeconds(sink, Number.isNaN(since) ? 0 : Math.round(since) / 1e9);
  }

  #enterSecond(seconds: number): void {
    const text = formatTime(seconds, 0, 6);
    const dot = text.lastIndexOf('.') + 1;
    this.#seconds = seconds;
    this.#secondHead = pieceOf(`,"time":"${text.slice(0, dot)}`);
    this.#secondTail = pieceOf(`${text.slice(dot + 6)}","relativeTime":`);
  }

  /** From the sender's address to the name of the length. */
  #writeEnds(sink: ByteSink, frame: Frame): void {
    const { batch, row } = frame;
    const protocol = batch.protocol[row]!;
    sink.put(this.#sources.of(batch.source[row]!));
    sink.put(this.#destinations.of(batch.destination[row]!));
    if (frame.sourcePort === null) sink.put(NO_PORTS);
    else {
      sink.integer(batch.sourcePort[row]!);
      sink.field(DESTINATION_PORT, batch.destinationPort[row]!);
    }
    if (protocol !== PROTOCOL_CODE.unknown) sink.put(PROTOCOL_AND_LENGTH[protocol]!);
    else {
      sink.put(PROTOCOL);
      writeJsonString(sink, frame.protocol);
      sink.put(LENGTH);
    }
  }
}

/** The findings in their order, to the name of the facts. */
function writeFindings(sink: ByteSink, findings: number): void {
  for (let rest = findings; rest !== 0; rest &= rest - 1) {
    if (rest !== findings) sink.byte(COMMA);
    sink.put(FINDING[31 - Math.clz32(rest & -rest)]!);
  }
  sink.put(FACTS);
}

/** Addresses remembered as text; those beyond are put together at each use. */
const MAX_KEPT = 1 << 13;

/** A field that holds an address, together with what stands before and after its text, by the address's id. */
class AddressField {
  readonly #addresses: AddressTable;
  readonly #before: string;
  readonly #after: string;
  readonly #kept: (Piece | undefined)[] = [];

  constructor(addresses: AddressTable, before: string, after: string) {
    this.#addresses = addresses;
    this.#before = before;
    this.#after = after;
  }

  of(id: number): Piece {
    let field = this.#kept[id];
    if (field === undefined) {
      field = pieceOf(`${this.#before}${jsonText(this.#addresses.text(id))}${this.#after}`);
      if (id < MAX_KEPT) this.#kept[id] = field;
    }
    return field;
  }
}
