import type { DnsFacts } from '../vocabulary/facts.js';
import { PROTOCOL_CODE } from '../vocabulary/protocols.js';
import type { DnsOutline } from '../wire/dns-outline.js';
import { DNS_TYPE } from '../wire/dns-types.js';
import { PORT } from '../wire/ports.js';
import { chooseStopped } from './choose-frame.js';
import { CARRIED_RESPONSES, QUESTION_TYPES, RESPONSES, RESULTS } from './dns-rules.js';
import type { Plan } from './plan.js';
import { SENTENCE as SAY, type SentenceCode } from './sentences.js';

/** DNS messages of one TCP segment that are told one by one. */
const MAX_TOLD = 3;
/** Opcodes (RFC 6895, 2.2). */
const QUERY = 0;
const NOTIFY = 4;
const UPDATE = 5;
/** The header's bit AA. */
const AUTHORITATIVE = 0x0400;

/** Chooses the sentences of a DNS message in a UDP datagram. @param copied it is a second sighting */
export function chooseDns(plan: Plan, response: boolean, copied: boolean): void {
  const message = plan.dns;
  if (message === null) plan.add(response ? SAY['dns-response-other'] : SAY['dns-query-empty']);
  else {
    if (response) chooseResponse(plan, message, copied);
    else chooseQuery(plan, message);
    if (isOnOtherPort(plan)) plan.add(SAY['dns-other-port']);
    if (message.stopReason !== 0 && plan.note?.stopped === undefined) {
      const { stopped } = plan.facts;
      if (stopped !== undefined) chooseStopped(plan, stopped.reason);
    }
  }
}

function isOnOtherPort(plan: Plan): boolean {
  const { batch, row } = plan.frame;
  return (
    batch.protocol[row] === PROTOCOL_CODE.DNS &&
    batch.sourcePort[row] !== PORT.dns &&
    batch.destinationPort[row] !== PORT.dns
  );
}

const QUERY_BY_TYPE: Readonly<Record<number, SentenceCode>> = {
  [DNS_TYPE.A]: SAY['dns-query-a'],
  [DNS_TYPE.AAAA]: SAY['dns-query-aaaa'],
  [DNS_TYPE.PTR]: SAY['dns-query-ptr'],
  [DNS_TYPE.MX]: SAY['dns-query-mx'],
  [DNS_TYPE.TXT]: SAY['dns-query-txt'],
  [DNS_TYPE.SRV]: SAY['dns-query-srv'],
  [DNS_TYPE.NS]: SAY['dns-query-ns'],
  [DNS_TYPE.SOA]: SAY['dns-query-soa'],
  [DNS_TYPE.CNAME]: SAY['dns-query-cname'],
  [DNS_TYPE.HTTPS]: SAY['dns-query-https'],
  [DNS_TYPE.ANY]: SAY['dns-query-any'],
};

function chooseQuery(plan: Plan, message: DnsOutline): void {
  if (message.questions === 0) {
    plan.add(SAY['dns-query-empty']);
    return;
  }
  const { opcode } = message;
  const { batch, row } = plan.frame;
  const protocol = batch.protocol[row];
  if (opcode === NOTIFY) plan.add(SAY['dns-notify']);
  else if (opcode === UPDATE) plan.add(SAY['dns-update']);
  else if (opcode !== QUERY) plan.add(SAY['dns-opcode']);
  else if (protocol === PROTOCOL_CODE.MDNS) plan.add(SAY['dns-query-multicast']);
  else if (protocol === PROTOCOL_CODE.LLMNR) plan.add(SAY['dns-query-llmnr']);
  else plan.add(QUERY_BY_TYPE[message.type[0]!] ?? SAY['dns-query-other']);
  if (message.questions > 1) plan.add(SAY['dns-more-questions']);
}

function chooseResponse(plan: Plan, message: DnsOutline, copied: boolean): void {
  const { batch, row } = plan.frame;
  const multicast = batch.protocol[row] === PROTOCOL_CODE.MDNS;
  if (multicast && message.rcode === 0) {
    plan.add(message.answers > 0 ? SAY['mdns-answer'] : SAY['dns-response-other']);
    return;
  }
  plan.add(confirmation(message) ?? responseKey(message));
  if (copied || multicast) return;
  if (plan.note?.repeatsAnswer !== undefined) plan.add(SAY['dns-answered-again']);
  else if (batch.inReplyTo[row] === 0) plan.add(SAY['dns-unsolicited']);
  else plan.add(batch.roundTrip[row]! >= 0 ? SAY['dns-answered'] : SAY['dns-answered-untimed']);
}

/** What succeeded without being a question. */
function confirmation(message: DnsOutline): SentenceCode | undefined {
  if (message.rcode !== 0 || message.questions === 0) return undefined;
  if (message.opcode === NOTIFY) return SAY['dns-notified'];
  return message.opcode === UPDATE ? SAY['dns-updated'] : undefined;
}

function responseKey(message: DnsOutline): SentenceCode {
  const { subject, outcome, firstAnswer, firstAuthority } = message;
  if (subject < 0) return outcome === null ? SAY['dns-response-other'] : SAY['dns-error-nameless'];
  const type = message.type[subject]!;
  const isAlias =
    type !== DNS_TYPE.CNAME &&
    type !== DNS_TYPE.ANY &&
    hasType(message, DNS_TYPE.CNAME, firstAnswer, firstAuthority);
  return RESPONSES[
    (outcome === 'no-data' && isReferral(message) ? 1 : 0) +
      (isAlias ? 2 : 0) +
      Math.max(0, QUESTION_TYPES.indexOf(type)) * 4 +
      RESULTS.indexOf(outcome) * 4 * QUESTION_TYPES.length
  ]!;
}

function hasType(message: DnsOutline, type: number, first: number, end: number): boolean {
  for (let entry = first; entry < end; entry++) if (message.type[entry] === type) return true;
  return false;
}

/** An answer that names other servers instead of saying whether there is such a record (RFC 2308, 2.2). */
function isReferral(message: DnsOutline): boolean {
  const { firstAuthority, firstAdditional } = message;
  return (
    (message.flags & AUTHORITATIVE) === 0 &&
    hasType(message, DNS_TYPE.NS, firstAuthority, firstAdditional) &&
    !hasType(message, DNS_TYPE.SOA, firstAuthority, firstAdditional)
  );
}

/** Tells the DNS messages that a TCP segment completes. */
export function chooseSegmentMessages(plan: Plan): void {
  const messages = plan.note?.dns ?? [];
  messages.slice(0, MAX_TOLD).forEach((message, item) => {
    plan.add(segmentKey(message), item);
    if (message.query !== undefined && (message.responseTime ?? -1) >= 0)
      plan.add(SAY['dns-in-segment-answered'], item);
  });
  if (messages.length > MAX_TOLD) plan.add(SAY['dns-in-segment-more']);
}

function segmentKey({ response, answers = [], rcode = 0, outcome }: DnsFacts): SentenceCode {
  if (!response) return SAY['dns-in-segment-query'];
  return CARRIED_RESPONSES[
    (answers.length > 0 ? 1 : 0) + (rcode > 0 ? 2 : 0) + RESULTS.indexOf(outcome ?? null) * 4
  ]!;
}
