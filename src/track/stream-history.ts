import { firstEndingAfter, SEGMENT_COST, type StreamSegment } from './stream-segments.js';

/** The latest segments of a stream, up to a number of bytes. */
export class StreamHistory {
  readonly #limit: number;
  readonly #segments: StreamSegment[] = [];
  /** Segments before this index are forgotten. */
  #first = 0;
  #cost = 0;

  /** @param limit bytes remembered at most; 0 for nothing */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds the stream's next segment, and forgets old ones. */
  add(segment: StreamSegment): void {
    const segments = this.#segments;
    const cost = costOf(segment);
    if (cost > this.#limit) {
      segments.length = 0;
      this.#first = 0;
      this.#cost = 0;
      return;
    }
    segments.push(segment);
    this.#cost += cost;
    while (this.#cost > this.#limit) this.#cost -= costOf(segments[this.#first++]!);
    if (this.#first > 64 && this.#first * 2 > segments.length) {
      segments.splice(0, this.#first);
      this.#first = 0;
    }
  }

  /** The remembered segments that overlap a range, in order. */
  *within(start: number, end: number): IterableIterator<StreamSegment> {
    const segments = this.#segments;
    for (let at = firstEndingAfter(segments, start, this.#first); at < segments.length; at++) {
      const segment = segments[at]!;
      if (segment.start >= end) return;
      yield segment;
    }
  }
}

function costOf(segment: StreamSegment): number {
  return SEGMENT_COST + (segment.kind === 'bytes' ? segment.bytes.length : 0);
}
