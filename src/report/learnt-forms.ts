import type { Piece } from '../bytes/ink.js';
import { EMPTY, type Line } from '../bytes/line.js';
import { ORIGIN } from '../bytes/origin.js';
import type { RowPress } from './row-press.js';

/** After so many rows of which none could be repeated, none is tried any more. */
const TRIES = 64;

/** Learns how rows are written, each from the first of its kind. */
export class LearntForms {
  readonly #line: Line;
  readonly #press: RowPress;
  #learnt = 0;
  #tries = 0;
  #writes = 0;

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
    const form = this.#line.writes === this.#writes ? formOf(this.#line) : undefined;
    if (form === undefined) return;
    const at = this.#press.take(4 * form.length);
    new Int32Array(this.#press.buffer, at, form.length).set(form);
    kernel.learn(at);
    this.#learnt++;
  }
}

/**
 * How another row of the kind of what is lined up is written: how many steps, and behind a word without meaning of each step
 * its text and the source of what stands behind it.
 *
 * @returns undefined where something can't be looked up for another row
 */
function formOf(line: Line): readonly number[] | undefined {
  const all = [...line.linedUp()];
  // Before any text is joined: such rows may be many.
  if (all.some(([, source]) => source === ORIGIN.unknown)) return undefined;
  const steps: number[] = [];
  /** Texts that are always the same, and wait for what comes behind them. */
  let before: Piece[] = [];
  for (const [piece, source] of all) {
    if (source === ORIGIN.constant) before.push(piece);
    else if (source !== ORIGIN.joined) {
      const isVarying = source <= ORIGIN.varying;
      const isBare = isVarying || piece === EMPTY;
      if (isBare || before.length > 0)
        steps.push(line.joined(before), isBare ? codeOf(source) : ORIGIN.constant);
      if (!isBare) steps.push(piece, source);
      before = [];
    }
  }
  if (before.length > 0) steps.push(line.joined(before), ORIGIN.constant);
  return [steps.length / 2, 0, ...steps];
}

function codeOf(source: number): number {
  return source <= ORIGIN.varying ? ORIGIN.varying - source : source;
}
