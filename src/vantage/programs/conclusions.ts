import type { LaidEvent, PiecemealSegment, ProvenReset, ReadingHabit, UnreadBytes } from './laid.js';
import type { Ground, Placed } from './lay-session.js';

/** How the reads that agree with the capture drew on its segments; null where there are none. */
export function readingOf(placed: readonly Placed[]): ReadingHabit | null {
  const reads = placed.filter(
    ({ event, comparison }) =>
      event.kind === 'read' && event.single && (comparison === 'same' || comparison === 'counted'),
  );
  if (reads.length === 0) return null;
  const sizes = reads.map(({ from, to }) => to! - from!);
  const largest = sizes.reduce((most, size) => Math.max(most, size));
  const asked = reads[0]!.event.requested;
  const told = asked !== null && reads.every(({ event }) => event.requested === asked);
  return {
    reads: reads.length,
    largest,
    limit: told ? asked : seenLimit(reads, largest),
    limitTold: told,
    piecemeal: piecemealOf(reads),
  };
}

/**
 * What a read leaves behind of a segment was there when it was made, for the segment had come as a whole: so it took no more because
 * it had asked for no more.
 */
function seenLimit(reads: readonly Placed[], largest: number): number | null {
  const leaving = reads.filter(({ to, carriers }) => (carriers.at(-1)?.end ?? 0) > to!);
  return leaving.length > 0 && leaving.every(({ from, to }) => to! - from! === largest) ? largest : null;
}

function piecemealOf(reads: readonly Placed[]): PiecemealSegment[] {
  const segments = new Map<number, { frame: number; bytes: number; reads: number[]; lines: number[] }>();
  for (const { event, from, to, carriers } of reads)
    for (const { frame, start, end } of carriers) {
      let segment = segments.get(start);
      if (segment === undefined) {
        segment = { frame, bytes: end - start, reads: [], lines: [] };
        segments.set(start, segment);
      }
      segment.reads.push(Math.min(end, to!) - Math.max(start, from!));
      segment.lines.push(event.line);
    }
  return [...segments.values()].filter((segment) => segment.reads.length > 1);
}

/**
 * What had arrived and was not read when the program closed for good: by the capture before its TCP sent the reset, or
 * at all where the close isn't captured. Null also where the log doesn't tell what was read, and where a FIN went out: then the
 * rest came after the close, or was read without being logged.
 */
export function unreadOf(placed: readonly Placed[], ground: Ground, next: number): UnreadBytes | null {
  const closing = finalClose(placed);
  const { incoming, landmarks, side } = ground;
  const fin = landmarks.fin[side];
  const reset = landmarks.reset[side] || Number.POSITIVE_INFINITY;
  if (closing === undefined || Number.isNaN(next) || (fin > 0 && fin < reset)) return null;
  if (landmarks.reset[side === 'client' ? 'server' : 'client'] > 0) return null;
  const carriers = incoming.carriers(next, incoming.end).filter(({ frame }) => frame < reset);
  const to = carriers.at(-1)?.end ?? next;
  return to > next ? { from: next, to, carriers, line: closing.event.line } : null;
}

/** The close after which nothing was read or written any more. */
export function finalClose(placed: readonly Placed[]): Placed | undefined {
  for (let i = placed.length - 1; i >= 0; i--) {
    const { kind, closed } = placed[i]!.event;
    if (kind === 'read' || kind === 'write') return undefined;
    if (kind === 'close' && closed !== 'shutdown') return placed[i];
  }
  return undefined;
}

/** Why this side sent a reset, where the log makes it certain. */
export function resetOf(
  placed: readonly Placed[],
  { landmarks, side }: Ground,
  unread: UnreadBytes | null,
): ProvenReset | null {
  const frame = landmarks.reset[side];
  const closing = finalClose(placed);
  if (frame === 0 || closing === undefined) return null;
  const { line, closed } = closing.event;
  if (closed === 'linger') return { cause: 'linger', frame, line, unread };
  return unread === null ? null : { cause: 'unread-data', frame, line, unread };
}

/** What became of the bytes that each read left behind of its last segment. */
export function restsOf(placed: readonly Placed[]): LaidEvent['rest'][] {
  const rests: LaidEvent['rest'][] = [];
  // Backwards: where the next read ended, and the last.
  let next = 0;
  let last = 0;
  for (let i = placed.length - 1; i >= 0; i--) {
    const { event, to, carriers } = placed[i]!;
    rests[i] = null;
    if (event.kind !== 'read' || to === null) continue;
    const end = carriers.at(-1)?.end ?? to;
    if (end > to) rests[i] = next >= end ? 'next' : last >= end ? 'later' : 'unread';
    next = to;
    last = Math.max(last, to);
  }
  return rests;
}
