/** What a capture can be read from. */

import { Readable } from 'node:stream';
import { createGunzip, gzipSync } from 'node:zlib';
import {
  type AnalysisInput,
  type AnalyzeOptions,
  analyze,
  CaptureError,
  type CaptureHandle,
  type CaptureSource,
  type Decompress,
  type LabelledSource,
  type RawFrame,
} from 'framewise';
import {
  type CaptureInput,
  captureLabel,
  framesFromPcapParser,
  openCapture,
  openStandardInput,
} from 'framewise/node';
import { describe, expect, it } from 'vitest';
import { sample, sampleBytes } from './support.js';

const ECHO = '02-echo/mesin1.pcap';

async function rolesOf(input: AnalysisInput, options?: AnalyzeOptions): Promise<string[]> {
  return [...(await analyze([input], options)).frames()].map(({ role }) => role);
}

describe('the same capture', () => {
  const bytes = sampleBytes(ECHO);
  const pieces = [bytes.subarray(0, 100), bytes.subarray(100)];
  const sources: [string, CaptureSource][] = [
    ['bytes', bytes],
    ['an ArrayBuffer, as fetch gives it', bytes.buffer],
    ['a Blob, as a file input of a browser gives it', new Blob([bytes])],
    ['a web stream', new Blob([bytes]).stream()],
    ['a Node stream', Readable.from(pieces) as AsyncIterable<Uint8Array>],
    ['pieces', pieces],
    ['compressed bytes', new Uint8Array(gzipSync(bytes))],
    ['the frames of npm pcap-parser', framesFromPcapParser(sample(ECHO))],
  ];

  it.each(sources)('from %s', async (_, source) => {
    expect(await rolesOf(source)).toEqual(await rolesOf(openCapture(sample(ECHO))));
  });
});

describe('labels', () => {
  it('come from the file, or are given', async () => {
    expect(captureLabel('/tmp/mesin1.pcap.gz')).toBe('mesin1');
    const file: CaptureInput = openCapture(sample(ECHO), { label: 'server' });
    expect(file.size).toBe(sampleBytes(ECHO).length);
    const uploaded: LabelledSource = { label: 'client', input: sampleBytes('02-echo/mesin2.pcap') };
    const analysis = await analyze([file, uploaded, openCapture(sample(ECHO))]);
    expect(analysis.captures.map(({ label }) => label)).toEqual(['server', 'client', 'mesin1']);
  });

  it('of standard input is stdin', () => {
    expect(openStandardInput().label).toBe('stdin');
  });
});

describe('frames handed over one by one', () => {
  /** A program that sends and receives itself, say a simulator. Link type 101: raw IP. */
  function* frames(): Generator<RawFrame> {
    const ping = [
      ...[0x45, 0, 0, 28, 0, 1, 0, 0, 64, 1, 0, 0, 192, 0, 2, 1, 192, 0, 2, 2],
      ...[8, 0, 0xf7, 0xfd, 0, 1, 0, 1],
    ];
    const pong = [
      ...[0x45, 0, 0, 28, 0, 2, 0, 0, 64, 1, 0, 0, 192, 0, 2, 2, 192, 0, 2, 1],
      ...[0, 0, 0xff, 0xfd, 0, 1, 0, 1],
    ];
    yield { bytes: Uint8Array.from(ping), seconds: 1_767_225_600, linkType: 101 };
    yield { bytes: Uint8Array.from(pong), seconds: 1_767_225_600, nanoseconds: 250_000, linkType: 101 };
  }

  it('are analysed as those of a file', async () => {
    const [request, reply] = [...(await analyze([frames()])).frames()];
    expect(request).toMatchObject({ role: 'icmp-echo-request', time: '2026-01-01T00:00:00.000000Z' });
    expect(reply).toMatchObject({ role: 'icmp-echo-reply', relativeTime: 0.00025 });
    expect(reply?.facts).toMatchObject({ inReplyTo: 1, rtt: 0.00025 });
  });

  it('may end in a fault of their source', async () => {
    function* broken(): Generator<RawFrame> {
      yield* frames();
      throw new CaptureError('unreadable', 'The interface went down.', 0, 3);
    }
    const [capture] = (await analyze([broken()])).captures;
    expect(capture?.frameCount).toBe(2);
    expect(capture?.error?.message).toBe('The interface went down.');
  });
});

it('a source of one’s own is a label and a way to open it', async () => {
  const again: CaptureHandle = { label: 'again', open: () => openCapture(sample(ECHO)).open() };
  expect(await rolesOf(again)).toHaveLength(14);
});

it('another way to decompress can be given', async () => {
  const streamed: Decompress = async function* (compressed) {
    yield* Readable.from(compressed).pipe(createGunzip()) as AsyncIterable<Uint8Array>;
  };
  const file = openCapture(sample(ECHO), { decompress: { gzip: streamed } });
  expect(await rolesOf(file)).toHaveLength(14);
});
