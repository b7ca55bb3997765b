import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll } from 'vitest';
import { run } from '../../src/cli/run.js';
import { runOf } from '../../src/cli/runs.js';
import type { Threads } from '../../src/cli/threads/thread.js';

/** What a run of the command left behind. */
export interface Outcome {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** Standard output is a terminal of so many columns. */
  readonly terminal?: number;
  /** Where threads are to be had, and pay. */
  readonly threads?: Threads;
}

/** Runs the command line in this process; without surroundings in a pipe and in no language. */
export async function framewise(
  args: readonly string[],
  { env = {}, terminal, threads }: Surroundings = {},
): Promise<Outcome> {
  const stdout = new Sink(terminal);
  const stderr = new Sink();
  const status = (await run(args, { stdout, stderr, env, threads: async () => threads }, runOf))!;
  await Promise.all([stdout.drained(), stderr.drained()]);
  return { status, stdout: stdout.text, stderr: stderr.text };
}

class Sink extends Writable {
  readonly #parts: Buffer[] = [];
  readonly isTTY?: true;
  readonly columns?: number;

  constructor(columns?: number) {
    super();
    if (columns !== undefined) {
      this.isTTY = true;
      this.columns = columns;
    }
  }

  get text(): string {
    return Buffer.concat(this.#parts).toString();
  }

  drained(): Promise<void> {
    return new Promise((resolve) => void this.write('', () => resolve()));
  }

  override _write(chunk: Buffer, _: unknown, done: () => void): void {
    this.#parts.push(Buffer.from(chunk));
    // Later, as a real stream: so the command must wait.
    setImmediate(done);
  }
}

/** A folder for one test file, removed when its tests are over. */
export function temporaryFolder(): (name: string, content: Uint8Array | string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'framewise-cli-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name, content) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
}
