/** A segment on its way through the analysis; one is reused for all. */
export class Segment {
  /** Record of its connection in the TCP state, and the directions: the segment's own, and the other. */
  connection = 0;
  forward = 0;
  reverse = 0;
  /** 0 where it comes from the endpoint that was seen first, else 1. */
  side = 0;
  frame = 0;
  row = 0;
  /** Sequence and acknowledgment number as signed 32-bit values, which cost less to keep. */
  seq = 0;
  ack = 0;
  payload = 0;
  flags = 0;
  window = 0;
}
