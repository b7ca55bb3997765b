import { match, P } from 'ts-pattern';
import { DNS_OUTCOMES, type DnsOutcome } from '../vocabulary/facts.js';
import { EITHER, tabulate } from '../vocabulary/tabulate.js';
import { DNS_TYPE } from '../wire/dns-types.js';
import { SENTENCE as SAY, type SentenceCode } from './sentences.js';

/** Types of questions with sentences of their own, and 0 for all others. */
export const QUESTION_TYPES: readonly number[] = [0, DNS_TYPE.A, DNS_TYPE.AAAA, DNS_TYPE.PTR];
/** What can have come of a question; null where there was none. */
export const RESULTS: readonly (DnsOutcome | null)[] = [null, ...DNS_OUTCOMES];

/** What the sentence of a response depends on. */
interface ResponseFacts {
  /** It names other servers instead of an answer. */
  readonly referral: boolean;
  /** The name asked for is an alias. */
  readonly alias: boolean;
  /** One of {@link QUESTION_TYPES}. */
  readonly type: number;
  readonly outcome: DnsOutcome | null;
}

function responseKey(facts: ResponseFacts): SentenceCode {
  return match(facts)
    .returnType<SentenceCode>()
    .with({ outcome: 'answer', alias: false, type: DNS_TYPE.A }, () => SAY['dns-answer-a'])
    .with({ outcome: 'answer', alias: false, type: DNS_TYPE.AAAA }, () => SAY['dns-answer-aaaa'])
    .with({ outcome: 'answer', alias: false, type: DNS_TYPE.PTR }, () => SAY['dns-answer-ptr'])
    .with({ outcome: 'answer', alias: false }, () => SAY['dns-answer-other'])
    .with({ outcome: 'answer', type: DNS_TYPE.A }, () => SAY['dns-answer-alias-a'])
    .with({ outcome: 'answer', type: DNS_TYPE.AAAA }, () => SAY['dns-answer-alias-aaaa'])
    .with({ outcome: 'answer' }, () => SAY['dns-answer-alias-other'])
    .with({ outcome: 'no-data', alias: true }, () => SAY['dns-no-data-alias'])
    .with({ outcome: 'no-data', referral: true }, () => SAY['dns-referral'])
    .with({ outcome: 'no-data', type: DNS_TYPE.A }, () => SAY['dns-no-data-a'])
    .with({ outcome: 'no-data', type: DNS_TYPE.AAAA }, () => SAY['dns-no-data-aaaa'])
    .with({ outcome: 'no-data' }, () => SAY['dns-no-data-other'])
    .with({ outcome: 'name-error', alias: true }, () => SAY['dns-name-error-alias'])
    .with({ outcome: 'name-error' }, () => SAY['dns-name-error'])
    .with({ outcome: 'server-failure' }, () => SAY['dns-server-failure'])
    .with({ outcome: 'refused' }, () => SAY['dns-refused'])
    .with({ outcome: 'truncated' }, () => SAY['dns-truncated'])
    .with({ outcome: 'error' }, () => SAY['dns-error'])
    .with({ outcome: null }, () => SAY['dns-response-other'])
    .exhaustive();
}

/** The sentences of responses, by a bit for each fact, and then the places of type and outcome in their lists. */
export const RESPONSES: readonly SentenceCode[] = tabulate(
  { referral: EITHER, alias: EITHER, type: QUESTION_TYPES, outcome: RESULTS },
  responseKey,
);

/** What the sentence of a response in a TCP segment depends on. */
interface CarriedFacts {
  /** There are records in its answer section. */
  readonly records: boolean;
  /** The header has another code than 0. */
  readonly code: boolean;
  readonly outcome: DnsOutcome | null;
}

function carriedKey(facts: CarriedFacts): SentenceCode {
  return match(facts)
    .returnType<SentenceCode>()
    .with({ outcome: 'answer', records: true }, () => SAY['dns-in-segment-answer'])
    .with({ outcome: 'no-data' }, () => SAY['dns-in-segment-no-data'])
    .with({ outcome: 'name-error' }, () => SAY['dns-in-segment-name-error'])
    .with(
      { outcome: P.union('server-failure', 'refused', 'error'), code: true },
      () => SAY['dns-in-segment-failed'],
    )
    .with(
      { outcome: P.union('answer', 'server-failure', 'refused', 'error', 'truncated', null) },
      () => SAY['dns-in-segment-response'],
    )
    .exhaustive();
}

/** Those sentences, by a bit for each fact, and then the place of the outcome. */
export const CARRIED_RESPONSES: readonly SentenceCode[] = tabulate(
  { records: EITHER, code: EITHER, outcome: RESULTS },
  carriedKey,
);
