import type { FrameBatch } from '../table/frame-batch.js';
import { FLAG } from '../wire/tcp.js';
import type { Segment } from './segment.js';
import { CONNECTION, DIRECTION, OWN, SIDE, type TcpState } from './tcp-state.js';

/** A connection's first segment: who is the client as far as can be presumed, and when it was. */
export function beginConnection(state: TcpState, batch: FrameBatch, segment: Segment): void {
  const { connection, row } = segment;
  state.u32[connection + OWN.firstFrame] = segment.frame;
  state.f64[(connection + OWN.firstSeconds) >> 1] = batch.seconds[row]!;
  state.u32[connection + OWN.firstNanoseconds] = batch.nanoseconds[row]!;
  if (!(segment.flags & FLAG.syn) && looksLikeServer(batch.sourcePort[row]!, batch.destinationPort[row]!))
    state.i32[connection + OWN.flags]! |= CONNECTION.clientIsB;
}

/** Sets what relative numbers count from: the SYN's number, else one less than the first seen. */
export function setBases(state: TcpState, segment: Segment): void {
  const { forward, reverse, flags } = segment;
  if (!(state.i32[forward + SIDE.flags]! & DIRECTION.baseKnown)) {
    state.u32[forward + SIDE.baseSeq] = flags & FLAG.syn ? segment.seq : segment.seq - 1;
    state.i32[forward + SIDE.flags]! |= DIRECTION.baseKnown;
  }
  if (!(state.i32[reverse + SIDE.flags]! & DIRECTION.baseKnown) && flags & FLAG.ack) {
    state.u32[reverse + SIDE.baseSeq] = segment.ack - 1;
    state.i32[reverse + SIDE.flags]! |= DIRECTION.baseKnown;
  }
}

/** Ports below this need a privilege, so that servers have them. */
const FIRST_FREE_PORT = 1024;
/** Where the usual ranges of clients' ports begin. */
const FIRST_EPHEMERAL_PORT = 32768;

/** Whether the sender of a connection's first captured segment is rather the server, by the ports alone. */
function looksLikeServer(sourcePort: number, destinationPort: number): boolean {
  for (const bound of [FIRST_FREE_PORT, FIRST_EPHEMERAL_PORT]) {
    if (sourcePort < bound !== destinationPort < bound) return sourcePort < bound;
  }
  return false;
}
