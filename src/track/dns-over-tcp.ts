import type { FrameBatch } from '../table/frame-batch.js';
import type { DnsFacts } from '../vocabulary/facts.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { PROTOCOL_CODE } from '../vocabulary/protocols.js';
import { type DnsScan, newDnsScan, scanDns } from '../wire/dns.js';
import { dnsFacts } from '../wire/dns-facts.js';
import { parseDnsMessage } from '../wire/dns-message.js';
import { PORT } from '../wire/ports.js';
import { FLAG } from '../wire/tcp.js';
import type { Connections } from './connections.js';
import type { DnsExchanges } from './dns-exchanges.js';
import { DnsFraming } from './dns-framing.js';
import { StreamAssembler } from './stream-assembler.js';
import { feedSegment } from './streams.js';

const DUPLICATE = FINDING_BIT['duplicate-frame'];
/** Connections whose messages are collected at once; the one that was silent longest makes room. */
const MAX_CONNECTIONS = 1024;
/** Bytes of one direction that wait behind a gap; a message has 65,535 at most. */
const MAX_WAITING_BYTES = 1 << 17;

interface Direction {
  /** Messages completed by the row at hand. */
  readonly messages: Uint8Array[];
  readonly assembler: StreamAssembler;
  readonly framing: DnsFraming;
}

/** A message that a segment completed, not yet looked at. */
interface Completed {
  readonly message: Uint8Array;
  readonly query: number;
  readonly responseTime: number;
}

/** Reads the DNS messages in TCP connections with port 53, each preceded by its length (RFC 1035, 4.2.2). */
export class DnsOverTcp {
  readonly #connections: Connections;
  readonly #exchanges: DnsExchanges;
  readonly #scan: DnsScan = newDnsScan();
  /** By connection; the one that was silent longest is the first. */
  readonly #collecting = new Map<number, readonly [Direction, Direction]>();

  constructor(connections: Connections, exchanges: DnsExchanges) {
    this.#connections = connections;
    this.#exchanges = exchanges;
  }

  /** Takes in a TCP row whose track columns are filled. */
  follow(batch: FrameBatch, row: number): void {
    if (!hasDnsPort(batch, row)) return;
    const number = batch.connection[row]!;
    if (number < 0 || batch.findings[row]! & DUPLICATE) return;
    const side = this.#connections.sideOf(number, batch.source[row]!, batch.sourcePort[row]!);
    const sides = this.#sidesOf(batch, row, number);
    const own = sides[side];
    if (batch.flags[row]! & FLAG.syn && Number.isNaN(own.assembler.next)) own.framing.aligned = true;
    const other = sides[1 - side]!;
    feedSegment(batch, row, own.assembler, own.assembler, other.assembler);
    const closed = sides.every(({ assembler }) => assembler.ended);
    if (closed || batch.flags[row]! & FLAG.rst) this.#collecting.delete(number);
    if (own.messages.length > 0) this.#complete(batch, row, own.messages.splice(0));
    // Where an acknowledgment shows that a gap stays, what waited behind it has no row that it could be told at.
    other.messages.length = 0;
  }

  #sidesOf(batch: FrameBatch, row: number, number: number): readonly [Direction, Direction] {
    let sides = this.#collecting.get(number);
    if (sides === undefined) {
      sides = [this.#direction(), this.#direction()];
      if (this.#collecting.size >= MAX_CONNECTIONS) this.#dropOldest(batch, row);
    } else this.#collecting.delete(number);
    this.#collecting.set(number, sides);
    return sides;
  }

  #direction(): Direction {
    const messages: Uint8Array[] = [];
    const framing = new DnsFraming((message) => messages.push(message));
    const options = { overlap: 'older', maxWaitingBytes: MAX_WAITING_BYTES, maxHistoryBytes: 0 } as const;
    return { messages, framing, assembler: new StreamAssembler(framing, options) };
  }

  #dropOldest(batch: FrameBatch, row: number): void {
    const [oldest] = this.#collecting;
    if (oldest === undefined) return;
    this.#collecting.delete(oldest[0]);
    if (!oldest[1].some(({ framing, assembler }) => framing.isWaiting || assembler.waitingCost > 0)) return;
    batch.findings[row]! |= FINDING_BIT['limit-reached'];
    batch.note(row).limit = 'dns-connections';
  }

  /** Pairs the messages that this row completed, and notes them. */
  #complete(batch: FrameBatch, row: number, messages: readonly Uint8Array[]): void {
    const completed = messages.flatMap((message) => this.#pair(batch, row, message));
    if (completed.length === 0) return;
    batch.protocol[row] = PROTOCOL_CODE['DNS'];
    // Facts take many times the room of their bytes: they are made when looked at, and may be forgotten again.
    let made: WeakRef<DnsFacts[]> | undefined;
    Object.defineProperty(batch.note(row), 'dns', {
      enumerable: true,
      configurable: true,
      get: (): DnsFacts[] => {
        const known = made?.deref();
        if (known !== undefined) return known;
        const facts = completed.map(({ message, query, responseTime }) =>
          dnsFacts(parseDnsMessage(message, 0, message.length), 'tcp', query, responseTime),
        );
        made = new WeakRef(facts);
        return facts;
      },
    });
  }

  /** A message that can't be read is passed over. */
  #pair(batch: FrameBatch, row: number, message: Uint8Array): Completed[] {
    const scan = this.#scan;
    if (!scanDns(message, 0, message.length, scan)) return [];
    const { table } = this.#exchanges;
    const index = this.#exchanges.follow(batch, row, scan, true, message, 0, message.length);
    const query = scan.isResponse && index >= 0 ? table.query(index) : 0;
    const responseTime =
      query > 0
        ? batch.nanosecondsSince(row, table.seconds(index), table.nanoseconds(index)) / 1e9
        : Number.NaN;
    return [{ message, query, responseTime }];
  }
}

/** Whether a row is of a connection that would carry DNS. */
export function hasDnsPort(batch: FrameBatch, row: number): boolean {
  return batch.sourcePort[row] === PORT.dns || batch.destinationPort[row] === PORT.dns;
}
