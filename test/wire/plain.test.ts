import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CaptureError } from '../../src/capture/capture-error.js';
import { batchSource, type OpenBatchSource } from '../../src/capture/source.js';
import { openCapture } from '../../src/node/index.js';
import { AddressTable } from '../../src/table/address-table.js';
import { type FrameBatch, TRANSPORT } from '../../src/table/frame-batch.js';
import { TcpTracker } from '../../src/track/tcp-tracker.js';
import { DEFAULT_THRESHOLDS } from '../../src/track/thresholds.js';
import { walkFrame } from '../../src/wire/decode.js';
import { Walk } from '../../src/wire/walk.js';
import { corpusCaptures, sampleCaptures } from '../report/support.js';
import { buildPcap } from '../support/capture-builder.js';
import { ethernet, IP, ipv6, text, udp } from '../support/packets.js';

const LIMITS = {
  maxConnections: 1,
  maxOpenConnections: 1,
  maxEndedConnections: 1,
  maxConnectionRecords: 1,
};

/** What decoding fills. */
function columnsOf(batch: FrameBatch, row: number): Record<string, number> {
  const columns: Record<string, number> = {};
  for (const name of ['shape', 'protocol', 'transport', 'source', 'destination', 'sourcePort'] as const)
    columns[name] = batch[name][row]!;
  for (const name of ['destinationPort', 'networkAt', 'transportAt', 'payloadAt', 'payloadLength'] as const)
    columns[name] = batch[name][row]!;
  for (const name of ['payloadEnd', 'flags'] as const) columns[name] = batch[name][row]!;
  if (batch.transport[row] === TRANSPORT.tcp)
    for (const name of ['seq', 'ack', 'window'] as const) columns[name] = batch[name][row]!;
  return columns;
}

describe('a frame that is read in one go', () => {
  let plain = 0;

  it.each([...sampleCaptures(), ...corpusCaptures(100_000, 3)])(
    'is what the walk from layer to layer makes of it: %s',
    async (path) => {
      // Read into the kernel's memory, and lying elsewhere.
      for (const source of [openCapture(path).open(), batchSource(readFileSync(path))]) await compare(source);
    },
  );

  async function compare(source: OpenBatchSource): Promise<void> {
    const addresses = new AddressTable();
    const tracker = new TcpTracker(addresses, LIMITS, DEFAULT_THRESHOLDS, true);
    const { batch } = tracker;
    const walk = new Walk(addresses);
    try {
      while (await source.next(batch)) {
        for (let row = 0; row < batch.count; ) {
          const isEthernet = source.interfaces[batch.interfaceId[row]!]?.linkType === 1;
          const next = isEthernet ? tracker.decodePlain(row) : row;
          if (next === row) row++;
          for (; row < next; row++) {
            plain++;
            const before = columnsOf(batch, row);
            walkFrame(walk, batch, row, 1);
            expect(columnsOf(batch, row)).toEqual(before);
            expect(batch.notes.get(row)).toBeUndefined();
          }
        }
        batch.firstFrame += batch.count;
      }
    } catch (error) {
      // Damaged captures are other tests' matter.
      if (!(error instanceof CaptureError)) throw error;
    }
  }

  /** The latest are remembered: several times as many as find room, and such as push each other out. */
  it('has the addresses that it has, however many take turns', async () => {
    const of = (index: number): string => `2001:db8::${index.toString(16)}`;
    const frames = Array.from({ length: 24_000 }, (_, index) => {
      const turn = (index >> 2) + (index & 1);
      const [source, destination] = [of(1 + turn), of(1 + ((turn * 7) % 5000))];
      const packet = ipv6(udp(2000, 3000, text('?')), { source, destination, protocol: IP.udp });
      return { bytes: ethernet(packet) };
    });
    const before = plain;
    await compare(batchSource(buildPcap(frames)));
    expect(plain - before).toBe(frames.length);
  });

  it('is nearly every one', () => {
    expect(plain).toBeGreaterThan(1000);
  });
});
