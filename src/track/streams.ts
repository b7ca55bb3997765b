import type { FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { FLAG } from '../wire/tcp.js';
import type { Connections } from './connections.js';
import { StreamAssembler, type StreamReceiver } from './stream-assembler.js';
import {
  SEGMENT_COST,
  type StreamConflict,
  type StreamExcess,
  type StreamSegment,
  streamPosition,
} from './stream-segments.js';

const PORT_REUSE = FINDING_BIT['port-reuse'];
const DUPLICATE = FINDING_BIT['duplicate-frame'];
/** Conflicts and excesses listed per direction at most. */
const MAX_REMARKS = 1000;
/** Bytes delivered that are remembered per direction, to be compared with what is sent again. */
const HISTORY_BYTES = 1 << 20;

/** How streams are put together, and how much of them is kept. */
export interface StreamOptions {
  readonly overlap: 'older' | 'newer';
  /** Bytes kept of one direction, and of all followed connections of a capture. */
  readonly maxStreamBytes: number;
  readonly maxFollowedBytes: number;
  /** Bytes of one direction that wait behind a gap. */
  readonly maxWaitingBytes: number;
}

/** A segment of a stream, and the side that sent it: 0 the endpoint that was seen first, 1 the other. */
export interface SideSegment {
  readonly side: 0 | 1;
  readonly segment: StreamSegment;
}

/** One direction of a followed connection. */
export class FollowedDirection implements StreamReceiver {
  /** Undefined once what may be kept was used up. */
  assembler: StreamAssembler | undefined;
  readonly conflicts: StreamConflict[] = [];
  readonly excess: StreamExcess[] = [];
  /** A conflict was found since this was last reset. */
  conflicting = false;
  readonly #side: 0 | 1;
  readonly #segments: SideSegment[];
  readonly #limit: number;
  #cost = 0;
  /** Where keeping stopped, and how far the stream was seen to go. */
  #stopped = Number.NaN;
  #reached = 0;

  constructor(side: 0 | 1, segments: SideSegment[], options: StreamOptions) {
    this.#side = side;
    this.#segments = segments;
    this.#limit = options.maxStreamBytes;
    this.assembler = new StreamAssembler(this, {
      overlap: options.overlap,
      maxWaitingBytes: options.maxWaitingBytes,
      maxHistoryBytes: HISTORY_BYTES,
    });
  }

  /** Bytes held, with what holding them costs. */
  get cost(): number {
    return this.#cost + (this.assembler?.waitingCost ?? 0);
  }

  /** Whether the FIN was seen and everything before it is there. */
  get ended(): boolean {
    return this.assembler?.ended ?? false;
  }

  segment(segment: StreamSegment): void {
    if (this.assembler === undefined) return;
    const last = this.#segments.at(-1);
    if (segment.kind === 'gap' && last?.side === this.#side && continues(last.segment, segment)) {
      const joined = { ...segment, start: last.segment.start };
      this.#segments[this.#segments.length - 1] = { side: this.#side, segment: joined };
      return;
    }
    const cost = SEGMENT_COST + (segment.kind === 'bytes' ? segment.bytes.length : 0);
    if (this.#cost + cost > this.#limit) {
      this.stop(segment.start);
      return;
    }
    this.#cost += cost;
    this.#segments.push({ side: this.#side, segment });
  }

  conflict(conflict: StreamConflict): void {
    this.conflicting = true;
    if (this.conflicts.length < MAX_REMARKS) this.conflicts.push(conflict);
  }

  excessive(excess: StreamExcess): void {
    if (this.excess.length < MAX_REMARKS) this.excess.push(excess);
  }

  /** Takes in a segment's payload. */
  add(position: number, bytes: Uint8Array, length: number, frame: number): void {
    this.#reached = Math.max(this.#reached, position + length);
    this.assembler?.add(position, bytes, length, frame);
  }

  /** Keeps no more: the rest of the stream, from `position` or what comes next, is a gap. */
  stop(position: number = this.assembler?.next ?? 0): void {
    if (this.assembler === undefined) return;
    this.#stopped = Number.isNaN(position) ? 0 : position;
    this.assembler = undefined;
  }

  /** Says that what was kept so far is kept elsewhere. */
  release(): void {
    this.#cost = 0;
  }

  /** What would follow if nothing more came. */
  rest(): StreamSegment[] {
    if (this.assembler !== undefined) return this.assembler.rest();
    const end = Math.max(this.#reached, this.#stopped);
    return end === this.#stopped ? [] : [{ kind: 'gap', start: this.#stopped, end, evidence: 'limit' }];
  }
}

function continues(last: StreamSegment, gap: StreamSegment): boolean {
  return (
    last.kind === 'gap' && gap.kind === 'gap' && last.evidence === gap.evidence && last.end === gap.start
  );
}

/** The streams of one followed connection. */
export class FollowedConnection {
  /** Segments of both directions in the order in which they became certain. Whoever takes them may empty the list. */
  readonly segments: SideSegment[] = [];
  readonly sides: readonly [FollowedDirection, FollowedDirection];

  constructor(options: StreamOptions) {
    this.sides = [
      new FollowedDirection(0, this.segments, options),
      new FollowedDirection(1, this.segments, options),
    ];
  }
}

/** Connections by number: a set, or what decides when it is asked. */
export interface WantedConnections {
  has(connection: number): boolean;
}

/** Collects the streams of chosen connections. */
export class FollowedStreams {
  readonly #wanted: 'all' | WantedConnections;
  readonly #connections: Connections;
  readonly #options: StreamOptions;
  readonly #followed = new Map<number, FollowedConnection>();
  /** Bytes that may still be kept of any connection. */
  #left: number;

  constructor(wanted: 'all' | WantedConnections, connections: Connections, options: StreamOptions) {
    this.#wanted = wanted;
    this.#connections = connections;
    this.#options = options;
    this.#left = options.maxFollowedBytes;
  }

  /** The streams of a connection; undefined where it is not followed or was not met yet. */
  get(connection: number): FollowedConnection | undefined {
    return this.#followed.get(connection);
  }

  /** Takes in a TCP row whose track columns are filled. A second capture of the same packet adds nothing. */
  follow(batch: FrameBatch, row: number): void {
    const number = batch.connection[row]!;
    if (number < 0 || (this.#wanted !== 'all' && !this.#wanted.has(number))) return;
    if (batch.findings[row]! & DUPLICATE) return;
    let connection = this.#followed.get(number);
    if (connection === undefined) {
      connection = new FollowedConnection(this.#options);
      this.#followed.set(number, connection);
    }
    const side = this.#connections.sideOf(number, batch.source[row]!, batch.sourcePort[row]!);
    this.#add(batch, row, connection.sides[side], connection.sides[1 - side]!);
  }

  /** The segments of a connection that became certain since the last call; they are kept here no longer. */
  take(connection: number): SideSegment[] {
    const followed = this.#followed.get(connection);
    if (followed === undefined) return [];
    for (const side of followed.sides) {
      this.#left += side.cost;
      side.release();
      this.#left -= side.cost;
    }
    return followed.segments.splice(0);
  }

  #add(batch: FrameBatch, row: number, own: FollowedDirection, other: FollowedDirection): void {
    const kept = own.assembler !== undefined && other.assembler !== undefined;
    const before = own.cost + other.cost;
    if (this.#left <= 0) own.stop();
    own.conflicting = false;
    feedSegment(batch, row, own, own.assembler, other.assembler);
    this.#left -= own.cost + other.cost - before;
    if (own.conflicting) batch.findings[row]! |= FINDING_BIT['overlap-conflict'];
    if (kept && (own.assembler === undefined || other.assembler === undefined)) {
      batch.findings[row]! |= FINDING_BIT['limit-reached'];
      batch.note(row).limit = 'streams';
    }
  }
}

/** What takes in the payload of segments. */
interface PayloadTaker {
  excessive?(excess: StreamExcess): void;
  add(position: number, bytes: Uint8Array, length: number, frame: number): void;
}

/** Gives a TCP row to the assemblers of its own and of the other direction. */
export function feedSegment(
  batch: FrameBatch,
  row: number,
  taker: PayloadTaker,
  own: StreamAssembler | undefined,
  other: StreamAssembler | undefined,
): void {
  const flags = batch.flags[row]!;
  // What acknowledges goes first: it says what its sender had when it sent this.
  if ((flags & (FLAG.ack | FLAG.rst)) === FLAG.ack) other?.acknowledge(batch.relativeAck[row]! - 1);
  const position = streamPosition(batch, row);
  const length = batch.payloadLength[row]!;
  const frame = batch.firstFrame + row;
  if (flags & FLAG.rst) {
    if (length > 0) taker.excessive?.({ reason: 'reset', start: position, end: position + length, frame });
    return;
  }
  if (flags & FLAG.syn && batch.findings[row]! & PORT_REUSE) own?.restart();
  if (flags & FLAG.syn || length === 0) own?.begin(position, (flags & FLAG.syn) !== 0);
  if (length > 0) {
    const at = batch.payloadAt[row]!;
    const end = Math.max(at, Math.min(batch.payloadEnd[row]!, at + length));
    taker.add(position, batch.bytesOf(row).subarray(at, end), length, frame);
  }
  if (flags & FLAG.fin) own?.fin(position + length);
}
