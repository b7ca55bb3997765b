/** Captures that once broke a promise, found by the fuzzer and made as small as they get. */
import { describe, expect, test } from 'vitest';
import { analyze, stream } from '../../src/engine/analysis.js';
import type { Frame } from '../../src/engine/frame.js';
import { checkCapture } from '../fuzz/check-capture.js';
import { captureFile } from '../fuzz/pcap-file.js';

const ETHERNET = 1;
const NO_LINK = '00'.repeat(12);

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

/** A capture of Ethernet frames, one second apart unless told. */
function capture(frames: readonly string[], times: readonly number[] = []): Uint8Array {
  const drafts = frames.map((hex, at) => {
    const bytes = bytesOf(hex);
    return { bytes, wireLength: bytes.length, seconds: times[at] ?? at, nanoseconds: 0 };
  });
  return captureFile(drafts, ETHERNET);
}

async function framesOf(file: Uint8Array): Promise<Frame[]> {
  return [...(await analyze([file])).frames()];
}

/** The rows' facts where every frame comes in a batch of its own. */
async function streamed<T>(file: Uint8Array, read: (frame: Frame) => T): Promise<T[]> {
  const seen: T[] = [];
  const pieces = Array.from(file, (byte) => Uint8Array.of(byte));
  for await (const frame of stream(pieces)) seen.push(read(frame));
  return seen;
}

describe('counterexamples', () => {
  test('an empty segment without ACK flag that repeats the number 0 names no frame 0', async () => {
    // IPv4 and TCP, sequence numbers 0x9c40 (SYN) and 0x9c41, acknowledgment number 0.
    const ip = `${NO_LINK} 0800 4500 0028 0000 0000 4006 0000 c000020a c6336405`;
    const file = capture([
      `${ip} 9c4e 1f90 00009c40 00000000 5002 2000 0000 0000`,
      `${ip} 9c4e 1f90 00009c41 00000000 5000 2000 0000 0000`,
    ]);
    const [, second] = await framesOf(file);
    expect(second?.findings).toEqual(['duplicate-ack']);
    expect(second?.facts.duplicateAckOf).toBeUndefined();
    await checkCapture(file, { reports: true, pieces: 1 });
  });

  test('the byte where DNS could not be read is counted from the frame, also when only excerpts are kept', async () => {
    // IPv4 and UDP to port 53: a header that announces a question, which ends in the middle of its name.
    const dns = '0007 0100 0001 0000 0000 0000 0377';
    const file = capture([
      `${NO_LINK} 0800 4500 002a 0001 0000 4011 0000 c0000201 c0000202 8000 0035 0016 0000 ${dns}`,
    ]);
    const [frame] = await framesOf(file);
    // The label at byte 54 says three bytes; the frame ends at byte 56.
    expect(frame?.facts.stopped).toEqual({ layer: 'DNS', reason: 'bad-length', offset: 56 });
    expect(await streamed(file, ({ facts }) => facts)).toEqual([frame?.facts]);
  });

  test('a copy of a packet is told however batches are cut, also where a clock went ahead and back', async () => {
    const udp = `${NO_LINK} 0800 4500 001c 006a 0000 4011 0000 c0000201 c0000202 07d1 f467 0008 0000`;
    const file = capture([udp, NO_LINK, udp], [1000, 2000, 1000]);
    const findings = (await framesOf(file)).map((frame) => frame.findings);
    expect(await streamed(file, (frame) => frame.findings)).toEqual(findings);
    const inTurn = capture([udp, NO_LINK, udp], [1000, 1000, 1000]);
    expect(await streamed(inTurn, (frame) => frame.findings)).toEqual([[], [], ['duplicate-frame']]);
  });

  test('the text of a datagram is the same where frames are kept and where they pass', async () => {
    const text = Buffer.from('options').toString('hex');
    const udp = `${NO_LINK} 0800 4500 0023 0001 0000 4011 0000 c0000201 c0000202 3039 d431 000f 0000 ${text}`;
    const file = capture([udp]);
    const kept = (await framesOf(file)).map(({ facts }) => facts.preview);
    expect(kept).toEqual(['options']);
    expect(await streamed(file, ({ facts }) => facts.preview)).toEqual(kept);
  });
});
