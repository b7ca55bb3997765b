/** How two clocks differ: reading of the second less reading of the first, both as their captures count them. */
export interface PairClock {
  /** Nanoseconds at {@link PairClock.at}; counted from the two captures' own first seconds. */
  readonly offset: number;
  /** Half of what the offset can be wrong by, nanoseconds; null where packets went one way only. */
  readonly uncertainty: number | null;
  /** Change of the offset per unit of time; 0 where it can't be told. */
  readonly drift: number;
  /** The drift is more than an assumption. */
  readonly driftKnown: boolean;
  /** The time, on the first clock, at which the offset holds; nanoseconds. */
  readonly at: number;
  /** Mean and largest delay of what travelled from the first to the second, and back; nanoseconds; NaN for none. */
  readonly forward: Delays;
  readonly backward: Delays;
}

/** Delays of what travelled one way, after correction. */
export interface Delays {
  readonly mean: number;
  readonly most: number;
}

/** Offset of the second clock at a time of the first. */
export function offsetAt(clock: PairClock, time: number): number {
  return clock.offset + clock.drift * (time - clock.at);
}
