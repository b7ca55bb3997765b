import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Job, Thread, Threads } from './thread.js';

/** Threads at a time: each takes nearly as much memory as a command by itself. */
const MOST = 8;

/** Node's threads; undefined where there is one core. */
export function workerThreads(): Threads | undefined {
  const most = Math.min(availableParallelism(), MOST);
  return most > 1 ? new WorkerThreads(most) : undefined;
}

class WorkerThreads implements Threads {
  readonly most: number;
  readonly #workers: Worker[] = [];

  constructor(most: number) {
    this.most = most;
  }

  start(job: Job): Thread | undefined {
    try {
      const script = join(dirname(import.meta.filename), 'in-thread.js');
      const worker = new Worker(script, { workerData: job });
      this.#workers.push(worker);
      return worker;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_INIT_FAILED') throw error;
      return undefined;
    }
  }

  stop(): void {
    for (const worker of this.#workers) void worker.terminate();
  }
}
