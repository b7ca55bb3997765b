import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captureLabel, openCapture } from '../../src/node/open.js';
import { readSource, recordColumns } from '../capture/rows.js';
import { buildPcap } from '../support/capture-builder.js';

const frames = Array.from({ length: 50 }, (_, at) => ({ bytes: new Uint8Array(200).fill(at), seconds: at }));
const capture = buildPcap(frames);
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'framewise-'));
  writeFileSync(join(folder, 'plain.pcap'), capture);
  writeFileSync(join(folder, 'packed.pcap.gz'), gzipSync(capture));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('captures in files', () => {
  test('plain and compressed ones give the same, as often as they are opened', async () => {
    for (const name of ['plain.pcap', 'packed.pcap.gz']) {
      const input = openCapture(join(folder, name), { bufferSize: 1000 });
      for (let turn = 0; turn < 2; turn++) {
        const source = input.open();
        const { rows, error } = await readSource(source);
        expect([rows.length, error, source.bytesRead]).toEqual([50, null, input.size]);
      }
    }
  });

  test('what was read grows while reading', async () => {
    const source = openCapture(join(folder, 'plain.pcap'), { bufferSize: 1000 }).open();
    await source.next(recordColumns(1));
    expect(source.bytesRead).toBeGreaterThan(0);
    expect(source.bytesRead).toBeLessThan(capture.length);
    await source.close();
    await source.close();
  });

  test('what is due meanwhile is done while a long one is read', async () => {
    const path = join(folder, 'long.pcap');
    writeFileSync(path, buildPcap(new Array(160).fill({ bytes: new Uint8Array(250_000) })));
    let isRead = false;
    const due = new Promise((resolve) => void setTimeout(() => resolve(isRead), 0));
    await readSource(openCapture(path).open());
    isRead = true;
    expect(await due).toBe(false);
  });

  test('a missing file and a folder say so when read', async () => {
    const missing = openCapture(join(folder, 'nowhere.pcap'));
    expect(missing.size).toBeNull();
    const { error } = await readSource(missing.open());
    expect(error).toMatchObject({
      code: 'unreadable',
      offset: 0,
      frame: 1,
      message: 'There is no such file.',
    });
    expect((await readSource(openCapture(folder).open())).error?.code).toBe('unreadable');
  });

  test('labels are names without folder and ending', () => {
    const labels = [
      'a/mesin1.pcapng',
      'b.pcap.gz',
      'c.2024.pcap',
      'd',
      'e.gz',
      '.hidden',
      'f.cap.zst',
      'g.log.gz',
    ];
    expect(labels.map(captureLabel)).toEqual(['mesin1', 'b', 'c.2024', 'd', 'e', '.hidden', 'f', 'g.log']);
    expect(openCapture('x.pcap', { label: 'server' }).label).toBe('server');
  });
});
