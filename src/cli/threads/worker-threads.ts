import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { NARROW } from '../narrow.js';
import type { Share, Thread, Threads } from './thread.js';

/** Threads at a time: each takes nearly as much memory as a command by itself. */
const MOST = 8;

/**
 * Node's threads, as many as there are cores.
 *
 * @param pay how many there is work for that pays
 * @returns undefined where there are no two
 */
export function workerThreads(pay: number): Threads | undefined {
  // A thread that finds no room for its code, which is much, ends the process.
  if (process.execArgv.includes(NARROW)) return undefined;
  const most = Math.min(pay, availableParallelism(), MOST);
  return most > 1 ? new WorkerThreads(most) : undefined;
}

class WorkerThreads implements Threads {
  readonly most: number;
  readonly #workers: Worker[] = [];

  constructor(most: number) {
    this.most = most;
  }

  start(share: Share): Thread | undefined {
    const script = join(dirname(import.meta.filename), 'in-thread.js');
    try {
      // Threads write nothing by themselves: Node would lay pipes from them into this process's outputs.
      const worker = new Worker(script, { workerData: share, stdout: true, stderr: true });
      this.#workers.push(worker);
      return worker;
    } catch {
      // The system gives no more, or Node was told not to start any: it can be done without.
      return undefined;
    }
  }

  stop(): void {
    for (const worker of this.#workers) void worker.terminate();
  }
}
