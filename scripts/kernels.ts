/**
 * Compiles the kernels, the few innermost loops: of each `assembly/NAME.ts`, in AssemblyScript, makes
 * `src/kernels/NAME.ts`, a module with its WebAssembly code. Those that did not change since are left as they are.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BATCH_ROWS, ROW_BYTES } from '../src/table/frame-batch.js';
import { BATCH_AT, FIRST_PAGES, MOST_PAGES, ROWS_AT } from '../src/track/tcp-state.js';
import { kernelConstants } from './kernel-constants.js';

const SOURCES = 'assembly';
const MODULES = 'src/kernels';
const OPTIONS = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
const SHARED = [
  ...['--importMemory', '--zeroFilledMemory', '--enable', 'threads', '--sharedMemory'],
  ...['--initialMemory', String(FIRST_PAGES), '--maximumMemory', String(MOST_PAGES)],
];
/** Each with options of its own. */
const KERNELS: Readonly<Record<string, readonly string[]>> = {
  // Works in the memory of `track`.
  rows: [...SHARED, '--memoryBase', String(ROWS_AT)],
  sha1: [],
  track: [
    ...SHARED,
    // The batch lies before all else, so that its columns are at places known beforehand.
    ...['--memoryBase', String((BATCH_AT + BATCH_ROWS * ROW_BYTES + 63) & ~63)],
  ],
};

/** Changes whenever what a kernel is made of does. */
function fingerprint(): string {
  const hash = createHash('sha256').update(JSON.stringify([OPTIONS, KERNELS]));
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(SOURCES, file)));
  for (const shared of ['src/bytes/layout.ts', 'package-lock.json', import.meta.filename])
    hash.update(readFileSync(shared));
  return hash.digest('hex').slice(0, 16);
}

async function compile(name: string): Promise<Uint8Array> {
  // Loaded only when something is to be done: it is large.
  const { main } = await import('assemblyscript/asc');
  let code: Uint8Array | undefined;
  const { error, stderr } = await main(
    [`${SOURCES}/${name}.ts`, '-o', `${name}.wasm`, ...OPTIONS, ...KERNELS[name]!],
    {
      readFile: (path, folder) => read(join(folder, path)),
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') code = contents;
      },
    },
  );
  if (error !== null || code === undefined) throw new Error(`${name}: ${error?.message}\n${stderr}`);
  return code;
}

/** A source. What its comment calls `@inline` gets the decorator, which only AssemblyScript allows before a function. */
function read(path: string): string | null {
  return existsSync(path)
    ? readFileSync(path, 'utf8').replaceAll(/@inline(\s*\*\/)\n/g, '$1\n@inline\n')
    : null;
}

/** The code with a section behind it that means nothing and makes it whole words of 32 bits. */
function wholeWords(code: Uint8Array): Uint8Array<ArrayBuffer> {
  const CUSTOM = 0;
  const HEAD = 2;
  const room = 1 + ((4 - ((code.length + HEAD + 1) & 3)) & 3);
  return new Uint8Array([...code, CUSTOM, room, ...new Uint8Array(room)]);
}

writeFileSync(join(SOURCES, 'constants.ts'), kernelConstants());
const made = `// Made of ${SOURCES}/ by scripts/kernels.ts: ${fingerprint()}\n`;
mkdirSync(MODULES, { recursive: true });
for (const name of Object.keys(KERNELS)) {
  const path = join(MODULES, `${name}.ts`);
  let before = '';
  try {
    before = readFileSync(path, 'utf8');
  } catch {
    // Not made yet.
  }
  if (before.startsWith(made)) continue;
  const words = new Int32Array(wholeWords(await compile(name)).buffer);
  writeFileSync(
    path,
    `${made}\n/** WebAssembly, in words of 32 bits. */\nexport const CODE: readonly number[] = [\n  ${words.join(',')},\n];\n`,
  );
}
