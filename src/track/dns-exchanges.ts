import { BIT, type FrameBatch } from '../table/frame-batch.js';
import type { DnsScan } from '../wire/dns.js';
import { type QuestionKey, QuestionQueues } from './dns-questions.js';
import { MessageStore } from './message-store.js';
import { NameTable } from './name-table.js';

/** Bytes of messages kept so that lookups can show them. */
const MAX_MESSAGE_BYTES = 1 << 26;

/** One DNS question and what came of it. */
export interface Exchange extends QuestionKey {
  /** Question's frame; 0 where only the answer is in the capture. */
  query: number;
  /** First answer's frame; 0 where there is none (yet). */
  response: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Seconds from question to answer; NaN without either. */
  responseTime: number;
  /** Where the question's and the answer's message are kept, and their bytes; -1 where they are not. */
  messageAt: number;
  messageLength: number;
  answerAt: number;
  answerLength: number;
}

/** Pairs DNS questions with their answers, over UDP and TCP, and keeps the list of lookups. */
export class DnsExchanges {
  readonly names: NameTable = new NameTable();
  /** All exchanges in the order of their first frame. */
  readonly exchanges: Exchange[] = [];
  readonly #limit: number;
  /** Questions by all that an answer has in common with them; where a container's resolver rewrote ports, by the rest. */
  readonly #byPorts = new QuestionQueues(this.exchanges, true);
  readonly #byAddresses = new QuestionQueues(this.exchanges, false);
  readonly #messages = new MessageStore(MAX_MESSAGE_BYTES);

  /** @param limit exchanges at most; further ones are not paired */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Takes in a message whose header and question were read, of a row or of a stream that this row completes.
   *
   * @returns the exchange it belongs to, or undefined when there are too many
   */
  follow(
    batch: FrameBatch,
    row: number,
    scan: DnsScan,
    transport: 'udp' | 'tcp',
    message: Uint8Array,
  ): Exchange | undefined {
    const name = this.names.intern(scan.nameBytes, scan.nameLength);
    const key = keyOf(batch, row, scan, name, transport);
    const exchange = scan.isResponse ? this.#answer(batch, row, key) : this.#add(batch, row, key, false);
    if (exchange === undefined) return undefined;
    if (!scan.isResponse) {
      exchange.messageAt = this.#messages.put(message);
      exchange.messageLength = message.length;
    } else if (exchange.answerAt < 0 && exchange.response === batch.firstFrame + row) {
      exchange.answerAt = this.#messages.put(message);
      exchange.answerLength = message.length;
    }
    return exchange;
  }

  /** The question's message; undefined where it is not in the capture, or no longer kept. */
  messageOf(exchange: Exchange): Uint8Array | undefined {
    return this.#messages.get(exchange.messageAt, exchange.messageLength);
  }

  /** The answer's message; undefined where there is none, or it is no longer kept. */
  answerOf(exchange: Exchange): Uint8Array | undefined {
    return this.#messages.get(exchange.answerAt, exchange.answerLength);
  }

  #add(batch: FrameBatch, row: number, key: QuestionKey, isResponse: boolean): Exchange | undefined {
    if (this.exchanges.length >= this.#limit) return undefined;
    const frame = batch.firstFrame + row;
    const exchange: Exchange = {
      id: key.id,
      name: key.name,
      type: key.type,
      transport: key.transport,
      client: key.client,
      server: key.server,
      clientPort: key.clientPort,
      serverPort: key.serverPort,
      query: isResponse ? 0 : frame,
      response: isResponse ? frame : 0,
      seconds: batch.seconds[row]!,
      nanoseconds: batch.nanoseconds[row]!,
      responseTime: Number.NaN,
      messageAt: -1,
      messageLength: 0,
      answerAt: -1,
      answerLength: 0,
    };
    const index = this.exchanges.push(exchange) - 1;
    if (isResponse) return exchange;
    this.#byPorts.add(index);
    this.#byAddresses.add(index);
    return exchange;
  }

  /** The oldest unanswered question. A further answer to an answered question is told as such. */
  #answer(batch: FrameBatch, row: number, key: QuestionKey): Exchange | undefined {
    let index = this.#byPorts.find(key);
    if (index < 0) index = this.#byAddresses.find(key);
    const question = this.exchanges[index];
    if (question === undefined) return this.#add(batch, row, key, true);
    if (question.response !== 0) {
      batch.note(row).repeatsAnswer = question.response;
      return question;
    }
    const elapsed = batch.nanosecondsSince(row, question.seconds, question.nanoseconds) / 1e9;
    question.response = batch.firstFrame + row;
    question.responseTime = elapsed;
    if (key.transport === 'udp') {
      batch.inReplyTo[row] = question.query;
      batch.roundTrip[row] = elapsed;
    }
    return question;
  }
}

/** The key by which a message's question is found; a response goes from who was asked to who asked. */
function keyOf(
  batch: FrameBatch,
  row: number,
  scan: DnsScan,
  name: number,
  transport: 'udp' | 'tcp',
): QuestionKey {
  const back = scan.isResponse;
  return {
    id: scan.id,
    name,
    type: scan.type,
    transport,
    client: back ? batch.destination[row]! : batch.source[row]!,
    server: back ? batch.source[row]! : batch.destination[row]!,
    clientPort: back ? batch.destinationPort[row]! : batch.sourcePort[row]!,
    serverPort: back ? batch.sourcePort[row]! : batch.destinationPort[row]!,
  };
}

/** Marks a row as DNS. */
export function markDns(batch: FrameBatch, row: number, isResponse: boolean): void {
  batch.bits[row]! |= isResponse ? BIT.dns | BIT.dnsResponse : BIT.dns;
}
