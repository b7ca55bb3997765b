import type { Match } from '../vantage/match/match.js';
import type { JointRow } from './joint-rows.js';

/** Addresses and ports that were rewritten between two captures, named by their index. */
export interface Translation {
  readonly here: number;
  readonly there: number;
  /** `source → destination`, each `address:port`. */
  readonly before: string;
  readonly after: string;
}

/** Different ones told; a translator that changes them more often is not told further. */
const MOST = 4;

/** What was rewritten on the way of a conversation's packets, of those that go the way of its first one. */
export function translations(match: Match, rows: readonly JointRow[]): Translation[] {
  const { rows: frames, settled } = match;
  const found = new Map<string, Translation>();
  const flowOf = (row: number): number => frames.of(row).flow[frames.at(row)]!;
  const first = settled.packets.rows(rows[0]!.packets[0]!)[0]!;
  for (const { packets } of rows)
    for (const packet of packets) {
      const list = settled.packets.rows(packet);
      if (frames.flow(list[0]!) !== frames.flow(first)) continue;
      for (let i = 1; i < list.length; i++) {
        const [one, other] = [flowOf(list[i - 1]!), flowOf(list[i]!)];
        const key = `${one} ${other}`;
        if (one === other || found.has(key) || found.size >= MOST) continue;
        found.set(key, {
          here: frames.capture[list[i - 1]!]!,
          there: frames.capture[list[i]!]!,
          before: flowText(match, one),
          after: flowText(match, other),
        });
      }
    }
  return [...found.values()];
}

function flowText(match: Match, flow: number): string {
  const { flows } = match.rows;
  const end = (address: number, port: number): string => {
    const text = flows.addresses.text(address) ?? '';
    return `${text.includes(':') ? `[${text}]` : text}:${port}`;
  };
  return `${end(flows.source(flow), flows.sourcePort(flow))} → ${end(flows.destination(flow), flows.destinationPort(flow))}`;
}
