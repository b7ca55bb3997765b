/** What is measured, each in a process of its own: how far a capture's frames are taken. */
import { ByteSink } from '../../src/bytes/sink.js';
import { stream } from '../../src/engine/analysis.js';
import { Frame } from '../../src/engine/frame.js';
import { writeExplanation } from '../../src/explain/explain.js';
import { en } from '../../src/explain/locales/en.js';
import { openCapture } from '../../src/node/open.js';
import { writeNdjson } from '../../src/report/write-frames.js';
import { AddressTable } from '../../src/table/address-table.js';
import { FrameBatch } from '../../src/table/frame-batch.js';
import { decodeFrame } from '../../src/wire/decode.js';
import { Walk } from '../../src/wire/walk.js';

const ROWS = 8192;

/** By name, the cheapest first; each does what those before it do. */
export const STAGES: Readonly<Record<string, (path: string) => Promise<void>>> = {
  records: (path) => eachBatch(path, () => undefined),
  decode: (path) => {
    const walk = new Walk(new AddressTable());
    return eachBatch(path, (batch, linkTypes) => {
      for (let row = 0; row < batch.count; row++)
        decodeFrame(walk, batch, row, linkTypes[batch.interfaceId[row]!] ?? -1);
    });
  },
  follow: async (path) => {
    for await (const _ of stream(openCapture(path)).batches());
  },
  explain: async (path) => {
    const reading = stream(openCapture(path));
    const sink = new ByteSink();
    let frame: Frame | undefined;
    for await (const batch of reading.batches()) {
      frame ??= new Frame(reading.context, batch, 0);
      for (let row = 0; row < batch.count; row++) {
        sink.clear();
        writeExplanation(sink, frame.moveTo(batch, row), en);
      }
    }
  },
  ndjson: (path) => writeNdjson([stream(openCapture(path))], { write: () => undefined }, { locale: en }),
};

async function eachBatch(
  path: string,
  take: (batch: FrameBatch, linkTypes: readonly number[]) => void,
): Promise<void> {
  const source = openCapture(path).open();
  const batch = new FrameBatch(ROWS);
  while (await source.next(batch)) {
    batch.notes.clear();
    take(
      batch,
      source.interfaces.map(({ linkType }) => linkType),
    );
  }
}
