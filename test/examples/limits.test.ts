/** Every bound and threshold is an option with a finite default. */
import {
  type AnalysisLimits,
  type AnalysisOptions,
  analyze,
  type CaptureLimits,
  DEFAULT_LIMITS,
  DEFAULT_THRESHOLDS,
  type SequenceThresholds,
} from 'framewise';
import { openCapture } from 'framewise/node';
import { expect, it } from 'vitest';
import { sample, sampleBytes } from './support.js';

const read = async (path: string, options: AnalysisOptions) => analyze([openCapture(sample(path))], options);

it('limits of what is remembered', async () => {
  const limits: Partial<AnalysisLimits> = { maxConnections: 1 };
  const { captures } = await read('04-two-clients/mesin1.pcap', { limits });
  expect([...captures[0]!.connections()]).toHaveLength(1);
  const [refused] = [...captures[0]!.frames()].filter(({ findings }) => findings.includes('limit-reached'));
  expect([refused?.frame, refused?.role, refused?.connection]).toEqual([19, 'syn', null]);
  expect(Object.values(DEFAULT_LIMITS).every((limit) => Number.isFinite(limit))).toBe(true);
});

it('limits of reading', async () => {
  const limits: CaptureLimits = { maxFrameLength: 64 };
  // A capture in memory: the options of `analyze` hold. A file takes those of `openCapture`.
  const [capture] = (await analyze([sampleBytes('02-echo/mesin1.pcap')], { limits })).captures;
  expect(capture?.error?.code).toBe('bad-length');
});

it('thresholds of verdicts that rest on times, in nanoseconds', async () => {
  const verdicts = async (thresholds: Partial<SequenceThresholds>) => {
    const all = [...(await read('10-lossy/mesin1.pcap', { thresholds })).frames()];
    return all.filter(({ findings }) => findings.includes('fast-retransmission')).length;
  };
  expect(await verdicts(DEFAULT_THRESHOLDS)).toBeGreaterThan(0);
  expect(await verdicts({ fastRetransmission: 0 })).toBe(0);
});

it('checksums are verified on request', async () => {
  const bytes = sampleBytes('02-echo/mesin1.pcap');
  const wrong = bytes.length - 1;
  bytes[wrong] = bytes[wrong]! ^ 0xff;
  const findings = async (options: AnalysisOptions) =>
    (await analyze([bytes], options)).captures[0]?.frame(14)?.findings;
  expect(await findings({})).toEqual([]);
  expect(await findings({ verifyChecksums: true })).toEqual(['bad-checksum']);
});
