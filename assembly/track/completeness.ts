import { COMPLETENESS, FLAG, OWN } from '../constants';

/** Counts a segment for its connection's completeness. @param isNew it is the connection's first, and no port reuse */
export function complete(connection: usize, flags: i32, payload: u32, isNew: bool): void {
  const opening = flags & (FLAG.syn | FLAG.ack);
  let bits = 0;
  if (opening === (FLAG.syn | FLAG.ack)) bits = COMPLETENESS.synAck;
  else if (opening === FLAG.ack && payload === 0) bits = COMPLETENESS.ack;
  else if (payload > 0 && opening !== 0) bits = COMPLETENESS.data;
  if ((flags & (FLAG.fin | FLAG.ack)) === (FLAG.fin | FLAG.ack)) bits |= COMPLETENESS.fin;
  if (flags & FLAG.rst) bits |= COMPLETENESS.rst;
  if (isNew) {
    store<i32>(connection, opening === FLAG.syn ? COMPLETENESS.syn : 0, OWN.completeness);
    store<i32>(connection, bits, OWN.firstCompleteness);
    return;
  }
  bits |= load<i32>(connection, OWN.completeness) | load<i32>(connection, OWN.firstCompleteness);
  store<i32>(connection, bits, OWN.completeness);
}
