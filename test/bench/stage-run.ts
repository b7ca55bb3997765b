/** The stages on each kind of capture, each in a process of its own. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Captures, Kind } from './folder.js';
import type { Sizes } from './sizes.js';
import { STAGES, type StageCosts } from './stages.js';
import { grid } from './tables.js';

/** Nanoseconds of processor time a frame. */
export type StageLine = { readonly capture: Kind } & Omit<StageCosts, 'frames'>;

export async function stageCosts(captures: Captures, sizes: Sizes): Promise<StageLine[]> {
  const script = fileURLToPath(new URL('run-stages.ts', import.meta.url));
  const lines: StageLine[] = [];
  for (const [kind, frames] of [
    ['chatty', sizes.chatty],
    ['bulk', sizes.bulk],
    ['lossy', sizes.bulk],
    ['flood', sizes.wide],
  ] as const) {
    const { path } = captures.get(kind, frames);
    const { stdout } = await promisify(execFile)(process.execPath, [...process.execArgv, script, path]);
    const costs = JSON.parse(stdout) as StageCosts;
    const each = STAGES.map((stage) => [stage, (costs[stage] / costs.frames) * 1000] as const);
    lines.push({ capture: kind, ...(Object.fromEntries(each) as Record<(typeof STAGES)[number], number>) });
  }
  return lines;
}

export function stageTable(lines: readonly StageLine[]): string {
  return grid(
    ['ns a frame', ...STAGES],
    lines.map((line) => [line.capture, ...STAGES.map((stage) => line[stage].toFixed(0))]),
  );
}
