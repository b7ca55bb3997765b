import { match, P } from 'ts-pattern';
import { BIT } from '../table/frame-batch.js';
import { ROLES, type Role } from '../vocabulary/roles.js';
import { FLAG } from '../wire/tcp.js';

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

/** By so much the facts among the row's bits stand higher in the index, out of the way of the flags. */
const BITS_SHIFT = 4;

/** Where each fact stands in the index of the lookup table. */
const INDEX: Readonly<Record<keyof SegmentFacts, number>> = {
  fin: FLAG.fin,
  syn: FLAG.syn,
  rst: FLAG.rst,
  payload: 8,
  ack: FLAG.ack,
  acknowledgesFirstFin: BIT.acknowledgesFirstFin << BITS_SHIFT,
  acknowledgesSecondFin: BIT.acknowledgesSecondFin << BITS_SHIFT,
  completesHandshake: BIT.completesHandshake << BITS_SHIFT,
  secondFin: BIT.secondFin << BITS_SHIFT,
};

/** Codes + 1 by index; 0 where the rules were not asked yet, which they are once for each combination that comes. */
const TABLE: Uint8Array = new Uint8Array(512);

function ask(index: number): number {
  const facts = Object.fromEntries(
    Object.entries(INDEX).map(([name, bit]) => [name, (index & bit) !== 0]),
  ) as unknown as SegmentFacts;
  const code = ROLES.indexOf(tcpRole(facts));
  TABLE[index] = code + 1;
  return code;
}

const FLAGS = FLAG.fin | FLAG.syn | FLAG.rst | FLAG.ack;
const BITS = BIT.acknowledgesFirstFin | BIT.acknowledgesSecondFin | BIT.completesHandshake | BIT.secondFin;

/** The code of a segment's role, from its flags, payload length and the `bits` column. */
export function tcpRoleCode(flags: number, payload: number, bits: number): number {
  // No condition for the payload: whether there is one can't be predicted. Of any number but 0, it or its negative has the top bit set.
  const index =
    (flags & FLAGS) | ((bits & BITS) << BITS_SHIFT) | (((payload | -payload) >>> 28) & INDEX.payload);
  const known = TABLE[index]!;
  return known > 0 ? known - 1 : ask(index);
}
