/** What kind of connection one is: the rows of those of one kind are written by the same steps. */
import { CONNECTION, DIRECTION, ENDPOINT, NO_TIME, OWN, SIDE } from '../constants';
import { sideOf } from '../track/records';

/** What of a connection's flags its state and outcome depend on. */
const TELLING: i32 =
  CONNECTION.clientKnown |
  CONNECTION.clientIsB |
  CONNECTION.handshakeDone |
  CONNECTION.synSeen |
  CONNECTION.reset |
  CONNECTION.resetByB |
  CONNECTION.refused;
/** And of a direction's. */
const TELLING_OF_SIDE: i32 = DIRECTION.isnKnown | DIRECTION.finSent | DIRECTION.finAcknowledged;

/**
 * The kind holds all that the texts of a connection's row depend on, other than what is looked up: see `connectionOutcome`
 * and `Endpoints.stateOf`.
 *
 * @returns 0 for a connection whose row is not written here
 */
export function kindOfConnection(record: usize): u64 {
  // It may be a number that no segment has.
  if (load<u32>(record, OWN.lastFrame) === 0) return 0;
  const a = sideOf(record, 0);
  const b = sideOf(record, 1);
  const endpointA = load<i32>(a, SIDE.endpoint);
  const endpointB = load<i32>(b, SIDE.endpoint);
  if (dependsOnHistory(endpointA, endpointB) || dependsOnHistory(endpointB, endpointA)) return 0;
  const isEmpty = load<f64>(a, SIDE.payloadBytes) === 0 && load<f64>(b, SIDE.payloadBytes) === 0;
  const lastFin = max(load<u32>(a, SIDE.finFrame), load<u32>(b, SIDE.finFrame));
  let kind: u64 = 1;
  kind = (kind << 15) | <u64>(load<i32>(record, OWN.flags) & TELLING);
  kind = (kind << 4) | <u64>(load<i32>(a, SIDE.flags) & TELLING_OF_SIDE);
  kind = (kind << 4) | <u64>(load<i32>(b, SIDE.flags) & TELLING_OF_SIDE);
  kind = (kind << 3) | <u64>endpointA;
  kind = (kind << 3) | <u64>endpointB;
  kind = (kind << 1) | <u64>isEmpty;
  kind = (kind << 1) | <u64>(load<u32>(a, SIDE.frames) > 0);
  kind = (kind << 1) | <u64>(load<u32>(b, SIDE.frames) > 0);
  kind = (kind << 1) | <u64>(load<u32>(record, OWN.resetFrame) < lastFin);
  kind = (kind << 1) | <u64>isNaN(load<f64>(record, OWN.handshakeRtt));
  kind = (kind << 1) | <u64>(load<u32>(record, OWN.firstNanoseconds) === NO_TIME);
  return (kind << 1) | <u64>(load<u32>(record, OWN.lastNanoseconds) === NO_TIME);
}

/** Whether the state of a connection with these sides may depend on the order of what happened. */
function dependsOnHistory(originator: i32, responder: i32): bool {
  return originator === ENDPOINT.reset && (responder === ENDPOINT.inactive || responder === ENDPOINT.partial);
}
