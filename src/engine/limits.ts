import type { CaptureLimits } from '../capture/limits.js';
import type { FragmentLimits } from '../track/fragments.js';
import { DEFAULT_THRESHOLDS, type SequenceThresholds } from '../track/thresholds.js';
import type { Connection } from './connection.js';

/** Bounds of what an analysis remembers. Each is finite; reaching one is told as the finding `limit-reached`. */
export interface AnalysisLimits extends FragmentLimits {
  /** TCP connections per capture, 134,217,726 at most; segments of further ones have no connection. */
  readonly maxConnections: number;
  /** Of these, those that have not ended, at a time; segments of further ones have no connection. */
  readonly maxOpenConnections: number;
  /** Of these, those that have ended and are remembered; those that ended first are forgotten, and are listed no longer. */
  readonly maxEndedConnections: number;
  /**
   * Connections whose records are at hand, about 500 bytes each; of others, those that were silent longest, the records
   * are packed into about 100. Only speed and memory depend on it.
   */
  readonly maxConnectionRecords: number;
  /** DNS questions per capture, 70 bytes each and its answer; further ones are no lookups. */
  readonly maxLookups: number;
  /** Bytes kept of one direction of a followed connection, and 256 for each of its segments; the rest is a gap. */
  readonly maxStreamBytes: number;
  /** Bytes kept of all followed connections of a capture. */
  readonly maxFollowedBytes: number;
  /** Bytes of one direction of a followed connection that wait behind a gap; then the gap is given up. */
  readonly maxWaitingBytes: number;
}

/** What holds unless something else is asked for. */
export const DEFAULT_LIMITS: AnalysisLimits = {
  maxConnections: 100_000_000,
  maxOpenConnections: 500_000,
  maxEndedConnections: 2_000_000,
  maxConnectionRecords: 131_072,
  maxLookups: 500_000,
  maxFragmentedPackets: 1024,
  maxFragmentBytes: 16 * 1024 * 1024,
  maxStreamBytes: 256 * 1024 * 1024,
  maxFollowedBytes: 1024 * 1024 * 1024,
  maxWaitingBytes: 16 * 1024 * 1024,
};

/** Chooses connections, of which nothing but their first segment is known yet. */
export type ConnectionChoice = (connection: Connection) => boolean;

/** How a capture is analysed. */
export interface AnalysisOptions {
  /**
   * Bounds of what is remembered, default {@link DEFAULT_LIMITS}, and of reading. Those of reading hold for bytes, streams
   * and iterables; a {@link CaptureHandle} has its own (the options of `openCapture`).
   */
  readonly limits?: Partial<AnalysisLimits & CaptureLimits>;
  /** Times that verdicts rest on; default {@link DEFAULT_THRESHOLDS}, Wireshark's. */
  readonly thresholds?: Partial<SequenceThresholds>;
  /**
   * Connections whose streams are collected: by number from 0, all, or those that a function chooses, which is asked once
   * for each when its first segment was met. Default none.
   */
  readonly follow?: 'all' | Iterable<number> | ConnectionChoice;
  /**
   * Which bytes stay where a range of a stream was sent twice with different ones: the older (default), as most receivers
   * do, or the newer; the newer can replace only what still waits behind a gap.
   */
  readonly overlap?: 'older' | 'newer';
  /**
   * Whether checksums are verified (finding `bad-checksum`). Default false: where a capture was made on the sender itself,
   * the network card fills them in after the capture, so that right packets look wrong.
   */
  readonly verifyChecksums?: boolean;
  /**
   * Whether nothing but connections is asked for: of frames only what these need is followed, and there are no lookups.
   *
   * @internal
   */
  readonly onlyConnections?: boolean;
  /**
   * Whether nothing but lookups is asked for: of frames only what these need is followed, and of connections there are
   * only those that carry DNS.
   *
   * @internal
   */
  readonly onlyLookups?: boolean;
  /**
   * Whether nothing is asked of lookups: they then have no answers.
   *
   * @internal
   */
  readonly withoutLookups?: boolean;
}

/** The options with every default filled in. */
export interface AnalysisSettings {
  readonly limits: AnalysisLimits;
  readonly thresholds: SequenceThresholds;
  readonly follow: 'all' | ReadonlySet<number> | ConnectionChoice;
  readonly overlap: 'older' | 'newer';
  readonly verifyChecksums: boolean;
  readonly onlyConnections: boolean;
  readonly onlyLookups: boolean;
  readonly withoutLookups: boolean;
}

/**
 * Fills in every default.
 *
 * @throws TypeError for options out of range
 */
export function completeOptions(options: AnalysisOptions): AnalysisSettings {
  const { overlap = 'older' } = options;
  if (overlap !== 'older' && overlap !== 'newer') throw new TypeError("overlap is 'older' or 'newer'");
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  for (const [name, limit] of Object.entries(limits))
    if (!Number.isInteger(limit) || limit < 0)
      throw new TypeError(`${name} must be a whole number of at least 0`);
  const thresholds = { ...DEFAULT_THRESHOLDS, ...options.thresholds };
  for (const [name, threshold] of Object.entries(thresholds))
    if (!(threshold >= 0)) throw new TypeError(`${name} must be a time of at least 0 nanoseconds`);
  return {
    limits,
    thresholds,
    follow: connectionsToFollow(options.follow ?? []),
    overlap,
    verifyChecksums: options.verifyChecksums ?? false,
    onlyConnections: options.onlyConnections ?? false,
    onlyLookups: options.onlyLookups ?? false,
    withoutLookups: options.withoutLookups ?? false,
  };
}

function connectionsToFollow(follow: NonNullable<AnalysisOptions['follow']>): AnalysisSettings['follow'] {
  if (follow === 'all') return 'all';
  if (typeof follow === 'function') return follow;
  if (typeof follow === 'string' || !(Symbol.iterator in Object(follow)))
    throw new TypeError("follow is 'all', a list of connection numbers, or a function");
  const numbers = new Set(follow);
  for (const number of numbers)
    if (!Number.isInteger(number) || number < 0) throw new TypeError(`there can be no connection ${number}`);
  return numbers;
}
