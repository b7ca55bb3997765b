import type { DnsFacts, DnsOutcome, DnsRecordFact } from '../vocabulary/facts.js';
import { type DnsMessage, dnsOutcome } from './dns-message.js';
import { outcomeWithout, UPDATE } from './dns-outcome.js';

/**
 * Facts of one DNS message.
 *
 * @param query frame that carried the question, 0 where unknown
 * @param responseTime seconds since then, NaN where unknown
 */
export function dnsFacts(
  message: DnsMessage,
  transport: 'udp' | 'tcp',
  query: number,
  responseTime: number,
): DnsFacts {
  const question = message.questions[0];
  const first = question ?? message.answers[0];
  return {
    id: message.id,
    name: first?.name ?? '',
    type: first?.type ?? '',
    transport,
    response: message.response,
    ...(message.response
      ? {
          outcome: factOutcome(message),
          rcode: message.rcode,
          answers: answersOf(message),
          ...(query > 0 ? { query } : {}),
          ...(query > 0 && !Number.isNaN(responseTime) ? { responseTime } : {}),
        }
      : {}),
  };
}

/** One of the outcomes for every response. */
export function factOutcome(message: DnsMessage): DnsOutcome {
  return dnsOutcome(message) ?? outcomeWithout(message.opcode, message.rcode);
}

/** Records that answer; what stands in their place in an update are its prerequisites (RFC 2136, 2.2). */
export function answersOf({ opcode, answers }: DnsMessage): DnsRecordFact[] {
  return opcode === UPDATE ? [] : answers.map(({ name, type, ttl, value }) => ({ name, type, ttl, value }));
}
