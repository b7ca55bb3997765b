import type { ProgramEvent } from './event.js';
import type { LaidComparison } from './laid.js';
import type { Landmarks } from './landmarks.js';
import type { CarriedBytes, Comparison, StreamRanges } from './stream-ranges.js';

/** The connection that a program's events are laid over, from that program's side. */
export interface Ground {
  readonly side: 'client' | 'server';
  /** What the other side sent. */
  readonly incoming: StreamRanges;
  /** What the program sent. */
  readonly outgoing: StreamRanges;
  readonly landmarks: Landmarks;
}

/** Where an event's bytes stand. */
export interface Placed {
  readonly event: ProgramEvent;
  readonly from: number | null;
  readonly to: number | null;
  readonly comparison: LaidComparison | null;
  readonly carriers: readonly CarriedBytes[];
  readonly ambiguous: boolean;
}

/**
 * Lays one connection's reads over what came in and its writes over what went out, each beginning where the one before it
 * ended. Once a line differs from the capture, nothing behind it in that direction is laid.
 */
export class SessionLayer {
  readonly ground: Ground;
  readonly placed: Placed[] = [];
  /** A read found the end of the stream, or the program closed or failed. */
  over = false;
  readonly #at = { read: 0, write: 0 };
  readonly #broken = { read: false, write: false };

  constructor(ground: Ground) {
    this.ground = ground;
  }

  /** Position of the next byte to be read; NaN where a line did not fit. */
  get nextRead(): number {
    return this.#broken.read ? Number.NaN : this.#at.read;
  }

  /** Whether all that was laid fits the capture. */
  get fits(): boolean {
    return !this.#broken.read && !this.#broken.write;
  }

  /** How an event would fit here, without laying it. */
  tryOut(event: ProgramEvent): Comparison | 'counted' | 'unsure' {
    const { kind, count, bytes, error } = event;
    if (kind === 'read' || kind === 'write') {
      if (this.#broken[kind]) return 'unsure';
      if (count === null) return 'counted';
      const ranges = this.#ranges(kind);
      const start = this.#at[kind];
      if (bytes !== null) return ranges.compare(start, count, bytes);
      return start + count > ranges.end ? 'beyond' : 'counted';
    }
    const { landmarks, side, incoming } = this.ground;
    const other = side === 'client' ? 'server' : 'client';
    if (kind === 'end-of-stream') {
      if (this.#broken.read) return 'unsure';
      return this.#at.read === incoming.end && landmarks.fin[other] > 0 ? 'same' : 'different';
    }
    if (kind === 'error' && (error === 'ECONNRESET' || error === 'EPIPE'))
      return landmarks.reset[other] > 0 ? 'same' : 'different';
    return 'counted';
  }

  /** Lays an event. @param next the next write whose bytes are known, where this one's count isn't */
  lay(event: ProgramEvent, ambiguous: boolean, next?: ProgramEvent): void {
    const { kind } = event;
    if (kind !== 'read' && kind !== 'write') {
      if (kind === 'end-of-stream' || kind === 'error' || kind === 'close') this.over = true;
      this.#put(event, ambiguous, null, null, kind === 'end-of-stream' ? this.tryOut(event) : null);
      return;
    }
    // Another process still had it open.
    this.over = false;
    if (this.#broken[kind]) this.#put(event, ambiguous, null, null, 'unsure');
    else if (event.count === null) this.#layRest(event, ambiguous, next);
    else this.#layCounted(event, event.count, ambiguous);
  }

  #layCounted(event: ProgramEvent, count: number, ambiguous: boolean): void {
    const kind = event.kind as 'read' | 'write';
    const comparison = this.tryOut(event);
    if (comparison === 'different' || comparison === 'beyond') {
      this.#broken[kind] = true;
      this.#put(event, ambiguous, null, null, comparison);
      return;
    }
    const from = this.#at[kind];
    this.#at[kind] += count;
    this.#put(event, ambiguous, from, from + count, comparison);
  }

  /** A write of which only is told that it was: up to the next one that is known, else all that is left. */
  #layRest(event: ProgramEvent, ambiguous: boolean, next: ProgramEvent | undefined): void {
    const kind = event.kind as 'read' | 'write';
    const ranges = this.#ranges(kind);
    const from = this.#at[kind];
    const to = next === undefined ? ranges.end : ranges.onlyPlaceOf(next.bytes!, from);
    if (to < from) {
      this.#broken[kind] = true;
      this.#put(event, ambiguous, null, null, 'unsure');
      return;
    }
    this.#at[kind] = to;
    this.#put(event, ambiguous, from, to, 'rest');
  }

  #ranges(kind: 'read' | 'write'): StreamRanges {
    return kind === 'read' ? this.ground.incoming : this.ground.outgoing;
  }

  #put(
    event: ProgramEvent,
    ambiguous: boolean,
    from: number | null,
    to: number | null,
    comparison: LaidComparison | null,
  ): void {
    const ranges = event.kind === 'read' ? this.ground.incoming : this.ground.outgoing;
    const carriers = from === null || to === null ? [] : ranges.carriers(from, to);
    this.placed.push({ event, from, to, comparison, carriers, ambiguous });
  }
}
