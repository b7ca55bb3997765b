/** What framewise takes by itself: memory at sizes, the marginal cost of a frame, several captures, start-up. */
import { availableParallelism } from 'node:os';
import type { Captures, Kind } from './folder.js';
import { type Cost, least, measure } from './measure.js';
import { OURS, type OurName } from './programs.js';
import type { Sizes } from './sizes.js';
import { atMost, type Check } from './targets.js';

const MB_OF_MIB = 1.048576;
/** How many times longer the second of two bulk captures is, whose memory must be the same. */
const LONGER = 4;

/** Peak memory where there is much to remember, and on captures of growing length. */
export async function memory(captures: Captures, sizes: Sizes): Promise<Check[]> {
  const checks: Check[] = [];
  const peak = async (what: string, ours: OurName, kind: Kind, frames: number, target: number) => {
    const { path } = captures.get(kind, frames);
    const cost = await measure([...OURS[ours], path]);
    checks.push(atMost(`${what}, ${ours}`, cost.peak * MB_OF_MIB, target, 'MB'));
  };
  for (const kind of ['bulk', 'lossy'] as const)
    for (const frames of [sizes.bulk, sizes.bulk * LONGER])
      await peak(`${kind}, ${frames} frames`, 'ndjson', kind, frames, 100);
  if (sizes.conversations > 0)
    for (const ours of ['ndjson', 'connections', 'lookups'] as const)
      await peak('300,000 conversations', ours, 'chatty', sizes.conversations, 160);
  if (sizes.flood > 0)
    for (const ours of ['ndjson', 'connections'] as const)
      await peak(`flood from ${sizes.flood} addresses`, ours, 'flood', sizes.flood, 400);
  for (const kind of ['bulk', 'chatty'] as const) checks.push(await keptBytes(captures, kind, sizes[kind]));
  return checks;
}

/** Memory that a kept analysis takes a frame: two sizes, so that the program itself does not count. */
async function keptBytes(captures: Captures, kind: 'bulk' | 'chatty', least: number): Promise<Check> {
  const peaks: number[] = [];
  for (const frames of [least, least * LONGER]) {
    const { path } = captures.get(kind, frames);
    peaks.push((await measure([...OURS.kept, path])).peak);
  }
  const bytes = ((peaks[1]! - peaks[0]!) * 2 ** 20) / (least * (LONGER - 1));
  return atMost(`kept analysis, ${kind}, a frame`, bytes, 64, 'B');
}

/** What a frame costs early and late in a capture, with as many connections open. */
export async function marginal(captures: Captures, sizes: Sizes, rounds: number): Promise<Check[]> {
  if (sizes.marginal === null) return [];
  const checks: Check[] = [];
  for (const ours of ['analysis', 'ndjson'] as const) {
    const runs: Cost[][] = sizes.marginal.map(() => []);
    const made = sizes.marginal.map((frames) => captures.get('chatty', frames));
    for (let round = 0; round < rounds; round++)
      for (const [i, { path }] of made.entries()) runs[i]!.push(await measure([...OURS[ours], path]));
    const [a, b, c] = runs.map((costs) => least(costs).cpu) as [number, number, number];
    const [m, n, o] = sizes.marginal;
    const growth = (c - b) / (o - n) / ((b - a) / (n - m)) - 1;
    checks.push(atMost(`cost of a frame, ${n}–${o} against ${m}–${n}, ${ours}`, growth * 100, 20, '%'));
  }
  return checks;
}

/** How much longer two large captures take than one of them, to wait for: twice as long where one core does all. */
export async function several(captures: Captures, sizes: Sizes, rounds: number): Promise<Check[]> {
  if (sizes.conversations === 0 || availableParallelism() === 1) return [];
  const { path } = captures.get('chatty', sizes.conversations);
  const checks: Check[] = [];
  for (const ours of ['connections', 'lookups'] as const) {
    const [one, two]: [Cost[], Cost[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      one.push(await measure([...OURS[ours], path]));
      two.push(await measure([...OURS[ours], path, path]));
    }
    const what = `two captures / one, ${ours}`;
    checks.push(atMost(`${what}, wall`, least(two).wall / least(one).wall, 1.6, '×'));
    checks.push(atMost(`${what}, memory`, least(two).peak / least(one).peak, 2, '×'));
  }
  return checks;
}

/** Starts that are measured together: times are told in milliseconds, of which one takes few. */
const STARTS = 10;
const REPEATED = `for ((i = 0; i < ${STARTS}; i++)); do "$@"; done`;

/** How long the smallest table takes against Node doing nothing, and the processor time of both. */
export async function startUp(captures: Captures, rounds: number): Promise<Check[]> {
  const { path } = captures.small(1)[0]!;
  const starts = (...args: string[]): Promise<Cost> =>
    measure(['bash', '-c', REPEATED, 'bash', process.execPath, ...args]);
  const [ours, node]: [Cost[], Cost[]] = [[], []];
  for (let round = 0; round < rounds * 3; round++) {
    ours.push(await starts('dist/cli/main.js', 'explain', path));
    node.push(await starts('-e', '0'));
  }
  return (['wall', 'cpu'] as const).map((time) =>
    atMost(`start: explain of 50 frames / node -e 0, ${time}`, least(ours)[time] / least(node)[time], 2, '×'),
  );
}
