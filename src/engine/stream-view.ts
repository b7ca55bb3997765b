import type { StreamConflict, StreamExcess, StreamSegment } from '../track/stream-segments.js';
import type { FollowedConnection, FollowedDirection } from '../track/streams.js';
import type { Connection } from './connection.js';

/** A segment of a connection's streams, and who sent it. */
export type StreamChunk = StreamSegment & {
  /** Who sent it, or was to have sent what is missing. */
  readonly from: 'client' | 'server';
};

/** The ordered bytes of one direction; while streaming, as of the last frame read. */
export class DirectionStream {
  readonly #direction: FollowedDirection;
  /** The stream in order, without holes between: bytes, and gaps as values. */
  readonly segments: readonly StreamSegment[];
  /** Its sender, `address:port`. */
  readonly endpoint: string;

  /** @internal */
  constructor(direction: FollowedDirection, endpoint: string, segments: readonly StreamSegment[]) {
    this.#direction = direction;
    this.endpoint = endpoint;
    this.segments = segments;
  }

  /** Ranges that were sent again with other bytes (finding `overlap-conflict`); 1,000 at most. */
  get conflicts(): readonly StreamConflict[] {
    return this.#direction.conflicts;
  }

  /** Captured bytes that are no part of the stream; 1,000 at most. */
  get excess(): readonly StreamExcess[] {
    return this.#direction.excess;
  }

  /** Whether its FIN was reached: all before it is there, or told as a gap. */
  get ended(): boolean {
    return this.#direction.ended;
  }

  /** Whether nothing is missing of what was seen to be sent: there are no gaps. */
  get complete(): boolean {
    return this.segments.every(({ kind }) => kind === 'bytes');
  }

  /** The captured bytes, one after another; gaps take no room. */
  get bytes(): Uint8Array {
    const pieces = this.segments.flatMap((segment) => (segment.kind === 'bytes' ? segment.bytes : []));
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

/** The streams of a followed connection. */
export class StreamView {
  /** The connection whose streams these are. */
  readonly connection: Connection;
  /** What the client sent. */
  readonly client: DirectionStream;
  /** What the server sent. */
  readonly server: DirectionStream;
  /**
   * Both directions in the order in which their segments became certain: what waited behind a gap stands where the gap
   * was filled or given up.
   */
  readonly chunks: readonly StreamChunk[];

  /**
   * @internal
   * @param clientSide the side of `followed` that is the client
   */
  constructor(connection: Connection, followed: FollowedConnection, clientSide: 0 | 1) {
    this.connection = connection;
    const rest = followed.sides.map((side) => side.rest());
    const ordered = [
      ...followed.segments,
      ...rest[clientSide]!.map((segment) => ({ side: clientSide, segment })),
      ...rest[1 - clientSide]!.map((segment) => ({ side: 1 - clientSide, segment })),
    ];
    const segmentsOf = (wanted: number): StreamSegment[] =>
      ordered.filter(({ side }) => side === wanted).map(({ segment }) => segment);
    const server = clientSide === 0 ? 1 : 0;
    this.client = new DirectionStream(followed.sides[clientSide], connection.client, segmentsOf(clientSide));
    this.server = new DirectionStream(followed.sides[server], connection.server, segmentsOf(server));
    this.chunks = ordered.map(({ side, segment }) => chunkOf(segment, side === clientSide));
  }
}

/** A segment with its sender. */
export function chunkOf(segment: StreamSegment, fromClient: boolean): StreamChunk {
  return { from: fromClient ? 'client' : 'server', ...segment };
}
