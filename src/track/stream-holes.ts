/** Ranges of positions, in order and without overlaps. */
export class StreamHoles {
  #ranges: { start: number; end: number }[] = [];

  get count(): number {
    return this.#ranges.length;
  }

  /** Position after the last range; -∞ without one. */
  get end(): number {
    return this.#ranges.at(-1)?.end ?? Number.NEGATIVE_INFINITY;
  }

  /** Adds a range, joining it with those that it touches. */
  add(start: number, end: number): void {
    const ranges = this.#ranges;
    const first = this.#firstEndingAt(start);
    let after = first;
    let from = start;
    let to = end;
    for (let range = ranges[after]; range !== undefined && range.start <= end; range = ranges[++after]) {
      from = Math.min(from, range.start);
      to = Math.max(to, range.end);
    }
    ranges.splice(first, after - first, { start: from, end: to });
  }

  /** End of the range that holds a position; the position itself where none does. */
  endFrom(position: number): number {
    const range = this.#ranges[this.#firstEndingAt(position + 1)];
    return range !== undefined && range.start <= position ? range.end : position;
  }

  /** Start of the first range after a position; ∞ without one. */
  startAfter(position: number): number {
    const at = this.#firstEndingAt(position + 1);
    return (
      this.#ranges.slice(at, at + 2).find((range) => range.start > position)?.start ??
      Number.POSITIVE_INFINITY
    );
  }

  /** Forgets what lies before a position. */
  dropBefore(position: number): void {
    if (this.#ranges.length > 0 && this.#ranges[0]!.end <= position)
      this.#ranges.splice(0, this.#firstEndingAt(position + 1));
  }

  /** Index of the first range that ends at or after a position. */
  #firstEndingAt(position: number): number {
    let low = 0;
    let high = this.#ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#ranges[middle]!.end >= position) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
