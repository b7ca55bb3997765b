import type { Facts } from '../vocabulary/facts.js';
import { factsOf } from './facts.js';
import { FrameRow } from './frame-row.js';
import { infoOf } from './info.js';

/**
 * A frame as a light view of one row of the frame table: every getter reads the columns, nothing is copied. A view made
 * while streaming is valid until the next batch; one of a kept analysis, always.
 */
export class Frame extends FrameRow {
  /** What is known of the frame beyond the other fields, by role; made anew at each call. */
  get facts(): Facts {
    return factsOf(this);
  }

  /** One line in the style of Wireshark's Info column. Text from the capture in it is untrusted: escape it for its place. */
  get info(): string {
    return infoOf(this);
  }
}
