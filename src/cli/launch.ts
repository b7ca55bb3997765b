#!/usr/bin/env node
/**
 * Starts the command with what the engine made of its scripts when they were built, as reading and compiling them takes
 * longer than explaining a small capture. Another Node than the one that built them makes its own of them.
 */
import { NARROW } from './narrow.js';

const { closeSync, existsSync, openSync, readSync, statSync } = process.getBuiltinModule('node:fs');

interface Module {
  exports: unknown;
  readonly filename: string;
}

type Body = (exports: unknown, require: (path: string) => unknown, module: Module) => void;

/** Node's modules for its own scripts; the cache is there since 22.8. */
interface Scripts {
  createRequire(path: string): (path: string) => unknown;
  enableCompileCache?(): void;
}

/** What is compiled is good for one Node only, which its version and size tell from all others. */
const BUILT = `${__dirname}/compiled/${process.version}-${process.arch}-${statSync(process.execPath).size}`;
const [, , RUN = '', ...OPTIONS] = process.argv;
const ASKED = OPTIONS.findLastIndex((option) => option.startsWith('--format'));
const FORMAT = ASKED < 0 ? 'text' : OPTIONS[ASKED]!.slice('--format='.length) || OPTIONS[ASKED + 1];
/** Each command runs other functions, and for each format others. What is no command, as help, does with those of `explain`. */
const KEPT = [`${RUN}-${FORMAT}`, RUN || 'explain', 'explain']
  // What lies elsewhere was not built with it.
  .filter((run) => !run.includes('/') && !run.includes('\\'))
  .find((run) => existsSync(`${BUILT}/${run}`));
/** The one script can only explain as text, the other everything. */
const IS_TEXT = KEPT === 'explain' || (RUN === 'explain' && FORMAT === 'text');
const COMMAND = IS_TEXT ? './explain.js' : './command.js';
const modules = new Map<string, Module>();
/** All files go through one room, one after another: each new page of memory costs as much as what it is filled with. */
const ROOM = Buffer.allocUnsafeSlow(1 << 21);

if (isNarrow()) startNarrow();
else if (KEPT !== undefined) load(COMMAND);
else {
  const { createRequire, enableCompileCache } = process.getBuiltinModule('node:module') as Scripts;
  enableCompileCache?.();
  createRequire(__filename)(COMMAND);
}

/** Whether address space is limited (`ulimit -v`) and Node was not told to be sparing with it. */
function isNarrow(): boolean {
  const limits = '/proc/self/limits';
  if (process.execArgv.includes(NARROW) || !existsSync(limits)) return false;
  // As a string: Node takes longer to get ready to look through bytes.
  return !read(limits)
    .toString('latin1')
    .includes(`${'Max address space'.padEnd(26)}unlimited`);
}

/** Starts again, sparing with address space. */
function startNarrow(): void {
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  const args = [NARROW, ...process.execArgv, __filename, ...process.argv.slice(2)];
  const { status, signal } = spawnSync(process.execPath, args, { stdio: 'inherit' });
  if (signal !== null) process.kill(process.pid, signal);
  process.exitCode = status ?? 1;
}

/** What a script of the command's, or a module of Node's, exports. */
function load(path: string): unknown {
  if (!path.startsWith('./')) return process.getBuiltinModule(path);
  const before = modules.get(path);
  if (before !== undefined) return before.exports;
  const { Script } = process.getBuiltinModule('node:vm');
  const name = path.slice('./'.length);
  const filename = `${__dirname}/${name}`;
  const module: Module = { exports: {}, filename };
  modules.set(path, module);
  // The scripts are ASCII, which takes no decoding.
  const code = read(filename).toString('latin1');
  const compiled = `${BUILT}/${KEPT}/${name}.cache`;
  const script = new Script(code, {
    filename,
    ...(existsSync(compiled) ? { cachedData: read(compiled) } : {}),
  });
  (script.runInThisContext() as Body)(module.exports, load, module);
  return module.exports;
}

/** The bytes of a file, until the next is read. */
function read(path: string): Buffer {
  const file = openSync(path, 'r');
  const size = readSync(file, ROOM);
  closeSync(file);
  if (size === ROOM.length) throw new RangeError(`${path} has no room`);
  return ROOM.subarray(0, size);
}
