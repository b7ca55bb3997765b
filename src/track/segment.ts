/** A segment on its way through the analysis; one is reused for all. */
export class Segment {
  /** Directions in the TCP state: the segment's own, and the other. */
  forward = 0;
  reverse = 1;
  connection = 0;
  frame = 0;
  row = 0;
  seq = 0;
  ack = 0;
  payload = 0;
  flags = 0;
  window = 0;
}
