/** Loaded before the command: when it has run, keeps what the engine made of its scripts where it looks for that. */
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import vm from 'node:vm';

const scripts = new Map();

vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    scripts.set(options.filename, this);
  }
};

process.on('exit', () => {
  for (const [path, script] of scripts)
    writeFileSync(join(folderOf(path), `${basename(path)}.cache`), script.createCachedData());
});

function folderOf(path) {
  const [, , command, ...options] = process.argv;
  const format = options.indexOf('--format');
  return join(
    dirname(path),
    'compiled',
    `${process.version}-${process.arch}-${statSync(process.execPath).size}`,
    format < 0 ? command : `${command}-${options[format + 1]}`,
  );
}

mkdirSync(folderOf(process.argv[1]), { recursive: true });
