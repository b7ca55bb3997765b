/**
 * Measures framewise and every other reader of captures on this machine, in turn and as whole processes, on captures made
 * for it, and says what of the aims is reached. Ratios within one run mean more than numbers from different machines.
 *
 *     npm run bench -- [options]
 *       --size NAME   small (under a minute), normal (three minutes) or full (captures of millions of frames)
 *       --part NAME   only compare, stages, memory, marginal, several or start; or hostile: captures made to be slow, at
 *                     two sizes
 *       --only KIND   of the comparison only captures whose kind contains this: chatty, bulk, lossy, scan, flood, small
 *       --rounds N    runs of each program, of which the least counts (3)
 *       --json        print the numbers as JSON
 *       --save FILE   keep the numbers as JSON
 *       --gate        fail where a ratio to another program is below its floor
 *
 * Linux and bash; captures lie in the folder for temporary files meanwhile (normal: 2 GB, full: 4 GB).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { marginal, memory, several, startUp } from './bounds.js';
import { compare, type Measurement } from './compare.js';
import { Captures } from './folder.js';
import { hostileTable } from './hostile-run.js';
import { SIZES, type SizeName, type Sizes } from './sizes.js';
import { stageCosts, stageTable } from './stage-run.js';
import { checkTable, measurementTable } from './tables.js';
import { type Check, isBroken, lossOf, ratiosOf } from './targets.js';

const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: 'normal' },
    part: { type: 'string' },
    only: { type: 'string', default: '' },
    rounds: { type: 'string', default: '3' },
    json: { type: 'boolean', default: false },
    save: { type: 'string' },
    gate: { type: 'boolean', default: false },
  },
});
const sizes: Sizes | undefined = SIZES[options.size as SizeName];
if (sizes === undefined) throw new Error(`--size is one of ${Object.keys(SIZES).join(', ')}`);
const rounds = Number(options.rounds);
const wants = (part: string): boolean => options.part === undefined || options.part === part;

const captures = new Captures();
try {
  const measured: Measurement[] = wants('compare')
    ? await compare(captures, sizes, rounds, options.only)
    : [];
  const checks: Check[] = [
    ...ratiosOf(measured),
    ...lossOf(measured),
    ...(wants('start') ? await startUp(captures, rounds) : []),
    ...(wants('memory') ? await memory(captures, sizes) : []),
    ...(wants('several') ? await several(captures, sizes, rounds) : []),
    ...(wants('marginal') ? await marginal(captures, sizes, Math.min(rounds, 2)) : []),
  ];
  const stages = wants('stages') ? await stageCosts(captures, sizes) : [];
  const machine = {
    processor: cpus()[0]?.model ?? arch(),
    cores: cpus().length,
    memory: totalmem(),
    node: process.version,
  };
  const results = JSON.stringify({ machine, size: options.size, sizes, measured, checks, stages }, null, 2);
  if (options.save !== undefined) {
    mkdirSync(dirname(options.save), { recursive: true });
    writeFileSync(options.save, `${results}\n`);
  }
  if (options.json) console.log(results);
  else {
    if (measured.length > 0) console.log(`${measurementTable(measured)}\n`);
    if (stages.length > 0) console.log(`${stageTable(stages)}\n`);
    if (checks.length > 0) console.log(checkTable(checks));
    if (options.part === 'hostile') console.log(await hostileTable(captures, sizes));
  }
  const broken = options.gate ? checks.filter(isBroken) : [];
  for (const { what, value } of broken) console.error(`below its floor: ${what} ${value}`);
  if (broken.length > 0) process.exitCode = 1;
} finally {
  captures.remove();
}
