import type { FrameBatch } from '../table/frame-batch.js';

/** The bytes of frames that can still be looked at: those of the buffer at hand and, during its first batch, of the one before (`RecordColumns`). */
export class HeldBytes {
  /** Those of the batch at hand. */
  bytes: Uint8Array = new Uint8Array(0);
  /** The first frame in them. */
  from = 1;
  #before: Uint8Array = new Uint8Array(0);
  #beforeFrom = 1;

  /** To be called before the rows of a batch are followed. */
  begin({ bytes, firstFrame }: FrameBatch): void {
    this.#before = this.bytes;
    this.#beforeFrom = this.from;
    if (bytes === this.bytes) return;
    this.bytes = bytes;
    this.from = firstFrame;
  }

  /** Whether those before the buffer at hand go away once the batch was followed. */
  get areLeaving(): boolean {
    return this.bytes !== this.#before;
  }

  /** What a frame lies in; undefined where that went away. */
  of(frame: number): Uint8Array | undefined {
    if (frame >= this.from) return this.bytes;
    return frame >= this.#beforeFrom ? this.#before : undefined;
  }
}
