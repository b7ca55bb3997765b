import { type Flows, KIND } from './flows.js';
import { FIELD, groupRows } from './groups.js';
import type { Packets } from './packets.js';
import type { Rows } from './rows.js';

/** Payload bytes from which a datagram can't well be taken for another. */
const TELLING_BYTES = 8;
/** Packets that must agree before two flows with nothing in common but their bytes count as one. */
const ENOUGH = 2;

/**
 * Finds flows that a translator on the way gave other addresses or ports (NAT, a published container port): flows of
 * different captures none of whose packets was found elsewhere, and whose packets agree in everything else (RFC 3022:
 * only addresses, ports and checksums change). Such flows are united.
 *
 * @returns whether there are any
 */
export function uniteRewritten(rows: Rows, packets: Packets): boolean {
  const { flows } = rows;
  const paired = new Uint8Array(flows.count);
  for (let row = 0; row < rows.count; row++)
    if (!packets.isOpen(row)) {
      const flow = rows.flow(row);
      if (flow >= 0) paired[flow] = 1;
    }
  const isAlone = (row: number): boolean => {
    if (!packets.isOpen(row)) return false;
    const flow = rows.flow(row);
    return flow >= 0 && paired[flow] === 0 && isTelling(rows, row);
  };
  const groups = groupRows(rows, FIELD.digest | FIELD.head | FIELD.packetId, isAlone);
  const votes = new Map<number, Map<number, number>>();
  for (let group = 0; group < groups.count; group++) {
    if (groups.size[group] !== 2) continue;
    const one = groups.head[group]!;
    const other = groups.next[one]!;
    if (rows.capture[one] === rows.capture[other]) continue;
    vote(votes, rows.flow(one), rows.flow(other));
    vote(votes, rows.flow(other), rows.flow(one));
  }
  let found = false;
  for (const [flow, others] of votes) {
    const [best, count] = bestOf(others);
    if (best < flow || bestOf(votes.get(best)!)[0] !== flow) continue;
    if (count < needed(flows, flow, best)) continue;
    flows.unite(flow, best);
    found = true;
  }
  return found;
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
  counts.set(other, (counts.get(other) ?? 0) + 1);
  votes.set(flow, counts);
}

function bestOf(counts: ReadonlyMap<number, number>): [flow: number, count: number] {
  let best = -1;
  let most = 0;
  for (const [flow, count] of counts)
    if (count > most) {
      best = flow;
      most = count;
    }
  return [best, most];
}
