import type { FrameBatch } from '../table/frame-batch.js';
import { FLAG } from '../wire/tcp.js';

/**
 * Why a range of a stream is held to be missing, the strongest first: its receiver acknowledged what lies beyond it;
 * the segment that carried it was cut by the capture's snap length; the stream's FIN was seen, so that nothing new was
 * to come; a bound of ours was reached; the capture ended.
 */
export const GAP_EVIDENCE = ['acknowledged', 'cut-short', 'fin', 'limit', 'end'] as const;
/** One of {@link GAP_EVIDENCE}. */
export type GapEvidence = (typeof GAP_EVIDENCE)[number];

/** Bytes of a stream that one frame carried. */
export interface StreamBytes {
  /** Tells bytes from a gap. */
  readonly kind: 'bytes';
  /** Position of the first byte in its stream; 0 is the first byte after the SYN. */
  readonly start: number;
  /** The bytes, one or more. */
  readonly bytes: Uint8Array;
  /** Number of the frame that they are from. */
  readonly frame: number;
}

/** A range of a stream that was sent and is not in the capture. */
export interface StreamGap {
  /** Tells a gap from bytes. */
  readonly kind: 'gap';
  /** Position of its first byte. */
  readonly start: number;
  /** Position after it. */
  readonly end: number;
  /** Why it is held to be missing. */
  readonly evidence: GapEvidence;
}

/** A stream is a list of these, without holes between them. */
export type StreamSegment = StreamBytes | StreamGap;

/** A range that was sent again with other bytes; from the first to the last byte that differs. */
export interface StreamConflict {
  /** Position of the first byte that differs. */
  readonly start: number;
  /** Position after it. */
  readonly end: number;
  /** Number of the frame that brought the other bytes. */
  readonly frame: number;
  /** Number of the frame that had brought the range before. */
  readonly originalFrame: number;
}

/**
 * Bytes that were captured and are no part of the stream: `before-start` of a connection whose beginning was not
 * captured; `after-fin`; `late`, after their range had been given up as a gap; or a `reset`'s, which are a text for people
 * (RFC 9293, 3.5.2).
 */
export interface StreamExcess {
  /** Why they are no part of it. */
  readonly reason: 'before-start' | 'after-fin' | 'late' | 'reset';
  /** Position of the first of them; may be negative where the beginning was not captured. */
  readonly start: number;
  /** Position after them. */
  readonly end: number;
  /** Number of the frame that carried them. */
  readonly frame: number;
}

/** What keeping a segment costs besides its bytes: its object and its buffer. */
export const SEGMENT_COST = 256;

/** Position in its stream of a TCP row's first payload byte; a SYN takes the number before position 0 (RFC 9293, 3.4). */
export function streamPosition(batch: FrameBatch, row: number): number {
  return batch.relativeSeq[row]! - (batch.flags[row]! & FLAG.syn ? 0 : 1);
}

/** Position after the segment. */
export function endOf(segment: StreamSegment): number {
  return segment.kind === 'gap' ? segment.end : segment.start + segment.bytes.length;
}

/** Index of the first segment that ends after a position, in a list in order and without overlaps. */
export function firstEndingAfter(segments: readonly StreamSegment[], position: number, from = 0): number {
  let low = from;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(segments[middle]!) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
