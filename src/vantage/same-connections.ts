import type { KeptCapture } from '../engine/capture-analysis.js';
import type { Match } from './match/match.js';

/** A connection of one of several captures, by the capture's index. */
interface Place {
  readonly capture: number;
  readonly connection: number;
}

/**
 * Which connections of several captures are the same one: those that have a packet in common.
 *
 * @returns for a capture's index and a connection's number in it, its places in other captures
 */
export function sameConnections(
  match: Match,
  captures: readonly KeptCapture[],
): (capture: number, connection: number) => readonly Place[] {
  const connections = captures.map((capture) => {
    const numbers = new Int32Array(capture.frameCount + 1).fill(-1);
    for (const batch of capture.batches)
      for (let row = 0; row < batch.count; row++) numbers[batch.firstFrame + row] = batch.connection[row]!;
    return numbers;
  });
  const found = new Map<string, Map<string, Place>>();
  const { rows, settled } = match;
  for (let packet = 0; packet < match.count; packet++) {
    const list = settled.packets.rows(packet);
    if (list.length < 2) continue;
    const places: Place[] = [];
    for (const row of list) {
      const capture = rows.capture[row]!;
      const connection = connections[capture]![rows.frame(row)]!;
      if (connection >= 0) places.push({ capture, connection });
    }
    for (const one of places)
      for (const other of places) {
        if (one.capture === other.capture) continue;
        const key = keyOf(one);
        const others = found.get(key) ?? new Map<string, Place>();
        found.set(key, others.set(keyOf(other), other));
      }
  }
  return (capture, connection) => [...(found.get(keyOf({ capture, connection }))?.values() ?? [])];
}

function keyOf({ capture, connection }: Place): string {
  return `${capture} ${connection}`;
}
