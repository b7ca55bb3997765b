import { SIDE } from '../constants';

/** Larger than any Ethernet carries, jumbo frames included: payload that the card must have split. */
const LARGEST_SEGMENT: u32 = 8960;

/** Whether payload is more than the receiver takes in one segment. */
export function isOffloaded(receiver: usize, payload: u32): bool {
  const accepted = load<u32>(receiver, SIDE.segmentSize);
  return payload > (accepted > 0 ? accepted : LARGEST_SEGMENT);
}
