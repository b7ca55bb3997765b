import { describe, expect, it } from 'vitest';
import type { AnalysisLimits } from '../../src/engine/limits.js';
import { en } from '../../src/explain/locales/en.js';
import { analyze } from '../../src/index.js';
import { openCapture } from '../../src/node/index.js';
import { connectionRow, frameRow } from '../../src/report/row.js';
import type { RawFrame } from '../../src/table/records.js';
import { corpusCaptures, sampleCaptures } from '../report/support.js';
import { story } from '../support/story.js';

/** Rows of frames and connections, with what only views show. */
async function told(input: string | readonly RawFrame[], limits: Partial<AnalysisLimits>): Promise<unknown> {
  const analysis = await analyze([typeof input === 'string' ? openCapture(input) : input], { limits });
  return {
    frames: [...analysis.frames()].map((frame) => frameRow(frame, en)),
    connections: [...analysis.connections()].map((connection) => ({
      ...connectionRow(connection, en),
      firstFrame: connection.firstFrame,
      lastFrame: connection.lastFrame,
      streamBytes: connection.streamBytes,
    })),
  };
}

/** A connection that opens, says a word each way and closes, its frames a tenth of a second apart. */
function visit(clientPort: number): readonly RawFrame[] {
  return story({ clientPort })
    .handshake()
    .client('PSH,ACK', 'hello')
    .server('ACK')
    .server('PSH,ACK', 'hello, you')
    .client('ACK')
    .client('FIN,ACK')
    .server('FIN,ACK')
    .client('ACK').frames;
}

describe('a connection that rests', () => {
  const captures = [...sampleCaptures(), ...corpusCaptures(60_000, 12)];

  /** With one record at hand, nearly every segment wakes its connection and sends another to rest. */
  it.each(captures.map((path) => [path.split('/').slice(-2).join('/'), path]))(
    'is the same when it wakes: %s',
    async (_, path) => {
      expect(await told(path, { maxConnectionRecords: 1 })).toEqual(await told(path, {}));
    },
  );

  it('is found again among thousands, with what it had not acknowledged', async () => {
    const visits = Array.from({ length: 3000 }, (_, index) => visit(10_001 + index));
    const [lengths] = visits;
    const frames = lengths!.flatMap((_, step) => visits.map((each) => each[step]!));
    expect(await told(frames, { maxConnectionRecords: 10 })).toEqual(await told(frames, {}));
  });

  it('counts a late segment, and stays ended', async () => {
    const frames = [...visit(10_001), ...visit(10_002), ...visit(10_003), visit(10_001).at(-1)!];
    const analysis = await analyze([frames], { limits: { maxConnectionRecords: 1, maxOpenConnections: 1 } });
    const rows = [...analysis.frames()];
    expect(rows.at(-1)).toMatchObject({ connection: 0, role: 'ack', findings: ['duplicate-ack'] });
    expect([...analysis.connections()].map(({ state, outcome }) => [state, outcome])).toEqual(
      Array(3).fill(['SF', 'closed']),
    );
  });
});

describe('connections that have ended', () => {
  it('make room for others', async () => {
    const frames = Array.from({ length: 50 }, (_, index) => visit(10_001 + index)).flat();
    const analysis = await analyze([frames], { limits: { maxOpenConnections: 1 } });
    expect([...analysis.connections()]).toHaveLength(50);
    expect([...analysis.frames()].flatMap(({ findings }) => findings)).not.toContain('limit-reached');
  });

  it('are forgotten when there are too many, the first that ended first', async () => {
    const frames = Array.from({ length: 5 }, (_, index) => visit(10_001 + index)).flat();
    const late = visit(10_001).at(-1)!;
    const limits = { maxEndedConnections: 2, maxConnectionRecords: 1 };
    const analysis = await analyze([[...frames, late]], { limits });
    expect([...analysis.connections()].map(({ connection }) => connection)).toEqual([3, 4, 5]);
    expect(analysis.captures[0]!.connection(0)).toBeUndefined();
    // Nothing is known any more of what the late segment belonged to.
    expect([...analysis.frames()].at(-1)).toMatchObject({ connection: 5, role: 'ack' });
  });
});
