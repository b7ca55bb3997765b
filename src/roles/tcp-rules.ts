import { match, P } from 'ts-pattern';
import { ROLES, type Role } from '../vocabulary/roles.js';
import { EITHER, tabulate } from '../vocabulary/tabulate.js';

/** The yes/no facts that a TCP segment's role depends on. */
export interface SegmentFacts {
  readonly rst: boolean;
  readonly syn: boolean;
  readonly fin: boolean;
  readonly ack: boolean;
  readonly payload: boolean;
  /** Completes the handshake. */
  readonly completesHandshake: boolean;
  /** Is the second direction's FIN. */
  readonly secondFin: boolean;
  /** The first segment that acknowledges the first (second) FIN. */
  readonly acknowledgesFirstFin: boolean;
  readonly acknowledgesSecondFin: boolean;
}

/** The role of a segment: the first rule that fits wins. */
export function tcpRole(facts: SegmentFacts): Role {
  return match<SegmentFacts, Role>(facts)
    .with({ rst: true }, () => 'reset')
    .with({ syn: true, ack: false }, () => 'syn')
    .with({ syn: true, ack: true }, () => 'syn-ack')
    .with({ fin: true, secondFin: false }, () => 'first-fin')
    .with({ fin: true, secondFin: true }, () => 'second-fin')
    .with({ completesHandshake: true }, () => 'handshake-ack')
    .with({ payload: true }, () => 'data')
    .with({ acknowledgesFirstFin: true }, () => 'first-fin-ack')
    .with({ acknowledgesSecondFin: true }, () => 'second-fin-ack')
    .with(P._, () => 'ack')
    .exhaustive();
}

/** Codes of the roles, by a bit for each fact: flags as in the header, then what the frame table says in its order. */
export const TCP_ROLES: readonly number[] = tabulate<SegmentFacts, number>(
  {
    fin: EITHER,
    syn: EITHER,
    rst: EITHER,
    payload: EITHER,
    ack: EITHER,
    acknowledgesFirstFin: EITHER,
    acknowledgesSecondFin: EITHER,
    completesHandshake: EITHER,
    secondFin: EITHER,
  },
  (facts) => ROLES.indexOf(tcpRole(facts)),
);
