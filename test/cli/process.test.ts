/** The command as a process of its own: streams that close, standard input, exit status. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  constants,
  createReadStream,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sample } from '../report/support.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param take bytes of output after which the reader goes away */
function framewise(
  args: readonly string[],
  input?: Uint8Array,
  take = Number.POSITIVE_INFINITY,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/command.ts', ...args], {
    cwd: root,
    env: { ...process.env, LC_ALL: 'C' },
  });
  const parts: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => {
    parts.push(part);
    if (parts.reduce((sum, { length }) => sum + length, 0) >= take) child.stdout.destroy();
  });
  child.stderr.on('data', (part) => (stderr += part));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => {
    child.on('close', (status, signal) =>
      resolve({ status, signal, stdout: Buffer.concat(parts).toString(), stderr }),
    );
  });
}

describe('the process', () => {
  it('reads standard input', async () => {
    const input = readFileSync(sample('02-echo/mesin1.pcap'));
    const { status, stdout, stderr } = await framewise(['explain', '-', '--format', 'ndjson'], input);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows).toHaveLength(14);
    expect(rows[0].capture).toBe('stdin');
  });

  it.skipIf(!existsSync('/dev/full')).each(['csv', 'text'])(
    'says that %s found no room, on standard output or in a file of its own',
    async (format) => {
      const args = ['explain', sample('02-echo/mesin1.pcap'), '--format', format];
      const { status, stderr } = await framewise([...args, '-o', '/dev/full']);
      expect(stderr).toMatch(/^framewise: cannot write to output: ENOSPC/);
      expect(status).toBe(2);
      const full = openSync('/dev/full', 'w');
      const command = [process.execPath, '--import', 'tsx', 'src/cli/command.ts', ...args] as const;
      const piped = spawnSync(command[0], command.slice(1), { cwd: root, stdio: ['ignore', full, 'pipe'] });
      closeSync(full);
      expect(piped.status).toBe(2);
    },
  );

  it('writes behind what stands in a file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'framewise-process-'));
    const path = join(folder, 'out.txt');
    writeFileSync(path, 'before\n');
    const out = openSync(path, 'a');
    const args = ['explain', sample('10-lossy/mesin1.pcap'), '--format', 'ndjson'];
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'src/cli/command.ts', ...args],
      {
        cwd: root,
        stdio: ['ignore', out, 'pipe'],
      },
    );
    closeSync(out);
    const written = readFileSync(path, 'utf8');
    rmSync(folder, { recursive: true });
    expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
    expect(written).toBe(`before\n${(await framewise(args)).stdout}`);
  });

  it('ends quietly when its reader goes away', async () => {
    const many = Array.from({ length: 8 }, (_, i) => `c${i}=${sample('10-lossy/mesin1.pcap')}`);
    for (const format of ['ndjson', 'text']) {
      const { status, signal, stderr } = await framewise(
        ['explain', ...many, '--format', format],
        undefined,
        100,
      );
      expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: '' });
    }
  });

  // Those that Node makes for its children are sockets.
  describe.skipIf(process.platform === 'win32')('in a pipe of the shell', () => {
    const many = Array.from({ length: 8 }, (_, i) => `c${i}=${sample('10-lossy/mesin1.pcap')}`);
    const command = [process.execPath, '--import', 'tsx', 'src/cli/command.ts', 'explain', ...many] as const;
    const shell = (script: string, ...args: string[]) =>
      spawnSync('sh', ['-c', script, ...command, ...args], {
        cwd: root,
        encoding: 'utf8',
        maxBuffer: Number.POSITIVE_INFINITY,
      });

    it.each(['ndjson', 'text'])('writes all of %s', async (format) => {
      const { stdout, stderr } = shell('"$0" "$@" | cat', '--format', format);
      expect(stderr).toBe('');
      expect(stdout.length).toBeGreaterThan(65_536);
      expect(stdout).toBe((await framewise(['explain', ...many, '--format', format])).stdout);
    });

    it('ends quietly when its reader goes away', () => {
      const { stdout, stderr } = shell('{ "$0" "$@"; echo "status $?" >&2; } | head -c 9');
      expect({ stdout, stderr }).toEqual({ stdout: 'Capture c', stderr: 'status 0\n' });
    });

    it('loses nothing where the pipe is full and does not wait', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'framewise-process-'));
      const path = join(folder, 'pipe');
      execFileSync('mkfifo', [path]);
      const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
      const child = spawn(command[0], [...command.slice(1), '--format', 'ndjson'], {
        cwd: root,
        stdio: ['ignore', pipe, 'inherit'],
      });
      const ended = once(child, 'exit');
      // Time to fill it.
      await setTimeout(3000);
      const read = text(createReadStream(path));
      expect(await ended).toEqual([0, null]);
      closeSync(pipe);
      expect(await read).toBe((await framewise(['explain', ...many, '--format', 'ndjson'])).stdout);
      rmSync(folder, { recursive: true });
    });
  });

  it('ends with status 2 and one line where a capture is missing', async () => {
    const { status, stderr } = await framewise(['explain', '/nonexistent.pcap']);
    expect(status).toBe(2);
    expect(stderr).toBe('framewise: /nonexistent.pcap: There is no such file.\n');
  });
});
