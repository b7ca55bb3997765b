import type { Flows } from './flows.js';
import type { Sightings } from './sightings.js';

/**
 * The frames of all captures under one numbering: a row is a frame of some capture. Rows of a capture follow one another in
 * the order of its frames.
 */
export class Rows {
  readonly captures: readonly Sightings[];
  readonly flows: Flows;
  /** Row of each capture's first frame, and behind the last capture the number of rows. */
  readonly first: readonly number[];
  /** Rows in all. */
  readonly count: number;
  /** Capture of each row. */
  readonly capture: Uint16Array;

  constructor(captures: readonly Sightings[], flows: Flows) {
    this.captures = captures;
    this.flows = flows;
    const first = [0];
    for (const { count } of captures) first.push(first.at(-1)! + count);
    this.first = first;
    this.count = first.at(-1)!;
    this.capture = new Uint16Array(this.count);
    for (const [index, start] of first.entries())
      if (index < captures.length) this.capture.fill(index, start, first[index + 1]!);
  }

  /** The capture of a row. */
  of(row: number): Sightings {
    return this.captures[this.capture[row]!]!;
  }

  /** A row's place in its capture's columns: frame number less 1. */
  at(row: number): number {
    return row - this.first[this.capture[row]!]!;
  }

  /** Number of the frame within its capture, from 1. */
  frame(row: number): number {
    return this.at(row) + 1;
  }

  /** Row of a capture's frame. */
  row(capture: number, frame: number): number {
    return this.first[capture]! + frame - 1;
  }

  /** Canonical flow of a row; -1 where its packet can't be told apart. */
  flow(row: number): number {
    const flow = this.of(row).flow[this.at(row)]!;
    return flow < 0 ? -1 : this.flows.canonical(flow);
  }

  /** Nanoseconds since the second that its capture counts from. */
  time(row: number): number {
    return this.of(row).time[this.at(row)]!;
  }
}
