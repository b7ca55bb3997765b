import { endOf, firstEndingAfter, SEGMENT_COST, type StreamBytes } from './stream-segments.js';

/** Pieces of a stream that wait behind a gap: in order and without overlaps. */
export class StreamQueue {
  readonly #newerWins: boolean;
  readonly #compare: (newer: StreamBytes, older: StreamBytes) => void;
  readonly #pieces: StreamBytes[] = [];
  /** Pieces before this index have been taken. */
  #first = 0;
  #cost = 0;

  /**
   * @param newerWins bytes added later replace those that wait, else they give way
   * @param compare called with each two pieces that overlap
   */
  constructor(newerWins: boolean, compare: (newer: StreamBytes, older: StreamBytes) => void) {
    this.#newerWins = newerWins;
    this.#compare = compare;
  }

  /** Bytes that wait, with what keeping them costs. */
  get cost(): number {
    return this.#cost;
  }

  get count(): number {
    return this.#pieces.length - this.#first;
  }

  get first(): StreamBytes | undefined {
    return this.#pieces[this.#first];
  }

  /** All pieces, in order. */
  pieces(): readonly StreamBytes[] {
    return this.#pieces.slice(this.#first);
  }

  /** Takes the first piece away. */
  shift(): void {
    const piece = this.first;
    if (piece === undefined) return;
    this.#cost -= costOf(piece);
    this.#first++;
    // Moving what is left costs as much as it is long, so it is done once for many.
    if (this.#first * 2 > this.#pieces.length) {
      this.#pieces.splice(0, this.#first);
      this.#first = 0;
    }
  }

  clear(): void {
    this.#pieces.length = 0;
    this.#first = 0;
    this.#cost = 0;
  }

  /** Adds a piece, deciding where it overlaps others. */
  add(piece: StreamBytes): void {
    const pieces = this.#pieces;
    const to = endOf(piece);
    const index = firstEndingAfter(pieces, piece.start, this.#first);
    const merged: StreamBytes[] = [];
    let at = piece.start;
    let after = index;
    for (let other = pieces[after]; other !== undefined && other.start < to; other = pieces[++after]) {
      this.#compare(piece, other);
      if (this.#newerWins) {
        if (other.start < at) merged.push(part(other, other.start, at));
        continue;
      }
      if (other.start > at) merged.push(part(piece, at, other.start));
      merged.push(other);
      at = endOf(other);
    }
    if (at < to) merged.push(part(piece, at, to));
    const last = pieces[after - 1];
    if (this.#newerWins && after > index && endOf(last!) > to) merged.push(part(last!, to, endOf(last!)));
    for (let i = index; i < after; i++) this.#cost -= costOf(pieces[i]!);
    for (const kept of merged) this.#cost += costOf(kept);
    pieces.splice(index, after - index, ...merged);
  }
}

function part(piece: StreamBytes, from: number, to: number): StreamBytes {
  if (from === piece.start && to === endOf(piece)) return piece;
  return { ...piece, start: from, bytes: piece.bytes.subarray(from - piece.start, to - piece.start) };
}

function costOf(piece: StreamBytes): number {
  return piece.bytes.length + SEGMENT_COST;
}
