import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../src/capture/capture-error.js';
import { stream } from '../../src/engine/analysis.js';
import { openCapture } from '../../src/node/index.js';
import { lookupRow } from '../../src/report/row.js';
import { corpusCaptures, sampleCaptures } from '../report/support.js';

async function lookupsOf(path: string, onlyLookups: boolean): Promise<unknown[]> {
  const analysis = stream(openCapture(path), { onlyLookups });
  try {
    for await (const _ of analysis.batches());
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
  }
  return [...analysis.lookups()].map(lookupRow);
}

describe('an analysis of lookups only', () => {
  it.each([...sampleCaptures(), ...corpusCaptures(60_000, 12)])(
    'has the lookups of a whole one: %s',
    async (path) => {
      expect(await lookupsOf(path, true)).toEqual(await lookupsOf(path, false));
    },
  );
});
