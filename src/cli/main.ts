import { isPlainFile, PlainFile } from './plain-file.js';
import { run } from './run.js';

const { argv, env } = process;
// Node's own streams are made when they are asked for.
const io = {
  env,
  stdout: isPlainFile(1) ? new PlainFile(1) : process.stdout,
  get stderr() {
    return process.stderr;
  },
};

void run(argv.slice(2), io).then((status) => {
  process.exitCode = status;
});
