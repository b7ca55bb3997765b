import { FLAG } from '../wire/tcp.js';
import { OWN, type TcpState } from './tcp-state.js';

/** Wireshark's `tcp.completeness` bits. */
export const COMPLETENESS = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32 } as const;

/** Counts a segment for its connection's completeness. @param isNew it is the connection's first, and no port reuse */
export function complete(
  state: TcpState,
  connection: number,
  flags: number,
  payload: number,
  isNew: boolean,
): void {
  const opening = flags & (FLAG.syn | FLAG.ack);
  let bits = 0;
  if (opening === (FLAG.syn | FLAG.ack)) bits = COMPLETENESS.synAck;
  else if (opening === FLAG.ack && payload === 0) bits = COMPLETENESS.ack;
  else if (payload > 0 && opening !== 0) bits = COMPLETENESS.data;
  if ((flags & (FLAG.fin | FLAG.ack)) === (FLAG.fin | FLAG.ack)) bits |= COMPLETENESS.fin;
  if (flags & FLAG.rst) bits |= COMPLETENESS.rst;
  if (isNew) {
    state.i32[connection + OWN.completeness] = opening === FLAG.syn ? COMPLETENESS.syn : 0;
    state.i32[connection + OWN.firstCompleteness] = bits;
  } else state.i32[connection + OWN.completeness]! |= bits | state.i32[connection + OWN.firstCompleteness]!;
}
