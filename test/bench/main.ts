/**
 * Measures what each step of the way costs, on captures made for it, and compares with tshark on the same files. Ratios
 * within one run mean more than numbers from different machines. Nothing depends on the result.
 *
 *     npm run bench -- [options]
 *       --frames N   of the chatty capture; the bulk ones have a third as many (300,000)
 *       --runs N     the best of so many counts (3)
 *       --hostile    instead: captures made to be slow, at two sizes; what a frame costs must not grow with them
 *       --only PART  only captures whose name contains this
 *       --keep       leave the captures where they are, and say where
 *       --json       print the numbers as JSON
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bulk, chatty, type Written } from './captures.js';
import { HOSTILE, hostile } from './hostile.js';
import { type Cost, exists, measureProgram, measureStage } from './measure.js';
import { STAGES } from './stages.js';

const { values: options } = parseArgs({
  options: {
    frames: { type: 'string', default: '300000' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    hostile: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});
const frames = Number(options.frames);
const runs = Number(options.runs);

const CAPTURES: Readonly<Record<string, (path: string) => Written>> = {
  chatty: (path) => chatty(path, frames),
  bulk: (path) => bulk(path, frames / 3),
  lossy: (path) => bulk(path, frames / 3, 100),
};

interface Line extends Cost {
  readonly capture: string;
  readonly stage: string;
  readonly framesPerSecond: number;
  readonly megabytesPerSecond: number;
  /** Processor time as a share of that of `follow`. */
  readonly ratio: number;
}

async function measure(folder: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [capture, write] of Object.entries(CAPTURES)) {
    if (!capture.includes(options.only)) continue;
    const path = join(folder, `${capture}.pcap`);
    const written = write(path);
    const costs = new Map<string, Cost>();
    for (const stage of Object.keys(STAGES)) costs.set(stage, await measureStage(stage, path, runs));
    const other = exists('tshark') ? await measureProgram('tshark', ['-n', '-r', path]) : null;
    if (other !== null) costs.set('tshark -n', other);
    const reference = costs.get('follow')?.cpu ?? Number.NaN;
    for (const [stage, cost] of costs) lines.push(lineOf(capture, stage, cost, written, reference));
  }
  return lines;
}

/** What frames cost and how much memory is taken, in a quarter of the frames and in all of them. */
async function measureHostile(folder: string): Promise<Line[]> {
  const lines: Line[] = [];
  const path = join(folder, 'hostile.pcap');
  for (const name of Object.keys(HOSTILE)) {
    if (!name.includes(options.only)) continue;
    let reference = Number.NaN;
    for (const count of [frames / 4, frames]) {
      const written = hostile(name, path, count);
      const cost = await measureStage('follow', path, runs);
      // The second capture is four times as long: a ratio of 4 or less is right.
      if (Number.isNaN(reference)) reference = cost.cpu;
      lines.push(lineOf(name, `follow ${written.frames}`, cost, written, reference));
    }
  }
  return lines;
}

function lineOf(capture: string, stage: string, cost: Cost, written: Written, reference: number): Line {
  return {
    capture,
    stage,
    ...cost,
    framesPerSecond: written.frames / cost.cpu,
    megabytesPerSecond: written.bytes / 1e6 / cost.cpu,
    ratio: cost.cpu / reference,
  };
}

function table(lines: readonly Line[]): string {
  const cells = lines.map((line) => [
    line.capture,
    line.stage,
    line.cpu.toFixed(2),
    Math.round(1e9 / line.framesPerSecond).toString(),
    Math.round(line.framesPerSecond / 1000).toString(),
    Math.round(line.megabytesPerSecond).toString(),
    line.ratio.toFixed(2),
    Math.round(line.peak).toString(),
  ]);
  const head = [
    'capture',
    'stage',
    'CPU s',
    'ns/frame',
    'k frames/s',
    'MB/s',
    options.hostile ? 'of quarter' : 'of follow',
    'peak MiB',
  ];
  const widths = head.map((title, column) =>
    Math.max(...[head, ...cells].map((row) => row[column]!.length), title.length),
  );
  return [head, ...cells]
    .map((row) =>
      row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '),
    )
    .join('\n');
}

const folder = mkdtempSync(join(tmpdir(), 'framewise-bench-'));
try {
  const lines = await (options.hostile ? measureHostile(folder) : measure(folder));
  console.log(options.json ? JSON.stringify(lines, null, 2) : table(lines));
} finally {
  if (options.keep) console.log(folder);
  else rmSync(folder, { recursive: true });
}
