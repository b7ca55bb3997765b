import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../src/capture/capture-error.js';
import { stream } from '../../src/engine/analysis.js';
import { en } from '../../src/explain/locales/en.js';
import { openCapture } from '../../src/node/index.js';
import { connectionRow } from '../../src/report/row.js';
import { corpusCaptures, sampleCaptures } from '../report/support.js';

async function connectionsOf(path: string, onlyConnections: boolean): Promise<unknown[]> {
  const analysis = stream(openCapture(path), { onlyConnections });
  try {
    for await (const _ of analysis.batches());
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
  }
  return [...analysis.connections()].map((connection) => ({
    ...connectionRow(connection, en),
    streamBytes: connection.streamBytes,
  }));
}

describe('an analysis of connections only', () => {
  it.each([...sampleCaptures(), ...corpusCaptures(60_000, 12)])(
    'has the connections of a whole one: %s',
    async (path) => {
      expect(await connectionsOf(path, true)).toEqual(await connectionsOf(path, false));
    },
  );
});
