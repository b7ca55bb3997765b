import type { KeptCapture } from '../engine/capture-analysis.js';
import { ownName } from './host-names.js';
import { ServiceEvents } from './service-events.js';
import { type ServingOrder, servingOrder } from './serving-order.js';

/** A frame in which something happened, and when. */
export interface ServiceEvent {
  /** Its number. */
  readonly frame: number;
  /** Seconds since the capture's first frame; null where the frame has no time. */
  readonly relativeTime: number | null;
}

/** What happened when in one client's connection to a server; null for what is not in the capture. */
export interface ServedConnection {
  /** Number of the connection, from 0, as `tcp.stream`. */
  readonly connection: number;
  /** The client's endpoint, `address:port`. */
  readonly client: string;
  /** The client's ACK that completes the handshake. */
  readonly established: ServiceEvent | null;
  /** The client's first payload. */
  readonly request: ServiceEvent | null;
  /** The server's first payload after it; where the server speaks first, its first payload. */
  readonly answer: ServiceEvent | null;
  /** The server sent payload before the client did. */
  readonly serverSpeaksFirst: boolean;
  /**
   * Seconds from the request to the answer; where the server speaks first, from the handshake's ACK. Null where either is
   * missing, may lie before the capture's beginning, or the clock went back.
   */
  readonly waited: number | null;
  /** The client's first FIN or reset. */
  readonly clientEnd: ServiceEvent | null;
  /** The server's first FIN or reset. */
  readonly serverEnd: ServiceEvent | null;
}

/** A server that two or more connections reached, and when it served which. */
export interface Service {
  /** Label of the capture. */
  readonly capture: string;
  /** The server's endpoint, `address:port`, an IPv6 address in brackets. */
  readonly server: string;
  /** Its IP address. */
  readonly serverAddress: string;
  /** Whose clock the times are: the server's, another machine's, or not known. */
  readonly clock: 'server' | 'elsewhere' | 'unknown';
  /** In which order the clients were served. */
  readonly serving: ServingOrder;
  /** How many connections reached the server: that were established, or carried payload. */
  readonly connectionCount: number;
  /** How many different addresses they came from. */
  readonly clientAddressCount: number;
  /** The connections, in the order of their numbers; not more than were asked for. */
  readonly connections: readonly ServedConnection[];
}

/** Connections of one server told by default. */
const MAX_CONNECTIONS = 1000;

/**
 * Who was served when: for each server (address and port) that two or more connections reached, when each was established,
 * when its first payload came and the first answer went out, and what can be told of the order. Cost grows with the frames
 * and connections, memory with the connections alone.
 *
 * @param maxConnections connections of one server that are told one by one; default 1000
 */
export function servicesOf(capture: KeptCapture, maxConnections: number = MAX_CONNECTIONS): Service[] {
  const { service, members } = groupByServer(capture);
  if (members.length === 0) return [];
  const events = new ServiceEvents(capture, service, members.length);
  const reached = members.map((all) =>
    all.filter((c) => events.established[c]! + events.request[c]! + events.answer[c]! > 0),
  );
  const isTold = (those: readonly number[]): boolean => those.length > 1;
  const told = reached.filter(isTold).flatMap((those) => those.slice(0, maxConnections));
  const times = timesOf(
    capture,
    told.flatMap((c) => framesOf(events, c)),
  );
  return reached.flatMap((those, index) =>
    isTold(those) ? [serviceOf(capture, events, times, index, those, maxConnections)] : [],
  );
}

/** Seconds since the capture's first frame by frame, looked up in the order of capture: rows are unpacked many at a time. */
function timesOf(capture: KeptCapture, frames: readonly number[]): Map<number, number | null> {
  const times = new Map<number, number | null>();
  for (const frame of Float64Array.from(frames).sort())
    times.set(frame, capture.frame(frame)?.relativeTime ?? null);
  return times;
}

/** The frames in which something happened in a connection. */
function framesOf(events: ServiceEvents, c: number): number[] {
  const { established, request, answer, clientEnd, serverEnd } = events;
  return [established[c]!, request[c]!, answer[c]!, clientEnd[c]!, serverEnd[c]!].filter(
    (frame) => frame > 0,
  );
}

function serviceOf(
  capture: KeptCapture,
  events: ServiceEvents,
  times: ReadonlyMap<number, number | null>,
  index: number,
  reached: readonly number[],
  maxConnections: number,
): Service {
  const { server = '', serverAddress = '' } = capture.connection(reached[0]!) ?? {};
  const clients = new Set(reached.map((c) => clientOf(capture, c)));
  return {
    capture: capture.label,
    server,
    serverAddress,
    clock: clockOf(capture, serverAddress),
    serving: servingOrder(events, index, reached),
    connectionCount: reached.length,
    clientAddressCount: clients.size,
    connections: reached.slice(0, maxConnections).map((c) => servedConnection(capture, events, times, c)),
  };
}

/** Id of the client's address. */
function clientOf(capture: KeptCapture, number: number): number {
  const connection = capture.connection(number);
  return connection?.addressId(connection.clientSide) ?? 0;
}

/** Which server each connection goes to, and the connections of each that has two or more. */
function groupByServer(capture: KeptCapture): { service: Int32Array; members: number[][] } {
  const byServer = new Map<number, number[]>();
  for (const connection of capture.connections()) {
    const side = 1 - connection.clientSide;
    const key = connection.addressId(side) * 65536 + connection.port(side);
    const those = byServer.get(key);
    if (those === undefined) byServer.set(key, [connection.connection]);
    else those.push(connection.connection);
  }
  const members = [...byServer.values()].filter(({ length }) => length > 1);
  const service = new Int32Array(capture.pipeline.tcp.connections.count).fill(-1);
  for (const [index, those] of members.entries()) for (const c of those) service[c] = index;
  return { service, members };
}

function servedConnection(
  capture: KeptCapture,
  events: ServiceEvents,
  times: ReadonlyMap<number, number | null>,
  c: number,
): ServedConnection {
  const event = (frame: number): ServiceEvent | null =>
    frame === 0 ? null : { frame, relativeTime: times.get(frame) ?? null };
  return {
    connection: c,
    client: capture.connection(c)?.client ?? '',
    established: event(events.established[c]!),
    request: event(events.request[c]!),
    answer: event(events.answer[c]!),
    serverSpeaksFirst: events.speaksFirst(c),
    waited: events.waited(c),
    clientEnd: event(events.clientEnd[c]!),
    serverEnd: event(events.serverEnd[c]!),
  };
}

/** A loopback address is the machine's own; else the names tell which machine a capture was made on. */
function clockOf({ context: { hosts }, label }: KeptCapture, server: string): Service['clock'] {
  const own = ownName(label);
  if (/^127\.|^::1$/.test(server) || hosts.get(server) === own) return 'server';
  return [...hosts.values()].includes(own) ? 'elsewhere' : 'unknown';
}
