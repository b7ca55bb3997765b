import type { DnsOutcome } from '../vocabulary/facts.js';
import type { Finding } from '../vocabulary/findings.js';
import type { ConnectionOutcome } from '../vocabulary/outcomes.js';
import type { Role } from '../vocabulary/roles.js';
import type { ReasonKey } from './reasons.js';
import type { SentenceKey } from './sentences.js';
import type { CountedThing, HeadingKey, PhraseKey } from './words.js';

/** How a language writes numbers, units and the values inside sentences. */
export interface Values {
  /** Between groups of three digits. */
  readonly group: string;
  /** Before the decimals. */
  readonly decimal: string;
  /** One byte, several bytes; with `{count}`. */
  readonly bytes: readonly [one: string, several: string];
  /** Unit of durations below a millisecond, put after the number and a space, as those that follow. */
  readonly microseconds: string;
  /** Unit of durations below a second. */
  readonly milliseconds: string;
  /** Unit of durations below a minute. */
  readonly seconds: string;
  /** Unit of durations below an hour. */
  readonly minutes: string;
  /** Unit of longer durations. */
  readonly hours: string;
  /** One byte of a stream, and several: `{first}`, `{last}`. */
  readonly byteRange: readonly [one: string, several: string];
  /** What stands beside the address of a connection's client. */
  readonly client: string;
  /** What stands beside the address of its server. */
  readonly server: string;
  /** The same where the client is only inferred from the ports. */
  readonly probablyClient: string;
  /** The same for the other side of it. */
  readonly probablyServer: string;
  /** What stands beside 0.0.0.0 and ::. */
  readonly noAddressYet: string;
  /** What stands beside a group address. */
  readonly multicast: string;
  /** What stands beside a broadcast address. */
  readonly broadcast: string;
  /** Ends a list that was cut; with `{count}`. */
  readonly andMore: string;
  /** The name of the DNS root. */
  readonly rootName: string;
  /** Record data that is not read; with `{bytes}`. */
  readonly opaque: string;
  /** For a TCP segment without any flag. */
  readonly noFlags: string;
  /** For an address that was not captured. */
  readonly unknownAddress: string;
}

/**
 * The words and sentences of one language: nothing but data, all of it required. One's own begins as a copy of `id` or
 * `en` with other sentences; it is compiled when first used, and then taken not to change.
 */
export interface Locale {
  /** Language of the sentences, as a BCP 47 tag; what the tables say besides is taken from it. */
  readonly tag: 'id' | 'en';
  /** How numbers, units and values are written. */
  readonly values: Values;
  /** Whole sentences, with slots in braces: of those that the same sentence has in `en`. */
  readonly sentences: Readonly<Record<SentenceKey, string>>;
  /** Whole sentences that full detail adds. */
  readonly reasons: Readonly<Record<ReasonKey, string>>;
  /** How a connection ended, as a clause. */
  readonly outcomes: Readonly<Record<ConnectionOutcome, string>>;
  /** What came of a DNS question, as a clause. */
  readonly dnsOutcomes: Readonly<Record<DnsOutcome, string>>;
  /** Names of the roles. */
  readonly roles: Readonly<Record<Role, string>>;
  /** Names of the findings. */
  readonly findings: Readonly<Record<Finding, string>>;
  /** Column headings. */
  readonly headings: Readonly<Record<HeadingKey, string>>;
  /** Lines of a report, with slots in braces. */
  readonly phrases: Readonly<Record<PhraseKey, string>>;
  /** One and several of a thing, with `{count}`. */
  readonly counts: Readonly<Record<CountedThing, readonly [one: string, several: string]>>;
}
