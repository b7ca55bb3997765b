import { BIT, type FrameBatch } from '../table/frame-batch.js';
import type { DnsScan } from '../wire/dns.js';
import { newDnsName, readDnsName } from '../wire/dns-name.js';
import type { DnsOutline } from '../wire/dns-outline.js';
import { ByteStore } from './byte-store.js';
import { QuestionQueues } from './dns-questions.js';
import { ExchangeTable } from './exchange-table.js';
import { NameTable } from './name-table.js';
import { QuestionKey } from './question-key.js';

/** Bytes of answers kept so that lookups can show them. */
const MAX_ANSWER_BYTES = 1 << 26;

/** Pairs DNS questions with their answers, over UDP and TCP, and keeps the list of lookups. */
export class DnsExchanges {
  /** All exchanges in the order of their first frame. */
  readonly table: ExchangeTable = new ExchangeTable();
  readonly names: NameTable = new NameTable();
  readonly #limit: number;
  readonly #keepsAnswers: boolean;
  /** Questions by all that an answer has in common with them; where a container's resolver rewrote ports, by the rest. */
  readonly #byPorts = new QuestionQueues(this.table, true);
  readonly #byAddresses = new QuestionQueues(this.table, false);
  readonly #answers = new ByteStore(MAX_ANSWER_BYTES);
  readonly #key = new QuestionKey();
  readonly #asked = newDnsName();

  /**
   * @param limit exchanges at most; further ones are not paired
   * @param keepsAnswers whether the messages that answer are kept
   */
  constructor(limit: number, keepsAnswers: boolean) {
    this.#limit = limit;
    this.#keepsAnswers = keepsAnswers;
  }

  /**
   * Takes in the message in `bytes[at, end)` whose header and question were read, of a row or of a stream that this row
   * completes.
   *
   * @returns the exchange it belongs to, by index in the table, or -1 when there are too many
   */
  follow(
    batch: FrameBatch,
    row: number,
    scan: DnsScan,
    isOverTcp: boolean,
    bytes: Uint8Array,
    at: number,
    end: number,
  ): number {
    const { table } = this;
    const frame = batch.firstFrame + row;
    this.#readKey(batch, row, scan, isOverTcp);
    if (!scan.isResponse) {
      const asked = this.#add(batch, row, scan, bytes, at, end);
      if (asked >= 0) table.setQuery(asked, frame);
      return asked;
    }
    let index = this.#byPorts.find(this.#key);
    if (index < 0) index = this.#byAddresses.find(this.#key);
    if (index < 0) {
      index = this.#add(batch, row, scan, bytes, at, end);
      if (index < 0) return -1;
    } else {
      const response = table.response(index);
      // A further answer to an answered question is told as such.
      if (response !== 0) {
        batch.note(row).repeatsAnswer = response;
        return index;
      }
      const elapsed = batch.nanosecondsSince(row, table.seconds(index), table.nanoseconds(index)) / 1e9;
      table.setResponseTime(index, elapsed);
      if (!isOverTcp) {
        batch.inReplyTo[row] = table.query(index);
        batch.roundTrip[row] = elapsed;
      }
    }
    table.setResponse(index, frame);
    if (this.#keepsAnswers) table.setAnswer(index, this.#answers.put(bytes, at, end));
    return index;
  }

  /** The answer's message; undefined where there is none, or it is not kept. */
  answerOf(index: number): Uint8Array | undefined {
    const answer = this.table.answer(index);
    return answer === 0 ? undefined : this.#answers.get(answer);
  }

  /** Reads the answer's message. False where there is none, or it is not kept. */
  readAnswer(index: number, into: DnsOutline): boolean {
    const answer = this.table.answer(index);
    if (answer === 0) return false;
    const message = this.#answers.get(answer);
    into.read(message, 0, message.length);
    return true;
  }

  /** By what a message's question is found; a response goes from who was asked to who asked. */
  #readKey(batch: FrameBatch, row: number, scan: DnsScan, isOverTcp: boolean): void {
    const key = this.#key;
    key.setQuestion(scan.id, scan.type, this.names.intern(scan.nameBytes, scan.nameLength), isOverTcp);
    const source = batch.source[row]!;
    const sourcePort = batch.sourcePort[row]!;
    const destination = batch.destination[row]!;
    const destinationPort = batch.destinationPort[row]!;
    if (scan.isResponse) key.setParties(destination, destinationPort, source, sourcePort);
    else key.setParties(source, sourcePort, destination, destinationPort);
  }

  /** Adds an exchange that begins with this message; -1 where there are too many. */
  #add(batch: FrameBatch, row: number, scan: DnsScan, bytes: Uint8Array, at: number, end: number): number {
    if (this.table.count >= this.#limit) return -1;
    let asked = this.#key.nameNumber;
    if (scan.hasCapitals) {
      const name = this.#asked;
      readDnsName(bytes, at, scan.questionAt, end, name);
      asked = this.names.intern(name.nameBytes, name.nameLength);
    }
    return this.table.add(this.#key, asked, batch.seconds[row]!, batch.nanoseconds[row]!);
  }
}

/** Marks a row as DNS. */
export function markDns(batch: FrameBatch, row: number, isResponse: boolean): void {
  batch.bits[row]! |= isResponse ? BIT.dns | BIT.dnsResponse : BIT.dns;
}
