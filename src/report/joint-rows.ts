import type { Analysis } from '../engine/analysis.js';
import type { Match } from '../vantage/match/match.js';
import { MARK } from '../vantage/match/packets.js';
import { groupOf, LOOKUPS, OTHER } from './annotated.js';
import type { RowFilter } from './filter.js';

/** One row of a joint table: a packet, or several that a card made of one frame, or one of several. */
export interface JointRow {
  readonly packets: number[];
}

/** The conversations that stand in a joint table, in the order of these tables. */
const KINDS = ['lookups', 'connection', 'other'] as const;
type JointKind = (typeof KINDS)[number];

/** A conversation that several captures saw. */
export interface JointConversation {
  readonly kind: JointKind;
  /** Its number in each capture that numbers it, by the capture's index. */
  readonly connections: ReadonlyMap<number, number>;
  /** In the order in which they were first seen. */
  readonly rows: readonly JointRow[];
}

/** Packets that stand in one row at most. */
const MOST_TOGETHER = 64;

/**
 * Sorts the packets of a match into conversations: first look-ups, then each connection, whatever its numbers and addresses
 * in each capture, then the others.
 */
export function jointConversations(
  match: Match,
  { captures }: Analysis,
  filter: RowFilter,
): JointConversation[] {
  const groups = captures.map(({ frameCount }) => new Int32Array(frameCount + 1).fill(OTHER));
  const wanted = captures.map(({ frameCount }) => new Uint8Array(frameCount + 1));
  for (const [index, capture] of captures.entries())
    for (const batch of capture.batches)
      for (let row = 0; row < batch.count; row++) {
        groups[index]![batch.firstFrame + row] = groupOf(batch, row);
        wanted[index]![batch.firstFrame + row] = filter.matches(batch, row) ? 1 : 0;
      }
  const united = new Groups();
  const { rows, settled } = match;
  const eachSighting = function* (packet: number): Generator<[capture: number, frame: number]> {
    for (const row of settled.packets.rows(packet)) yield [rows.capture[row]!, rows.frame(row)];
  };
  for (let packet = 0; packet < match.count; packet++) {
    let first: string | undefined;
    for (const [capture, frame] of eachSighting(packet)) {
      const key = keyOf(capture, groups[capture]![frame]!);
      if (first !== undefined) united.unite(first, key);
      first ??= key;
    }
  }
  const conversations = new Map<string, { kind: JointKind; connections: Map<number, number>; rows: Rows }>();
  for (let packet = 0; packet < match.count; packet++) {
    let isWanted = false;
    for (const [capture, frame] of eachSighting(packet)) if (wanted[capture]![frame] === 1) isWanted = true;
    if (!isWanted) continue;
    const [[capture, frame] = [0, 0]] = eachSighting(packet);
    const group = groups[capture]![frame]!;
    const key = united.of(keyOf(capture, group));
    let conversation = conversations.get(key);
    if (conversation === undefined) {
      conversation = { kind: kindOf(group), connections: new Map(), rows: new Rows(match) };
      conversations.set(key, conversation);
    }
    const { connections, rows: gathered } = conversation;
    for (const [each, number] of eachSighting(packet)) {
      const connection = groups[each]![number]!;
      if (connection >= 0 && !connections.has(each)) connections.set(each, connection);
    }
    gathered.add(packet);
  }
  return [...conversations.values()]
    .sort((one, other) => KINDS.indexOf(one.kind) - KINDS.indexOf(other.kind))
    .map(({ kind, connections, rows: { list } }) => ({ kind, connections, rows: list }));
}

function kindOf(group: number): JointKind {
  return group === LOOKUPS ? 'lookups' : group === OTHER ? 'other' : 'connection';
}

/** Look-ups of all captures are one group, and so are the others. */
function keyOf(capture: number, group: number): string {
  return group < 0 ? String(group) : `${capture} ${group}`;
}

/** Gathers packets into rows: those that share a frame because a card split or joined segments stand together. */
class Rows {
  readonly list: JointRow[] = [];
  readonly #match: Match;
  readonly #byFrame = new Map<number, JointRow>();

  constructor(match: Match) {
    this.#match = match;
  }

  add(packet: number): void {
    const { packets } = this.#match.settled;
    const isDivided = (packets.mark[packet]! & MARK.resegmented) !== 0;
    if (!isDivided) {
      this.list.push({ packets: [packet] });
      return;
    }
    const rows = packets.rows(packet);
    let found: JointRow | undefined;
    for (const row of rows) found ??= this.#byFrame.get(row);
    if (found === undefined || found.packets.length >= MOST_TOGETHER) {
      found = { packets: [] };
      this.list.push(found);
    }
    found.packets.push(packet);
    for (const row of rows) this.#byFrame.set(row, found);
  }
}

/** Groups that turn out to be one. */
class Groups {
  readonly #parent = new Map<string, string>();

  of(key: string): string {
    let at = key;
    for (let up = this.#parent.get(at); up !== undefined; up = this.#parent.get(at)) at = up;
    if (at !== key) this.#parent.set(key, at);
    return at;
  }

  unite(one: string, other: string): void {
    const [a, b] = [this.of(one), this.of(other)];
    // Look-ups and others stay what they are: an error quotes a segment, and another capture has not got the connection.
    if (a !== b && !a.startsWith('-') && !b.startsWith('-')) this.#parent.set(b, a);
  }
}
