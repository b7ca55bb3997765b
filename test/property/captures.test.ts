import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CaptureError } from '../../src/capture/capture-error.js';
import { stream } from '../../src/engine/analysis.js';
import { en } from '../../src/explain/locales/en.js';
import { frameRow } from '../../src/report/row.js';
import { checkCapture } from '../fuzz/check-capture.js';

const SAMPLES = join(import.meta.dirname, '../../samples');
/** Larger samples take long without showing more. */
const LARGEST = 100_000;

const samples = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.pcap(ng)?$/.test(name))
  .map((name) => new Uint8Array(readFileSync(join(SAMPLES, name))))
  .filter(({ length }) => length <= LARGEST);
const sample = fc.nat().map((choice) => samples[choice % samples.length]!);
const position = fc.nat({ max: LARGEST });
/** Half of the changes fall where the headers of the first frames are. */
const place = fc.oneof(fc.nat({ max: 300 }), position);

async function rowsOf(pieces: Iterable<Uint8Array>): Promise<{ rows: unknown[]; code: string | undefined }> {
  const rows: unknown[] = [];
  const reading = stream({ label: 'a', input: pieces });
  try {
    for await (const frame of reading) rows.push(frameRow(frame, en, 'full'));
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
  }
  return { rows, code: reading.error?.code };
}

function* cut(bytes: Uint8Array, sizes: readonly number[]): Generator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = sizes[turn % sizes.length]!;
    yield bytes.subarray(at, at + size);
    at += size;
  }
}

describe('captures of real programs', () => {
  test('there are some', () => {
    expect(samples.length).toBeGreaterThan(10);
  });

  test('cut anywhere, give the first rows of the whole', async () => {
    const property = fc.asyncProperty(sample, position, async (bytes, choice) => {
      const length = choice % (bytes.length + 1);
      const whole = await rowsOf([bytes]);
      const part = await rowsOf([bytes.subarray(0, length)]);
      expect(part.rows).toEqual(whole.rows.slice(0, part.rows.length));
      if (length === bytes.length) expect(part.code).toBeUndefined();
      else expect([undefined, 'cut', 'empty', 'not-a-capture']).toContain(part.code);
    });
    await fc.assert(property, { numRuns: 60 });
  });

  test('cut into pieces of any sizes, give the same rows', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 4 });
    const property = fc.asyncProperty(sample, sizes, async (bytes, list) => {
      expect(await rowsOf(cut(bytes, list))).toEqual(await rowsOf([bytes]));
    });
    await fc.assert(property, { numRuns: 40 });
  });

  test('with any byte changed, keep every promise', async () => {
    const property = fc.asyncProperty(
      sample,
      place,
      fc.integer({ min: 1, max: 255 }),
      async (bytes, at, change) => {
        const changed = bytes.slice();
        changed[at % bytes.length]! ^= change;
        await checkCapture(changed, { reports: false, pieces: 0 });
      },
    );
    await fc.assert(property, { numRuns: 150 });
  });

  test('with lengths and counts at their extremes, keep every promise', async () => {
    const value = fc.constantFrom(0, 1, 0x7fff, 0x8000, 0xfffe, 0xffff);
    const property = fc.asyncProperty(
      sample,
      fc.array(fc.tuple(place, value), { maxLength: 5 }),
      async (bytes, list) => {
        const changed = bytes.slice();
        const view = new DataView(changed.buffer);
        for (const [at, word] of list) view.setUint16(at % (bytes.length - 1), word);
        await checkCapture(changed, { reports: true, pieces: 61 });
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

test('any bytes in a frame, on any link, keep every promise', async () => {
  const frame = fc.uint8Array({ maxLength: 120 });
  const property = fc.asyncProperty(
    fc.array(frame, { maxLength: 6 }),
    fc.nat({ max: 290 }),
    async (frames, link) => {
      await checkCapture(file(frames, link), { reports: true, pieces: 17 });
    },
  );
  await fc.assert(property, { numRuns: 150 });
});

/** A classic capture, big-endian. */
function file(frames: readonly Uint8Array[], linkType: number): Uint8Array {
  const parts = frames.map((bytes, second) => {
    const record = new Uint8Array(16 + bytes.length);
    const view = new DataView(record.buffer);
    view.setUint32(0, second);
    view.setUint32(8, bytes.length);
    view.setUint32(12, bytes.length);
    record.set(bytes, 16);
    return record;
  });
  const header = Buffer.from(
    `a1b2c3d4000200040000000000000000000400000000${linkType.toString(16).padStart(4, '0')}`,
    'hex',
  );
  return Uint8Array.from(Buffer.concat([header, ...parts]));
}
