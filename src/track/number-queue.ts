/** Whole numbers, first in, first out, in a ring that grows. */
export class NumberQueue {
  #ring = new Int32Array(64);
  #first = 0;
  length = 0;

  push(number: number): void {
    if (this.length === this.#ring.length) this.#grow();
    this.#ring[(this.#first + this.length) & (this.#ring.length - 1)] = number;
    this.length++;
  }

  /** Takes out the number that came first. There must be one. */
  shift(): number {
    const number = this.#ring[this.#first]!;
    this.#first = (this.#first + 1) & (this.#ring.length - 1);
    this.length--;
    return number;
  }

  #grow(): void {
    const grown = new Int32Array(this.#ring.length * 2);
    for (let index = 0; index < this.length; index++)
      grown[index] = this.#ring[(this.#first + index) & (this.#ring.length - 1)]!;
    this.#ring = grown;
    this.#first = 0;
  }
}
