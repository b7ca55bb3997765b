import { SIDE, type TcpState } from './tcp-state.js';

/** Larger than any Ethernet carries, jumbo frames included: payload that the card must have split. */
const LARGEST_SEGMENT = 8960;

/** Whether payload is more than the receiver takes in one segment. */
export function isOffloaded({ i32 }: TcpState, receiver: number, payload: number): boolean {
  const accepted = i32[receiver + SIDE.segmentSize]!;
  return payload > (accepted > 0 ? accepted : LARGEST_SEGMENT);
}
