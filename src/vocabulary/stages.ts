import { codesOf } from './codes.js';

/**
 * Where a TCP segment stands in the opening or the close of its connection, as far as the frames up to it prove.
 * Step numbers are spoken only for stages that carry one; the others have sentences of their own.
 */
export const STAGES = [
  /** Nothing to say: an ordinary segment, or one whose place can't be proven. */
  'none',
  /** SYN that opens the connection: step 1 of the three-way handshake. */
  'open-1',
  /** SYN-ACK that acknowledges the client's SYN seen in this capture: step 2. */
  'open-2',
  /** The client's ACK of that SYN-ACK: step 3. */
  'open-3',
  /** SYN from the side that had already been sent a SYN: both open at once (RFC 9293, 3.5, figure 7). */
  'simultaneous-open',
  /** SYN-ACK or ACK in a simultaneous open. */
  'simultaneous-open-ack',
  /** SYN-ACK whose SYN is not in the capture. */
  'open-2-unseen',
  /** ACK that completes a handshake whose SYN is not in the capture. */
  'open-3-unseen',
  /** SYN or SYN-ACK sent again. */
  'open-again',
  /** SYN sent again with the same number after a RST had refused the earlier one. */
  'open-after-refusal',
  /** The first FIN, while the other direction is known to be open: begins the close. */
  'close-1',
  /** Empty ACK of the first FIN while the other direction is still open: step 2 of a four-way close. */
  'four-2',
  /** Second FIN after the first was acknowledged by an earlier segment: step 3 of a four-way close. */
  'four-3',
  /** Empty ACK of that second FIN: step 4 of a four-way close. */
  'four-4',
  /** Second FIN that itself acknowledges the first: step 2 of a close in three segments. */
  'three-2',
  /** Empty ACK of that second FIN: step 3 of a close in three segments. */
  'three-3',
  /** Second FIN sent before its sender acknowledged the first: the FINs crossed. */
  'crossing-fin',
  /** ACK of a FIN where the FINs crossed. */
  'crossing-ack',
  /** FIN sent again. */
  'close-again',
  /** FIN, or ACK of one, in a connection that a reset had already ended. */
  'after-reset',
] as const;

/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** The number that stands for each stage in the frame table. */
export const STAGE_CODE: Readonly<Record<Stage, number>> = codesOf(STAGES);
