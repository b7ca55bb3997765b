import { Clocks } from './clocks.js';
import type { Flows } from './flows.js';
import { FIELD, groupRows } from './groups.js';
import { MAX_CAPTURES, Match } from './match.js';
import { Packets } from './packets.js';
import { pairCopies, pairSingles } from './pair-groups.js';
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
  const rewritesIds = flowsWithoutPairs(rows, packets);
  pairAll(ALL & ~FIELD.packetId, (row) => isOpen(row) && rewritesIds[rows.flow(row)] === 1);
  if (captures.some(({ hasCut }) => hasCut)) pairAll(ALL & ~FIELD.digest, isOpen);
  travel.learn(packets);
  pairResegmented(rows, packets, travel, new Clocks(rows, packets, travel));
  travel.learn(packets);
  travel.learnOneWay(packets, new Clocks(rows, packets, travel));
  const clocks = new Clocks(rows, packets, travel);
  const settled = settle(rows, packets, travel, clocks);
  return new Match(rows, settled, clocks, travel);
}

/** Canonical flows of which nothing was paired. */
function flowsWithoutPairs(rows: Rows, packets: Packets): Uint8Array {
  const alone = new Uint8Array(rows.flows.count).fill(1);
  for (let row = 0; row < rows.count; row++) if (!packets.isOpen(row)) alone[rows.flow(row)] = 0;
  return alone;
}
