import { StreamHistory } from './stream-history.js';
import { StreamHoles } from './stream-holes.js';
import { StreamQueue } from './stream-queue.js';
import {
  endOf,
  type GapEvidence,
  type StreamBytes,
  type StreamConflict,
  type StreamExcess,
  type StreamGap,
  type StreamSegment,
} from './stream-segments.js';

/** Pieces behind a gap at most, so that finding a place among them stays cheap. */
const MAX_PIECES = 1 << 14;

/** How overlaps are decided, and how much may wait. */
export interface AssemblerOptions {
  /**
   * Which bytes stay where a range was sent twice with different ones: the older, as most receivers do, or the newer;
   * the newer can replace only what still waits behind a gap.
   */
  readonly overlap: 'older' | 'newer';
  /** Bytes that wait behind a gap at most; then the gap is given up. */
  readonly maxWaitingBytes: number;
  /** Bytes already delivered that are remembered, to be compared with what is sent again. */
  readonly maxHistoryBytes: number;
}

/** Where an assembler's results go, as soon as they are certain. */
export interface StreamReceiver {
  /** The stream's next segment. */
  segment(segment: StreamSegment): void;
  conflict?(conflict: StreamConflict): void;
  excessive?(excess: StreamExcess): void;
}

/**
 * Puts the segments of one direction of a connection into the order of their bytes. Positions count from the first byte
 * after the SYN and do not wrap; where the SYN was not captured, the stream begins where the first captured segment
 * does, as in Wireshark's follow, and bytes that turn out to be earlier are excess.
 */
export class StreamAssembler {
  readonly #receiver: StreamReceiver;
  readonly #options: AssemblerOptions;
  /** Where the stream begins, and the position of the next byte to deliver; NaN before anything was seen. */
  #start = Number.NaN;
  #next = Number.NaN;
  /** The stream begins where its SYN says; else where the capture happens to begin. */
  #startKnown = false;
  /** Only an empty segment told where the stream begins, which may have been a keep-alive. */
  #startPresumed = false;
  /** Captured and waiting behind a gap: in order, without overlaps. */
  readonly #waiting: StreamQueue;
  /** Ranges beyond `next` that a segment announced and the snap length cut off. */
  readonly #cut = new StreamHoles();
  #acknowledged = Number.NEGATIVE_INFINITY;
  #fin = Number.POSITIVE_INFINITY;
  readonly #history: StreamHistory;

  constructor(receiver: StreamReceiver, options: AssemblerOptions) {
    this.#receiver = receiver;
    this.#options = options;
    this.#history = new StreamHistory(options.maxHistoryBytes);
    this.#waiting = new StreamQueue(options.overlap === 'newer', (newer, older) =>
      this.#compare(newer, older),
    );
  }

  /** Position of the next byte to deliver; NaN before anything was seen. */
  get next(): number {
    return this.#next;
  }

  /** Whether the FIN was seen and everything before it delivered. */
  get ended(): boolean {
    return this.#next >= this.#fin;
  }

  /** Bytes that wait behind a gap, with what keeping them costs. */
  get waitingCost(): number {
    return this.#waiting.cost;
  }

  /**
   * Says where the direction stands by a segment that carries nothing.
   *
   * @param isStart the segment is the SYN, so that the stream begins here
   */
  begin(position: number, isStart: boolean): void {
    if (!Number.isNaN(this.#next)) return;
    this.#start = position;
    this.#next = position;
    this.#startKnown = isStart;
    this.#startPresumed = !isStart;
  }

  /** Takes in a SYN that gives the direction other numbers than before: what was not delivered yet is of another stream. */
  restart(): void {
    if (this.#next !== this.#start) return;
    this.#start = Number.NaN;
    this.#next = Number.NaN;
    this.#waiting.clear();
    this.#cut.dropBefore(Number.POSITIVE_INFINITY);
    this.#acknowledged = Number.NEGATIVE_INFINITY;
    this.#fin = Number.POSITIVE_INFINITY;
  }

  /**
   * Takes in a segment's payload.
   *
   * @param length bytes that the segment announces; more than `bytes` where it was cut
   */
  add(position: number, bytes: Uint8Array, length: number, frame: number): void {
    if (Number.isNaN(this.#next)) this.begin(position, false);
    if (this.#startPresumed) {
      // An empty keep-alive has the number before the next byte (RFC 9293, 3.8.4).
      if (position === this.#next + 1) {
        this.#start = position;
        this.#next = position;
      }
      this.#startPresumed = false;
    }
    let end = position + length;
    if (end > this.#fin) {
      this.#excess('after-fin', Math.max(position, this.#fin), end, frame);
      end = Math.max(position, this.#fin);
    }
    // A keep-alive's byte is the one before the next, or garbage (RFC 1122, 4.2.3.6).
    if (length === 1 && end === this.#next) return;
    const capturedEnd = Math.min(position + bytes.length, end);
    const from = Math.max(position, this.#next);
    if (position < this.#next) this.#again(position, bytes, Math.min(capturedEnd, this.#next), frame);
    if (capturedEnd > from)
      this.#addNew(from, bytes.subarray(from - position, capturedEnd - position), frame);
    if (end > Math.max(capturedEnd, this.#next)) this.#cut.add(Math.max(capturedEnd, this.#next), end);
    this.#deliver();
  }

  /** Takes in a FIN: nothing comes at this position or after it. A second FIN, or one in what was delivered, is ignored. */
  fin(position: number): void {
    if (this.#fin !== Number.POSITIVE_INFINITY || position < this.#next) return;
    this.#fin = position;
  }

  /** Takes in the other side's acknowledgment of everything before this position. */
  acknowledge(position: number): void {
    if (position <= this.#acknowledged) return;
    this.#acknowledged = position;
    if (this.#waiting.count > 0 || this.#cut.count > 0) this.#deliver();
  }

  /**
   * What would follow if nothing more came: bytes that wait, and what is missing before and after them. Changes nothing.
   */
  rest(): StreamSegment[] {
    const rest: StreamSegment[] = [];
    // Of a direction that was not captured at all, the acknowledgments tell how long it is.
    let at = Number.isNaN(this.#next) ? 0 : this.#next;
    for (const piece of this.#waiting.pieces()) {
      this.#gaps(at, piece.start, (gap) => rest.push(gap));
      rest.push(piece);
      at = endOf(piece);
    }
    this.#gaps(at, this.#knownEnd(at), (gap) => rest.push(gap));
    return rest;
  }

  /** How far the stream goes, as far as anything shows. */
  #knownEnd(at: number): number {
    if (this.#fin !== Number.POSITIVE_INFINITY) return this.#fin;
    // A FIN takes a number too: one number beyond the bytes, acknowledged, may be a FIN that was not captured.
    const acknowledged = this.#acknowledged > at + 1 ? this.#acknowledged : at;
    return Math.max(at, acknowledged, this.#cut.end);
  }

  #addNew(from: number, bytes: Uint8Array, frame: number): void {
    const piece: StreamBytes = { kind: 'bytes', start: from, bytes: bytes.slice(), frame };
    const first = this.#waiting.first;
    if (from === this.#next && (first === undefined || endOf(piece) <= first.start)) this.#give(piece);
    else this.#waiting.add(piece);
  }

  /** Delivers what follows without a gap, and gives up gaps that will not be filled. */
  #deliver(): void {
    for (;;) {
      const piece = this.#waiting.first;
      if (piece !== undefined && piece.start === this.#next) {
        this.#waiting.shift();
        this.#give(piece);
        continue;
      }
      const cutEnd = this.#cut.endFrom(this.#next);
      if (cutEnd > this.#next) {
        this.#giveUp(Math.min(cutEnd, piece?.start ?? cutEnd), 'cut-short');
        continue;
      }
      const gapEnd = Math.min(piece?.start ?? Number.POSITIVE_INFINITY, this.#cut.startAfter(this.#next));
      if (gapEnd === Number.POSITIVE_INFINITY) return;
      if (this.#acknowledged >= gapEnd) this.#giveUp(gapEnd, 'acknowledged');
      else if (this.#isFull()) this.#giveUp(gapEnd, 'limit');
      else return;
    }
  }

  #isFull(): boolean {
    const { cost, count } = this.#waiting;
    return cost > this.#options.maxWaitingBytes || count > MAX_PIECES || this.#cut.count > MAX_PIECES;
  }

  #give(segment: StreamSegment): void {
    this.#next = endOf(segment);
    this.#cut.dropBefore(this.#next);
    this.#history.add(segment);
    this.#receiver.segment(segment);
  }

  #giveUp(to: number, evidence: GapEvidence): void {
    this.#gaps(this.#next, to, (gap) => this.#give(gap), evidence);
  }

  /** Splits a missing range by what was cut off in it. */
  #gaps(from: number, to: number, take: (gap: StreamGap) => void, evidence?: GapEvidence): void {
    let at = from;
    while (at < to) {
      const cutEnd = Math.min(this.#cut.endFrom(at), to);
      const end = cutEnd > at ? cutEnd : Math.min(this.#cut.startAfter(at), to);
      const why = cutEnd > at ? 'cut-short' : (evidence ?? this.#evidence(end));
      take({ kind: 'gap', start: at, end, evidence: why });
      at = end;
    }
  }

  #evidence(end: number): GapEvidence {
    if (this.#acknowledged >= end) return 'acknowledged';
    return this.#fin === Number.POSITIVE_INFINITY ? 'end' : 'fin';
  }

  /** Looks at bytes whose range was delivered or given up before. */
  #again(position: number, bytes: Uint8Array, to: number, frame: number): void {
    if (position < this.#start && !this.#startKnown && position !== this.#start - 1)
      this.#excess('before-start', position, Math.min(to, this.#start), frame);
    const piece: StreamBytes = { kind: 'bytes', start: position, bytes, frame };
    for (const old of this.#history.within(position, to)) {
      if (old.kind === 'bytes') this.#compare(piece, old);
      else if (old.evidence !== 'cut-short')
        this.#excess('late', Math.max(position, old.start), Math.min(to, old.end), frame);
    }
  }

  #compare(newer: StreamBytes, older: StreamBytes): void {
    const from = Math.max(newer.start, older.start);
    const to = Math.min(endOf(newer), endOf(older));
    let first = from;
    while (first < to && newer.bytes[first - newer.start] === older.bytes[first - older.start]) first++;
    if (first >= to) return;
    let last = to - 1;
    while (newer.bytes[last - newer.start] === older.bytes[last - older.start]) last--;
    this.#receiver.conflict?.({
      start: first,
      end: last + 1,
      frame: newer.frame,
      originalFrame: older.frame,
    });
  }

  #excess(reason: StreamExcess['reason'], start: number, end: number, frame: number): void {
    if (end > start) this.#receiver.excessive?.({ reason, start, end, frame });
  }
}
