import { CaptureError } from '../capture/capture-error.js';
import {
  type AnalysisInput,
  type AnalyzeOptions,
  type StreamingAnalysis,
  stream,
} from '../engine/analysis.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { Flows } from './match/flows.js';
import type { Match } from './match/match.js';
import { matchSightings } from './match/match-sightings.js';
import { Sightings } from './match/sightings.js';

/**
 * Gathers what identifies the packets of several captures while each is analysed, and then holds them against each other.
 */
export class Matcher {
  readonly #flows = new Flows();
  readonly #captures = new Map<CaptureAnalysis, Sightings>();

  /** Takes in a batch that was just analysed. */
  add(capture: CaptureAnalysis, batch: FrameBatch): void {
    this.begin(capture).add(batch);
  }

  /** Begins a capture, also one without frames. */
  begin(capture: CaptureAnalysis): Sightings {
    let sightings = this.#captures.get(capture);
    if (sightings === undefined) {
      sightings = new Sightings(capture.context, this.#flows);
      this.#captures.set(capture, sightings);
    }
    return sightings;
  }

  /**
   * @param hosts names of machines by address: an address named like a capture is that of the machine it was made on
   * @param captures in which order; default: as they began
   */
  match(
    hosts: ReadonlyMap<string, string> = new Map(),
    captures: Iterable<CaptureAnalysis> = this.#captures.keys(),
  ): Match {
    const sightings = Array.from(captures, (capture) => this.begin(capture));
    return matchSightings(sightings, this.#flows, this.#local(hosts, sightings));
  }

  #local(hosts: ReadonlyMap<string, string>, captures: readonly Sightings[]): Map<number, number> {
    const local = new Map<number, number>();
    const { addresses } = this.#flows;
    for (const id of addresses.ids()) {
      const label = hosts.get(addresses.text(id) ?? '');
      const capture = captures.findIndex((each) => each.label === label);
      if (capture >= 0) local.set(id, capture);
    }
    return local;
  }
}

/**
 * Reads captures of several machines and says which frames are the same packet, how the clocks differ and what became of
 * each packet. Takes some 200 bytes a frame at its peak. A capture that can't be read to its end is matched as far as it goes; its fault
 * is its `error`.
 *
 * @param inputs two captures or more, 31 at most; the first one's clock is the reference
 * @returns the match, and the captures' analyses, read to their ends
 * @throws TypeError for fewer or more captures, for an input that is none, or options out of range
 */
export async function matchCaptures(
  inputs: Iterable<AnalysisInput>,
  options: AnalyzeOptions = {},
): Promise<{ readonly match: Match; readonly captures: readonly StreamingAnalysis[] }> {
  const matcher = new Matcher();
  const captures: StreamingAnalysis[] = [];
  for (const input of inputs) {
    const capture = stream(input, options);
    captures.push(capture);
    matcher.begin(capture);
    try {
      for await (const batch of capture.batches()) matcher.add(capture, batch);
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
    }
  }
  if (captures.length < 2) throw new TypeError('matching takes two captures or more');
  return { match: matcher.match(options.hosts), captures };
}
