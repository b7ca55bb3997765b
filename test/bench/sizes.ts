/** How many frames the captures have. */
export interface Sizes {
  /** Short connections, of the comparison. */
  readonly chatty: number;
  /** Bulk transfers, clean and lossy. */
  readonly bulk: number;
  /** Scan and flood, of the comparison. */
  readonly wide: number;
  /** Small captures: how many. */
  readonly small: number;
  /** Frames of a capture with 300,000 short conversations, for its memory; 0: not measured. */
  readonly conversations: number;
  /** Addresses of a flood, for its memory. */
  readonly flood: number;
  /** Three sizes of one kind, each several times the one before: the marginal cost of a frame. */
  readonly marginal: readonly [number, number, number] | null;
}

export type SizeName = 'small' | 'normal' | 'full';

/** Some 300,000 short conversations: 175,000 connections and 117,000 questions. */
const CONVERSATIONS = 2_600_000;

export const SIZES: Readonly<Record<SizeName, Sizes>> = {
  small: {
    chatty: 100_000,
    bulk: 40_000,
    wide: 20_000,
    small: 5,
    conversations: 0,
    flood: 0,
    marginal: null,
  },
  normal: {
    chatty: 500_000,
    bulk: 150_000,
    wide: 100_000,
    small: 20,
    conversations: CONVERSATIONS,
    flood: 5_000_000,
    marginal: [100_000, 500_000, CONVERSATIONS],
  },
  full: {
    chatty: CONVERSATIONS,
    bulk: 500_000,
    wide: 1_000_000,
    small: 100,
    conversations: CONVERSATIONS,
    flood: 5_000_000,
    marginal: [100_000, 1_000_000, 10_000_000],
  },
};
