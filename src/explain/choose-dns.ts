import { match, P } from 'ts-pattern';
import { DNS_OUTCOMES, type DnsFacts, type DnsOutcome } from '../vocabulary/facts.js';
import { PROTOCOL_CODE } from '../vocabulary/protocols.js';
import { type DnsMessage, dnsOutcome } from '../wire/dns-message.js';
import { chooseStopped } from './choose-frame.js';
import type { Plan } from './plan.js';
import type { SentenceKey } from './sentences.js';

/** DNS messages of one TCP segment that are told one by one. */
const MAX_TOLD = 3;
const DNS_PORT = 53;
/** Opcodes (RFC 6895, 2.2). */
const QUERY = 0;
const NOTIFY = 4;
const UPDATE = 5;

/** Chooses the sentences of a DNS message in a UDP datagram. @param copied it is a second sighting */
export function chooseDns(plan: Plan, response: boolean, copied: boolean): void {
  const message = plan.frame.dnsMessage;
  if (message === null) plan.add(response ? 'dns-response-other' : 'dns-query-empty');
  else {
    if (response) chooseResponse(plan, message, copied);
    else chooseQuery(plan, message);
    if (isOnOtherPort(plan)) plan.add('dns-other-port');
    if (message.stopped !== undefined && plan.note?.stopped === undefined) {
      const { stopped } = plan.facts;
      if (stopped !== undefined) chooseStopped(plan, stopped.reason);
    }
  }
}

function isOnOtherPort(plan: Plan): boolean {
  const { batch, row } = plan.frame;
  return (
    batch.protocol[row] === PROTOCOL_CODE.DNS &&
    batch.sourcePort[row] !== DNS_PORT &&
    batch.destinationPort[row] !== DNS_PORT
  );
}

const QUERY_BY_TYPE: Readonly<Record<string, SentenceKey>> = {
  A: 'dns-query-a',
  AAAA: 'dns-query-aaaa',
  PTR: 'dns-query-ptr',
  MX: 'dns-query-mx',
  TXT: 'dns-query-txt',
  SRV: 'dns-query-srv',
  NS: 'dns-query-ns',
  SOA: 'dns-query-soa',
  CNAME: 'dns-query-cname',
  HTTPS: 'dns-query-https',
  TYPE255: 'dns-query-any',
};

function chooseQuery(plan: Plan, message: DnsMessage): void {
  const [question] = message.questions;
  if (question === undefined) {
    plan.add('dns-query-empty');
    return;
  }
  const { batch, row } = plan.frame;
  const protocol = batch.protocol[row];
  if (message.opcode === NOTIFY) plan.add('dns-notify');
  else if (message.opcode === UPDATE) plan.add('dns-update');
  else if (message.opcode !== QUERY) plan.add('dns-opcode');
  else if (protocol === PROTOCOL_CODE.MDNS) plan.add('dns-query-multicast');
  else if (protocol === PROTOCOL_CODE.LLMNR) plan.add('dns-query-llmnr');
  else plan.add(QUERY_BY_TYPE[question.type] ?? 'dns-query-other');
  if (message.questions.length > 1) plan.add('dns-more-questions');
}

function chooseResponse(plan: Plan, message: DnsMessage, copied: boolean): void {
  const { batch, row } = plan.frame;
  const multicast = batch.protocol[row] === PROTOCOL_CODE.MDNS;
  if (multicast && message.rcode === 0) {
    plan.add(message.answers.length > 0 ? 'mdns-answer' : 'dns-response-other');
    return;
  }
  plan.add(confirmation(message) ?? responseKey(message, dnsOutcome(message)));
  if (copied || multicast) return;
  if (plan.note?.repeatsAnswer !== undefined) plan.add('dns-answered-again');
  else if (batch.inReplyTo[row] === 0) plan.add('dns-unsolicited');
  else plan.add(batch.roundTrip[row]! >= 0 ? 'dns-answered' : 'dns-answered-untimed');
}

/** What succeeded without being a question. */
function confirmation(message: DnsMessage): SentenceKey | undefined {
  if (message.rcode !== 0 || message.questions.length === 0) return undefined;
  if (message.opcode === NOTIFY) return 'dns-notified';
  return message.opcode === UPDATE ? 'dns-updated' : undefined;
}

function responseKey(message: DnsMessage, outcome: DnsOutcome | null): SentenceKey {
  const type = message.questions[0]?.type ?? message.answers[0]?.type;
  if (type === undefined) return outcome === null ? 'dns-response-other' : 'dns-error-nameless';
  const isAlias =
    type !== 'CNAME' && type !== 'TYPE255' && message.answers.some((record) => record.type === 'CNAME');
  const kind = Math.max(0, KINDS.indexOf(type as Kind));
  const index = (OUTCOMES.indexOf(outcome) * KINDS.length + kind) * 4 + (isAlias ? 2 : 0);
  return RESPONSES[index + (outcome === 'no-data' && isReferral(message) ? 1 : 0)]!;
}

/** Types with sentences of their own. */
const KINDS = ['other', 'A', 'AAAA', 'PTR'] as const;
type Kind = (typeof KINDS)[number];
const OUTCOMES: readonly (DnsOutcome | null)[] = [...DNS_OUTCOMES, null];

/** What the sentence of a response depends on. */
interface ResponseFacts {
  readonly outcome: DnsOutcome | null;
  readonly kind: Kind;
  /** The name asked for is an alias. */
  readonly alias: boolean;
  readonly referral: boolean;
}

function sentenceOf(facts: ResponseFacts): SentenceKey {
  return match(facts)
    .returnType<SentenceKey>()
    .with({ outcome: 'answer', alias: false, kind: 'A' }, () => 'dns-answer-a')
    .with({ outcome: 'answer', alias: false, kind: 'AAAA' }, () => 'dns-answer-aaaa')
    .with({ outcome: 'answer', alias: false, kind: 'PTR' }, () => 'dns-answer-ptr')
    .with({ outcome: 'answer', alias: false }, () => 'dns-answer-other')
    .with({ outcome: 'answer', kind: 'A' }, () => 'dns-answer-alias-a')
    .with({ outcome: 'answer', kind: 'AAAA' }, () => 'dns-answer-alias-aaaa')
    .with({ outcome: 'answer' }, () => 'dns-answer-alias-other')
    .with({ outcome: 'no-data', alias: true }, () => 'dns-no-data-alias')
    .with({ outcome: 'no-data', referral: true }, () => 'dns-referral')
    .with({ outcome: 'no-data', kind: 'A' }, () => 'dns-no-data-a')
    .with({ outcome: 'no-data', kind: 'AAAA' }, () => 'dns-no-data-aaaa')
    .with({ outcome: 'no-data' }, () => 'dns-no-data-other')
    .with({ outcome: 'name-error', alias: true }, () => 'dns-name-error-alias')
    .with({ outcome: 'name-error' }, () => 'dns-name-error')
    .with({ outcome: 'server-failure' }, () => 'dns-server-failure')
    .with({ outcome: 'refused' }, () => 'dns-refused')
    .with({ outcome: 'truncated' }, () => 'dns-truncated')
    .with({ outcome: 'error' }, () => 'dns-error')
    .with({ outcome: P.nullish }, () => 'dns-response-other')
    .exhaustive();
}

/** The rules above, looked up: outcome, kind, alias, referral. */
const RESPONSES: readonly SentenceKey[] = OUTCOMES.flatMap((outcome) =>
  KINDS.flatMap((kind) =>
    [false, true].flatMap((alias) =>
      [false, true].map((referral) => sentenceOf({ outcome, kind, alias, referral })),
    ),
  ),
);

/** An answer that names other servers instead of saying whether there is such a record (RFC 2308, 2.2). */
function isReferral(message: DnsMessage): boolean {
  const { authority } = message;
  return (
    !message.authoritative &&
    authority.some((record) => record.type === 'NS') &&
    !authority.some((record) => record.type === 'SOA')
  );
}

/** Tells the DNS messages that a TCP segment completes. */
export function chooseSegmentMessages(plan: Plan): void {
  const messages = plan.note?.dns ?? [];
  messages.slice(0, MAX_TOLD).forEach((message, item) => {
    plan.add(segmentKey(message), item);
    if (message.query !== undefined && (message.responseTime ?? -1) >= 0)
      plan.add('dns-in-segment-answered', item);
  });
  if (messages.length > MAX_TOLD) plan.add('dns-in-segment-more');
}

function segmentKey(message: DnsFacts): SentenceKey {
  if (!message.response) return 'dns-in-segment-query';
  return match(message.outcome)
    .returnType<SentenceKey>()
    .with('answer', () =>
      (message.answers?.length ?? 0) > 0 ? 'dns-in-segment-answer' : 'dns-in-segment-response',
    )
    .with('no-data', () => 'dns-in-segment-no-data')
    .with('name-error', () => 'dns-in-segment-name-error')
    .with('server-failure', 'refused', 'error', () =>
      message.rcode === undefined || message.rcode === 0
        ? 'dns-in-segment-response'
        : 'dns-in-segment-failed',
    )
    .with('truncated', undefined, () => 'dns-in-segment-response')
    .exhaustive();
}
