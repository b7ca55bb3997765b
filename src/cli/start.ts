import { isPlainFile, PlainFile } from './plain-file.js';
import { type FindRun, run } from './run.js';

/** Bytes with which a thread pays: in each, the engine compiles anew what it finds to be called often. */
const THREAD_PAYS = 256 << 20;

/**
 * Runs the command line of this process.
 *
 * @returns whether what is asked was at hand: else nothing was done
 */
export async function start(find: FindRun): Promise<boolean> {
  const { argv, env } = process;
  // Node's own streams are made when they are asked for.
  const io = {
    env,
    stdout: isPlainFile(1) ? new PlainFile(1) : process.stdout,
    get stderr() {
      return process.stderr;
    },
    threads: async (bytes: number) => {
      const pay = Math.floor(bytes / THREAD_PAYS);
      return pay > 0 ? (await import('./threads/worker-threads.js')).workerThreads(pay + 1) : undefined;
    },
  };
  const status = await run(argv.slice(2), io, find);
  if (status !== undefined) process.exitCode = status;
  return status !== undefined;
}
