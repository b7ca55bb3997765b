import { BIT } from '../table/frame-batch.js';
import { FLAG } from '../wire/tcp.js';
import { TCP_ROLES } from './tcp-rules.js';

const FLAGS = FLAG.fin | FLAG.syn | FLAG.rst | FLAG.ack;
const BITS = BIT.acknowledgesFirstFin | BIT.acknowledgesSecondFin | BIT.completesHandshake | BIT.secondFin;
/** By so much the bits of the row stand higher than in it, out of the way of the flags. */
const BITS_SHIFT = 4;
/** Takes the place of PSH, on which no role depends. */
const PAYLOAD = FLAG.psh;

/** The code of a segment's role, from its flags, payload length and the `bits` column. */
export function tcpRoleCode(flags: number, payload: number, bits: number): number {
  // No condition for the payload: whether there is one can't be predicted. Of any number but 0, it or its negative has the top bit set.
  return TCP_ROLES[
    (flags & FLAGS) | ((bits & BITS) << BITS_SHIFT) | (((payload | -payload) >>> 28) & PAYLOAD)
  ]!;
}
