import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze, stream } from '../../src/index.js';
import { smallCapture } from '../support/small-captures.js';
import { type StoryFrame, story } from '../support/story.js';
import { connectionOf, lookupOf, type Row, rowOf } from '../support/told.js';

interface Whole {
  readonly rows: readonly Row[];
  readonly connections: readonly unknown[];
  readonly lookups: readonly unknown[];
}

async function kept(frames: readonly StoryFrame[]): Promise<Whole> {
  const analysis = await analyze([frames]);
  return {
    rows: [...analysis.frames()].map(rowOf),
    connections: [...analysis.connections()].map(connectionOf),
    lookups: [...analysis.lookups()].map(lookupOf),
  };
}

async function streamed(frames: readonly StoryFrame[]): Promise<Whole> {
  const analysis = stream(frames);
  const rows: Row[] = [];
  for await (const frame of analysis) rows.push(rowOf(frame));
  return {
    rows,
    connections: [...analysis.connections()].map(connectionOf),
    lookups: [...analysis.lookups()].map(lookupOf),
  };
}

/** The same frames handed over so that each makes a batch of its own, as from a live source. */
async function* oneByOne(frames: readonly StoryFrame[]): AsyncGenerator<StoryFrame> {
  for (const frame of frames) {
    await new Promise((resolve) => setImmediate(resolve));
    yield frame;
  }
}

describe('a kept analysis', () => {
  it('says of every frame what a streaming one says', async () => {
    await fc.assert(
      fc.asyncProperty(smallCapture, async (frames) => {
        expect(await kept(frames)).toEqual(await streamed(frames));
      }),
      { numRuns: 150 },
    );
  });

  /** Rows depend on the frames before them, not on where a batch ends. */
  it('says the same however frames fall into batches', async () => {
    await fc.assert(
      fc.asyncProperty(smallCapture, async (frames) => {
        const rows: Row[] = [];
        let batches = 0;
        const analysis = stream(oneByOne(frames));
        for await (const batch of analysis.batches()) if (batch.count > 0) batches++;
        for await (const frame of stream(oneByOne(frames))) rows.push(rowOf(frame));
        expect(rows).toEqual((await kept(frames)).rows);
        expect(batches).toBe(frames.length);
      }),
      { numRuns: 40 },
    );
  });

  /** A row depends on its frame and the frames before it, never on later ones. */
  it('says of the first frames what it says of them alone', async () => {
    await fc.assert(
      fc.asyncProperty(smallCapture, fc.nat(), async (frames, length) => {
        const first = frames.slice(0, 1 + (length % frames.length));
        expect((await kept(frames)).rows.slice(0, first.length)).toEqual((await kept(first)).rows);
      }),
      { numRuns: 60 },
    );
  });

  it('finds a frame by its number, and no other', async () => {
    const analysis = await analyze([story().handshake().client('PSH,ACK', 'hello').frames]);
    const [capture] = analysis.captures;
    expect([1, 2, 3, 4].map((number) => capture?.frame(number)?.frame)).toEqual([1, 2, 3, 4]);
    expect([0, 5, -1, 1.5, Number.NaN].map((number) => capture?.frame(number))).toEqual(
      Array(5).fill(undefined),
    );
  });

  /** More rows than one batch holds: numbers, connections and memory of earlier frames go on. */
  it('goes on from batch to batch', async () => {
    const said = story().handshake();
    for (let round = 0; round < 5000; round++) said.client('ACK', 10).server('ACK');
    const analysis = await analyze([said.frames]);
    const [capture] = analysis.captures;
    expect([...(capture?.batches ?? [])].length).toBeGreaterThan(1);
    expect(capture?.frame(10_003)?.facts).toMatchObject({ ack: 50_001, acknowledges: 10_002 });
    expect(capture?.frame(8193)?.frame).toBe(8193);
    expect(capture?.frame(10_004)).toBeUndefined();
  });

  /** Payloads are not kept, but for what a preview needs. */
  it('does without the captured bytes', async () => {
    const big = story().handshake().client('PSH,ACK', 9000).client('PSH,ACK', 'x'.repeat(9000));
    const analysis = await analyze([big.frames]);
    const [batch] = analysis.captures[0]!.batches;
    expect(batch!.bytes.length).toBeLessThan(1000);
    expect(analysis.captures[0]!.frame(5)?.facts.preview).toBe(`${'x'.repeat(63)}…`);
  });
});
