import type { Connection } from '../../engine/connection.js';
import type { CaptureGround } from './capture-ground.js';
import type { LogSession, ProgramEvent, ProgramLog } from './event.js';
import { type Ground, SessionLayer } from './lay-session.js';

/** Connections that are tried for one of a log's at most. */
const MAX_TRIED = 64;

/** A capture's connection that one of a log's was found to be. */
export interface FoundConnection {
  readonly connection: Connection;
  /** Others would fit as well, and the log doesn't tell which. */
  readonly certain: boolean;
}

/**
 * Finds the connections of a log in its machine's capture: by the endpoints that the log tells, then by the bytes, then by
 * order, each connection once.
 *
 * @param machine addresses of the machine, as far as known
 * @returns by session; undefined where none fits
 */
export function findConnections(
  log: ProgramLog,
  ground: CaptureGround,
  machine: ReadonlySet<string>,
): (FoundConnection | undefined)[] {
  const events = eventsBySession(log);
  const taken = new Set<number>();
  const candidates = new Candidates(ground, machine);
  const found: (FoundConnection | undefined)[] = [];
  const fittingFor: Connection[][] = [];
  for (const [i, session] of log.sessions.entries()) {
    const free = candidates.freeFor(session, taken);
    const fitting = free.filter((connection) => fits(events[i]!, ground, connection, session));
    const connection = fitting[0] ?? free[0];
    if (connection !== undefined) taken.add(connection.connection);
    const certain = fitting.length === 1 || free.length === 1;
    found.push(connection === undefined ? undefined : { connection, certain });
    fittingFor.push(fitting);
  }
  // Where each of those that would fit was taken by one of the log's connections, the order tells which is which.
  return found.map((each, i) =>
    each === undefined || each.certain
      ? each
      : { ...each, certain: fittingFor[i]!.every(({ connection }) => taken.has(connection)) },
  );
}

/** The candidates of sessions with equal endpoints, looked up once. */
class Candidates {
  readonly #ground: CaptureGround;
  readonly #machine: ReadonlySet<string>;
  /** What is left of each list; from its beginning, those that were taken are dropped. */
  readonly #lists = new Map<string, { readonly list: readonly Connection[]; at: number }>();

  constructor(ground: CaptureGround, machine: ReadonlySet<string>) {
    this.#ground = ground;
    this.#machine = machine;
  }

  /** The first that were not taken. */
  freeFor(session: LogSession, taken: ReadonlySet<number>): Connection[] {
    const key = JSON.stringify([session.kind, session.own, session.peer]);
    let left = this.#lists.get(key);
    if (left === undefined) {
      left = { list: this.#ground.candidates(session, this.#machine), at: 0 };
      this.#lists.set(key, left);
    }
    const { list } = left;
    while (left.at < list.length && taken.has(list[left.at]!.connection)) left.at++;
    const free: Connection[] = [];
    for (let i = left.at; i < list.length && free.length < MAX_TRIED; i++)
      if (!taken.has(list[i]!.connection)) free.push(list[i]!);
    return free;
  }
}

function fits(
  events: readonly ProgramEvent[],
  ground: CaptureGround,
  connection: Connection,
  session: LogSession,
): boolean {
  const { synAck, reset } = ground.landmarks(connection);
  const refused = events.some(({ kind, error }) => kind === 'error' && error === 'ECONNREFUSED');
  if (refused) return synAck === 0 && reset.server > 0;
  const side = sideOf(session);
  const own: Ground | undefined = ground.groundOf(connection, side);
  if (own === undefined) return false;
  const layer = new SessionLayer(own);
  for (const event of events) layer.lay(event, false);
  return layer.fits;
}

/** The side that a program is: it took the connection, or asked for it. */
export function sideOf({ kind }: LogSession): 'client' | 'server' {
  return kind === 'accepted' ? 'server' : 'client';
}

function eventsBySession({ events, sessions }: ProgramLog): ProgramEvent[][] {
  const lists: ProgramEvent[][] = sessions.map(() => []);
  for (const event of events) lists[event.session]?.push(event);
  return lists;
}
