/** Which captures are taken, and by which thread: each by the first that asks for it. */
export class Taken {
  readonly #by: Int32Array;

  /** @param memory the same for all threads, zeros at first; four bytes a capture */
  constructor(memory: SharedArrayBuffer) {
    this.#by = new Int32Array(memory);
  }

  /** Some capture is taken by nobody. */
  get isLeft(): boolean {
    return this.#by.some((_, index) => this.by(index) === 0);
  }

  /** The thread that has taken a capture; 0: none. */
  by(index: number): number {
    return Atomics.load(this.#by, index);
  }

  /** Takes a capture for a thread. @param thread its number, above 0 @returns whether it was there to be taken */
  take(index: number, thread: number): boolean {
    return Atomics.compareExchange(this.#by, index, 0, thread) === 0;
  }

  /** Takes the first one that is left; undefined where there is none. */
  takeNext(thread: number): number | undefined {
    for (let index = 0; index < this.#by.length; index++) if (this.take(index, thread)) return index;
    return undefined;
  }
}
