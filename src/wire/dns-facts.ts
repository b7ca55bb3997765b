import type { DnsFacts } from '../vocabulary/facts.js';
import { type DnsMessage, dnsOutcome } from './dns-message.js';

/** Opcode of a dynamic update. */
const UPDATE = 5;

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
          outcome: dnsOutcome(message) ?? 'error',
          rcode: message.rcode,
          // What stands in an update's place for answers are its prerequisites (RFC 2136, 2.2).
          answers: (message.opcode === UPDATE ? [] : message.answers).map(({ name, type, ttl, value }) => ({
            name,
            type,
            ttl,
            value,
          })),
          ...(query > 0 ? { query } : {}),
          ...(query > 0 && !Number.isNaN(responseTime) ? { responseTime } : {}),
        }
      : {}),
  };
}
