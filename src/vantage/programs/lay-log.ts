import type { ProgramEvent, ProgramLog } from './event.js';
import { type Ground, type Placed, SessionLayer } from './lay-session.js';

/** Connections that are open at once and looked at for one line; a program that serves more shows in its log which is which. */
const MAX_OPEN = 64;

/**
 * Lays the events of a log over the connections that they belong to. A message that doesn't name its connection goes to
 * the latest one; where its bytes don't fit there and fit exactly one other open connection, it goes to that one.
 *
 * @param grounds by session; undefined where its connection isn't known
 * @returns what was laid, by session; undefined likewise
 */
export function layLog(log: ProgramLog, grounds: readonly (Ground | undefined)[]): (readonly Placed[])[] {
  const layers = grounds.map((ground) => (ground === undefined ? undefined : new SessionLayer(ground)));
  const unplaced: Placed[][] = grounds.map(() => []);
  const next = nextKnownWrites(log.events);
  const open: SessionLayer[] = [];
  for (const event of log.events) {
    if (event.session < 0) continue;
    const named = layers[event.session];
    if (named === undefined) {
      unplaced[event.session]!.push(withoutPlace(event));
      continue;
    }
    if (event.kind === 'accepted' || event.kind === 'connecting') open.push(named);
    const { layer, ambiguous } =
      log.format === 'strace' ? { layer: named, ambiguous: false } : choose(event, named, open);
    layer.lay(event, ambiguous, next.get(event));
    for (let i = open.length - 1; i >= 0; i--) if (open[i]!.over) open.splice(i, 1);
    if (open.length > MAX_OPEN) open.shift();
  }
  return layers.map((layer, session) => layer?.placed ?? unplaced[session]!);
}

/** An event of a connection that isn't in the capture. */
function withoutPlace(event: ProgramEvent): Placed {
  const moves = event.kind === 'read' || event.kind === 'write';
  return { event, from: null, to: null, comparison: moves ? 'unsure' : null, carriers: [], ambiguous: false };
}

interface Choice {
  readonly layer: SessionLayer;
  readonly ambiguous: boolean;
}

function choose(event: ProgramEvent, named: SessionLayer, open: readonly SessionLayer[]): Choice {
  const sure = { layer: named, ambiguous: false };
  const { kind } = event;
  const others = open.filter((layer) => layer !== named);
  if (others.length === 0) return sure;
  if (kind === 'end-of-stream') return firstEnded(event, named, others);
  if (kind !== 'read' && kind !== 'write' && kind !== 'error') return sure;
  const fitting = others.filter((layer) => layer.tryOut(event) === 'same');
  const here = named.tryOut(event);
  if (here === 'same' || (here === 'counted' && !named.over))
    return { ...sure, ambiguous: fitting.length > 0 };
  return fitting.length === 1
    ? { layer: fitting[0]!, ambiguous: false }
    : { ...sure, ambiguous: fitting.length > 1 };
}

/** Of several streams that may have been read to their end, the one whose FIN came first. */
function firstEnded(event: ProgramEvent, named: SessionLayer, others: readonly SessionLayer[]): Choice {
  const finOf = ({ ground: { landmarks, side } }: SessionLayer): number =>
    landmarks.fin[side === 'client' ? 'server' : 'client'];
  const fitting = [named, ...others]
    .filter((layer) => !layer.over && layer.tryOut(event) === 'same')
    .sort((a, b) => finOf(a) - finOf(b));
  return { layer: fitting[0] ?? named, ambiguous: fitting.length > 1 };
}

/** For each write without a count, the next write of its connection whose bytes are known. */
function nextKnownWrites(events: readonly ProgramEvent[]): Map<ProgramEvent, ProgramEvent> {
  const next = new Map<ProgramEvent, ProgramEvent>();
  const known = new Map<number, ProgramEvent>();
  for (let i = events.length - 1; i >= 0; i--) {
    const event = events[i]!;
    if (event.kind !== 'write') continue;
    const later = known.get(event.session);
    if (event.count === null && later !== undefined) next.set(event, later);
    if (event.bytes !== null && event.bytes.length > 0) known.set(event.session, event);
  }
  return next;
}
