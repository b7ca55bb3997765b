import { type Piece, pieceOf } from '../bytes/ink.js';
import type { Line } from '../bytes/line.js';
import type { ByteSink } from '../bytes/sink.js';
import type { Frame } from '../engine/frame.js';
import { DNS_OUTCOMES, type DnsOutcome } from '../vocabulary/facts.js';
import { outcomeWithout, UPDATE } from '../wire/dns-outcome.js';
import type { DnsOutline } from '../wire/dns-outline.js';
import { dnsTypeText } from '../wire/dns-types.js';
import { writeEntryName, writeRecordValue } from '../wire/dns-writer.js';
import { addSeconds } from './digits.js';
import { JSON_STRING } from './json-text.js';

const ID = pieceOf(',"id":');
const NAME = pieceOf(',"name":"');
const TYPE = pieceOf('","type":"');
const TRANSPORT_UDP = pieceOf('","transport":"udp"');
const NO_NAME = pieceOf(',"name":"","type":"","transport":"udp"');
const OUTCOME = Object.fromEntries(
  DNS_OUTCOMES.map((outcome) => [outcome, pieceOf(`,"outcome":"${outcome}","rcode":`)]),
) as Record<DnsOutcome, Piece>;
const ANSWERS = pieceOf(',"answers":');
const ANSWER_NAME = pieceOf('{"name":"');
const TTL = pieceOf('","ttl":');
const VALUE = pieceOf(',"value":"');
const ANSWER_END = pieceOf('"}');
const QUERY = pieceOf(',"query":');
const RESPONSE_TIME = pieceOf(',"responseTime":');
const COMMA = 0x2c;
const OPEN = 0x5b;
const CLOSE = 0x5d;

/** Adds the facts of the DNS message that a datagram carries: the fields that `dnsFacts` gives, in its order. */
export function addDnsFacts(line: Line, { batch, row }: Frame, message: DnsOutline): void {
  const { subject } = message;
  const sink = line.out();
  sink.field(ID, message.id);
  if (subject < 0) sink.put(NO_NAME);
  else {
    sink.put(NAME);
    writeNameAndType(sink, message, subject);
    sink.put(TRANSPORT_UDP);
  }
  if (!message.isResponse) return;
  sink.field(OUTCOME[factOutcome(message)], message.rcode);
  sink.put(ANSWERS);
  writeAnswers(sink, message);
  const query = batch.inReplyTo[row]!;
  if (query === 0) return;
  line.number(QUERY, query);
  const responseTime = batch.roundTrip[row]!;
  if (!Number.isNaN(responseTime)) addSeconds(line, RESPONSE_TIME, responseTime);
}

/** One of the outcomes for every response. */
export function factOutcome(message: DnsOutline): DnsOutcome {
  return message.outcome ?? outcomeWithout(message.opcode, message.rcode);
}

/** How many records answer; what stands in their place in an update are its prerequisites (RFC 2136, 2.2). */
export function answerCount({ opcode, answers }: DnsOutline): number {
  return opcode === UPDATE ? 0 : answers;
}

/** Writes the records that answer as a list. */
export function writeAnswers(sink: ByteSink, message: DnsOutline): void {
  const { firstAnswer } = message;
  const end = firstAnswer + answerCount(message);
  sink.byte(OPEN);
  for (let entry = firstAnswer; entry < end; entry++) {
    if (entry > firstAnswer) sink.byte(COMMA);
    sink.put(ANSWER_NAME);
    writeNameAndType(sink, message, entry);
    sink.field(TTL, message.ttl[entry]!);
    sink.put(VALUE);
    const from = sink.length;
    writeRecordValue(sink, message, entry);
    JSON_STRING.escape(sink, from);
    sink.put(ANSWER_END);
  }
  sink.byte(CLOSE);
}

/** Both without the quotation marks around them. */
function writeNameAndType(sink: ByteSink, message: DnsOutline, entry: number): void {
  const from = sink.length;
  writeEntryName(sink, message, entry);
  JSON_STRING.escape(sink, from);
  sink.put(TYPE);
  sink.text(dnsTypeText(message.type[entry]!));
}
