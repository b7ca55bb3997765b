import type { ByteSink } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Frame } from '../engine/frame.js';
import { formatTime } from '../engine/time.js';
import { type Detail, writeExplanation } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { FINDINGS, findingsOf } from '../vocabulary/findings.js';
import { ROLES } from '../vocabulary/roles.js';
import { writeInteger, writeSeconds, writeSmall } from './digits.js';
import { closeJsonString, jsonText, writeJsonString } from './json-text.js';
import { writeTcpFacts, writeTcpInfo } from './segment-writer.js';

const encoder = new TextEncoder();
const piece = (text: string): Uint8Array => encoder.encode(text);

const NULL = piece('null');
const FRAME = piece(',"frame":');
const TIME = piece(',"time":');
const RELATIVE_TIME = piece(',"relativeTime":');
const LENGTH = piece(',"length":');
const CONNECTION = piece(',"connection":');
const ROLE = ROLES.map((role) => piece(`,"role":"${role}","findings":`));
const FACTS = piece(',"facts":');
const INFO = piece(',"info":');
const EXPLANATION = piece(',"explanation":"');

/** Findings that Wireshark's Info begins with. */
const PREFIXED = 2 ** FINDINGS.indexOf('duplicate-frame') - 1;
/** Conversations whose ends are remembered as text, a power of two: later ones take the places of earlier ones. */
const KEPT_ENDS = 1024;

/** The fields from `source` to `protocol`, which the frames of one direction of a conversation share. */
interface Ends {
  readonly source: number;
  readonly destination: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly protocol: number;
  readonly fields: Uint8Array;
  /** How Info begins: the two ports. */
  readonly info: Uint8Array;
}

/**
 * Writes the rows of one capture as JSON bytes, without making objects and strings for what most frames have. The bytes
 * are those of the row's object as `jsonText` writes it.
 */
export class RowWriter {
  readonly #context: CaptureContext;
  readonly #locale: Locale;
  readonly #detail: Detail;
  readonly #head: Uint8Array;
  readonly #ends: (Ends | undefined)[] = new Array(KEPT_ENDS).fill(undefined);
  #seconds = Number.NaN;
  #secondHead: Uint8Array = NULL;
  #secondTail: Uint8Array = NULL;

  constructor(context: CaptureContext, locale: Locale, detail: Detail = 'brief') {
    this.#context = context;
    this.#locale = locale;
    this.#detail = detail;
    this.#head = piece(`{"capture":${jsonText(context.label)}`);
  }

  /** Writes the frame's row, an object without a line's end. */
  write(sink: ByteSink, frame: Frame): void {
    const { batch, row } = frame;
    sink.put(this.#head);
    sink.put(FRAME);
    writeInteger(sink, batch.firstFrame + row);
    this.#writeTimes(sink, frame);
    const plain = isPlainSegment(frame);
    const ends = plain ? this.#endsOf(frame) : makeEnds(frame);
    sink.put(ends.fields);
    sink.put(LENGTH);
    writeInteger(sink, batch.wireLength[row]!);
    sink.put(CONNECTION);
    if (batch.connection[row]! < 0) sink.put(NULL);
    else writeInteger(sink, batch.connection[row]!);
    sink.put(ROLE[batch.role[row]!]!);
    writeFindings(sink, batch.findings[row]!);
    sink.put(FACTS);
    if (plain) writeTcpFacts(sink, batch, row);
    else sink.text(jsonText(frame.facts));
    sink.put(INFO);
    if (plain && (batch.findings[row]! & PREFIXED) === 0) writeTcpInfo(sink, batch, row, ends.info);
    else writeJsonString(sink, frame.info);
    sink.put(EXPLANATION);
    const from = sink.length;
    writeExplanation(sink, frame, this.#locale, this.#detail);
    closeJsonString(sink, from);
    sink.byte(0x7d);
  }

  #writeTimes(sink: ByteSink, frame: Frame): void {
    const { batch, row } = frame;
    const nanoseconds = batch.nanoseconds[row]!;
    sink.put(TIME);
    if (nanoseconds > 999_999_999) {
      sink.put(NULL);
      sink.put(RELATIVE_TIME);
      sink.put(NULL);
      return;
    }
    const seconds = batch.seconds[row]!;
    if (seconds !== this.#seconds) this.#enterSecond(seconds);
    sink.put(this.#secondHead);
    if (frame.decimals === 9) writeSmall(sink, nanoseconds, 9);
    else writeSmall(sink, (nanoseconds / 1000) | 0, 6);
    sink.put(this.#secondTail);
    sink.put(RELATIVE_TIME);
    const since = batch.nanosecondsSince(row, this.#context.firstSeconds, this.#context.firstNanoseconds);
    writeSeconds(sink, Number.isNaN(since) ? 0 : Math.round(since) / 1e9);
  }

  #enterSecond(seconds: number): void {
    const text = formatTime(seconds, 0, 6);
    const dot = text.lastIndexOf('.') + 1;
    this.#seconds = seconds;
    this.#secondHead = piece(`"${text.slice(0, dot)}`);
    this.#secondTail = piece(`${text.slice(dot + 6)}"`);
  }

  #endsOf(frame: Frame): Ends {
    const { batch, row } = frame;
    const sourcePort = batch.sourcePort[row]!;
    const destinationPort = batch.destinationPort[row]!;
    const place = (sourcePort * 31 + destinationPort) & (KEPT_ENDS - 1);
    const kept = this.#ends[place];
    if (
      kept !== undefined &&
      kept.source === batch.source[row] &&
      kept.destination === batch.destination[row] &&
      kept.sourcePort === sourcePort &&
      kept.destinationPort === destinationPort &&
      kept.protocol === batch.protocol[row]
    )
      return kept;
    const ends = makeEnds(frame);
    this.#ends[place] = ends;
    return ends;
  }
}

function makeEnds(frame: Frame): Ends {
  const { batch, row } = frame;
  const { source, destination, sourcePort, destinationPort, protocol } = frame;
  // Only the object's inside, as it follows other fields.
  const fields = `,${jsonText({ source, destination, sourcePort, destinationPort, protocol }).slice(1, -1)}`;
  return {
    source: batch.source[row]!,
    destination: batch.destination[row]!,
    sourcePort: batch.sourcePort[row]!,
    destinationPort: batch.destinationPort[row]!,
    protocol: batch.protocol[row]!,
    fields: piece(fields),
    info: piece(`"${sourcePort} → ${destinationPort}`),
  };
}

function writeFindings(sink: ByteSink, findings: number): void {
  if (findings === 0) {
    sink.byte(0x5b);
    sink.byte(0x5d);
  } else sink.text(JSON.stringify(findingsOf(findings)));
}

/** A segment all of whose facts stand in columns. */
function isPlainSegment(frame: Frame): boolean {
  const { batch, row } = frame;
  return (
    batch.transport[row] === TRANSPORT.tcp &&
    batch.shape[row] !== SHAPE.fragment &&
    (batch.notes.size === 0 || batch.notes.get(row) === undefined) &&
    (batch.comments.size === 0 || batch.comments.get(row) === undefined)
  );
}
