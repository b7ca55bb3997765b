import type { DnsExchanges } from '../track/dns-exchanges.js';
import { QuestionKey } from '../track/question-key.js';
import type { DnsOutcome, DnsRecordFact } from '../vocabulary/facts.js';
import { answersOf, factOutcome } from '../wire/dns-facts.js';
import { type DnsMessage, parseDnsMessage } from '../wire/dns-message.js';
import { dnsNameText } from '../wire/dns-name.js';
import { dnsTypeText } from '../wire/dns-types.js';
import type { CaptureContext } from './capture-context.js';
import { formatEndpoint } from './connection.js';
import { formatTime } from './time.js';

/**
 * A DNS question and what came of it, as a light view; while streaming, as of the last frame read (see
 * {@link StreamingAnalysis}).
 */
export class Lookup {
  readonly #context: CaptureContext;
  /** @internal */
  readonly dns: DnsExchanges;
  /**
   * Place in the table of exchanges.
   *
   * @internal
   */
  readonly index: number;
  /** @internal */
  readonly key: QuestionKey = new QuestionKey();
  #message: DnsMessage | null | undefined;

  /** @internal */
  constructor(context: CaptureContext, dns: DnsExchanges, index: number) {
    this.#context = context;
    this.dns = dns;
    this.index = index;
    dns.table.readKey(index, this.key);
  }

  /** Label of the capture. */
  get capture(): string {
    return this.#context.label;
  }

  /** Identification in the messages, 0 to 65,535 (RFC 1035, 4.1.1). */
  get id(): number {
    return this.key.id;
  }

  /** Name asked for, as asked, without the final dot, with the escapes of RFC 1035, 5.1; the root is ".". */
  get name(): string {
    const wire = this.dns.names.bytes(this.dns.table.asked(this.index));
    return wire.length === 0 ? '' : dnsNameText(wire, wire.length);
  }

  /** Type asked for: `"A"`, `"AAAA"`, `"TYPE64"`. */
  get type(): string {
    return dnsTypeText(this.key.type);
  }

  /** What carried the messages. */
  get transport(): 'udp' | 'tcp' {
    return this.key.isOverTcp ? 'tcp' : 'udp';
  }

  /** Who asked, `address:port`, an IPv6 address in brackets. */
  get client(): string {
    return this.#endpoint(this.key.client, this.key.clientPort);
  }

  /** Who was asked, in the same form. */
  get server(): string {
    return this.#endpoint(this.key.server, this.key.serverPort);
  }

  /** Number of the question's frame; null where it is not in the capture. */
  get query(): number | null {
    return this.dns.table.query(this.index) || null;
  }

  /** Number of the first answer's frame; null where there is none. */
  get response(): number | null {
    return this.dns.table.response(this.index) || null;
  }

  /** Time of the exchange's first frame, RFC 3339 in UTC with 6 or 9 decimals; null where the record has none. */
  get time(): string | null {
    const seconds = this.dns.table.seconds(this.index);
    const nanoseconds = this.dns.table.nanoseconds(this.index);
    return nanoseconds > 999_999_999
      ? null
      : formatTime(seconds, nanoseconds, this.#context.interfaces[0]?.decimals ?? 6);
  }

  /** Seconds from question to answer; null where either is missing. */
  get responseTime(): number | null {
    const seconds = this.dns.table.responseTime(this.index);
    return Number.isNaN(seconds) ? null : seconds;
  }

  /** What came of it, one of {@link DNS_OUTCOMES}; null while there is no answer. {@link dnsOutcomeWords} says it. */
  get outcome(): DnsOutcome | null {
    const message = this.#answer();
    return message === null ? null : factOutcome(message);
  }

  /** Result code of the answer's header, 0 to 15 (RFC 1035, 4.1.1); null while there is no answer. */
  get rcode(): number | null {
    return this.#answer()?.rcode ?? null;
  }

  /** Records of the answer section; empty while there is no answer. */
  get answers(): readonly DnsRecordFact[] {
    const message = this.#answer();
    return message === null ? [] : answersOf(message);
  }

  #answer(): DnsMessage | null {
    if (this.#message === undefined) {
      const answer = this.dns.answerOf(this.index);
      this.#message = answer === undefined ? null : parseDnsMessage(answer, 0, answer.length);
    }
    return this.#message;
  }

  #endpoint(address: number, port: number): string {
    return formatEndpoint(this.#context.addresses.text(address) ?? '', port);
  }
}
