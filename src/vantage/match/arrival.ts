import { sequenceDistance } from '../../bytes/sequence.js';
import { KIND } from './flows.js';
import type { Rows } from './rows.js';
import { ANSWER } from './sightings.js';
import type { Travel } from './travel.js';

const SYN = 2;
const FIN = 1;
const ACK = 16;

/** A range of sequence numbers, counted from the flow's first one. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/** What is known of one flow at one capture, for the question whether packets that it doesn't have arrived. */
interface FlowRecord {
  readonly base: number;
  /** Ranges seen there, in order, without overlaps. */
  readonly seen: readonly Range[];
  /** Highest number that the other side acknowledged, in any capture. */
  readonly acknowledged: number;
  /** Identifiers (DNS, echo) of what was seen there, and of the answers in any capture, each with its last row. */
  readonly asked: ReadonlySet<number>;
  readonly answered: ReadonlySet<number>;
}

/**
 * Whether a packet arrived at a capture that doesn't have it: what it carried was acknowledged, or its question answered,
 * although no copy of it was captured there. (An acknowledgment speaks for TCP at the other end, RFC 9293, 3.4.)
 */
export class Arrivals {
  readonly #rows: Rows;
  readonly #travel: Travel;
  /** Rows of a flow, by capture; made when first asked for. */
  readonly #lists: (Map<number, number[]> | undefined)[];
  readonly #records = new Map<string, FlowRecord>();
  /** Ranges of which one copy was already said to have arrived. */
  readonly #told = new Set<string>();
  readonly #wanted: Uint8Array;

  /** @param wanted flows that will be asked about, by canonical number, and those of their answers */
  constructor(rows: Rows, travel: Travel, wanted: Uint8Array) {
    this.#rows = rows;
    this.#travel = travel;
    this.#lists = rows.captures.map(() => undefined);
    this.#wanted = wanted;
  }

  /** Asked of rows in their order: of several copies the first is taken for the one that arrived. */
  arrivedAt(capture: number, row: number): boolean {
    const rows = this.#rows;
    const flow = rows.flow(row);
    const kind = rows.flows.kind(flow);
    const record = this.#recordOf(capture, flow);
    const source = rows.of(row);
    const at = rows.at(row);
    const sequence = source.sequence[at]!;
    if (kind === KIND.udp || kind === KIND.icmp) {
      const answer = answerTo(kind, sequence, source.flags[at]!);
      if (answer < 0 || record.asked.has(sequence) || !record.answered.has(answer)) return false;
      return this.#first(capture, flow, sequence);
    }
    if (kind !== KIND.tcp) return false;
    const { start, end } = rangeOf(rows, row, record.base);
    if (start === end || end > record.acknowledged || covers(record.seen, start, end)) return false;
    return this.#first(capture, flow, start);
  }

  #first(capture: number, flow: number, what: number): boolean {
    const key = `${capture} ${flow} ${what}`;
    if (this.#told.has(key)) return false;
    this.#told.add(key);
    return true;
  }

  #recordOf(capture: number, flow: number): FlowRecord {
    const key = `${capture} ${flow}`;
    let record = this.#records.get(key);
    if (record === undefined) {
      record = this.#makeRecord(capture, flow);
      this.#records.set(key, record);
    }
    return record;
  }

  #makeRecord(capture: number, flow: number): FlowRecord {
    const rows = this.#rows;
    const here = this.#list(capture, flow);
    const all = rows.captures.flatMap((_, index) => this.#list(index, flow));
    const back = rows.captures.flatMap((_, index) => this.#list(index, this.#travel.reverse(flow)));
    const base = all.length === 0 ? 0 : rows.of(all[0]!).sequence[rows.at(all[0]!)]!;
    let acknowledged = Number.NEGATIVE_INFINITY;
    const answered = new Set<number>();
    for (const row of back) {
      const at = rows.at(row);
      const source = rows.of(row);
      if (isAnswer(rows.flows.kind(flow), source.sequence[at]!, source.flags[at]!))
        answered.add(source.sequence[at]!);
      if (source.flags[at]! & ACK)
        acknowledged = Math.max(acknowledged, sequenceDistance(source.acknowledgment[at]!, base));
    }
    return {
      base,
      seen: merged(here.map((row) => rangeOf(rows, row, base))),
      acknowledged,
      asked: new Set(here.map((row) => rows.of(row).sequence[rows.at(row)]!)),
      answered,
    };
  }

  #list(capture: number, flow: number): readonly number[] {
    let lists = this.#lists[capture];
    if (lists === undefined) {
      lists = new Map();
      const rows = this.#rows;
      for (let row = rows.first[capture]!; row < rows.first[capture + 1]!; row++) {
        const canonical = rows.flow(row);
        if (canonical < 0 || this.#wanted[canonical] === 0) continue;
        const list = lists.get(canonical);
        if (list === undefined) lists.set(canonical, [row]);
        else list.push(row);
      }
      this.#lists[capture] = lists;
    }
    return lists.get(flow) ?? [];
  }
}

/** Identifier of the answer to a DNS question or an echo request (RFC 792, RFC 4443, 4.1); -1 for what has no answer. */
export function answerTo(kind: number, sequence: number, flags: number): number {
  const type = flags >> 8;
  if (kind === KIND.icmp) return type === 8 || type === 128 ? sequence : -1;
  return sequence > 0 && sequence < ANSWER ? sequence + ANSWER : -1;
}

function isAnswer(kind: number, sequence: number, flags: number): boolean {
  const type = flags >> 8;
  return kind === KIND.icmp ? type === 0 || type === 129 : sequence >= ANSWER;
}

/** Sequence numbers that a segment takes; SYN and FIN take one each (RFC 9293, 3.4). */
function rangeOf(rows: Rows, row: number, base: number): Range {
  const at = rows.at(row);
  const { sequence, length, flags } = rows.of(row);
  const start = sequenceDistance(sequence[at]!, base);
  const bits = flags[at]!;
  return { start, end: start + length[at]! + (bits & SYN ? 1 : 0) + (bits & FIN ? 1 : 0) };
}

function merged(ranges: readonly Range[]): Range[] {
  const sorted = ranges.filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const result: Range[] = [];
  for (const { start, end } of sorted) {
    const last = result.at(-1);
    if (last !== undefined && start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else result.push({ start, end });
  }
  return result;
}

function covers(ranges: readonly Range[], start: number, end: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.end < end) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low];
  return range !== undefined && range.start <= start && range.end >= end;
}
