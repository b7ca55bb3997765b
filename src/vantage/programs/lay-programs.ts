import type { Analysis } from '../../engine/analysis.js';
import type { Connection } from '../../engine/connection.js';
import type { ConnectionChoice } from '../../engine/limits.js';
import { CaptureGround, endpointText, mayBe } from './capture-ground.js';
import { finalClose, readingOf, resetOf, restsOf, unreadOf } from './conclusions.js';
import type { LogSession, ProgramLog } from './event.js';
import { type FoundConnection, findConnections, sideOf } from './find-connections.js';
import type { ElsewhereFrames, LaidEvent, LaidSession, ProgramAccount } from './laid.js';
import { sameReset } from './landmarks.js';
import { layLog } from './lay-log.js';
import type { Ground, Placed } from './lay-session.js';

/**
 * Chooses the connections that logs are about, by the endpoints that they name: what to follow
 * ({@link AnalysisOptions.follow}) when captures are analysed for {@link layPrograms}.
 */
export function programConnections(logs: Iterable<ProgramLog>): ConnectionChoice {
  const sessions = distinct([...logs].flatMap((log) => log.sessions));
  const keyed = new Set(
    sessions.flatMap(({ kind, peer }) => (kind === 'accepted' && peer ? [endpointText(peer)] : [])),
  );
  const others = sessions.filter(({ kind }) => kind === 'connecting');
  return (connection) =>
    keyed.has(connection.client) ||
    keyed.has(connection.server) ||
    others.some((session) => mayBe(session, connection));
}

/**
 * Lays what programs tell in their logs over the captures of their machines: finds each connection by addresses and ports,
 * and where those don't suffice by its bytes and its order; then which frames carried the bytes of each read and write,
 * also in the other captures of the connection. Whatever doesn't agree is told as such ({@link LaidEvent.comparison}).
 *
 * @param analysis captures, with the connections of {@link programConnections} followed
 * @param logs by the label of the capture that was made on the program's machine
 * @returns one account for each log whose label is a capture's
 */
export function layPrograms(analysis: Analysis, logs: ReadonlyMap<string, ProgramLog>): ProgramAccount[] {
  const wanted = programConnections(logs.values());
  const grounds = analysis.captures.map((capture) => new CaptureGround(capture, wanted));
  const accounts: ProgramAccount[] = [];
  for (const ground of grounds) {
    const log = logs.get(ground.capture.label);
    if (log === undefined) continue;
    const { format, cut, events } = log;
    accounts.push({
      capture: ground.capture.label,
      format,
      cut,
      others: events.filter(({ session }) => session < 0),
      sessions: laySessions(log, ground, grounds),
    });
  }
  return accounts;
}

function laySessions(log: ProgramLog, own: CaptureGround, all: readonly CaptureGround[]): LaidSession[] {
  const machine = addressesOf(own);
  const found = findConnections(log, own, machine);
  const grounds = found.map((each, i) =>
    each === undefined ? undefined : own.groundOf(each.connection, sideOf(log.sessions[i]!)),
  );
  const placed = layLog(log, grounds);
  return log.sessions.map((session, i) => sessionOf(session, found[i], grounds[i], placed[i]!, own, all));
}

function sessionOf(
  session: LogSession,
  found: FoundConnection | undefined,
  ground: Ground | undefined,
  placed: readonly Placed[],
  own: CaptureGround,
  all: readonly CaptureGround[],
): LaidSession {
  const side = sideOf(session);
  const elsewhere = found === undefined ? [] : groundsElsewhere(found, own, all, side);
  const rests = restsOf(placed);
  const unread = ground === undefined ? null : unreadOf(placed, ground, nextRead(placed));
  return {
    capture: own.capture.label,
    session,
    connection: found?.connection ?? null,
    certain: found?.certain ?? true,
    peerName: found === undefined ? null : peerName(found.connection, side, own),
    side,
    events: placed.map((each, i) => laidEvent(each, rests[i]!, placed, ground, elsewhere)),
    reading: readingOf(placed),
    unread,
    reset: ground === undefined ? null : resetOf(placed, ground, unread),
  };
}

/** Position of the first byte that was not read; NaN where a line differs, or what was read isn't known. */
function nextRead(placed: readonly Placed[]): number {
  let next = 0;
  for (const { event, to, ambiguous } of placed) {
    if (event.kind !== 'read') continue;
    if (to === null || ambiguous) return Number.NaN;
    next = to;
  }
  return next;
}

function laidEvent(
  placed: Placed,
  rest: LaidEvent['rest'],
  all: readonly Placed[],
  ground: Ground | undefined,
  elsewhere: readonly { readonly capture: string; readonly ground: Ground }[],
): LaidEvent {
  const { event, from, to, comparison, carriers, ambiguous } = placed;
  const others: ElsewhereFrames[] = elsewhere.map((other) => ({
    capture: other.capture,
    frames: framesElsewhere(placed, all, ground, other.ground),
  }));
  const frames = ground === undefined ? [] : framesOf(placed, all, ground);
  return { event, from, to, comparison, carriers, rest, frames, elsewhere: others, ambiguous };
}

/** The frames of a capture that an event goes with. */
function framesOf(placed: Placed, all: readonly Placed[], ground: Ground): number[] {
  const { event, from, to, comparison } = placed;
  const { landmarks, side, incoming, outgoing } = ground;
  const other = side === 'client' ? 'server' : 'client';
  switch (event.kind) {
    case 'read':
    case 'write': {
      if (from === null || to === null) return [];
      const carriers = (event.kind === 'read' ? incoming : outgoing).carriers(from, to);
      return captured(...carriers.map(({ frame }) => frame));
    }
    case 'accepted':
    case 'connecting':
      return captured(landmarks.syn, landmarks.synAck, landmarks.handshakeAck);
    case 'end-of-stream':
      return comparison === 'same' ? captured(landmarks.fin[other]) : [];
    case 'error':
      return isResetError(event.error) ? captured(landmarks.reset[other]) : [];
    case 'close':
      return closeFrames(placed, all, ground);
    default:
      return [];
  }
}

/** The same in another capture; of resets only one that is alone and looks the same, for not every one need be the same packet. */
function framesElsewhere(
  placed: Placed,
  all: readonly Placed[],
  own: Ground | undefined,
  other: Ground,
): number[] {
  const { kind } = placed.event;
  if (own !== undefined && (kind === 'error' || kind === 'close')) {
    const frames = framesOf(placed, all, own);
    if (frames.length === 0) return [];
    const side = (['client', 'server'] as const).find((each) => own.landmarks.reset[each] === frames[0]);
    if (side !== undefined)
      return sameReset(own.landmarks, other.landmarks, side) ? [other.landmarks.reset[side]] : [];
  }
  return framesOf(placed, all, other);
}

/** What its TCP sent when a program closed: the FIN that ends its direction; a reset in its place where the log tells why. */
function closeFrames(placed: Placed, all: readonly Placed[], ground: Ground): number[] {
  const { landmarks, side } = ground;
  const fin = landmarks.fin[side];
  if (placed.event.closed === 'shutdown') return captured(fin);
  // Another process may still have the socket open.
  if (finalClose(all) !== placed) return [];
  const before = all.slice(0, all.indexOf(placed));
  // A FIN before it is that of the shutdown.
  if (before.some(({ event }) => event.closed === 'shutdown')) return [];
  const proven = resetOf(all, ground, unreadOf(all, ground, nextRead(all)));
  return proven === null ? captured(fin) : [proven.frame];
}

/** Errors that a reset of the other side leads to. */
export function isResetError(error: string | null): boolean {
  return error === 'ECONNRESET' || error === 'EPIPE' || error === 'ECONNREFUSED';
}

function captured(...frames: readonly number[]): number[] {
  return [...new Set(frames.filter((frame) => frame > 0))].sort((a, b) => a - b);
}

function groundsElsewhere(
  { connection }: FoundConnection,
  own: CaptureGround,
  all: readonly CaptureGround[],
  side: 'client' | 'server',
): { capture: string; ground: Ground }[] {
  return all.flatMap((other) => {
    const same = other === own ? undefined : other.sameAs(connection, own.landmarks(connection));
    const ground = same === undefined ? undefined : other.groundOf(same, side);
    return ground === undefined ? [] : [{ capture: other.capture.label, ground }];
  });
}

function peerName(
  connection: Connection,
  side: 'client' | 'server',
  { capture }: CaptureGround,
): string | null {
  const address = side === 'client' ? connection.serverAddress : connection.clientAddress;
  return capture.context.hosts.get(address) ?? null;
}

/** Addresses of the machine on which a capture was made, as far as its name tells them. */
function addressesOf({ capture }: CaptureGround): Set<string> {
  const name = capture.label.slice(capture.label.lastIndexOf('/') + 1);
  const { hosts } = capture.context;
  return new Set([...hosts].flatMap(([address, label]) => (label === name ? [address] : [])));
}

/** The same server is mostly called many times. */
function distinct(sessions: readonly LogSession[]): LogSession[] {
  const kept = new Map<string, LogSession>();
  for (const session of sessions)
    if (session.peer !== null) kept.set(`${session.kind} ${endpointText(session.peer)}`, session);
  return [...kept.values()];
}
