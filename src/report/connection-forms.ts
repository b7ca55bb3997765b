import type { Line } from '../bytes/line.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import { OTHER_WORDS } from '../table/address-table.js';
import { SETTING } from '../table/sources.js';
import { LearntForms } from './learnt-forms.js';
import { PIECE } from './output.js';
import type { RowPress } from './row-press.js';

/** IPv4 addresses, and others, that the kernel knows at most. */
const MOST_ADDRESSES = 1 << 20;

/** Forms of connections' rows, as `RowForms` are those of frames' rows. */
export class ConnectionForms {
  readonly #line: Line;
  readonly #press: RowPress;
  readonly #capture: CaptureAnalysis;
  readonly #learnt: LearntForms;

  /** @param line what the rows are added to, in the memory of the press */
  constructor(line: Line, press: RowPress, capture: CaptureAnalysis) {
    this.#line = line;
    this.#press = press;
    this.#capture = capture;
    this.#learnt = new LearntForms(line, press);
    const { ipv4Words, otherWords } = capture.context.addresses;
    this.#give(SETTING.ipv4, ipv4Words, 1);
    this.#give(SETTING.others, otherWords, OTHER_WORDS);
  }

  /** Writes rows as long as their kinds are known. @returns the first number of a row that is to be written otherwise */
  write(from: number): number {
    if (!this.#learnt.isOfUse) return from;
    const { kernel } = this.#press;
    const { count } = this.#capture.pipeline.tcp.connections;
    const { begin, out, full, constants, own } = this.#line.place();
    const next = kernel.writeConnections(from, count, out, begin + PIECE, full, constants, own);
    this.#learnt.placed();
    return next;
  }

  /** Enough was written that it is time to hand it on. */
  get isFull(): boolean {
    return this.#line.out().length >= PIECE;
  }

  /** Keeps how the row was written that {@link write} ended at, if it is the first of its kind. */
  learn(): void {
    this.#learnt.learn();
  }

  /** Copies addresses to where the kernel finds them. @param place of the settings: where they lie, and behind it how many */
  #give(place: number, words: Int32Array, each: number): void {
    const count = Math.min(words.length / each, MOST_ADDRESSES);
    const size = count * each;
    const at = this.#press.take(size * 4);
    new Int32Array(this.#press.buffer, at, size).set(words.subarray(0, size));
    this.#press.set(place, at);
    this.#press.set(place + 1, count);
  }
}
