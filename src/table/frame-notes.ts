import type { AboutFact, DnsFacts, ResetCause, StoppedFact } from '../vocabulary/facts.js';

/**
 * What only few frames have: kept beside the columns, one object for a frame that needs it. Everything here is a fact
 * that its row may show.
 */
export interface FrameNotes {
  stopped?: StoppedFact;
  /** Outer layers of a tunnel, outermost first. */
  encapsulation?: string[];
  /** Name of the outermost layer not understood, for role `other`. */
  layer?: string;
  retransmissionOf?: number;
  rto?: number;
  duplicateAckOf?: number;
  duplicateAckNumber?: number;
  duplicateOf?: number;
  /** DNS: the frame with the first answer to the same question. */
  repeatsAnswer?: number;
  cause?: ResetCause;
  causeCertainty?: 'seen' | 'inferred';
  probably?: 'unread-data';
  /** The last payload that the reset's sender had received and never answered. */
  unanswered?: number;
  about?: AboutFact;
  /** DNS messages that a TCP segment completes. */
  dns?: DnsFacts[];
  fragment?: { packet: number; offset: number; more: boolean };
  fragments?: number[];
  limit?: string;
}
