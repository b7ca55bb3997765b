/** The bytes of a connection, and what is missing of them. */
import {
  analyze,
  ConnectionFollow,
  DirectionStream,
  followConnection,
  GAP_EVIDENCE,
  type GapEvidence,
  type RawFrame,
  type StreamBytes,
  type StreamChunk,
  type StreamConflict,
  type StreamExcess,
  type StreamGap,
  type StreamSegment,
  StreamView,
  type StreamWriterOptions,
  writeStream,
} from 'framewise';
import { en } from 'framewise/locales/en';
import { framesFromPcapParser, openCapture } from 'framewise/node';
import { describe, expect, it } from 'vitest';
import { Gathered, sample } from './support.js';

const MESSAGE = 'INI ADALAH DATA YANG DIKIRIM ABCDEFGHIJKLMNOPQ';
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The echo as a capture that missed some frames would have it. */
async function* echoWithout(...missed: number[]): AsyncGenerator<RawFrame> {
  let number = 0;
  for await (const frame of framesFromPcapParser(sample('02-echo/mesin1.pcap')))
    if (!missed.includes(++number)) yield frame;
}

describe('streams of a kept analysis', () => {
  it('are the bytes of each direction', async () => {
    const file = openCapture(sample('02-echo/mesin1.pcap'));
    const [capture] = (await analyze([file], { follow: [0] })).captures;
    const streams = capture?.stream(0);
    expect(streams).toBeInstanceOf(StreamView);
    expect(streams?.server).toBeInstanceOf(DirectionStream);
    expect(textOf(streams!.client.bytes)).toBe(MESSAGE);
    expect(textOf(streams!.server.bytes)).toBe(MESSAGE);
    expect([streams!.server.complete, streams!.server.ended]).toEqual([true, true]);
    const sent = streams!.server.segments.map((segment: StreamSegment) =>
      segment.kind === 'bytes' ? [segment.frame, segment.bytes.length] : [],
    );
    expect(sent).toEqual([
      [8, 32],
      [10, 14],
    ]);
  });

  it('have gaps as values, with the evidence that something was there', async () => {
    const [capture] = (await analyze([echoWithout(8)], { follow: 'all' })).captures;
    const { server } = capture!.stream(0)!;
    const gap: StreamGap = { kind: 'gap', start: 0, end: 32, evidence: 'acknowledged' };
    expect(server.segments[0]).toEqual(gap);
    expect((server.segments[1] as StreamBytes).start).toBe(32);
    expect(textOf(server.bytes)).toBe('DEFGHIJKLMNOPQ');
    expect(server.complete).toBe(false);
    const evidences: readonly GapEvidence[] = GAP_EVIDENCE;
    expect(evidences).toContain(gap.evidence);
  });

  it('tell of bytes that were sent twice and differently', async () => {
    async function* forged(): AsyncGenerator<RawFrame> {
      for await (const frame of echoWithout()) {
        yield frame;
        const text = textOf(frame.bytes);
        if (!text.endsWith('IM ABC')) continue;
        const bytes = frame.bytes.slice();
        bytes[bytes.length - 1] = 0x21;
        yield { ...frame, bytes };
      }
    }
    const [capture] = (await analyze([forged()], { follow: 'all' })).captures;
    const { server } = capture!.stream(0)!;
    const conflict: StreamConflict = { start: 31, end: 32, frame: 9, originalFrame: 8 };
    const excess: readonly StreamExcess[] = server.excess;
    expect([server.conflicts, excess]).toEqual([[conflict], []]);
    expect(textOf(server.bytes)).toBe(MESSAGE);
    expect(capture!.frame(9)?.findings).toContain('overlap-conflict');
  });
});

describe('following while reading', () => {
  it('gives bytes and gaps of both directions as they become certain', async () => {
    const follow = followConnection(echoWithout(8), 0);
    const said: string[] = [];
    for await (const chunk of follow) said.push(lineOf(chunk));
    expect(said).toEqual([
      `client: ${MESSAGE}`,
      'server: 32 bytes missing (acknowledged)',
      'server: DEFGHIJKLMNOPQ',
    ]);
    expect(follow).toBeInstanceOf(ConnectionFollow);
    expect(follow.connection?.outcome).toBe('closed');
    expect(follow.view?.server.ended).toBe(true);
  });

  function lineOf(chunk: StreamChunk): string {
    return chunk.kind === 'bytes'
      ? `${chunk.from}: ${textOf(chunk.bytes)}`
      : `${chunk.from}: ${chunk.end - chunk.start} bytes missing (${chunk.evidence})`;
  }
});

describe('writing streams', () => {
  const write = async (options: Omit<StreamWriterOptions, 'locale'>): Promise<string> => {
    const file = openCapture(sample('02-echo/mesin1.pcap'));
    const [capture] = (await analyze([file], { follow: [0] })).captures;
    const output = new Gathered();
    await writeStream(capture!.stream(0)!, output, { locale: en, ...options });
    return output.text;
  };

  it('as text, in hexadecimal, raw, and as JSON', async () => {
    expect(await write({ format: 'text' })).toContain(MESSAGE);
    expect(await write({ format: 'hex', direction: 'client' })).toContain('INI ADALAH DATA');
    expect(await write({ format: 'raw', direction: 'server' })).toBe(MESSAGE);
    const { chunks } = JSON.parse(await write({ format: 'json' }));
    expect(chunks[0]).toMatchObject({
      from: 'client',
      kind: 'bytes',
      start: 0,
      frame: 6,
      data: btoa(MESSAGE),
    });
  });
});
