import type { DnsOutcome } from '../vocabulary/facts.js';
import type { Finding } from '../vocabulary/findings.js';
import type { ConnectionOutcome } from '../vocabulary/outcomes.js';
import type { Role } from '../vocabulary/roles.js';
import type { ReasonKey } from './reasons.js';
import type { SentenceKey } from './sentences.js';
import type { CountedThing, HeadingKey, PhraseKey } from './words.js';

/** How a language writes numbers, units and the values inside sentences. */
export interface Values {
  /** Between groups of three digits, and before the decimals. */
  readonly group: string;
  readonly decimal: string;
  /** One byte, several bytes; with `{count}`. */
  readonly bytes: readonly [one: string, several: string];
  /** Units of duration, each put after the number and a space. */
  readonly microseconds: string;
  readonly milliseconds: string;
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  /** One byte of a stream, and several: `{first}`, `{last}`. */
  readonly byteRange: readonly [one: string, several: string];
  /** What stands beside an address in a connection: known, and inferred. */
  readonly client: string;
  readonly server: string;
  readonly probablyClient: string;
  readonly probablyServer: string;
  /** What stands beside 0.0.0.0 and ::, group and broadcast addresses. */
  readonly noAddressYet: string;
  readonly multicast: string;
  readonly broadcast: string;
  /** Ends a list that was cut; with `{count}`. */
  readonly andMore: string;
  /** The name of the DNS root, and record data that is not read; with `{bytes}`. */
  readonly rootName: string;
  readonly opaque: string;
  readonly noFlags: string;
  readonly unknownAddress: string;
}

/** The words and sentences of one language: nothing but data, all of it required. */
export interface Locale {
  readonly tag: 'id' | 'en';
  readonly values: Values;
  /** Whole sentences, with slots in braces. */
  readonly sentences: Readonly<Record<SentenceKey, string>>;
  /** Whole sentences that full detail adds. */
  readonly reasons: Readonly<Record<ReasonKey, string>>;
  /** How a connection ended, as a clause. */
  readonly outcomes: Readonly<Record<ConnectionOutcome, string>>;
  /** What came of a DNS question, as a clause. */
  readonly dnsOutcomes: Readonly<Record<DnsOutcome, string>>;
  readonly roles: Readonly<Record<Role, string>>;
  readonly findings: Readonly<Record<Finding, string>>;
  /** Column headings. */
  readonly headings: Readonly<Record<HeadingKey, string>>;
  /** Lines of a report, with slots in braces. */
  readonly phrases: Readonly<Record<PhraseKey, string>>;
  /** One and several of a thing, with `{count}`. */
  readonly counts: Readonly<Record<CountedThing, readonly [one: string, several: string]>>;
}
