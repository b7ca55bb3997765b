import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnalysisInput, type AnalysisOptions, analyze } from '../../src/index.js';
import { buildPcap } from '../support/capture-builder.js';
import { type StoryFrame, story } from '../support/story.js';

async function conflicting(frames: AnalysisInput, limits: AnalysisOptions['limits'] = {}) {
  const analysis = await analyze([frames], { limits });
  return [...analysis.frames()].filter((f) => f.findings.includes('overlap-conflict')).map((f) => f.frame);
}

/** The frames as a capture that comes in pieces, so that each batch has few of them, and its bytes soon go away. */
function* inPieces(frames: readonly StoryFrame[]): Generator<Uint8Array> {
  const bytes = buildPcap(frames);
  for (let at = 0; at < bytes.length; at += 130) yield bytes.subarray(at, at + 130);
}

const GOOD = 'GOOD MORNING';

describe('bytes sent again with other content', () => {
  it('are told where the first are not acknowledged yet', async () => {
    const { frames } = story()
      .handshake()
      .client('PSH,ACK', GOOD)
      .client('PSH,ACK', 'EVIL MORNING', { seq: 1 });
    expect(await conflicting(frames)).toEqual([5]);
  });

  it('are told where only a part overlaps', async () => {
    const { frames } = story()
      .handshake()
      .client('PSH,ACK', GOOD)
      .client('PSH,ACK', 'NINX and more', { seq: 9 });
    expect(await conflicting(frames)).toEqual([5]);
  });

  it('are none where the same bytes come again, whole, split or with more behind', async () => {
    const { frames } = story()
      .handshake()
      .client('PSH,ACK', GOOD)
      .client('PSH,ACK', GOOD, { seq: 1 })
      .client('PSH,ACK', 'MORNING', { seq: 6 })
      .client('PSH,ACK', 'MORNING, ALL', { seq: 6 });
    expect(await conflicting(frames)).toEqual([]);
  });

  it('are told of all versions where a probe into a closed window had another', async () => {
    const { frames } = story()
      .handshake()
      .server('ACK', 0, { window: 0 })
      .client('ACK', 'X')
      .client('ACK', 'Yabc', { seq: 1 })
      .client('ACK', 'X', { seq: 1 })
      .client('ACK', 'Yabc', { seq: 1 });
    expect(await conflicting(frames)).toEqual([7, 8]);
  });

  it('do not count the byte of a keep-alive', async () => {
    const { frames } = story().handshake().client('PSH,ACK', GOOD).client('ACK', '\0', { seq: 12 });
    expect(await conflicting(frames)).toEqual([]);
  });
});

/** One step: the client sends some of its stream, in one of its versions, or the server acknowledges some, its window open or not. */
const STEP = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      /** Below 1 it is what comes next, or the byte before that. */
      seq: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.constantFrom(0, -1)),
      length: fc.oneof(fc.integer({ min: 2, max: 24 }), fc.constant(1)),
      version: fc.oneof({ weight: 12, arbitrary: fc.constant(0) }, fc.nat(2)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ ack: fc.integer({ min: 1, max: 84 }), window: fc.constantFrom(1000, 0) }),
  },
);

/** The versions differ at some places only. */
function streamBytes(seq: number, length: number, version: number): string {
  return Array.from({ length }, (_, i) =>
    String.fromCharCode(97 + ((seq + i) % 7) + ((seq + i) % (4 + version) === 0 ? version : 0)),
  ).join('');
}

it('are those that differ from any sent before and not acknowledged, whatever overlaps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(STEP, { minLength: 2, maxLength: 40 }), async (steps) => {
      const said = story().handshake();
      const expected: number[] = [];
      let sent: { seq: number; bytes: string }[] = [];
      let next = 1;
      let isClosed = false;
      let frame = 3;
      for (const step of steps) {
        frame++;
        if ('ack' in step) {
          const ack = Math.min(step.ack, next);
          isClosed = step.window === 0;
          said.server('ACK', 0, { ack, window: step.window });
          sent = sent
            .filter(({ seq, bytes }) => seq + bytes.length > ack)
            .map(({ seq, bytes }) => {
              const gone = Math.max(0, ack - seq);
              return { seq: seq + gone, bytes: bytes.slice(gone) };
            });
          continue;
        }
        const seq = step.seq < 1 ? Math.max(1, next + step.seq) : step.seq;
        const bytes = streamBytes(seq, step.length, step.version);
        said.client('ACK', bytes, { seq });
        const differs = (other: { seq: number; bytes: string }): boolean =>
          [...other.bytes].some((letter, i) => {
            const at = other.seq + i - seq;
            return at >= 0 && at < bytes.length && bytes[at] !== letter;
          });
        const isProbe = isClosed && bytes.length === 1 && seq === next;
        const isKeepAlive = bytes.length === 1 && seq === next - 1;
        if (seq < next && !isKeepAlive && sent.some(differs)) expected.push(frame);
        sent.push({ seq, bytes });
        if (!isProbe) next = Math.max(next, seq + bytes.length);
      }
      expect(await conflicting(said.frames)).toEqual(expected);
      expect(await conflicting(inPieces(said.frames))).toEqual(expected);
      // And with another connection in between, so that what is remembered is packed and unpacked each time.
      const other = story();
      const both = said.frames.flatMap((each) => [each, other.client('ACK', 'x').frames.at(-1)!]);
      expect(await conflicting(both, { maxConnectionRecords: 1 })).toEqual(
        expected.map((each) => 2 * each - 1),
      );
    }),
    { numRuns: 500 },
  );
});
