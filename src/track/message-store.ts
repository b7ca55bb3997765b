/** Keeps messages one behind the other, up to a bound, at a cost of their bytes alone. */
export class MessageStore {
  #bytes = new Uint8Array(4096);
  #used = 0;
  readonly #limit: number;

  /** @param limit bytes at most; further messages are not kept */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Where the message is kept; -1 where there is no more room. */
  put(message: Uint8Array): number {
    const at = this.#used;
    const end = at + message.length;
    if (end > this.#limit) return -1;
    if (end > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(this.#limit, Math.max(end, this.#bytes.length * 2)));
      grown.set(this.#bytes);
      this.#bytes = grown;
    }
    this.#bytes.set(message, at);
    this.#used = end;
    return at;
  }

  /** The bytes of a kept message; undefined for -1. */
  get(at: number, length: number): Uint8Array | undefined {
    return at < 0 ? undefined : this.#bytes.subarray(at, at + length);
  }
}
