import { isPlainFile, PlainFile } from './plain-file.js';
import { type FindRun, run } from './run.js';

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
  };
  const status = await run(argv.slice(2), io, find);
  if (status !== undefined) process.exitCode = status;
  return status !== undefined;
}
