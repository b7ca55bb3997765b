/**
 * Runs the whole library over mutated captures and looks for crashes, hangs, memory and broken promises.
 *
 *     npm run fuzz -- [options]
 *       --seed N     the same seed gives the same cases (1)
 *       --cases N    how many (20,000)
 *       --from N     the first case's number, to look at one again: --from 4711 --cases 1
 *       --keep-on    report each kind of failure once and go on
 *       --out DIR    where failing captures are written (test-results/fuzz)
 *
 * Exit status 1: something failed; the capture, as small as could be made, is written to a file.
 */
import { fork, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Cases, MEMORY, WARM_UP } from './cases.js';
import { minimize } from './minimize.js';

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '20000' },
    from: { type: 'string', default: '0' },
    'keep-on': { type: 'boolean', default: false },
    out: { type: 'string', default: 'test-results/fuzz' },
    // For the program itself: this process runs the cases, its parent watches it.
    worker: { type: 'boolean', default: false },
    // And once more for a case whose memory grew.
    alone: { type: 'boolean', default: false },
  },
});
const seed = Number(options.seed);
const first = Number(options.from);
const end = first + Number(options.cases);

/** Milliseconds of wall time after which a case is held to hang; a busy machine must not look like it. */
const HANG = 60_000;
/** Megabytes of JavaScript objects that a case may need. */
const HEAP = 500;
/** Said to the parent besides case numbers: a case failed; it is being minimized, which takes its time. */
const FAILED = -1;

function write(number: number, bytes: Uint8Array): string {
  mkdirSync(options.out, { recursive: true });
  const path = join(options.out, `seed${seed}-case${number}.pcap`);
  writeFileSync(path, bytes);
  return path;
}

/**
 * Whether memory grows as much where only this case and those before it are run, in a process of their own: in one that
 * has run very many, what is not collected yet of several captures looks like one that takes too much.
 */
function growsAlone(number: number): boolean {
  // So many that memory is looked at after the last of them.
  const from = Math.max(0, number - MEMORY * Math.ceil((WARM_UP + MEMORY) / MEMORY));
  const args = ['--seed', String(seed), '--from', String(from), '--cases', String(number + 1 - from)];
  const script = [...process.execArgv, fileURLToPath(import.meta.url), ...args, '--alone'];
  return spawnSync(process.execPath, script, { stdio: 'ignore' }).status !== 0;
}

/** Runs the cases, in a process that may hang or run out of memory. */
async function work(say: (number: number) => void): Promise<void> {
  const cases = new Cases(seed);
  const kinds = new Set<string>();
  for (let number = first; number < end; number++) {
    say(number);
    const failure = await cases.run(number);
    if (failure === null || kinds.has(failure.kind)) continue;
    if (failure.kind === 'memory' && !options.alone && !growsAlone(number)) continue;
    kinds.add(failure.kind);
    say(FAILED);
    if (options.alone) break;
    const fails = async (bytes: Uint8Array): Promise<boolean> =>
      (await cases.check(number, bytes))?.kind === failure.kind;
    const small = await minimize(cases.bytesOf(number), fails);
    console.log(`FAILED seed ${seed} case ${number}: ${failure.text}`);
    console.log(
      `  ${write(number, small)}: ${small.length} bytes: ${Buffer.from(small.subarray(0, 400)).toString('hex')}`,
    );
    if (!options['keep-on']) break;
  }
}

/** Watches the process that runs the cases. */
function watch(): void {
  const started = performance.now();
  const execArgv = [...process.execArgv, `--max-old-space-size=${HEAP}`];
  const child = fork(fileURLToPath(import.meta.url), [...process.argv.slice(2), '--worker'], { execArgv });
  let at = first;
  let failed = 0;
  let since = started;
  const lost = (why: string): void => {
    console.log(`FAILED seed ${seed} case ${at}: ${why}\n  ${write(at, new Cases(seed).bytesOf(at))}`);
    child.kill('SIGKILL');
    process.exit(1);
  };
  child.on('message', (said: number) => {
    since = performance.now();
    if (said === FAILED) failed++;
    else at = said;
  });
  const timer = setInterval(() => {
    if (failed === 0 && performance.now() - since > HANG) lost(`hangs for ${HANG / 1000} s`);
  }, 1000);
  child.on('exit', (code) => {
    clearInterval(timer);
    if (code !== 0) lost(`ends the process with ${code}`);
    const seconds = Math.round((performance.now() - started) / 1000);
    const result = failed === 0 ? 'nothing failed' : `${failed} failed`;
    console.log(`${at - first + 1} cases of seed ${seed} in ${seconds} s: ${result}`);
    if (failed > 0) process.exitCode = 1;
  });
}

if (options.worker) {
  await work((number) => process.send?.(number));
  process.disconnect();
} else watch();
