import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/index.js';

/** Recorded without checksum offload: every checksum in it is right (tshark agrees). */
const sample = new Uint8Array(readFileSync('samples/02-echo/mesin1.pcap'));

async function framesWithBadChecksum(bytes: Uint8Array, verifyChecksums: boolean): Promise<number[]> {
  const analysis = await analyze([bytes], { verifyChecksums });
  return [...analysis.frames()].filter((f) => f.findings.includes('bad-checksum')).map((f) => f.frame);
}

/** The sample with one bit of the last captured byte of frame 6 (its 46 bytes of payload) turned. */
function damaged(): Uint8Array {
  const bytes = sample.slice();
  const at = bytes.findIndex(
    (_, i) => String.fromCharCode(...bytes.subarray(i, i + 14)) === 'INI ADALAH DAT',
  );
  bytes[at]! ^= 1;
  return bytes;
}

describe('checksums, on request', () => {
  it('finds none wrong in a capture without offload', async () => {
    expect(await framesWithBadChecksum(sample, true)).toEqual([]);
  });

  it('finds the segment whose payload was changed by one bit', async () => {
    expect(await framesWithBadChecksum(damaged(), true)).toEqual([6]);
  });

  it('does not look unless asked', async () => {
    expect(await framesWithBadChecksum(damaged(), false)).toEqual([]);
  });
});
