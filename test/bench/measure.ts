/** Processor time and memory of other processes. */
import { execFileSync, fork, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a run took. */
export interface Cost {
  /** Seconds of processor time, of all threads. */
  readonly cpu: number;
  /** Peak of resident memory in MiB. */
  readonly peak: number;
}

/** Runs a stage in a process of its own and takes the best of some runs, which are disturbed the least. */
export async function measureStage(stage: string, path: string, runs: number): Promise<Cost> {
  let best: Cost = { cpu: Number.POSITIVE_INFINITY, peak: Number.POSITIVE_INFINITY };
  for (let run = 0; run < runs; run++) {
    const cost = await new Promise<Cost>((resolve, reject) => {
      const child = fork(fileURLToPath(new URL('run-stage.ts', import.meta.url)), [stage, path]);
      child.on('message', (said) => resolve(said as Cost));
      child.on('exit', () => reject(new Error(`${stage} ended without a result`)));
    });
    best = { cpu: Math.min(best.cpu, cost.cpu), peak: Math.min(best.peak, cost.peak) };
  }
  return best;
}

/** Whether a program can be run. */
export function exists(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Runs another program; null where the system does not tell what it took. */
export async function measureProgram(program: string, args: readonly string[]): Promise<Cost | null> {
  const child = spawn(program, args, { stdio: 'ignore' });
  let cost: Cost | null = null;
  const timer = setInterval(() => {
    const now = ofProcess(child.pid ?? 0);
    if (now !== null) cost = { cpu: now.cpu, peak: Math.max(now.peak, cost?.peak ?? 0) };
  }, 20);
  await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(timer);
  return cost;
}

/** Ticks a second of the times in /proc, as on every Linux. */
const TICKS = 100;

function ofProcess(id: number): Cost | null {
  try {
    const [user, system] = readFileSync(`/proc/${id}/stat`, 'latin1')
      .split(') ')[1]!
      .split(' ')
      .slice(11, 13);
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'latin1'))?.[1];
    return { cpu: (Number(user) + Number(system)) / TICKS, peak: Number(resident ?? 0) / 1024 };
  } catch {
    return null;
  }
}
