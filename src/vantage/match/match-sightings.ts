import { Clocks } from './clocks.js';
import type { Flows } from './flows.js';
import { FIELD, groupRows } from './groups.js';
import { MAX_CAPTURES, Match } from './match.js';
import { Packets } from './packets.js';
import { pairCopies, pairSingles } from './pair-groups.js';
import { pairsOf } from './pairs.js';
import { pairResegmented } from './resegmented.js';
import { uniteRewritten } from './rewritten.js';
import { Rows } from './rows.js';
import { settle } from './settle.js';
import type { Sightings } from './sightings.js';
import { Travel } from './travel.js';

/** Fields of one identity, from all to few. What a flow's identifications don't survive is matched without them. */
const ALL = FIELD.flow | FIELD.packetId | FIELD.head | FIELD.digest;

/**
 * Holds captures against each other.
 *
 * @param local capture of the machine that has an address, by id in `flows.addresses`, where the user names it
 */
export function matchSightings(
  captures: readonly Sightings[],
  flows: Flows,
  local: ReadonlyMap<number, number>,
): Match {
  if (captures.length > MAX_CAPTURES) throw new TypeError(`more than ${MAX_CAPTURES} captures`);
  const rows = new Rows(captures, flows);
  const packets = new Packets(rows.count);
  const isOpen = (row: number): boolean =>
    packets.isOpen(row) && rows.of(row).flow[rows.at(row)]! >= 0 && !rows.of(row).copyOf.has(rows.frame(row));
  uniteRewritten(rows);
  pairSingles(rows, packets, groupRows(rows, ALL, isOpen));
  const travel = new Travel(rows, local);
  const pairAll = (fields: number, wanted: (row: number) => boolean): void => {
    travel.learn(packets);
    const clocks = new Clocks(rows, packets, travel);
    const groups = groupRows(rows, fields, wanted);
    pairSingles(rows, packets, groups);
    pairCopies(rows, packets, groups, travel, clocks);
  };
  pairAll(ALL, isOpen);
  pairAll(ALL & ~FIELD.head, isOpen);
  const rewritesIds = flowsWithoutIds(rows, packets);
  pairAll(ALL & ~FIELD.packetId, (row) => isOpen(row) && rewritesIds[rows.flow(row)] === 1);
  if (captures.some(({ hasCut }) => hasCut)) pairAll(ALL & ~FIELD.digest, isOpen);
  travel.learn(packets);
  pairResegmented(rows, packets, travel, new Clocks(rows, packets, travel), rewritesIds);
  travel.learn(packets);
  travel.learnOneWay(packets, new Clocks(rows, packets, travel));
  const clocks = new Clocks(rows, packets, travel);
  const settled = settle(rows, packets, travel, clocks);
  return new Match(rows, settled, clocks, travel);
}

/**
 * Canonical flows whose packets may have other IP identifications elsewhere: nothing of them was paired, nor anything that has
 * an identification between the captures that saw them. (What rewrites identifications does so for all that passes.)
 */
function flowsWithoutIds(rows: Rows, packets: Packets): Uint8Array {
  const count = rows.captures.length;
  const kept = new Uint8Array(count * count);
  for (let packet = 0; packet < packets.count; packet++) {
    const [first, ...others] = packets.rows(packet);
    if (rows.of(first!).packetId[rows.at(first!)]! <= 0) continue;
    for (const other of others) {
      kept[rows.capture[first!]! * count + rows.capture[other]!] = 1;
      kept[rows.capture[other]! * count + rows.capture[first!]!] = 1;
    }
  }
  const seen = new Int32Array(rows.flows.count);
  const paired = new Uint8Array(rows.flows.count);
  for (let row = 0; row < rows.count; row++) {
    const flow = rows.flow(row);
    if (flow < 0) continue;
    seen[flow]! |= 1 << rows.capture[row]!;
    if (!packets.isOpen(row)) paired[flow] = 1;
  }
  const keepsIds = (captures: number): boolean =>
    pairsOf(count).some(
      ([, a, b]) => captures & (1 << a) && captures & (1 << b) && kept[a * count + b] === 1,
    );
  return Uint8Array.from(seen, (captures, flow) => (paired[flow] === 1 || keepsIds(captures) ? 0 : 1));
}
