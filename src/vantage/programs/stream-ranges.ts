import type { KeptCapture } from '../../engine/capture-analysis.js';
import type { DirectionStream } from '../../engine/stream-view.js';
import { endOf, firstEndingAfter, type StreamSegment } from '../../track/stream-segments.js';

/** What one frame carried of a stream, as far as it stands in it. */
export interface CarriedBytes {
  /** Number of the frame. */
  readonly frame: number;
  /** Position of the first byte in the stream. */
  readonly start: number;
  /** Position after the last. */
  readonly end: number;
  /** It is all that the frame carried: none of it had been sent before. */
  readonly whole: boolean;
}

/**
 * How a range of a stream compares with bytes: the same; different; not to be told, since some of the range was not
 * captured; or beyond what was seen of the stream.
 */
export type Comparison = 'same' | 'different' | 'not-captured' | 'beyond';

const MAX_SEARCHES = 2 ** 28;

/** One direction of a connection, to look up which frames carried which bytes. */
export class StreamRanges {
  readonly #capture: KeptCapture;
  readonly #segments: readonly StreamSegment[];
  /** Position after the last byte that was seen. */
  readonly end: number;
  /** Comparisons that looking for a place may still take. */
  #searches = MAX_SEARCHES;

  constructor(capture: KeptCapture, stream: DirectionStream) {
    this.#capture = capture;
    this.#segments = stream.segments;
    const last = stream.segments.at(-1);
    this.end = last === undefined ? 0 : endOf(last);
  }

  /** The frames that carried some of a range, in the order of their bytes. */
  carriers(start: number, end: number): CarriedBytes[] {
    const carried: CarriedBytes[] = [];
    for (let i = firstEndingAfter(this.#segments, start); i < this.#segments.length; i++) {
      const segment = this.#segments[i]!;
      if (segment.start >= end) break;
      if (segment.kind === 'bytes') carried.push(this.#carried(segment.frame, segment.start, endOf(segment)));
    }
    return carried;
  }

  /** Holds bytes against the stream. @param count length of the range; the bytes are its first, or all */
  compare(start: number, count: number, bytes: Uint8Array): Comparison {
    if (start + count > this.end) return 'beyond';
    let result: Comparison = 'same';
    for (let i = firstEndingAfter(this.#segments, start); i < this.#segments.length; i++) {
      const segment = this.#segments[i]!;
      if (segment.start >= start + count) break;
      if (segment.kind === 'gap') {
        result = 'not-captured';
        continue;
      }
      const from = Math.max(start, segment.start);
      const to = Math.min(start + bytes.length, endOf(segment));
      for (let at = from; at < to; at++)
        if (bytes[at - start] !== segment.bytes[at - segment.start]) return 'different';
    }
    return result;
  }

  /** The only place at or after `from` where the bytes stand; -1 where there is none, several, or it can't be told. */
  onlyPlaceOf(bytes: Uint8Array, from: number): number {
    let found = -1;
    // Looking at every place costs up to their product; beyond the bound it is left open.
    this.#searches -= (this.end - from) * bytes.length;
    if (this.#searches < 0) return -1;
    for (let at = from; at + bytes.length <= this.end; at++) {
      const result = this.compare(at, bytes.length, bytes);
      if (result === 'different') continue;
      if (found >= 0 || result !== 'same') return -1;
      found = at;
    }
    return found;
  }

  #carried(frame: number, start: number, end: number): CarriedBytes {
    const view = this.#capture.frame(frame);
    return { frame, start, end, whole: view?.batch.payloadLength[view.row] === end - start };
  }
}
