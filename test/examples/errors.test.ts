/** A bad packet is a value, a bad capture a CaptureError, a bad call a TypeError. */
import {
  analyze,
  CaptureError,
  type CaptureErrorCode,
  captureRow,
  followConnection,
  stream,
} from 'framewise';
import { openCapture } from 'framewise/node';
import { describe, expect, it } from 'vitest';
import { sample, sampleBytes } from './support.js';

const whole = sampleBytes('02-echo/mesin1.pcap');
/** A copy that stopped early: the last frame is not all there. */
const cut = whole.subarray(0, whole.length - 20);

describe('a cut capture', () => {
  it('gives all frames before the cut, and the error', async () => {
    const [capture] = (await analyze([cut])).captures;
    expect(capture?.frameCount).toBe(13);
    expect(capture?.error).toBeInstanceOf(CaptureError);
    expect(capture?.error).toMatchObject({ code: 'cut', frame: 14 });
    expect(capture?.connection(0)?.outcome).toBe('closing');
    expect(captureRow(capture!).error?.code).toBe('cut');
  });

  it('throws while streaming, after all frames before the cut', async () => {
    const seen: number[] = [];
    const read = async () => {
      for await (const { frame } of stream(cut)) seen.push(frame);
    };
    await expect(read()).rejects.toThrow(CaptureError);
    expect(seen).toHaveLength(13);
  });

  it('throws while following, after all bytes before the cut', async () => {
    let bytes = 0;
    const read = async () => {
      for await (const chunk of followConnection(cut, 0))
        if (chunk.kind === 'bytes') bytes += chunk.bytes.length;
    };
    await expect(read()).rejects.toThrow(CaptureError);
    expect(bytes).toBe(46 + 46);
  });
});

describe('what is no capture', () => {
  it.each<[CaptureErrorCode, Parameters<typeof analyze>[0]]>([
    ['unreadable', [openCapture(sample('no-such-file.pcap'))]],
    ['empty', [new Uint8Array(0)]],
    ['not-a-capture', [new TextEncoder().encode('No.,Time,Source,Destination\n1,0.0,172.18.0.3,…')]],
  ])('is told by a code: %s', async (code, inputs) => {
    const [capture] = (await analyze(inputs)).captures;
    expect([capture?.frameCount, capture?.error?.code]).toEqual([0, code]);
  });
});

it('a bad call is a TypeError at once', async () => {
  await expect(analyze(['mesin1.pcap'] as never)).rejects.toThrow(TypeError);
  expect(() => stream(whole, { follow: [-1] })).toThrow(TypeError);
});
