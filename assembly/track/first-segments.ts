import { CONNECTION, DIRECTION, FLAG, OWN, SIDE } from '../constants';
import { destinationPortOf, nanosecondsOf, secondsOf, sourcePortOf } from './batch';
import { ack, connection, flags, forward, frame, reverse, row, seq } from './segment';

/** Ports below this need a privilege, so that servers have them. */
const FIRST_FREE_PORT = 1024;
/** Where the usual ranges of clients' ports begin. */
const FIRST_EPHEMERAL_PORT = 32768;

/** A connection's first segment: who is the client as far as can be presumed, and when it was. */
export function beginConnection(): void {
  store<u32>(connection, frame, OWN.firstFrame);
  store<f64>(connection, secondsOf(row), OWN.firstSeconds);
  store<u32>(connection, nanosecondsOf(row), OWN.firstNanoseconds);
  if (!(flags & FLAG.syn) && looksLikeServer(sourcePortOf(row), destinationPortOf(row)))
    store<i32>(connection, load<i32>(connection, OWN.flags) | CONNECTION.clientIsB, OWN.flags);
}

/** Sets what relative numbers count from: the SYN's number, else one less than the first seen. */
export function setBases(): void {
  if (!(load<i32>(forward, SIDE.flags) & DIRECTION.baseKnown))
    setBase(forward, flags & FLAG.syn ? seq : seq - 1);
  if (!(load<i32>(reverse, SIDE.flags) & DIRECTION.baseKnown) && flags & FLAG.ack) setBase(reverse, ack - 1);
}

function setBase(direction: usize, number: i32): void {
  store<i32>(direction, number, SIDE.baseSeq);
  store<i32>(direction, load<i32>(direction, SIDE.flags) | DIRECTION.baseKnown, SIDE.flags);
}

/** Whether the sender of a connection's first captured segment is rather the server, by the ports alone. */
function looksLikeServer(sourcePort: i32, destinationPort: i32): bool {
  if (sourcePort < FIRST_FREE_PORT !== destinationPort < FIRST_FREE_PORT) return sourcePort < FIRST_FREE_PORT;
  return sourcePort < FIRST_EPHEMERAL_PORT && destinationPort >= FIRST_EPHEMERAL_PORT;
}
