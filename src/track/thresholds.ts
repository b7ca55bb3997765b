/** Thresholds of verdicts that rest on times, in nanoseconds. */
export interface SequenceThresholds {
  /** A segment resent within this time of a repeated ACK is a fast retransmission. Wireshark: 20 ms. */
  readonly fastRetransmission: number;
  /** Late by less than this is out of order, where the initial RTT is not known. Wireshark: 3 ms. */
  readonly outOfOrder: number;
}

/** Wireshark's thresholds. */
export const DEFAULT_THRESHOLDS: SequenceThresholds = { fastRetransmission: 20e6, outOfOrder: 3e6 };
