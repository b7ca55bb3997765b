import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { breaches, loadedWith, packagesImported } from './imports.js';
import { readSources, root } from './sources.js';

const check = (files: Record<string, string>): string[] => breaches(new Map(Object.entries(files)));

describe('the sources', () => {
  const sources = readSources();

  it('import one way', () => {
    expect(sources.size, `sources below ${root}src`).toBeGreaterThan(0);
    expect(breaches(sources)).toEqual([]);
  });

  it('import exactly the packages that package.json depends on', () => {
    expect([...packagesImported(sources)].sort()).toEqual(Object.keys(manifest.dependencies).sort());
  });
});

it('the kernels are made without any kernel, as there is none yet', () => {
  const script = readFileSync(`${root}scripts/kernel-constants.ts`, 'utf8').replaceAll("'../src/", "'./");
  const loaded = [...loadedWith('kernel-constants.ts', script, readSources())];
  expect(loaded).toContain('track/tcp-state.ts');
  expect(loaded.filter((path) => path.startsWith('kernels/'))).toEqual([]);
});

describe('the check itself', () => {
  it('accepts imports that run down the line, and from beside it', () => {
    expect(
      check({
        'bytes/read.ts': '',
        'capture/pcap.ts': "import { u16 } from '../bytes/read.js';",
        'wire/tcp.ts': "import type { U } from '../bytes/read.js'; const state = { process: 1 }.process;",
        'engine/analyze.ts': "import '../wire/tcp.js'; import '../capture/pcap.js';",
        'node/file.ts': "import { open } from 'node:fs/promises'; const p = await import('pcap-parser');",
        'cli/main.ts':
          "import '../../package.json' with { type: 'json' }; import '../node/file.js'; import '../engine/analyze.js'; process.exitCode = 0;",
        'index.ts': "export { analyze } from './engine/analyze.js'; export { x } from './capture/pcap.js';",
      }),
    ).toEqual([]);
  });

  it.each([
    ['up the line', { 'bytes/a.ts': "import '../wire/b.js';", 'wire/b.ts': '' }],
    ['up the line, types only', { 'bytes/a.ts': "import type { B } from '../wire/b.js';", 'wire/b.ts': '' }],
    ['up the line by a re-export', { 'wire/a.ts': "export * from '../engine/b.js';", 'engine/b.ts': '' }],
    [
      'up the line by an import type',
      { 'wire/a.ts': "let x: import('../engine/b.js').B;", 'engine/b.ts': '' },
    ],
    ['the front door', { 'cli/a.ts': "import '../index.js';", 'index.ts': '' }],
    ['wire from capture', { 'capture/a.ts': "import '../wire/b.js';", 'wire/b.ts': '' }],
    ['capture from wire', { 'wire/a.ts': "import '../capture/b.js';", 'capture/b.ts': '' }],
    ['node from engine', { 'engine/a.ts': "import '../node/b.js';", 'node/b.ts': '' }],
    ['node from the front door', { 'index.ts': "export { b } from './node/b.js';", 'node/b.ts': '' }],
  ])('refuses an import of %s', (_, files: Record<string, string>) => {
    const found = check(files);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('must not import');
  });

  it('refuses a cycle, also one of types', () => {
    expect(
      check({
        'wire/a.ts': "import './b.js';",
        'wire/b.ts': "import type { C } from './c.js';",
        'wire/c.ts': "import './a.js';",
      }),
    ).toEqual(['cycle: wire/a.ts -> wire/b.ts -> wire/c.ts -> wire/a.ts']);
  });

  it.each([
    ["import { readFile } from 'node:fs';", 'imports node:fs'],
    ["await import('node:zlib');", 'imports node:zlib'],
    ['const b = Buffer.from([]);', "uses Node's Buffer"],
    ['const b = globalThis.process;', "uses Node's process"],
    ['export function f(x: Buffer): void {}', "uses Node's Buffer"],
    ['process.exit(1);', "uses Node's process"],
    ["import { decompress } from 'fzstd';", 'imports fzstd statically'],
    ["import '../../package.json';", 'does not exist'],
    ["export * from './(nothing).js';", 'does not exist'],
    ["const name = 'fs'; await import(name);", 'does not exist'],
  ])('refuses in the core: %s', (text, message) => {
    const found = check({ 'wire/a.ts': text });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });

  it('refuses a heavy package imported statically even where Node is known', () => {
    expect(check({ 'node/a.ts': "import parser from 'pcap-parser';" })).toEqual([
      'node/a.ts: imports pcap-parser statically',
    ]);
  });

  it('refuses a folder that the house does not have', () => {
    expect(check({ 'utils/a.ts': '' })).toEqual(["utils/a.ts: 'utils' is not a folder of the house"]);
  });
});
