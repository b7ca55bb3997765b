import { describe, expect, it } from 'vitest';
import { analyze, stream } from '../../src/index.js';

describe('options out of range', () => {
  it.each([
    { limits: { maxConnections: -1 } },
    { limits: { maxLookups: 1.5 } },
    { limits: { maxStreamBytes: Number.NaN } },
    { thresholds: { outOfOrder: -1 } },
    { thresholds: { fastRetransmission: Number.NaN } },
    { follow: [-1] },
  ])('%j is a bad call, told before anything is read', async (options) => {
    await expect(analyze([], options)).rejects.toThrow(TypeError);
    expect(() => stream(new Uint8Array(0), options)).toThrow(TypeError);
  });
});
