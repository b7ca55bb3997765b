/** A kept analysis does not hold the captured bytes: they are read again. */

import { createReadStream } from 'node:fs';
import { analyze, CaptureError } from 'framewise';
import { openCapture } from 'framewise/node';
import { describe, expect, it } from 'vitest';
import { sample, sampleBytes } from './support.js';

const ECHO = '02-echo/mesin1.pcap';

describe("a frame's bytes", () => {
  it('are read again from the file', async () => {
    const analysis = await analyze([openCapture(sample(ECHO))]);
    const [capture] = analysis.captures;
    const bytes = await analysis.bytesOf(capture!.frame(6)!);
    expect(bytes.length).toBe(capture!.frame(6)!.capturedLength);
    expect(new TextDecoder().decode(bytes)).toContain('INI ADALAH DATA YANG DIKIRIM');
  });

  it('and from bytes and Blobs', async () => {
    for (const input of [sampleBytes(ECHO), new Blob([sampleBytes(ECHO)])]) {
      const [capture] = (await analyze([input])).captures;
      const bytes = await capture!.bytesOf(capture!.frame(1)!);
      expect([...bytes.subarray(12, 14)]).toEqual([0x08, 0x06]);
    }
  });

  it('are gone where the capture came only once', async () => {
    const analysis = await analyze([createReadStream(sample(ECHO)) as AsyncIterable<Uint8Array>]);
    const frame = analysis.captures[0]!.frame(6)!;
    await expect(analysis.bytesOf(frame)).rejects.toThrow(CaptureError);
    expect(frame.facts.preview).toContain('INI ADALAH DATA');
  });

  it('belong to their analysis', async () => {
    const [one, another] = await Promise.all([1, 2].map(() => analyze([openCapture(sample(ECHO))])));
    const frame = one!.captures[0]!.frame(6)!;
    await expect(another!.bytesOf(frame)).rejects.toThrow(TypeError);
  });
});
