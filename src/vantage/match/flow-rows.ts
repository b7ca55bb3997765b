import { sequenceDistance } from '../../bytes/sequence.js';
import { KIND } from './flows.js';
import type { Rows } from './rows.js';

const FIN = 1;
const SYN = 2;

/** The rows of each flow, and which of them send again what was sent before. */
export class FlowRows {
  readonly #rows: Rows;
  /** Rows by canonical flow, those of a flow in the order of captures and frames. */
  readonly #order: Int32Array;
  readonly #begin: Int32Array;
  /** Place of each row in the order; -1 for copies that the capturing made, and what belongs to no flow. */
  readonly #place: Int32Array;
  readonly #again: Uint8Array;

  constructor(rows: Rows) {
    this.#rows = rows;
    const { count } = rows.flows;
    this.#begin = new Int32Array(count + 1);
    this.#place = new Int32Array(rows.count).fill(-1);
    this.#again = new Uint8Array(rows.count);
    const flowOf = (row: number): number => (rows.of(row).copyOf.has(rows.frame(row)) ? -1 : rows.flow(row));
    for (let row = 0; row < rows.count; row++) if (flowOf(row) >= 0) this.#begin[flowOf(row) + 1]!++;
    for (let flow = 0; flow < count; flow++) this.#begin[flow + 1]! += this.#begin[flow]!;
    const next = this.#begin.slice();
    this.#order = new Int32Array(this.#begin[count]!);
    for (let row = 0; row < rows.count; row++) {
      const flow = flowOf(row);
      if (flow < 0) continue;
      this.#place[row] = next[flow]!++;
      this.#order[this.#place[row]!] = row;
    }
    for (let flow = 0; flow < count; flow++) if (rows.flows.kind(flow) === KIND.tcp) this.#findRepeated(flow);
  }

  /** The row sends again what its capture has from before; a probe of one byte, as keep-alives send it, does not count. */
  isAgain(row: number): boolean {
    return this.#again[row] === 1;
  }

  /** Rows of the same capture and flow after this one. */
  *after(row: number, most: number): IterableIterator<number> {
    yield* this.#run(row, 1, most);
  }

  /** Rows of the same capture and flow before this one, the latest first. */
  *before(row: number, most: number): IterableIterator<number> {
    yield* this.#run(row, -1, most);
  }

  /** Rows of a canonical flow in a capture from the first that satisfies a condition which all later ones do, too. */
  *from(
    flow: number,
    capture: number,
    isReached: (row: number) => boolean,
    most: number,
  ): IterableIterator<number> {
    const at = (place: number): number => this.#order[place]!;
    const search = (low: number, reached: (row: number) => boolean): number => {
      let high = this.#begin[flow + 1]!;
      let from = low;
      while (from < high) {
        const middle = (from + high) >> 1;
        if (reached(at(middle))) high = middle;
        else from = middle + 1;
      }
      return from;
    };
    const { capture: captures } = this.#rows;
    const begin = search(this.#begin[flow]!, (row) => captures[row]! >= capture);
    const end = search(begin, (row) => captures[row]! > capture);
    const start = search(begin, (row) => captures[row]! > capture || isReached(row));
    for (let place = start; place < Math.min(end, start + most); place++) yield at(place);
  }

  *#run(row: number, step: number, most: number): IterableIterator<number> {
    const flow = this.#rows.flow(row);
    if (this.#place[row]! < 0) return;
    let place = this.#place[row]! + step;
    for (let i = 0; i < most; i++, place += step) {
      if (place < this.#begin[flow]! || place >= this.#begin[flow + 1]!) return;
      const other = this.#order[place]!;
      if (this.#rows.capture[other] !== this.#rows.capture[row]) return;
      yield other;
    }
  }

  #findRepeated(flow: number): void {
    const rows = this.#rows;
    let capture = -1;
    let end = 0;
    for (let place = this.#begin[flow]!; place < this.#begin[flow + 1]!; place++) {
      const row = this.#order[place]!;
      const length = lengthOf(rows, row);
      if (length === 0) continue;
      const start = sequenceOf(rows, row);
      const isFirst = rows.capture[row] !== capture;
      if (isFirst) {
        capture = rows.capture[row]!;
        end = start;
      }
      // How much of what it carries lies before the end of what was sent so far.
      const behind = sequenceDistance(end, start);
      if (behind > 1 || (behind === 1 && isFlagged(rows, row))) this.#again[row] = 1;
      if (sequenceDistance(start + length, end) > 0) end = (start + length) >>> 0;
    }
  }
}

/** Sequence number that a segment begins with. */
export function sequenceOf(rows: Rows, row: number): number {
  return rows.of(row).sequence[rows.at(row)]!;
}

/** Sequence numbers that a segment takes; SYN and FIN take one each (RFC 9293, 3.4). */
export function lengthOf(rows: Rows, row: number): number {
  const at = rows.at(row);
  const { length, flags } = rows.of(row);
  return length[at]! + (flags[at]! & SYN ? 1 : 0) + (flags[at]! & FIN ? 1 : 0);
}

function isFlagged(rows: Rows, row: number): boolean {
  return (rows.of(row).flags[rows.at(row)]! & (SYN | FIN)) !== 0;
}
