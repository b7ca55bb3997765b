/** What a frame costs in captures made to be slow: it must not grow with their length. */
import { join } from 'node:path';
import type { Captures } from './folder.js';
import { HOSTILE, hostile } from './hostile.js';
import { measure } from './measure.js';
import { OURS } from './programs.js';
import type { Sizes } from './sizes.js';
import { grid } from './tables.js';

export async function hostileTable(captures: Captures, sizes: Sizes): Promise<string> {
  const path = join(captures.folder, 'hostile.pcap');
  const rows: string[][] = [];
  for (const name of Object.keys(HOSTILE)) {
    const costs: { cpu: number; peak: number }[] = [];
    for (const frames of [sizes.chatty / 4, sizes.chatty]) {
      hostile(name, path, frames);
      costs.push(await measure([...OURS.analysis, path]));
    }
    const [quarter, whole] = costs;
    rows.push([
      name,
      `${((whole!.cpu / sizes.chatty) * 1e9).toFixed(0)}`,
      (whole!.cpu / quarter!.cpu).toFixed(2),
      whole!.peak.toFixed(0),
    ]);
  }
  return grid(['analysis of', 'ns/frame', 'CPU of a quarter (at most 4)', 'peak MiB'], rows);
}
