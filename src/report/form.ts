import { CONSTANTS } from '../bytes/ink.js';
import { NUMBER, OWN, WORD } from '../bytes/layout.js';
import type { Line } from '../bytes/line.js';
import { ORIGIN } from '../bytes/origin.js';
import { ByteSink } from '../bytes/sink.js';
import { FORM, SOURCE } from '../table/sources.js';

/** The steps by which rows of a kind are written, as {@link FORM} says: texts that are always the same, and what stands behind each. */
export class Form {
  readonly #sink = new ByteSink();
  /** Where the step begins whose text may go on. */
  #step = 0;

  /** The bytes, valid until the next form is taken. */
  get bytes(): Uint8Array {
    return this.#sink.view();
  }

  /** Takes what is lined up as a row of its kind. @returns false where something can't be looked up for another row */
  take(line: Line): boolean {
    const all = [...line.linedUp()];
    // Before any text is copied: such rows may be many.
    if (all.some(([, source]) => source === ORIGIN.unknown)) return false;
    const sink = this.#sink;
    sink.clear();
    sink.word(0);
    sink.word(0);
    this.#begin();
    let room = 0;
    for (const [piece, source] of all) {
      if (source === ORIGIN.joined) continue;
      const isVarying = source <= ORIGIN.varying;
      if (!isVarying) sink.put(piece, piece & OWN ? line.ink : CONSTANTS);
      if (source === ORIGIN.constant) continue;
      this.#end(isVarying ? ORIGIN.varying - source : source);
      this.#begin();
      room += NUMBER;
    }
    this.#end(SOURCE.constant);
    this.#set(0, sink.length + room);
    return true;
  }

  /** Begins a step, whose text is added next. */
  #begin(): void {
    this.#step = this.#sink.length;
    this.#sink.word(0);
    this.#sink.word(0);
  }

  #end(source: number): void {
    const size = this.#sink.length - this.#step - FORM.text;
    this.#set(this.#step, size);
    this.#set(this.#step + FORM.source, source);
    while (this.#sink.length % WORD > 0) this.#sink.byte(0);
  }

  #set(at: number, value: number): void {
    const { bytes } = this.#sink;
    new DataView(bytes.buffer, bytes.byteOffset).setInt32(at, value, true);
  }
}
