/** The two programs of the README, as they stand there. */
// biome-ignore-all lint/suspicious/noConsole: a program prints
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyze, explain, stream } from 'framewise';
import { en } from 'framewise/locales/en';
import { id } from 'framewise/locales/id';
import { openCapture } from 'framewise/node';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sample, sampleBytes } from './support.js';

const home = process.cwd();
let folder: string;
const printed: unknown[][] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'framewise-readme-'));
  copyFileSync(sample('02-echo/mesin1.pcap'), join(folder, 'mesin1.pcapng'));
  process.chdir(folder);
  printed.length = 0;
  vi.spyOn(console, 'log').mockImplementation((...values) => printed.push(values));
});

afterEach(() => {
  vi.restoreAllMocks();
  process.chdir(home);
  rmSync(folder, { recursive: true });
});

it('explains every frame of a file, and tells its connections', async () => {
  const analysis = await analyze([openCapture('mesin1.pcapng')]);
  for (const frame of analysis.frames()) {
    console.log(frame.frame, frame.role, frame.findings, explain(frame, id));
  }
  for (const connection of analysis.connections()) {
    console.log(
      connection.client,
      connection.server,
      connection.outcome,
      connection.state,
      connection.history,
    );
  }

  expect(printed).toHaveLength(14 + 1);
  expect(printed[2]).toEqual([
    3,
    'syn',
    [],
    expect.stringContaining('langkah ke-1 dari three-way handshake'),
  ]);
  expect(printed[14]?.slice(2, 4)).toEqual(['closed', 'SF']);
});

it('reads frame by frame', async () => {
  const bytes = sampleBytes('03-reset-unread-data/mesin1.pcap');
  for await (const frame of stream(bytes)) {
    if (frame.role === 'reset') console.log(explain(frame, en, { detail: 'full' }));
  }

  expect(printed).toEqual([[expect.stringContaining('by a RST')]]);
});
