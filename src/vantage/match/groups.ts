import type { Rows } from './rows.js';

/** Fields that frames of the same packet may have to share, besides those that all must. */
export const FIELD = {
  /** Addresses and ports; flows that a translator connects count as one. */
  flow: 1,
  /** IP identification. */
  packetId: 2,
  /** Window, urgent pointer and options of a TCP header. */
  head: 4,
  /** The payload's bytes. */
  digest: 8,
} as const;

const SEED = Math.floor(Math.random() * 2 ** 32);

/** Rows sorted into groups of equal identity. */
export interface Groups {
  readonly count: number;
  /** First and last row of each group. */
  readonly head: Int32Array;
  readonly next: Int32Array;
  /** Rows of each group. */
  readonly size: Int32Array;
}

/**
 * Sorts rows into groups that are equal in sequence and acknowledgment number, flags, length and the chosen fields. Within a
 * group rows stand in the order of captures and frames. Takes time linear in the number of rows.
 *
 * @param fields sum of {@link FIELD}
 * @param wanted whether a row takes part
 */
export function groupRows(rows: Rows, fields: number, wanted: (row: number) => boolean): Groups {
  let size = 1024;
  while (size < rows.count * 2) size *= 2;
  const slots = new Int32Array(size).fill(-1);
  const head = new Int32Array(rows.count);
  const tail = new Int32Array(rows.count);
  const sizes = new Int32Array(rows.count);
  const next = new Int32Array(rows.count).fill(-1);
  let count = 0;
  for (let row = 0; row < rows.count; row++) {
    if (!wanted(row)) continue;
    let slot = hashOf(rows, row, fields) & (size - 1);
    let group = slots[slot]!;
    while (group >= 0 && !isSame(rows, head[group]!, row, fields)) {
      slot = (slot + 1) & (size - 1);
      group = slots[slot]!;
    }
    if (group < 0) {
      group = count++;
      slots[slot] = group;
      head[group] = row;
    } else next[tail[group]!] = row;
    tail[group] = row;
    sizes[group]!++;
  }
  return { count, head, next, size: sizes };
}

function hashOf(rows: Rows, row: number, fields: number): number {
  const capture = rows.of(row);
  const at = rows.at(row);
  const flow = capture.flow[at]!;
  let h = Math.imul(capture.sequence[at]! ^ SEED, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15) ^ capture.acknowledgment[at]!, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13) ^ capture.length[at]!, 0xc2b2ae35);
  h ^= Math.imul(capture.flags[at]! ^ (rows.flows.kind(flow) << 16), 0x27d4eb2f);
  if (fields & FIELD.flow) h = Math.imul(h ^ (h >>> 16) ^ rows.flows.canonical(flow), 0x9e3779b1);
  if (fields & FIELD.packetId) h = Math.imul(h ^ (h >>> 15) ^ capture.packetId[at]!, 0x85ebca6b);
  if (fields & FIELD.head) h = Math.imul(h ^ (h >>> 13) ^ capture.head[at]!, 0xc2b2ae35);
  if (fields & FIELD.digest) h = Math.imul(h ^ (h >>> 16) ^ capture.digest[at]!, 0x27d4eb2f);
  return (h ^ (h >>> 15)) >>> 0;
}

function isSame(rows: Rows, one: number, other: number, fields: number): boolean {
  const a = rows.of(one);
  const b = rows.of(other);
  const i = rows.at(one);
  const j = rows.at(other);
  const { flows } = rows;
  return (
    a.sequence[i] === b.sequence[j] &&
    a.acknowledgment[i] === b.acknowledgment[j] &&
    a.flags[i] === b.flags[j] &&
    a.length[i] === b.length[j] &&
    (fields & FIELD.flow
      ? flows.canonical(a.flow[i]!) === flows.canonical(b.flow[j]!)
      : flows.kind(a.flow[i]!) === flows.kind(b.flow[j]!)) &&
    (!(fields & FIELD.packetId) || a.packetId[i] === b.packetId[j]) &&
    (!(fields & FIELD.head) || a.head[i] === b.head[j]) &&
    (!(fields & FIELD.digest) || a.digest[i] === b.digest[j])
  );
}
