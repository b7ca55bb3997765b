import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AddressTable } from '../../src/table/address-table.js';
import { type FrameBatch, TRANSPORT } from '../../src/table/frame-batch.js';
import { OWN, RECORD_WORDS, SIDE, sideOf } from '../../src/track/tcp-state.js';
import { TcpTracker } from '../../src/track/tcp-tracker.js';
import { DEFAULT_THRESHOLDS } from '../../src/track/thresholds.js';
import { FINDING_BIT } from '../../src/vocabulary/findings.js';
import { FLAG } from '../../src/wire/tcp.js';

const LIMITS = { maxConnections: 100, maxOpenConnections: 8, maxEndedConnections: 100 };
const ROWS = 64;
const { fin, syn, rst, psh, ack } = FLAG;

/** One segment: which connection and side sends it, and how it lies to what was sent and received before. */
interface Step {
  readonly client: number;
  readonly fromServer: boolean;
  readonly flags: number;
  readonly payload: number;
  /** Bytes before or after what the sender would send next, and of what it would acknowledge. */
  readonly seqBy: number;
  readonly ackBy: number;
  readonly window: number;
  readonly microseconds: number;
  readonly content: number;
  readonly isCopy: boolean;
}

/** Mostly what is usual, so that connections get on. */
function mostly<T>(usual: T, others: readonly T[], weight = 20): fc.Arbitrary<T> {
  return fc.oneof(
    { weight, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

const NEAR = [-3000, -101, -100, -2, -1, 1, 2, 100, 3000, 2 ** 31];
const STEP: fc.Arbitrary<Step> = fc.record({
  client: fc.nat(2),
  fromServer: fc.boolean(),
  flags: fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(ack, psh | ack) },
    { weight: 4, arbitrary: fc.constantFrom(syn, syn | ack, fin | ack) },
    { weight: 1, arbitrary: fc.constantFrom(rst, rst | ack, fin, 0, fin | rst, syn | fin, psh) },
  ),
  payload: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.constantFrom(1, 2, 100, 128, 1448, 9000)),
  seqBy: mostly(0, NEAR),
  ackBy: mostly(0, NEAR),
  // Scaled by 7, a window of 1 is filled by 128 bytes.
  window: mostly(200, [1, 1, 0, 0, 100, 65_535], 3),
  microseconds: mostly(100, [0, -100, 10_000, 300_000]),
  content: mostly(0, [1]),
  isCopy: mostly(false, [true], 40),
});
/** Numbers that the sides begin with; 0 stands for "not seen" where numbers are remembered. */
const START = fc.constantFrom(0, 1, 2 ** 31 - 50, 2 ** 32 - 1, 2 ** 32 - 101, 123_456_789);
const OPENING: readonly Partial<Step>[] = [
  { flags: syn },
  { flags: syn | ack, fromServer: true },
  { flags: ack },
];

/** What the sides of a connection would send next. */
interface Side {
  next: number;
}

/** Fills the columns that the wire stage fills. */
class Scene {
  readonly batch: FrameBatch;
  readonly #sides: readonly (readonly [Side, Side])[];
  #nanoseconds = 500_000_000;

  constructor(batch: FrameBatch, starts: readonly number[]) {
    this.batch = batch;
    this.#sides = [0, 1, 2].map((at) => [{ next: starts[at]! }, { next: starts[at + 3]! }] as const);
    this.batch.bytes = new Uint8Array(64 + 2 * 9000);
    // The options of every SYN: a segment size of 1460 and a window scale of 7.
    this.batch.bytes.set([2, 4, 0x05, 0xb4, 3, 3, 7, 0], 20);
    this.batch.bytes.fill(1, 64 + 9000);
  }

  add(row: number, step: Step): void {
    const { batch } = this;
    const sides = this.#sides[step.client]!;
    const own = sides[step.fromServer ? 1 : 0];
    const other = sides[step.fromServer ? 0 : 1];
    this.#nanoseconds += step.microseconds * 1000;
    batch.seconds[row] = 1_700_000_000 + Math.floor(this.#nanoseconds / 1e9);
    batch.nanoseconds[row] = ((this.#nanoseconds % 1e9) + 1e9) % 1e9;
    batch.transport[row] = TRANSPORT.tcp;
    batch.source[row] = step.fromServer ? 9 : 1 + step.client;
    batch.destination[row] = step.fromServer ? 1 + step.client : 9;
    batch.sourcePort[row] = step.fromServer ? 80 : 40_000;
    batch.destinationPort[row] = step.fromServer ? 40_000 : 80;
    batch.flags[row] = step.flags;
    batch.seq[row] = own.next + step.seqBy;
    batch.ack[row] = step.flags & ack ? other.next + step.ackBy : 0;
    batch.window[row] = step.window;
    batch.transportAt[row] = 0;
    batch.payloadAt[row] = step.flags & syn ? 28 : 64 + step.content * 9000;
    batch.payloadLength[row] = step.payload;
    batch.payloadEnd[row] = batch.payloadAt[row]! + step.payload;
    batch.wireLength[row] = 54 + step.payload;
    batch.connection[row] = -1;
    batch.bits[row] = 0;
    batch.findings[row] = step.isCopy ? FINDING_BIT['duplicate-frame'] : 0;
    batch.acknowledges[row] = 0;
    batch.inReplyTo[row] = 0;
    batch.roundTrip[row] = Number.NaN;
    batch.stage[row] = 0;
    if (step.seqBy === 0) own.next += step.payload + (step.flags & (syn | fin) ? 1 : 0);
  }
}

/** Words that say where a record and its segments are, not what is known. */
const PLACES = new Set([
  OWN.chain,
  OWN.number,
  ...[0, 1].flatMap((side) =>
    [SIDE.oldestSegment, SIDE.newestSegment, SIDE.segmentCount].map((place) => sideOf(0, side) + place),
  ),
]);

/** All that the tracker wrote into the rows, and remembers. @param records at hand */
function outcome(starts: readonly number[], steps: readonly Step[], records: number): unknown {
  const limits = { ...LIMITS, maxConnectionRecords: records };
  const tracker = new TcpTracker(new AddressTable(), limits, DEFAULT_THRESHOLDS, true);
  const { batch } = tracker;
  const scene = new Scene(batch, starts);
  const rows: unknown[] = [];
  for (let from = 0; from < steps.length; from += ROWS) {
    const here = steps.slice(from, from + ROWS);
    batch.notes.clear();
    batch.firstFrame = from + 1;
    batch.count = here.length;
    for (const [row, step] of here.entries()) scene.add(row, step);
    tracker.beginBatch();
    for (let row = 0; row < here.length; row++) tracker.follow(row);
    tracker.endBatch();
    for (let row = 0; row < here.length; row++)
      rows.push([
        batch.connection[row],
        batch.bits[row],
        batch.relativeSeq[row],
        batch.relativeAck[row],
        batch.findings[row],
        batch.acknowledges[row],
        batch.inReplyTo[row],
        batch.roundTrip[row],
        batch.stage[row],
        batch.window[row],
        batch.notes.get(row),
      ]);
  }
  const connections = Array.from({ length: tracker.connections.count }, (_, number) => {
    const record = tracker.connections.at(number);
    return [...tracker.state.u32.subarray(record, record + RECORD_WORDS)].filter(
      (_word, place) => !PLACES.has(place),
    );
  });
  return { rows, connections };
}

test('connections that rest between their segments are followed as if they did not', () => {
  const openings = [0, 1, 2].flatMap((client) =>
    OPENING.map((step): Step => ({ ...PLAIN, client, ...step })),
  );
  // Of some openings not all was captured.
  const started = fc
    .tuple(fc.oneof(fc.constant(openings), fc.subarray(openings)), fc.array(STEP, { maxLength: 100 }))
    .map((parts) => parts.flat());
  const midstream = fc.array(STEP, { minLength: 1, maxLength: 100 });
  fc.assert(
    fc.property(
      fc.array(START, { minLength: 6, maxLength: 6 }),
      fc.oneof(started, midstream),
      (starts, steps) => {
        expect(outcome(starts, steps, 1)).toEqual(outcome(starts, steps, 8));
      },
    ),
    { numRuns: 500 },
  );
});

const PLAIN: Step = {
  client: 0,
  fromServer: false,
  flags: ack,
  payload: 0,
  seqBy: 0,
  ackBy: 0,
  window: 200,
  microseconds: 100,
  content: 0,
  isCopy: false,
};
