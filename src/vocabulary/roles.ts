/**
 * What a frame does in the life of its conversation: a closed, total union. Each frame has exactly one role; where
 * several would fit, the rules in `roles/` say which comes first.
 */
export const ROLES = [
  'malformed',
  'ip-fragment',
  'arp-request',
  'arp-reply',
  'icmp-echo-request',
  'icmp-echo-reply',
  'icmp-error',
  'icmp-other',
  'neighbor-solicitation',
  'neighbor-advertisement',
  'router-solicitation',
  'router-advertisement',
  'multicast-listener',
  'dns-query',
  'dns-response',
  'udp',
  'reset',
  'syn',
  'syn-ack',
  'first-fin',
  'second-fin',
  'handshake-ack',
  'data',
  'first-fin-ack',
  'second-fin-ack',
  'ack',
  'other',
] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** The number that stands for each role in the frame table. */
export const ROLE_CODE: Readonly<Record<Role, number>> = Object.fromEntries(
  ROLES.map((role, code) => [role, code]),
) as Record<Role, number>;
