import type { DnsOutcome } from '../vocabulary/facts.js';
import { DNS_TYPE } from './dns-types.js';

/** Opcode of a dynamic update (RFC 2136, 2.2). */
export const UPDATE = 5;

/** Questions of these types are answered by records of any type: ANY, AXFR and IXFR (RFC 1035, 3.2.3; RFC 1995). */
export function isForMany(type: number): boolean {
  return type === DNS_TYPE.ANY || type === DNS_TYPE.AXFR || type === DNS_TYPE.IXFR;
}

/**
 * What a response says of its question; see {@link dnsOutcome}.
 *
 * @param isAnswered a record that answers the question stands in the answer section
 * @param isKnown there is a question, and all answers could be read
 */
export function outcomeOf(
  rcode: number,
  isExtendedError: boolean,
  opcode: number,
  isTruncated: boolean,
  isAnswered: boolean,
  isKnown: boolean,
): DnsOutcome | null {
  if (rcode === 2) return 'server-failure';
  if (rcode === 3) return 'name-error';
  if (rcode === 5) return 'refused';
  if (rcode !== 0 || isExtendedError) return 'error';
  if (opcode !== 0) return null;
  if (isTruncated) return 'truncated';
  if (isAnswered) return 'answer';
  return isKnown ? 'no-data' : null;
}

/** What is said of a response of which nothing else can be said: what succeeded without being a question brings no data. */
export function outcomeWithout(opcode: number, rcode: number): DnsOutcome {
  return opcode !== 0 && rcode === 0 ? 'no-data' : 'error';
}
