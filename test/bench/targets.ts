/** What is to be reached: ratios to other programs within one run, and bounds. */
import type { Measurement } from './compare.js';
import type { OurName, PeerName } from './programs.js';

/** One thing to be reached. */
export interface Check {
  readonly what: string;
  readonly value: number;
  /** The same without each program's start-up, where it is a ratio of processor times: what counts for long captures. */
  readonly beyondStart?: number;
  readonly target: number;
  readonly kind: 'at least' | 'at most';
  readonly unit: '×' | 'MB' | '%' | 'B';
  readonly reached: boolean;
  /** Below this something is broken, on however busy a machine: far below what is measured today. */
  readonly floor?: number;
}

interface Ratio {
  readonly captures: readonly string[];
  readonly ours: OurName;
  readonly peer: PeerName;
  readonly of: 'cpu' | 'peak';
  readonly times: number;
  readonly floor?: number;
}

/** How many times more the other program takes than ours, at least. */
const RATIOS: readonly Ratio[] = [
  { captures: ['chatty'], ours: 'ndjson', peer: 'tshark', of: 'cpu', times: 5, floor: 0.3 },
  { captures: ['chatty'], ours: 'ndjson', peer: 'tshark fields', of: 'cpu', times: 15, floor: 1 },
  { captures: ['chatty'], ours: 'csv', peer: 'tshark', of: 'cpu', times: 10, floor: 0.3 },
  { captures: ['chatty'], ours: 'connections', peer: 'tshark conv', of: 'cpu', times: 20, floor: 0.3 },
  { captures: ['chatty'], ours: 'connections', peer: 'tcptrace', of: 'cpu', times: 1 },
  { captures: ['chatty'], ours: 'connections', peer: 'tcptrace', of: 'peak', times: 1 },
  { captures: ['chatty'], ours: 'analysis', peer: 'pcap-parser', of: 'cpu', times: 1 },
  { captures: ['bulk', 'lossy'], ours: 'ndjson', peer: 'tshark', of: 'cpu', times: 10, floor: 0.4 },
  { captures: ['bulk', 'lossy'], ours: 'connections', peer: 'tshark conv', of: 'cpu', times: 10, floor: 0.4 },
  { captures: ['start', 'small'], ours: 'ndjson', peer: 'tshark', of: 'cpu', times: 1, floor: 0.5 },
];

/** The ratios that can be told from what was measured. */
export function ratiosOf(measured: readonly Measurement[]): Check[] {
  const find = (capture: string, program: string): Measurement | undefined =>
    measured.find((one) => one.capture === capture && one.program === program);
  return RATIOS.flatMap(({ captures, ours, peer, of, times, floor }) =>
    captures.flatMap((capture) => {
      const [mine, theirs] = [find(capture, ours), find(capture, peer)];
      if (mine === undefined || theirs === undefined) return [];
      const what = `${capture}: ${peer} / ${ours}, ${of === 'cpu' ? 'CPU' : 'memory'}`;
      const check: Check = {
        ...atLeast(what, theirs[of] / mine[of], times),
        ...(floor === undefined ? {} : { floor }),
      };
      if (of === 'peak' || capture === 'start' || capture === 'small') return [check];
      return [{ ...check, beyondStart: theirs.beyondStart / mine.beyondStart }];
    }),
  );
}

/** Loss must not cost more: analysis without rows of bulk transfers, per frame. */
export function lossOf(measured: readonly Measurement[]): Check[] {
  const [clean, lossy] = ['bulk', 'lossy'].map((capture) =>
    measured.find((one) => one.capture === capture && one.program === 'analysis'),
  );
  if (clean === undefined || lossy === undefined) return [];
  const ratio = lossy.cpu / lossy.frames / (clean.cpu / clean.frames);
  return [atMost('lossy / clean, analysis, CPU a frame', ratio, 1.25, '×')];
}

function atLeast(what: string, value: number, target: number): Check {
  return { what, value, target, kind: 'at least', unit: '×', reached: value >= target };
}

export function atMost(what: string, value: number, target: number, unit: Check['unit']): Check {
  return { what, value, target, kind: 'at most', unit, reached: value <= target };
}

/** Whether a ratio is so low that something is broken; what has no floor is not judged. */
export function isBroken({ value, beyondStart, floor = 0 }: Check): boolean {
  return Math.max(value, beyondStart ?? 0) < floor;
}
