import { type Flows, KIND } from './flows.js';
import { FIELD, groupRows } from './groups.js';
import type { Rows } from './rows.js';

/** Payload bytes from which a datagram can't well be taken for another. */
const TELLING_BYTES = 8;
/** Packets that must agree before two flows with nothing in common but their bytes count as one. */
const ENOUGH = 2;
/** Flows that one flow is held against; more agree only where captures were made up to be slow. */
const MAX_PARTNERS = 64;

/**
 * Finds flows that a translator on the way gave other addresses or ports (NAT, a published container port): flows that no
 * capture has both of, and whose packets agree in everything else (RFC 3022: only addresses, ports and checksums
 * change). Such flows are united.
 */
export function uniteRewritten(rows: Rows): void {
  const { flows, captures } = rows;
  const seen = new Int32Array(flows.count);
  for (const [capture, { count, flow }] of captures.entries())
    for (let at = 0; at < count; at++) if (flow[at]! >= 0) seen[flow[at]!]! |= 1 << capture;
  const everywhere = 2 ** captures.length - 1;
  const isTold = (row: number): boolean => {
    const flow = rows.of(row).flow[rows.at(row)]!;
    return flow >= 0 && seen[flow] !== everywhere && isTelling(rows, row);
  };
  const groups = groupRows(rows, FIELD.digest | FIELD.head | FIELD.packetId, isTold);
  const votes = new Map<number, Map<number, number>>();
  for (let group = 0; group < groups.count; group++) {
    if (groups.size[group]! < 2 || groups.size[group]! > captures.length) continue;
    const found = new Set<number>();
    for (let row = groups.head[group]!; row >= 0; row = groups.next[row]!)
      found.add(rows.of(row).flow[rows.at(row)]!);
    for (const one of found)
      for (const other of found) if ((seen[one]! & seen[other]!) === 0) vote(votes, one, other);
  }
  for (const [flow, others] of votes)
    for (const [other, count] of others)
      if (flow < other && isBest(votes, flow, other, seen) && count >= needed(flows, flow, other))
        flows.unite(flow, other);
}

/** Whether two flows agree more with each other than with any other flow of the same captures. */
function isBest(
  votes: ReadonlyMap<number, ReadonlyMap<number, number>>,
  one: number,
  other: number,
  seen: Int32Array,
): boolean {
  const count = votes.get(one)!.get(other)!;
  const isBeaten = (flow: number, rival: number): boolean =>
    [...votes.get(flow)!].some(
      ([third, more]) => third !== rival && more >= count && (seen[third]! & seen[rival]!) !== 0,
    );
  return !isBeaten(one, other) && !isBeaten(other, one);
}

/** A packet that can't easily be taken for another of another flow. */
function isTelling(rows: Rows, row: number): boolean {
  const at = rows.at(row);
  const capture = rows.of(row);
  const kind = rows.flows.kind(capture.flow[at]!);
  if (kind === KIND.tcp) return true;
  return (kind === KIND.udp || kind === KIND.icmp) && capture.length[at]! >= TELLING_BYTES;
}

/** One packet suffices where one end stayed as it was, as a translator leaves it. */
function needed(flows: Flows, one: number, other: number): number {
  const sameSource =
    flows.source(one) === flows.source(other) && flows.sourcePort(one) === flows.sourcePort(other);
  const sameDestination =
    flows.destination(one) === flows.destination(other) &&
    flows.destinationPort(one) === flows.destinationPort(other);
  return sameSource || sameDestination ? 1 : ENOUGH;
}

function vote(votes: Map<number, Map<number, number>>, flow: number, other: number): void {
  const counts = votes.get(flow) ?? new Map<number, number>();
  if (counts.size < MAX_PARTNERS || counts.has(other)) counts.set(other, (counts.get(other) ?? 0) + 1);
  votes.set(flow, counts);
}
