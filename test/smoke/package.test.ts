/** What a user gets: the packed tarball, installed in a fresh project, type-checked, imported and run. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { handshakeCapture } from './handshake.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'framewise-smoke-'));

const consumer = `
import { analyze } from 'framewise';
import { en } from 'framewise/locales/en';
import { id } from 'framewise/locales/id';

export async function roles(bytes: Uint8Array): Promise<string[]> {
  const analysis = await analyze([bytes]);
  return [...analysis.frames()].map((frame) => frame.role);
}
export const locales = [en, id];
`;

const nodeConsumer = `
import { analyze } from 'framewise';
import { openCapture } from 'framewise/node';

const analysis = await analyze([await openCapture('tiny.pcap')]);
for (const frame of analysis.frames()) process.stdout.write(frame.role + '\\n');
`;

const script = `
import { readFileSync } from 'node:fs';
import { analyze } from 'framewise';
import schema from 'framewise/schema' with { type: 'json' };

const analysis = await analyze([new Uint8Array(readFileSync('tiny.pcap'))]);
const roles = [...analysis.frames()].map((frame) => frame.role);
process.stdout.write(JSON.stringify({ roles, schema: typeof schema.$schema }));
`;

/** Tells of each script of the command whether the engine took what was made of it before. */
const watch = `
const vm = require('node:vm');
vm.Script = class extends vm.Script {
  constructor(code, options) {
    super(code, options);
    process.stderr.write(this.cachedDataRejected === false ? 'taken\\n' : 'made anew\\n');
  }
};
`;

/** Tells of each thread that the command starts; what is said in one must not be heard. */
const watchThreads = `
const threads = require('node:worker_threads');
if (!threads.isMainThread) process.stderr.write('noise\\n');
threads.Worker = class extends threads.Worker {
  constructor(...args) {
    super(...args);
    process.stderr.write('thread\\n');
  }
};
`;

const compilerOptions = {
  target: 'ES2022',
  module: 'NodeNext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  typeRoots: [join(root, 'node_modules/@types')],
};

beforeAll(() => {
  const tarball = npm(root, 'pack', '--ignore-scripts', '--pack-destination', project)
    .trim()
    .split('\n')
    .at(-1);
  write('package.json', { name: 'smoke', private: true, type: 'module' });
  npm(project, 'install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`);
  writeFileSync(join(project, 'tiny.pcap'), handshakeCapture());
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed package', () => {
  it('type-checks where only the browser is known', () => {
    expect(typeErrors('browser', consumer, { lib: ['ES2022', 'DOM'], types: [] })).toBe('');
  });

  it('type-checks in Node', () => {
    expect(typeErrors('node', nodeConsumer, { lib: ['ES2022'], types: ['node'] })).toBe('');
  });

  it('is imported and tells the three steps of a handshake apart', () => {
    writeFileSync(join(project, 'script.js'), script);
    const { stdout, stderr } = run(process.execPath, 'script.js');
    // Node 20 warns of JSON imports; nothing else may be said.
    expect(stderr.replace(/^.*(ExperimentalWarning|--trace-warnings).*\n/gm, '')).toBe('');
    expect(JSON.parse(stdout)).toEqual({ roles: ['syn', 'syn-ack', 'handshake-ack'], schema: 'string' });
  });

  it('has the command, which knows its version', () => {
    expect(framewise('--version')).toMatchObject({ status: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it('has the command, which explains a capture', () => {
    const { status, stdout } = framewise('explain', 'tiny.pcap', '--format', 'ndjson', '--lang', 'id');
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { frame: number; role: string; explanation: string });
    expect(status).toBe(0);
    expect(rows.map(({ frame, role }) => [frame, role])).toEqual([
      [1, 'syn'],
      [2, 'syn-ack'],
      [3, 'handshake-ack'],
    ]);
    for (const row of rows) expect(row.explanation).toMatch(/three-way handshake/);
  });

  it('has the command, which loads what only some runs need', () => {
    writeFileSync(join(project, 'tiny.pcap.gz'), gzipSync(handshakeCapture()));
    const plain = framewise('explain', 'tiny.pcap');
    expect(framewise('explain', 'tiny.pcap.gz')).toEqual(plain);
    expect(framewise('explain', 'tiny.pcap', '--host', 'tiny=10.0.0.1').stderr).toBe('');
    expect(framewise('explain', 'tiny.pcap', '-o', 'tiny.txt')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(project, 'tiny.txt'), 'utf8')).toBe(plain.stdout);
    const csv = framewise('explain', 'tiny.pcap', '--format', 'csv');
    expect(csv).toMatchObject({ status: 0, stderr: '' });
    expect(framewise('explain', 'tiny.pcap', '--format=csv')).toEqual(csv);
    expect(framewise('explain', 'tiny.pcap', '--format', 'text', '--format', 'csv')).toEqual(csv);
  });

  it('has the command, which gives to the script of all commands what the one of explaining is asked in vain', () => {
    const { status, stdout, stderr } = framewise('explain', 'tiny.pcap', '--format', 'xml');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^framewise: .*--format.*ndjson/);
    expect(stderr.match(/framewise: /g)).toHaveLength(1);
  });

  it('has the command, all of whose parts load', () => {
    const folder = join(project, 'node_modules/framewise/dist/cli');
    const parts = readdirSync(folder).filter((name) =>
      /^(?!main|command|explain|in-thread).*\.js$/.test(name),
    );
    expect(parts.length).toBeGreaterThan(3);
    const code = parts.map((name) => `require(${JSON.stringify(join(folder, name))});`).join('\n');
    expect(run(process.execPath, '-e', code)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('has the command, compiled for the Node that built it', () => {
    writeFileSync(join(project, 'watch.cjs'), watch);
    const main = 'node_modules/framewise/dist/cli/main.js';
    const told = (...flags: string[]): string[] => {
      const { stdout, stderr } = run(
        process.execPath,
        ...flags,
        '-r',
        './watch.cjs',
        main,
        'explain',
        'tiny.pcap',
      );
      expect(stdout).toBe(framewise('explain', 'tiny.pcap').stdout);
      return [...new Set(stderr.trim().split('\n'))];
    };
    expect(told()).toEqual(['taken']);
    expect(told('--max-semi-space-size=2')).toEqual(['made anew']);
  });

  it('has the command, which tells several large captures at a time as one after another', () => {
    const path = join(project, 'large.pcap');
    largeCapture(path, 260 << 20);
    writeFileSync(join(project, 'threads.cjs'), watchThreads);
    const main = 'node_modules/framewise/dist/cli/main.js';
    const told = (...args: string[]) =>
      run(process.execPath, '-r', './threads.cjs', main, 'connections', '--format', 'ndjson', ...args);
    const [one, other] = ['one', 'other'].map((label) => told(`${label}=${path}`));
    expect(one).toMatchObject({ status: 0, stdout: expect.stringContaining('"capture":"one"'), stderr: '' });
    expect(told(`one=${path}`, `other=${path}`)).toEqual({
      status: 0,
      stdout: one!.stdout + other!.stdout,
      stderr: availableParallelism() > 1 ? 'thread\n' : '',
    });
    // Threads need much address space: where it is limited there are none.
    expect(narrowly('connections', '--format', 'ndjson', `one=${path}`, `other=${path}`)).toEqual({
      status: 0,
      stdout: one!.stdout + other!.stdout,
      stderr: '',
    });
  });

  it.runIf(process.platform === 'linux')('has the command, which makes do with little address space', () => {
    expect(narrowly('explain', 'tiny.pcap')).toEqual(framewise('explain', 'tiny.pcap'));
    expect(narrowly('explain', 'none.pcap')).toEqual(framewise('explain', 'none.pcap'));
  });

  it('has the command, which another Node compiles itself', () => {
    const kept = framewise('explain', 'tiny.pcap');
    rmSync(join(project, 'node_modules/framewise/dist/cli/compiled'), { recursive: true });
    expect(framewise('explain', 'tiny.pcap')).toEqual(kept);
    expect(framewise('explain', 'tiny.pcap.gz')).toEqual(kept);
  });
});

/** A handshake, and as many of the largest frames, all zeros, as take so many bytes: most file systems keep none of these. */
function largeCapture(path: string, size: number): void {
  const file = openSync(path, 'w');
  const header = Buffer.alloc(16);
  header.writeUInt32LE(LARGEST, 8);
  header.writeUInt32LE(LARGEST, 12);
  let at = writeSync(file, handshakeCapture());
  for (; at < size; at += header.length + LARGEST) writeSync(file, header, 0, header.length, at);
  ftruncateSync(file, at);
  closeSync(file);
}

const LARGEST = 262_144;

function typeErrors(name: string, source: string, options: object): string {
  const folder = join(project, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'consumer.ts'), source);
  write(`${name}/package.json`, { type: 'module' });
  write(`${name}/tsconfig.json`, { compilerOptions: { ...compilerOptions, ...options } });
  const { stdout } = run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', folder);
  return stdout;
}

function framewise(...args: string[]): ReturnType<typeof run> {
  return run(join(project, 'node_modules/.bin/framewise'), ...args);
}

/** With limited address space, where that can be limited. */
function narrowly(...args: string[]): ReturnType<typeof run> {
  if (process.platform !== 'linux') return framewise(...args);
  const narrow = 'ulimit -v 3000000; exec "$0" node_modules/framewise/dist/cli/main.js "$@"';
  return run('/bin/sh', '-c', narrow, process.execPath, ...args);
}

function run(file: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: project, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function npm(cwd: string, ...args: string[]): string {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function write(path: string, value: object): void {
  writeFileSync(join(project, path), JSON.stringify(value));
}
