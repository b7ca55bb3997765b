import { describe, expect, it } from 'vitest';
import { type AnalyzeOptions, analyze, CaptureError, stream } from '../../src/index.js';
import { buildPcap } from '../support/capture-builder.js';
import { dns, ethernet, IP, ipv4, udp } from '../support/packets.js';
import { STORY_BEGINS, type StoryFrame, story } from '../support/story.js';

const pcapOf = (frames: readonly StoryFrame[]): Uint8Array =>
  buildPcap(
    frames.map(({ bytes, seconds, nanoseconds }) => ({ bytes, seconds, fraction: nanoseconds / 1000 })),
  );

describe('analyze', () => {
  it('takes several captures, each with numbers of its own', async () => {
    const first = story().handshake().frames;
    const second = story().client('SYN').server('RST,ACK', 0, { seq: -5000, ack: 1 }).frames;
    const analysis = await analyze([{ label: 'mesin1', input: first }, { input: second }]);
    expect(analysis.captures.map(({ label, frameCount }) => [label, frameCount])).toEqual([
      ['mesin1', 3],
      ['capture2', 2],
    ]);
    expect(
      [...analysis.frames()].map(({ capture, frame, connection }) => [capture, frame, connection]),
    ).toEqual([
      ['mesin1', 1, 0],
      ['mesin1', 2, 0],
      ['mesin1', 3, 0],
      ['capture2', 1, 0],
      ['capture2', 2, 0],
    ]);
    expect([...analysis.connections()].map(({ capture, outcome }) => [capture, outcome])).toEqual([
      ['mesin1', 'open'],
      ['capture2', 'refused'],
    ]);
  });

  it('says the same from a file as from frames', async () => {
    const { frames } = story().handshake().client('PSH,ACK', 'hello').server('RST');
    const [fromFile, fromFrames] = [await analyze([pcapOf(frames)]), await analyze([frames])];
    const rows = (analysis: typeof fromFile) =>
      [...analysis.frames()].map(({ time, relativeTime, info, facts }) => ({
        time,
        relativeTime,
        info,
        facts,
      }));
    expect(rows(fromFile)).toEqual(rows(fromFrames));
  });

  /** What could be read is explained; the fault is told beside it. */
  it('keeps what came before a fault', async () => {
    const whole = pcapOf(story().handshake().frames);
    const analysis = await analyze([whole.subarray(0, whole.length - 10)]);
    const [capture] = analysis.captures;
    expect([...analysis.frames()].map(({ role }) => role)).toEqual(['syn', 'syn-ack']);
    expect(capture?.error).toBeInstanceOf(CaptureError);
    expect(capture?.error?.frame).toBe(3);
    expect(capture?.connection(0)?.outcome).toBe('half-open');
  });

  it('has nothing to say of an empty capture', async () => {
    const analysis = await analyze([pcapOf([]), []]);
    expect([...analysis.frames(), ...analysis.connections(), ...analysis.lookups()]).toEqual([]);
    expect(analysis.captures.map(({ error }) => error)).toEqual([undefined, undefined]);
  });

  it.each<[string, unknown]>([
    ['bytes instead of a list', new Uint8Array(24)],
    ['a text', 'mesin1.pcap'],
    ['nothing', undefined],
    ['a list of texts', ['mesin1.pcap']],
    ['a list of null', [null]],
    ['a list of numbers', [7]],
  ])('refuses %s', async (_, inputs) => {
    await expect(analyze(inputs as never)).rejects.toThrow(TypeError);
  });

  it('tells how far it is, and stops when asked to', async () => {
    const { frames } = story().handshake();
    const told: [number, number][] = [];
    await analyze([frames, frames], { onProgress: (capture, bytes) => told.push([capture, bytes]) });
    expect(told.map(([capture]) => capture)).toEqual([0, 1]);
    expect(told[0]![1]).toBe(frames.reduce((sum, { bytes }) => sum + bytes.length, 0));
    const stopped = AbortSignal.abort(new Error('enough'));
    await expect(analyze([frames], { signal: stopped })).rejects.toThrow('enough');
  });

  it('leaves connections and frames that are not there undefined', async () => {
    const [capture] = (await analyze([story().handshake().frames])).captures;
    expect(capture?.connection(0)?.connection).toBe(0);
    expect([1, -1, 0.5, Number.NaN].map((number) => capture?.connection(number))).toEqual(
      Array(4).fill(undefined),
    );
  });
});

describe('stream', () => {
  it('moves one view along, and knows the connections so far', async () => {
    const analysis = stream(story().handshake().client('FIN,ACK').frames);
    const seen: string[] = [];
    let view: unknown;
    for await (const frame of analysis) {
      view ??= frame;
      expect(frame).toBe(view);
      seen.push(frame.role);
    }
    expect(seen).toEqual(['syn', 'syn-ack', 'handshake-ack', 'first-fin']);
    expect(analysis.frameCount).toBe(4);
    expect(analysis.connection(0)?.outcome).toBe('half-closed-by-client');
  });

  it('throws the fault after every frame before it', async () => {
    const whole = pcapOf(story().handshake().frames);
    const analysis = stream(whole.subarray(0, whole.length - 10));
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { frame } of analysis) seen.push(frame);
    })();
    await expect(reading).rejects.toThrow(CaptureError);
    expect(seen).toEqual([1, 2]);
    expect(analysis.error).toBeInstanceOf(CaptureError);
  });

  it('closes its source when the reader stops', async () => {
    let closed = false;
    const frames = story().handshake().frames.values();
    const source: AsyncIterable<StoryFrame> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => frames.next(),
        return: async () => {
          closed = true;
          return { done: true, value: undefined };
        },
      }),
    };
    for await (const frame of stream(source)) if (frame.frame === 1) break;
    expect(closed).toBe(true);
  });
});

describe('limits', () => {
  const many = (): readonly StoryFrame[] => {
    const first = story().handshake();
    return [
      ...first.frames,
      ...story().at(10).handshake().frames,
      ...first.at(20).client('PSH,ACK', 'hi').frames.slice(3),
    ];
  };

  it('of connections is told with the frame that has none', async () => {
    const analysis = await analyze([many()], { limits: { maxConnections: 1 } });
    const rows = [...analysis.frames()];
    expect(rows.map(({ connection }) => connection)).toEqual([0, 0, 0, null, null, null, 0]);
    expect(rows.map(({ findings }) => findings.includes('limit-reached'))).toEqual([
      ...[false, false, false],
      ...[true, true, true],
      false,
    ]);
    expect(rows[3]).toBeDefined();
    expect(rows[3]!.role).toBe('syn');
    expect(rows[6]!.facts.streamEnd).toBe(2);
  });

  it('of lookups keeps the first ones', async () => {
    const said = story();
    for (const id of [1, 2, 3]) {
      const question = dns({ id, name: 'www.its.ac.id', type: 'A' });
      said.frame(ethernet(ipv4(udp(5000, 53, question), { protocol: IP.udp })));
    }
    const analysis = await analyze([said.frames], { limits: { maxLookups: 2 } });
    expect([...analysis.lookups()].map(({ query }) => query)).toEqual([1, 2]);
    const rows = [...analysis.frames()];
    expect(rows.map(({ role }) => role)).toEqual(['dns-query', 'dns-query', 'dns-query']);
    expect(rows.map(({ findings }) => findings.includes('limit-reached'))).toEqual([false, false, true]);
  });

  it.each<[string, AnalyzeOptions]>([
    ['an unknown overlap policy', { overlap: 'older bytes' as never }],
    ['a connection that can not be', { follow: [-1] }],
    ['a limit that is no number', { limits: { maxFrameLength: Number.NaN } }],
  ])('refuses %s', async (_, options) => {
    await expect(analyze([story().handshake().frames], options)).rejects.toThrow(TypeError);
  });
});

describe('times', () => {
  const raw = (seconds: number | null, nanoseconds: number, decimals: 6 | 9) => ({
    bytes: story().client('SYN').frames[0]!.bytes,
    seconds,
    nanoseconds,
    decimals,
  });

  /** RFC 3339, UTC, in the decimals that hold the clock's resolution. */
  it('have six or nine decimals', async () => {
    const analysis = await analyze([[raw(STORY_BEGINS, 123_456_789, 6), raw(STORY_BEGINS, 123_456_789, 9)]]);
    expect([...analysis.frames()].map(({ time }) => time)).toEqual([
      '2026-01-01T00:00:00.123456Z',
      '2026-01-01T00:00:00.123456789Z',
    ]);
  });

  it('may lie before 1970, run backwards, and be missing', async () => {
    const analysis = await analyze([
      [raw(-1, 999_999_000, 6), raw(null, 0, 6), raw(-3, 0, 6), raw(0, 500, 9)],
    ]);
    const rows = [...analysis.frames()];
    expect(rows.map(({ time }) => time)).toEqual([
      '1969-12-31T23:59:59.999999Z',
      null,
      '1969-12-31T23:59:57.000000Z',
      '1970-01-01T00:00:00.000000500Z',
    ]);
    expect(rows.map(({ relativeTime }) => relativeTime)).toEqual([0, null, -2.999999, 0.0000015]);
  });
});
