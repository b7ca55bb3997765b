import type { ByteOutput } from '../../report/output.js';
import type { Told } from '../teller.js';

/** Bytes that wait to be written. */
interface Piece {
  readonly bytes: Uint8Array;
  /** To be called when they were. */
  written(): void;
}

/** What another thread says of one capture, held until it is its turn. */
export class Part {
  readonly #said: (Piece | Told | Error)[] = [];
  #isBegun = false;
  #isTold = false;
  #wake: () => void = () => undefined;

  add(piece: Piece): void {
    this.#say(piece);
  }

  end(told: Told): void {
    this.#isTold = true;
    this.#say(told);
  }

  /** The thread is no more. What it said is forgotten, unless some of that was written or it had said everything. */
  lose(reason: Error): void {
    if (this.#isTold) return;
    if (!this.#isBegun) this.#said.length = 0;
    this.#say(reason);
  }

  /**
   * Writes what is said, as it is said.
   *
   * @returns undefined where the thread was lost and nothing was written
   * @throws Error where it was lost later
   */
  async write(output: ByteOutput): Promise<Told | undefined> {
    for (;;) {
      const said = this.#said.shift() ?? (await this.#next());
      if (said instanceof Error) {
        if (this.#isBegun) throw said;
        return undefined;
      }
      if (!('bytes' in said)) return said;
      this.#isBegun = true;
      await output.write(output.borrows === true ? said.bytes : said.bytes.slice());
      said.written();
    }
  }

  #say(said: Piece | Told | Error): void {
    this.#said.push(said);
    this.#wake();
  }

  async #next(): Promise<Piece | Told | Error> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    return this.#said.shift()!;
  }
}
