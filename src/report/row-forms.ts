import type { Line } from '../bytes/line.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { TrackMemory } from '../track/track-memory.js';
import { OPTION_TEXTS } from '../wire/tcp-options.js';
import { LearntForms } from './learnt-forms.js';
import { PIECE } from './output.js';
import type { RowPress } from './row-press.js';

/**
 * A capture of no more is written as the first rows of each kind are: making the kernel's code ready would take longer. Tests
 * set it to none.
 */
export const FEW = { rows: 256 };
/** Rows that are not asked for at most where the kernel left those before. */
const MOST_UNASKED = 16;

/**
 * Forms of rows: of each kind of segment the first row is written as any other, and how that was done is kept, so that the
 * kernel writes all further ones by itself. What the kernel does not know it leaves.
 */
export class RowForms {
  readonly #line: Line;
  readonly #press: RowPress;
  readonly #memory: TrackMemory;
  readonly #context: CaptureContext;
  readonly #learnt: LearntForms;
  #bytesAt: number | undefined;
  /** Rows that the kernel left one after another, and those that are still to be written without asking it. */
  #left = 0;
  #unasked = 0;
  #isAsked = true;

  /** @param line what the rows are added to, in the memory of the press */
  constructor(line: Line, press: RowPress, memory: TrackMemory, context: CaptureContext) {
    this.#line = line;
    this.#press = press;
    this.#memory = memory;
    this.#context = context;
    this.#learnt = new LearntForms(line, press);
    for (const [setting, text] of OPTION_TEXTS) press.set(setting, text);
  }

  /** @returns whether rows of the batch may be written here */
  begin(): boolean {
    const { batch, bytesAt } = this.#memory;
    const { firstSeconds, firstNanoseconds } = this.#context;
    this.#press.begin(firstSeconds, firstNanoseconds);
    this.#bytesAt = bytesAt;
    const isPlain = batch.comments.size === 0 && batch.assembled.size === 0;
    const areMany = batch.firstFrame - 1 + batch.count > FEW.rows;
    return bytesAt !== undefined && isPlain && areMany && this.#learnt.isOfUse;
  }

  /** Writes rows as long as their kinds are known. @returns the first one that is to be written otherwise */
  write(row: number): number {
    this.#isAsked = this.#unasked === 0;
    if (!this.#isAsked) {
      this.#unasked--;
      return row;
    }
    const { count, firstFrame } = this.#memory.batch;
    const { kernel } = this.#press;
    const line = this.#line;
    const { begin, out, full, constants, own } = line.place();
    const enough = begin + PIECE;
    const at = this.#bytesAt!;
    const next = kernel.writeRows(row, count, firstFrame, at, out, enough, full, constants, own);
    this.#learnt.placed();
    // What was lined up is written out to ask, which is much where it is for nothing.
    const isLeft = next === row && kernel.isUnknown() === 0;
    this.#left = isLeft ? this.#left + 1 : 0;
    this.#unasked = Math.min(this.#left >> 2, MOST_UNASKED);
    return next;
  }

  /** Keeps how the row was written that {@link write} ended at, if it is the first of its kind. */
  learn(): void {
    if (this.#isAsked) this.#learnt.learn();
  }
}
