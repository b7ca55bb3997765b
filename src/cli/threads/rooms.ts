import { PIECE } from '../../report/output.js';

/** Bytes of a room: a piece, and what the row goes on for with which it became full. */
const ROOM = PIECE + PIECE / 8;
const WORD = Float64Array.BYTES_PER_ELEMENT;

/** Memory that two threads share: the one fills rooms with what it wrote, the other frees them when it has passed that on. */
export class Rooms {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** 1 for each that is filled. */
  readonly #filled: Int32Array;

  /** @param memory the same for both threads; zeros at first, some megabytes */
  constructor(memory: SharedArrayBuffer) {
    const count = Math.floor(memory.byteLength / (ROOM + Int32Array.BYTES_PER_ELEMENT));
    this.#bytes = new Uint8Array(memory, 0, count * ROOM);
    this.#view = new DataView(memory);
    this.#filled = new Int32Array(memory, this.#bytes.length, count);
  }

  /**
   * Fills the first room that is free: the same few are used for as long as the other thread keeps up.
   *
   * @param text the first bytes of it that find room
   * @returns which room, from 0, and how many bytes; undefined where none is free
   */
  fill(text: Uint8Array): { readonly room: number; readonly length: number } | undefined {
    const filled = this.#filled;
    let room = 0;
    while (room < filled.length && Atomics.load(filled, room) === 1) room++;
    if (room === filled.length) return undefined;
    const length = Math.min(text.length, ROOM);
    this.#copy(text, length, room);
    Atomics.store(filled, room, 1);
    return { room, length };
  }

  /** Word by word, as no eight bytes of text are something else than a number: `set` copies shared bytes one by one. */
  #copy(text: Uint8Array, length: number, room: number): void {
    const from = new DataView(text.buffer, text.byteOffset, length);
    const view = this.#view;
    const words = length - (length % WORD);
    const at = room * ROOM;
    for (let done = 0; done < words; done += WORD)
      view.setFloat64(at + done, from.getFloat64(done, true), true);
    this.#bytes.set(text.subarray(words, length), at + words);
  }

  /** What a room holds, until it is freed. */
  bytes(room: number, length: number): Uint8Array {
    return this.#bytes.subarray(room * ROOM, room * ROOM + length);
  }

  free(room: number): void {
    Atomics.store(this.#filled, room, 0);
  }
}
