/** Processor time and memory of whole processes. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a run took. */
export interface Cost {
  /** Seconds of processor time, user and system, of all threads. */
  readonly cpu: number;
  /** Seconds that passed. */
  readonly wall: number;
  /** Peak of resident memory in MiB; 0 where it is not known (no Linux, or over too soon). */
  readonly peak: number;
}

const POLL_MS = 5;

/** bash tells the time that its child took in milliseconds; `time` elsewhere in hundredths, and not everywhere. */
const TIMED = `TIMEFORMAT='%U %S %R'; { time "$@" >/dev/null 2>/dev/null; } 2>&1`;

/**
 * Runs a program with its output thrown away.
 *
 * @throws Error when it fails
 */
export async function measure(command: readonly string[]): Promise<Cost> {
  const shell = spawn('bash', ['-c', TIMED, 'bash', ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let peak = 0;
  shell.stdout.on('data', (piece: Buffer) => {
    said += piece;
  });
  const timer = setInterval(() => {
    peak = Math.max(peak, peakOfChild(shell.pid ?? 0));
  }, POLL_MS);
  const status = await new Promise((resolve) => shell.on('close', resolve));
  clearInterval(timer);
  if (status !== 0) throw new Error(`${command.join(' ').slice(0, 200)} ended with ${status}`);
  const [user, system, wall] = said.trim().split(' ').map(Number);
  return { cpu: user! + system!, wall: wall!, peak };
}

/** The highest resident size so far of a shell's child, in MiB; the kernel keeps count, so that no peak falls between. */
function peakOfChild(shell: number): number {
  try {
    const child = readFileSync(`/proc/${shell}/task/${shell}/children`, 'latin1').trim();
    const status = readFileSync(`/proc/${child}/status`, 'latin1');
    return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** The least of some runs: what else the machine does only adds. */
export function least(runs: readonly Cost[]): Cost {
  const of = (key: keyof Cost): number => Math.min(...runs.map((run) => run[key]));
  return { cpu: of('cpu'), wall: of('wall'), peak: Math.max(...runs.map(({ peak }) => peak)) };
}
