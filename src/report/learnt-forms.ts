import { BEYOND } from '../bytes/layout.js';
import type { Line } from '../bytes/line.js';
import { Form } from './form.js';
import type { RowPress } from './row-press.js';

/** After so many rows of which none could be repeated, none is tried any more. */
const TRIES = 64;
/** Bytes of all forms at most: a long label stands in each. */
const MOST_BYTES = 1 << 24;

/** Learns how rows are written, each from the first of its kind. */
export class LearntForms {
  readonly #line: Line;
  readonly #press: RowPress;
  readonly #form = new Form();
  #learnt = 0;
  #tries = 0;
  #writes = 0;
  #left = MOST_BYTES;

  /** @param line what the rows are added to, in the memory of the press */
  constructor(line: Line, press: RowPress) {
    this.#line = line;
    this.#press = press;
  }

  /** Whether any row may be known, now or later. */
  get isOfUse(): boolean {
    return this.#learnt > 0 || this.#tries < TRIES;
  }

  /** To be called when the kernel has written. */
  placed(): void {
    this.#line.placed();
    this.#writes = this.#line.writes;
  }

  /** Keeps how the row was written that the kernel ended at, if it is the first of its kind. */
  learn(): void {
    const { kernel } = this.#press;
    if (kernel.isUnknown() === 0) return;
    this.#tries++;
    if (this.#line.writes !== this.#writes || !this.#form.take(this.#line)) return;
    const { bytes } = this.#form;
    this.#left -= bytes.length;
    if (this.#left < 0) return;
    const at = this.#press.take(bytes.length + BEYOND);
    new Uint8Array(this.#press.buffer).set(bytes, at);
    kernel.learn(at);
    this.#learnt++;
  }
}
