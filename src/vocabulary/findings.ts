/**
 * What a frame shows besides its role. The first fifteen follow Wireshark's TCP analysis (4.0), by name and by rule;
 * the others are ours.
 */
export const FINDINGS = [
  'retransmission',
  'fast-retransmission',
  'spurious-retransmission',
  'out-of-order',
  'previous-segment-not-captured',
  'acked-unseen-segment',
  'duplicate-ack',
  'zero-window',
  'zero-window-probe',
  'zero-window-probe-ack',
  'window-full',
  'window-update',
  'keep-alive',
  'keep-alive-ack',
  'port-reuse',
  'duplicate-frame',
  'cut-short',
  'offloaded',
  'overlap-conflict',
  'reset-out-of-window',
  'bad-checksum',
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
