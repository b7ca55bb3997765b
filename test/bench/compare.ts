/** Programs in turn on the same captures. */
import type { Captures, Kind, Made } from './folder.js';
import { type Cost, least, measure } from './measure.js';
import { type Command, OURS, type OurName, type ProgramName, peersFound } from './programs.js';
import type { Sizes } from './sizes.js';

/** What a program took for a capture; of several runs the least. */
export interface Measurement extends Cost {
  readonly capture: string;
  readonly program: ProgramName;
  readonly frames: number;
  /** Processor time beyond what the program takes for 50 frames, in seconds: its start-up. */
  readonly beyondStart: number;
}

/** A program that takes longer than this is run once: noise matters less to it. */
const SLOW_SECONDS = 2;

const COMPARED = ['ndjson', 'csv', 'connections', 'lookups', 'analysis'] as const satisfies OurName[];

/** Captures of the comparison and their sizes. */
const SIZE_OF = {
  chatty: 'chatty',
  bulk: 'bulk',
  lossy: 'bulk',
  scan: 'wide',
  flood: 'wide',
} as const satisfies Record<Kind, keyof Sizes>;

/** Every program on every capture, one after another, so that all share what the machine is busy with. */
export async function compare(
  captures: Captures,
  sizes: Sizes,
  rounds: number,
  only: string,
): Promise<Measurement[]> {
  const ours = COMPARED.map((name) => [name, OURS[name]] as const);
  const programs: readonly (readonly [ProgramName, Command])[] = [...ours, ...peersFound()];
  const [tiny] = captures.small(1);
  const starts = new Map<ProgramName, Cost>();
  for (const [name, cost] of await inTurn(programs, [tiny!.path], rounds)) starts.set(name, cost);
  const measured = [...starts].map(([program, cost]) => of('start', program, tiny!.frames, cost));
  for (const [kind, size] of Object.entries(SIZE_OF) as [Kind, keyof typeof SIZE_OF & keyof Sizes][]) {
    if (!kind.includes(only)) continue;
    const { path, frames } = captures.get(kind, sizes[size] as number);
    for (const [program, cost] of await inTurn(programs, [path], rounds))
      measured.push(of(kind, program, frames, cost, starts.get(program)?.cpu));
  }
  if ('small'.includes(only)) measured.push(...(await compareSmall(captures.small(sizes.small), rounds)));
  return measured;
}

/** All the small captures in one process of ours; tshark reads one at a time. */
async function compareSmall(small: readonly Made[], rounds: number): Promise<Measurement[]> {
  const each = (command: Command): Command => [
    'bash',
    '-c',
    'for one; do $0 "$one"; done',
    command.join(' '),
  ];
  const peer = peersFound().get('tshark');
  const programs: (readonly [ProgramName, Command])[] = [['ndjson', OURS.ndjson]];
  if (peer !== undefined) programs.push(['tshark', each(peer)]);
  const paths = small.map(({ path }) => path);
  const frames = small.reduce((sum, capture) => sum + capture.frames, 0);
  return (await inTurn(programs, paths, rounds)).map(([name, cost]) => of('small', name, frames, cost));
}

async function inTurn(
  programs: readonly (readonly [ProgramName, Command])[],
  paths: readonly string[],
  rounds: number,
): Promise<[ProgramName, Cost][]> {
  const runs = new Map<ProgramName, Cost[]>(programs.map(([name]) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const [name, command] of programs) {
      const before = runs.get(name)!;
      if (before.length > 0 && before[0]!.wall > SLOW_SECONDS) continue;
      before.push(await measure([...command, ...paths]));
    }
  return [...runs].map(([name, costs]) => [name, least(costs)]);
}

function of(capture: string, program: ProgramName, frames: number, cost: Cost, start = 0): Measurement {
  return { capture, program, frames, ...cost, beyondStart: Math.max(0, cost.cpu - start) };
}
