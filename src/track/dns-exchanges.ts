import { BIT, type FrameBatch } from '../table/frame-batch.js';
import type { DnsScan } from '../wire/dns.js';
import { NameTable } from './name-table.js';

/** Slots of the table of questions at the start; a power of two. It grows with the questions. */
const FIRST_SLOTS = 1 << 10;
/** Bytes of answers kept so that lookups can show them. */
const MAX_ANSWER_BYTES = 1 << 26;

/** One DNS question and what came of it. */
export interface Exchange {
  /** Question's frame; 0 where only the answer is in the capture. */
  query: number;
  /** First answer's frame; 0 where there is none (yet). */
  response: number;
  readonly id: number;
  /** Number in the name table, and type number. */
  readonly name: number;
  readonly type: number;
  readonly transport: 'udp' | 'tcp';
  /** Address ids and ports of who asks and who is asked. */
  readonly client: number;
  readonly server: number;
  readonly clientPort: number;
  readonly serverPort: number;
  readonly seconds: number;
  readonly nanoseconds: number;
  /** Seconds from question to answer; NaN without either. */
  responseTime: number;
  /** The question's message, and the answer's; undefined where not kept. */
  message: Uint8Array | undefined;
  answer: Uint8Array | undefined;
}

/** Pairs DNS questions with their answers, over UDP and TCP, and keeps the list of lookups. */
export class DnsExchanges {
  readonly names: NameTable = new NameTable();
  /** All exchanges in the order of their first frame. */
  readonly exchanges: Exchange[] = [];
  readonly #limit: number;
  #slots = new Int32Array(FIRST_SLOTS);
  /** Next exchange in the same slot, plus 1; as long as `exchanges`. */
  readonly #chain: number[] = [];
  #answerBytes = 0;

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
    if (this.exchanges.length > this.#slots.length) this.#rehash();
    const slot = slotOf(scan.id, scan.type, name) & (this.#slots.length - 1);
    const exchange = scan.isResponse
      ? this.#answer(batch, row, scan, name, slot, transport)
      : this.#add(batch, row, scan, name, slot, transport);
    if (exchange === undefined) return undefined;
    if (this.#answerBytes + message.length <= MAX_ANSWER_BYTES) {
      if (!scan.isResponse) exchange.message ??= message.slice();
      else if (exchange.response === batch.firstFrame + row) exchange.answer ??= message.slice();
      this.#answerBytes += message.length;
    }
    return exchange;
  }

  #add(
    batch: FrameBatch,
    row: number,
    scan: DnsScan,
    name: number,
    slot: number,
    transport: 'udp' | 'tcp',
  ): Exchange | undefined {
    if (this.exchanges.length >= this.#limit) return undefined;
    const back = scan.isResponse;
    const exchange: Exchange = {
      query: back ? 0 : batch.firstFrame + row,
      response: back ? batch.firstFrame + row : 0,
      id: scan.id,
      name,
      type: scan.type,
      transport,
      client: back ? batch.destination[row]! : batch.source[row]!,
      server: back ? batch.source[row]! : batch.destination[row]!,
      clientPort: back ? batch.destinationPort[row]! : batch.sourcePort[row]!,
      serverPort: back ? batch.sourcePort[row]! : batch.destinationPort[row]!,
      seconds: batch.seconds[row]!,
      nanoseconds: batch.nanoseconds[row]!,
      responseTime: Number.NaN,
      message: undefined,
      answer: undefined,
    };
    this.exchanges.push(exchange);
    this.#chain.push(this.#slots[slot]!);
    this.#slots[slot] = this.exchanges.length;
    return exchange;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 4);
    for (const [index, { id, type, name }] of this.exchanges.entries()) {
      const slot = slotOf(id, type, name) & (this.#slots.length - 1);
      this.#chain[index] = this.#slots[slot]!;
      this.#slots[slot] = index + 1;
    }
  }

  /**
   * The oldest unanswered question with the same ends; where a container's resolver rewrote ports, with the same
   * addresses. A further answer to an answered question is told as such.
   */
  #answer(
    batch: FrameBatch,
    row: number,
    scan: DnsScan,
    name: number,
    slot: number,
    transport: 'udp' | 'tcp',
  ): Exchange | undefined {
    let best: Exchange | undefined;
    let bestRank = 0;
    for (let next = this.#slots[slot]!; next !== 0; next = this.#chain[next - 1]!) {
      const exchange = this.exchanges[next - 1]!;
      if (exchange.id !== scan.id || exchange.type !== scan.type || exchange.name !== name) continue;
      if (exchange.query === 0 || exchange.transport !== transport) continue;
      const rank = rankOf(exchange, batch, row);
      // The chain goes from new to old, so that of equals the oldest stays.
      if (rank > 0 && rank >= bestRank) {
        best = exchange;
        bestRank = rank;
      }
    }
    if (best === undefined) return this.#add(batch, row, scan, name, slot, transport);
    if (best.response !== 0) {
      batch.note(row).repeatsAnswer = best.response;
      return best;
    }
    const elapsed = batch.nanosecondsSince(row, best.seconds, best.nanoseconds) / 1e9;
    best.response = batch.firstFrame + row;
    best.responseTime = elapsed;
    if (transport === 'udp') {
      batch.inReplyTo[row] = best.query;
      batch.roundTrip[row] = elapsed;
    }
    return best;
  }
}

/** How well a question fits an answer's ends: 0 not at all; unanswered before answered, same ports before others. */
function rankOf(exchange: Exchange, batch: FrameBatch, row: number): number {
  if (exchange.client !== batch.destination[row] || exchange.server !== batch.source[row]) return 0;
  const samePorts =
    exchange.clientPort === batch.destinationPort[row] && exchange.serverPort === batch.sourcePort[row];
  const open = exchange.response === 0 ? 1 : 0;
  return samePorts ? 3 + open : 1 + open;
}

function slotOf(id: number, type: number, name: number): number {
  const h = Math.imul(id ^ Math.imul(type, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(name, 0xc2b2ae35);
  return (h ^ (h >>> 15)) >>> 0;
}

/** Marks a row as DNS. */
export function markDns(batch: FrameBatch, row: number, isResponse: boolean): void {
  batch.bits[row]! |= isResponse ? BIT.dns | BIT.dnsResponse : BIT.dns;
}
