import type { AboutFact, DnsFacts, ResetCause, StoppedFact } from '../vocabulary/facts.js';

/** Notes by row. That a row has none, as most, is known without looking it up. */
export class RowNotes extends Map<number, FrameNotes> {
  readonly #isThere: Uint8Array;

  /** @param isThere a byte for each row, 0 */
  constructor(isThere: Uint8Array) {
    super();
    this.#isThere = isThere;
  }

  override get(row: number): FrameNotes | undefined {
    return this.#isThere[row] === 1 ? super.get(row) : undefined;
  }

  override set(row: number, note: FrameNotes): this {
    this.#isThere[row] = 1;
    return super.set(row, note);
  }

  override clear(): void {
    if (this.size === 0) return;
    this.#isThere.fill(0);
    super.clear();
  }
}

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
