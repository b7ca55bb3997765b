/**
 * What a frame shows besides its role. The first fifteen follow Wireshark's TCP analysis (4.0), by name and by rule;
 * the others are ours.
 */
export const FINDINGS = [
  /** Sent again: its bytes lie before what its sender had reached. */
  'retransmission',
  /** Sent again at once after repeated ACKs asked for it; stands beside `retransmission`. */
  'fast-retransmission',
  /** Sent again although it had been acknowledged; stands beside `retransmission`. */
  'spurious-retransmission',
  /** Late by so little that it was overtaken rather than sent again. */
  'out-of-order',
  /** Bytes right before it had not been captured up to this frame. */
  'previous-segment-not-captured',
  /** Acknowledges bytes that had not been captured up to this frame. */
  'acked-unseen-segment',
  /** Repeats an acknowledgment without news. */
  'duplicate-ack',
  /** Its sender takes no more data for now. */
  'zero-window',
  /** One byte sent into a closed window. */
  'zero-window-probe',
  /** Answers such a probe, the window still closed; stands beside `zero-window`. */
  'zero-window-probe-ack',
  /** Fills the receiver's window to its end. */
  'window-full',
  /** Changes the window, and nothing else. */
  'window-update',
  /** At most one byte, at the number before the next one. */
  'keep-alive',
  /** Answers a keep-alive. */
  'keep-alive-ack',
  /** A SYN that begins a new connection between the endpoints of an older one. */
  'port-reuse',
  /** The same packet captured twice at one place; stands beside the verdict on the copy. */
  'duplicate-frame',
  /** Captured with fewer bytes than it had on the wire. */
  'cut-short',
  /** Larger than the link can carry: seen before the network card divided it, or after it joined several. */
  'offloaded',
  /** Brings other bytes for a range of a followed stream that had come before. */
  'overlap-conflict',
  /** A reset that its receiver drops, for it lies outside the window (RFC 9293, 3.10.7.4). */
  'reset-out-of-window',
  /** A checksum is wrong; looked for on request ({@link AnalysisOptions.verifyChecksums}). */
  'bad-checksum',
  /** One of our bounds stopped the tracking; `facts.limit` names it. */
  'limit-reached',
] as const;

/** One of {@link FINDINGS}. */
export type Finding = (typeof FINDINGS)[number];

/** The bit that stands for each finding in the frame table; a row's findings are a sum of these. */
export const FINDING_BIT: Readonly<Record<Finding, number>> = Object.fromEntries(
  FINDINGS.map((finding, index) => [finding, 2 ** index]),
) as Record<Finding, number>;

/** The findings in a sum of bits, in the order of {@link FINDINGS}. */
export function findingsOf(bits: number): Finding[] {
  return FINDINGS.filter((_, index) => (bits >>> index) & 1);
}
