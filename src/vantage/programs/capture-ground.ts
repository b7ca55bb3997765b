import type { KeptCapture } from '../../engine/capture-analysis.js';
import { type Connection, formatEndpoint } from '../../engine/connection.js';
import { isAddress, isUnspecified } from './endpoint.js';
import type { LogEndpoint, LogSession } from './event.js';
import { type Landmarks, landmarksOf } from './landmarks.js';
import type { Ground } from './lay-session.js';
import { StreamRanges } from './stream-ranges.js';

/** One capture, to look up the connections that a program tells of. */
export class CaptureGround {
  readonly capture: KeptCapture;
  /** Followed connections by their client, their endpoints, both initial sequence numbers, and their server's port. */
  readonly #byClient = new Map<string, Connection[]>();
  readonly #byEndpoints = new Map<string, Connection[]>();
  readonly #byNumbers = new Map<string, Connection>();
  readonly #byServerPort = new Map<number, Connection[]>();
  readonly #landmarks: Map<number, Landmarks>;
  readonly #ranges = new Map<number, { client: StreamRanges; server: StreamRanges }>();
  #names: Map<string, Set<string>> | undefined;

  /** @param wanted connections that the logs may be about; their streams were followed */
  constructor(capture: KeptCapture, wanted: (connection: Connection) => boolean) {
    this.capture = capture;
    const numbers = new Set<number>();
    for (const connection of capture.connections()) {
      if (!wanted(connection)) continue;
      numbers.add(connection.connection);
      append(this.#byClient, connection.client, connection);
      append(this.#byEndpoints, endpointsKey(connection), connection);
      append(this.#byServerPort, portOf(connection.server), connection);
    }
    this.#landmarks = landmarksOf(capture, numbers);
    for (const [number, marks] of this.#landmarks) {
      const key = numbersKey(marks);
      const connection = capture.connection(number);
      if (key !== null && connection !== undefined) this.#byNumbers.set(key, connection);
    }
  }

  /** Connections that a log's may be by its endpoints, in the order of the capture. */
  candidates(session: LogSession, machine: ReadonlySet<string>): readonly Connection[] {
    const { kind, own, peer } = session;
    if (peer === null) return [];
    if (kind === 'accepted') {
      const from = this.#byClient.get(endpointText(peer)) ?? [];
      return from.filter(({ server }) => own === null || server === endpointText(own));
    }
    const addresses = this.#addressesOf(peer.address);
    return (this.#byServerPort.get(peer.port) ?? []).filter(
      ({ client, clientAddress, serverAddress }) =>
        (addresses === null || addresses.has(serverAddress)) &&
        (own === null ? machine.size === 0 || machine.has(clientAddress) : client === endpointText(own)),
    );
  }

  /**
   * The same connection as in another capture: between the same endpoints, with an initial sequence number that is the same;
   * else, where a router rewrote the endpoints, with both the same.
   */
  sameAs(connection: Connection, marks: Landmarks): Connection | undefined {
    const between = this.#byEndpoints.get(endpointsKey(connection))?.find((each) => {
      const { isn } = this.landmarks(each);
      return (
        (isn.client !== null && isn.client === marks.isn.client) ||
        (isn.server !== null && isn.server === marks.isn.server)
      );
    });
    return between ?? this.#byNumbers.get(numbersKey(marks) ?? '');
  }

  /** The landmarks of a connection that the logs may be about. */
  landmarks(connection: Connection): Landmarks {
    return this.#landmarks.get(connection.connection)!;
  }

  /** The connection from one of its sides; undefined where its beginning or its streams are not at hand. */
  groundOf(connection: Connection, side: 'client' | 'server'): Ground | undefined {
    // Without the beginning there is no telling where in the stream the program's first read lies.
    if (connection.clientInferred) return undefined;
    const ranges = this.#rangesOf(connection);
    if (ranges === undefined) return undefined;
    const [outgoing, incoming] =
      side === 'client' ? [ranges.client, ranges.server] : [ranges.server, ranges.client];
    return { side, incoming, outgoing, landmarks: this.landmarks(connection) };
  }

  #rangesOf({ connection }: Connection): { client: StreamRanges; server: StreamRanges } | undefined {
    const known = this.#ranges.get(connection);
    if (known !== undefined) return known;
    const view = this.capture.stream(connection);
    if (view === undefined) return undefined;
    const ranges = {
      client: new StreamRanges(this.capture, view.client),
      server: new StreamRanges(this.capture, view.server),
    };
    this.#ranges.set(connection, ranges);
    return ranges;
  }

  /** Addresses that a name means; null where it may mean any. */
  #addressesOf(address: string): ReadonlySet<string> | null {
    if (isUnspecified(address)) return null;
    if (isAddress(address)) return new Set([address]);
    if (address === 'localhost') return new Set(['127.0.0.1', '::1']);
    this.#names ??= resolvedNames(this.capture);
    return this.#names.get(address) ?? null;
  }
}

/** Whether a connection may be one that a log tells of, by its endpoints. */
export function mayBe(session: LogSession, connection: Connection): boolean {
  const { peer, kind } = session;
  if (peer === null) return false;
  const sides = [connection.client, connection.server];
  // With the first segment alone it may be open which side is the client.
  if (kind === 'accepted' || isAddress(peer.address)) return sides.includes(endpointText(peer));
  return sides.some((side) => portOf(side) === peer.port);
}

/** An endpoint as connections write it. */
export function endpointText({ address, port }: LogEndpoint): string {
  return formatEndpoint(address, port);
}

function portOf(endpoint: string): number {
  return Number(endpoint.slice(endpoint.lastIndexOf(':') + 1));
}

/** Both initial sequence numbers; null where one was not captured. */
function numbersKey({ isn: { client, server } }: Landmarks): string | null {
  return client === null || server === null ? null : `${client} ${server}`;
}

function endpointsKey({ client, server }: Connection): string {
  return `${client} ${server}`;
}

function resolvedNames(capture: KeptCapture): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { name, answers } of capture.lookups())
    for (const { type, value } of answers) {
      if (type !== 'A' && type !== 'AAAA') continue;
      const key = name.toLowerCase();
      names.set(key, (names.get(key) ?? new Set<string>()).add(String(value)));
    }
  return names;
}

function append<K>(lists: Map<K, Connection[]>, key: K, connection: Connection): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [connection]);
  else list.push(connection);
}
