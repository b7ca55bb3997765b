import type { CaptureLimits } from '../capture/limits.js';
import { DEFAULT_THRESHOLDS, type SequenceThresholds } from '../track/sequence-analysis.js';
import type { FragmentLimits } from '../track/fragments.js';

/** Bounds of what an analysis remembers. Each is finite; reaching one is told as the finding `limit-reached`. */
export interface AnalysisLimits extends FragmentLimits {
  /** TCP connections per capture. */
  readonly maxConnections: number;
  /** DNS questions per capture. */
  readonly maxLookups: number;
  /** Bytes buffered of one direction of a followed connection. */
  readonly maxStreamBytes: number;
}

/** What holds unless something else is asked for. */
export const DEFAULT_LIMITS: AnalysisLimits = {
  maxConnections: 2_000_000,
  maxLookups: 2_000_000,
  maxFragmentedPackets: 1024,
  maxFragmentBytes: 16 * 1024 * 1024,
  maxStreamBytes: 256 * 1024 * 1024,
};

/** How a capture is analysed. */
export interface AnalysisOptions {
  readonly limits?: Partial<AnalysisLimits & CaptureLimits>;
  readonly thresholds?: Partial<SequenceThresholds>;
}

/** The options with every default filled in. */
export function completeOptions(options: AnalysisOptions): {
  limits: AnalysisLimits;
  thresholds: SequenceThresholds;
} {
  return {
    limits: { ...DEFAULT_LIMITS, ...options.limits },
    thresholds: { ...DEFAULT_THRESHOLDS, ...options.thresholds },
  };
}
