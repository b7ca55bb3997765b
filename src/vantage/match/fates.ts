import { codesOf } from '../../vocabulary/codes.js';

/** What became of packets on their way. */
export const FATES = [
  /** Sent, and captured where it arrived. */
  'delivered',
  /** Sent, and not captured at the other side, although that was capturing and nothing shows that it arrived. */
  'lost',
  /** This copy arrived besides another. */
  'duplicated',
  /** A packet sent later arrived before it. */
  'overtaken',
  /** It arrived, as later frames show, but was not captured there; or it arrived, and was not captured where it was sent. */
  'not-captured',
  /** Sent before, after or outside the other capture. */
  'unknown',
] as const;
/** What became of a packet on its way. */
export type Fate = (typeof FATES)[number];

/** The number that stands for each fate in a column. */
export const FATE_CODE: Readonly<Record<Fate, number>> = codesOf(FATES);
