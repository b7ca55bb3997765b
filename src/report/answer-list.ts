import { questionOf } from '../engine/answers.js';
import type { FrameBatch } from '../table/frame-batch.js';

const PAGE = 4096;

/** The first frame that answers an earlier one, by the earlier one's number; room only where there are answers. */
export class AnswerList {
  readonly #pages: Map<number, Uint32Array> = new Map();

  /** Takes note of what a row answers. */
  note(batch: FrameBatch, row: number): void {
    const question = questionOf(batch, row);
    if (question === 0) return;
    const number = Math.floor(question / PAGE);
    let page = this.#pages.get(number);
    if (page === undefined) {
      page = new Uint32Array(PAGE);
      this.#pages.set(number, page);
    }
    if (page[question % PAGE] === 0) page[question % PAGE] = batch.firstFrame + row;
  }

  /** The frame that answers this one; 0 where none does. */
  answerOf(frame: number): number {
    return this.#pages.get(Math.floor(frame / PAGE))?.[frame % PAGE] ?? 0;
  }
}
