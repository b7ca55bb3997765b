/** Frames of a kept analysis: the same wherever their bytes come from, and no more of them than asked for. */
import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { en } from '../../src/explain/locales/en.js';
import { type AnalysisInput, analyze, type KeptCapture, stream, writeNdjson } from '../../src/index.js';
import { openCapture } from '../../src/node/index.js';
import { story } from '../support/story.js';
import { type Row, rowOf } from '../support/told.js';

const SAMPLES = join(import.meta.dirname, '../../samples');
const samples = readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.pcap(ng)?$/.test(name),
);
const folder = mkdtempSync(join(tmpdir(), 'framewise-kept-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function keep(input: AnalysisInput): Promise<KeptCapture> {
  return (await analyze([input])).captures[0]!;
}

const ECHO = readFileSync(join(SAMPLES, '02-echo/mesin1.pcap'));
const RECORDS = ECHO.subarray(24);
/** So often that there are more frames than are read at a time: the last ones are kept as they are. */
const ECHOES = Buffer.concat([ECHO, ...Array.from({ length: 1000 }, () => RECORDS)]);

function copyOfEchoes(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, ECHOES);
  return path;
}

describe('kept frames', () => {
  it.each([...samples.map((name) => join(SAMPLES, name)), copyOfEchoes('long.pcap')])(
    'of %s say what streaming says, from a file, bytes, a Blob and pieces',
    async (path) => {
      const bytes = new Uint8Array(readFileSync(path));
      const expected: Row[] = [];
      for await (const frame of stream({ label: 'a', input: bytes })) expected.push(rowOf(frame));
      for (const input of [bytes, new Blob([bytes]), [bytes]]) {
        const capture = await keep({ label: 'a', input });
        expect([...capture.frames()].map(rowOf)).toEqual(expected);
      }
      const capture = await keep(openCapture(path, { label: 'a' }));
      expect([...capture.frames()].map(rowOf)).toEqual(expected);
      // One by one, the last first.
      const reversed = expected.map((_, i) => rowOf(capture.frame(expected.length - i)!));
      expect(reversed.reverse()).toEqual(expected);
    },
  );

  it('stay readable while the capture goes on being written', async () => {
    const path = copyOfEchoes('growing.pcap');
    const capture = await keep(openCapture(path));
    appendFileSync(path, RECORDS);
    expect(capture.frame(6)?.facts.preview).toBe('INI ADALAH DATA YANG DIKIRIM ABCDEFGHIJKLMNOPQ');
  });

  it.each<[string, (path: string) => void]>([
    ['gone', (path) => rmSync(path)],
    ['another', (path) => writeFileSync(path, ECHO.subarray(0, 200))],
    [
      'written anew',
      (path) => {
        writeFileSync(path, Buffer.from(ECHOES).fill(0x58, 400));
        utimesSync(path, 1, 1);
      },
    ],
  ])('are not told from a file that is %s', async (name, change) => {
    const path = copyOfEchoes(`${name}.pcap`);
    const capture = await keep(openCapture(path));
    change(path);
    expect(() => capture.frame(6)?.facts).toThrow(/could not be read again/);
    await expect(capture.bytesOf(capture.frame(6)!)).rejects.toThrow(/could not be read again/);
    expect(capture.frame(6)?.role).toBe('data');
    // Nor written as if they were all.
    const rows = writeNdjson([capture], { write: () => undefined }, { locale: en });
    await expect(rows).rejects.toThrow(/could not be read again/);
  });
});

describe('chosen frames', () => {
  const said = story().handshake();
  for (let round = 0; round < 5000; round++) said.client('ACK', 10).server('ACK');
  const choose = async (...wanted: number[]): Promise<number[]> => {
    const { captures } = await analyze([said.frames], {
      choose: (batch, row) => wanted.includes(batch.firstFrame + row),
    });
    const [capture] = captures;
    expect(capture?.frameCount).toBe(said.frames.length);
    return [...capture!.frames()].map(({ frame }) => frame);
  };

  it('are kept alone', async () => {
    expect(await choose(10, 5000, 9000, 10_003)).toEqual([10, 5000, 9000, 10_003]);
    expect(await choose()).toEqual([]);
  });

  it('bring along what lies closely between them', async () => {
    expect(await choose(100, 103, 200)).toEqual([100, 101, 102, 103, 200]);
  });

  it('bring along what answers them', async () => {
    const asked = story().handshake();
    for (let round = 0; round < 50; round++) asked.client('ACK', 10);
    const closed = asked.client('FIN,ACK').server('ACK').server('FIN,ACK').client('ACK');
    const fin = closed.frames.length - 3;
    const { captures } = await analyze([closed.frames], {
      choose: (batch, row) => batch.firstFrame + row === fin,
    });
    expect([...captures[0]!.frames()].map(({ role }) => role)).toEqual(['first-fin', 'first-fin-ack']);
  });
});
