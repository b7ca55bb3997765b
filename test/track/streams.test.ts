import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followConnection } from '../../src/engine/follow.js';
import type { AnalysisLimits } from '../../src/engine/limits.js';
import type { DirectionStream, StreamChunk, StreamView } from '../../src/engine/stream-view.js';
import { type AnalyzeOptions, analyze, CaptureError } from '../../src/index.js';
import { openCapture } from '../../src/node/index.js';
import type { RawFrame } from '../../src/table/records.js';
import { type Story, story } from '../support/story.js';
import { told } from './stream-feed.js';

const SAMPLES = join(import.meta.dirname, '../../samples');

async function view(told: Story, options: AnalyzeOptions = {}): Promise<StreamView> {
  const analysis = await analyze([told.frames], { follow: 'all', ...options });
  return analysis.captures[0]!.stream(0)!;
}

const sides = ({ client, server }: StreamView): string[] => [told(client.segments), told(server.segments)];

describe('follow', () => {
  it('gives the bytes of both directions, and their order in time', async () => {
    const stream = await view(
      story().handshake().client('PSH,ACK', 'ping').server('PSH,ACK', 'pong').client('PSH,ACK', 'ping again'),
    );
    expect(sides(stream)).toEqual(['pingping again', 'pong']);
    expect(stream.chunks.map(({ from, start }) => [from, start])).toEqual([
      ['client', 0],
      ['server', 0],
      ['client', 4],
    ]);
    expect(new TextDecoder().decode(stream.client.bytes)).toBe('pingping again');
    expect(stream.client.endpoint).toBe(stream.connection.client);
    expect(stream.server.endpoint).toBe('172.18.0.2:10000');
    expect(stream.client.ended).toBe(false);
  });

  it('counts data in a SYN from position 0 (Fast Open), and data in a FIN', async () => {
    const stream = await view(
      story()
        .client('SYN', 'early')
        .server('SYN,ACK')
        .client('ACK', ' late')
        .client('FIN,ACK', ' last')
        .server('ACK'),
    );
    expect(sides(stream)).toEqual(['early late last', '']);
    expect(stream.client.ended).toBe(true);
    expect(stream.client.complete).toBe(true);
  });

  it('crosses the wrap of sequence numbers', async () => {
    const stream = await view(
      story({ clientIsn: 0xfffffff0 })
        .handshake()
        .client('PSH,ACK', '0123456789')
        .client('PSH,ACK', 'abcdefghij')
        .client('PSH,ACK', '0123456789abcdef', { seq: 1 })
        .client('FIN,ACK'),
    );
    expect(sides(stream)).toEqual(['0123456789abcdefghij', '']);
    expect(stream.client.ended).toBe(true);
  });

  it('gives no byte for keep-alives and probes', async () => {
    const stream = await view(
      story()
        .handshake()
        .client('PSH,ACK', 'abc')
        .server('ACK')
        .client('ACK', '\0', { seq: 3 })
        .server('ACK')
        .client('ACK', 0, { seq: 3 })
        .client('PSH,ACK', 'def'),
    );
    expect(sides(stream)).toEqual(['abcdef', '']);
    expect(stream.client.conflicts).toEqual([]);
  });

  it('takes no text of a reset for data', async () => {
    const stream = await view(story().handshake().client('PSH,ACK', 'abc').server('RST,ACK', 'go away'));
    expect(sides(stream)).toEqual(['abc', '']);
    expect(stream.server.excess).toEqual([{ reason: 'reset', start: 0, end: 7, frame: 5 }]);
  });

  it('begins anew where the server answers with another ISN before any data', async () => {
    const stream = await view(
      story()
        .client('SYN')
        .server('FIN,ACK', 0, { seq: 1 })
        .server('SYN,ACK', 0, { seq: 777 })
        .client('ACK')
        .server('ACK', 'hello', { seq: 778 }),
    );
    expect(told(stream.server.segments)).toBe('hello');
  });

  it('leaves a gap for what was not captured', async () => {
    const stream = await view(
      story()
        .handshake()
        .client('ACK', 'abc')
        .client('ACK', 'def', { unseen: true })
        .client('ACK', 'ghi')
        .server('ACK'),
    );
    expect(sides(stream)).toEqual(['abc[3-6 acknowledged]ghi', '']);
    expect(stream.client.complete).toBe(false);
  });

  it('leaves a gap for what the snap length cut off', async () => {
    const stream = await view(
      story()
        .handshake()
        .client('ACK', 'abcdef', { captured: 14 + 20 + 20 + 2 })
        .client('ACK', 'ghi'),
    );
    expect(sides(stream)).toEqual(['ab[2-6 cut-short]ghi', '']);
  });

  it('reports bytes resent with other content at the row that brings them', async () => {
    const frames = story().handshake().client('ACK', 'abcdef').client('ACK', 'abXXef', { seq: 1 }).frames;
    const analysis = await analyze([frames], { follow: [0] });
    const all = [...analysis.frames()];
    expect(all.map(({ findings }) => findings.includes('overlap-conflict'))).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
    const stream = analysis.captures[0]!.stream(0)!;
    expect(told(stream.client.segments)).toBe('abcdef');
    expect(stream.client.conflicts).toEqual([{ start: 2, end: 4, frame: 5, originalFrame: 4 }]);
  });

  it('follows only what it was asked to', async () => {
    const frames = [story(), story()].flatMap((each) => each.handshake().client('ACK', 'abc').frames);
    const { captures } = await analyze([frames], { follow: [1] });
    expect(captures[0]!.stream(0)).toBeUndefined();
    expect(told(captures[0]!.stream(1)!.client.segments)).toBe('abc');
    expect(captures[0]!.stream(2)).toBeUndefined();
    const none = await analyze([frames]);
    expect(none.captures[0]!.stream(1)).toBeUndefined();
  });

  it.each([
    [{ maxStreamBytes: 700 }, 'a direction'],
    [{ maxFollowedBytes: 500 }, 'all connections'],
  ])(
    'keeps no more than its bound of %s allows, says where it stopped, and how much there was',
    async (limits: Partial<AnalysisLimits>, _) => {
      const frames = story().handshake().client('ACK', 300).client('ACK', 300).client('ACK', 300).frames;
      const analysis = await analyze([frames], { follow: 'all', limits });
      const { segments } = analysis.captures[0]!.stream(0)!.client;
      const kept = segments.filter(({ kind }) => kind === 'bytes').length;
      expect(segments.at(-1)).toEqual({ kind: 'gap', start: kept * 300, end: 900, evidence: 'limit' });
      const limited = [...analysis.frames()].filter(({ findings }) => findings.includes('limit-reached'));
      expect(limited.map(({ frame }) => frame)).toEqual([4 + kept]);
      expect(limited[0]!.facts.limit).toBe('streams');
    },
  );

  it.each(['all of them', [-1], [1.5], 7])('refuses to follow %s', async (follow) => {
    await expect(analyze([[]], { follow } as unknown as AnalyzeOptions)).rejects.toThrow(TypeError);
  });
});

/** What samples' expected.json says of a connection. */
interface ExpectedConnection {
  readonly connection: number;
  readonly client: string;
  readonly streams: Record<'client' | 'server', { readonly bytes: number; readonly sha256: string } | null>;
}

function* samples(): Generator<readonly [path: string, connection: ExpectedConnection]> {
  for (const folder of readdirSync(SAMPLES)) {
    if (!/^\d/.test(folder)) continue;
    const { captures } = JSON.parse(readFileSync(join(SAMPLES, folder, 'expected.json'), 'utf8')) as {
      captures: Record<string, { connections: ExpectedConnection[] }>;
    };
    // null: the capture lacks bytes of that stream
    for (const [name, { connections }] of Object.entries(captures))
      for (const connection of connections)
        if (connection.streams.client && connection.streams.server) yield [join(folder, name), connection];
  }
}

const summary = (bytes: Uint8Array): { bytes: number; sha256: string } => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

describe('the recorded stories', () => {
  it.each([...samples()])('%s: the bytes that were sent', async (path, expected) => {
    const analysis = await analyze([openCapture(join(SAMPLES, path))], { follow: 'all' });
    const stream = analysis.captures[0]!.stream(expected.connection)!;
    const both: [DirectionStream, DirectionStream] = [stream.client, stream.server];
    expect(both.map(({ bytes }) => summary(bytes))).toEqual([
      expected.streams.client,
      expected.streams.server,
    ]);
    expect(both.map(({ complete }) => complete)).toEqual([true, true]);
    expect(stream.client.endpoint).toBe(expected.client);
  });

  it.each([...samples()])('%s: the same, read in bounded memory', async (path, expected) => {
    const follow = followConnection(openCapture(join(SAMPLES, path)), expected.connection);
    const chunks: StreamChunk[] = [];
    for await (const chunk of follow) chunks.push(chunk);
    const of = (from: string): Uint8Array =>
      Uint8Array.from(
        chunks.flatMap((chunk) => (chunk.from === from && chunk.kind === 'bytes' ? [...chunk.bytes] : [])),
      );
    expect([summary(of('client')), summary(of('server'))]).toEqual([
      expected.streams.client,
      expected.streams.server,
    ]);
    expect(follow.connection?.client).toBe(expected.client);
  });
});

describe('followConnection', () => {
  it('knows no connection that the capture does not have', async () => {
    const follow = followConnection(story().handshake().frames, 3);
    for await (const _ of follow) throw new Error('nothing is expected');
    expect(follow.connection).toBeUndefined();
    expect(follow.view).toBeUndefined();
  });

  it('gives everything before a fault, then throws it', async () => {
    const bytes = readFileSync(join(SAMPLES, '02-echo/mesin1.pcap'));
    const got: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const chunk of followConnection(bytes.subarray(0, bytes.length - 5), 0))
        got.push(chunk.from);
    };
    await expect(reading()).rejects.toThrow(CaptureError);
    expect(got).toEqual(['client', 'server', 'server']);
  });

  it('does not count against its bound what was handed over', async () => {
    // More frames between the two segments than one batch has room for.
    const idle = new Array<RawFrame>(10_000).fill(story().client('SYN').frames[0]!);
    const script = story().handshake().client('ACK', 1000).client('ACK', 1000);
    const all = [...script.frames.slice(0, 4), ...idle, ...script.frames.slice(4)];
    let given = 0;
    for await (const chunk of followConnection(all, 0, { limits: { maxStreamBytes: 1500 } }))
      if (chunk.kind === 'bytes') given += chunk.bytes.length;
    expect(given).toBe(2000);
  });
});
