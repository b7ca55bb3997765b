/** The samples' recordings held against what the link's own log says became of each packet (samples/README.md). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCapture } from '../../../src/node/open.js';
import type { Match } from '../../../src/vantage/match/match.js';
import { matchCaptures } from '../../../src/vantage/match.js';

interface Packet {
  readonly sightings: readonly { readonly capture: string; readonly frame: number }[];
  readonly fate: string;
  readonly changed?: readonly string[];
  readonly ambiguous?: boolean;
  /** Sent when the other capture had no further frame: nothing in the captures shows that it was still capturing. */
  readonly beyond?: boolean;
  /** Made by the link: never left the machine that it claims to come from. */
  readonly forged?: boolean;
}

interface Truth {
  readonly clocks: readonly {
    readonly capture: string;
    readonly reference: string;
    readonly offset: number;
    readonly drift: number;
  }[];
  readonly packets: readonly Packet[];
}

const SAMPLES = fileURLToPath(new URL('../../../samples/', import.meta.url));
const stories = readdirSync(SAMPLES).filter((story) => existsSync(`${SAMPLES}${story}/truth.json`));

/** The frames of a packet, those behind the first in no order: what goes past two routers' sides at once has none. */
function keyOf({ sightings: [first, ...others] }: Packet): string {
  const name = (each: Packet['sightings'][number]): string => `${each.capture} ${each.frame}`;
  return [name(first!), ...others.map(name).sort()].join(', ');
}

/** What captures alone can tell of the truth. */
function tellable({ fate, beyond, forged }: Packet): string {
  if (beyond === true) return 'unknown';
  return forged === true ? 'not-captured' : fate;
}

function framesOf(packets: readonly Packet[]): string[] {
  return packets.flatMap(({ sightings }) => sightings.map(({ capture, frame }) => `${capture} ${frame}`));
}

/** The truth tells each way of a broadcast by itself; it is one packet. */
function broadcastsAsOne(packets: readonly Packet[]): Packet[] {
  const result: Packet[] = [];
  for (const packet of packets) {
    const [first, ...ways] = packet.sightings;
    const captures = ways.map(({ capture }) => capture);
    const at = result.findIndex(
      ({ sightings: [start, ...others] }) =>
        ways.length > 0 &&
        others.length > 0 &&
        start!.capture === first!.capture &&
        start!.frame === first!.frame &&
        others.every(({ capture }) => !captures.includes(capture)),
    );
    if (at < 0) result.push(packet);
    else result[at] = { ...packet, sightings: [...result[at]!.sightings, ...ways] };
  }
  return result;
}

describe.each(stories)('%s', (story) => {
  const truth = JSON.parse(readFileSync(`${SAMPLES}${story}/truth.json`, 'utf8')) as Truth;
  const labels = [truth.clocks[0]!.reference, ...truth.clocks.map(({ capture }) => capture)];
  let match: Match;
  beforeAll(async () => {
    const files = readdirSync(`${SAMPLES}${story}`);
    const pathOf = (label: string): string =>
      `${SAMPLES}${story}/${files.find((file) => file.startsWith(`${label}.pcap`))}`;
    ({ match } = await matchCaptures(labels.map((label) => openCapture(pathOf(label)))));
  });

  it('pairs every frame with its packet, and tells its fate', () => {
    const told = [...match.packets()];
    const ambiguous = framesOf([...told, ...truth.packets].filter((packet) => packet.ambiguous === true));
    const lines = (packets: readonly Packet[]): string[] =>
      packets
        .filter((packet) => framesOf([packet]).every((frame) => !ambiguous.includes(frame)))
        .map((packet) => `${keyOf(packet)}: ${tellable(packet)} ${(packet.changed ?? []).join()}`)
        .sort();
    expect(lines(told)).toEqual(lines(broadcastsAsOne(truth.packets)));
  });

  it('pairs copies of the same bytes in some order, and says so', () => {
    const count = (packets: readonly Packet[]): object => {
      const counts: Record<string, number> = {};
      for (const packet of packets) {
        const fate = tellable(packet);
        counts[fate] = (counts[fate] ?? 0) + 1;
      }
      return counts;
    };
    // A forged segment and the true one may have the same bytes.
    if (truth.packets.some(({ forged }) => forged === true)) return;
    expect(count([...match.packets()].filter(({ ambiguous }) => ambiguous))).toEqual(
      count(truth.packets.filter(({ ambiguous }) => ambiguous === true)),
    );
  });

  it.each(truth.clocks)('knows the clock of $capture within the bounds that it states', (clock) => {
    const { offset, uncertainty, drift } = match.clocks.find(({ capture }) => capture === clock.capture)!;
    expect(Math.abs(offset! - clock.offset)).toBeLessThanOrEqual(uncertainty! + 1e-4);
    // The link's delays are at most 25 ms each way, and so is half their sum.
    expect(uncertainty!).toBeLessThan(0.025);
    if (drift !== null) expect(Math.abs(drift - clock.drift)).toBeLessThan(20e-6);
    if (clock.drift !== 0) expect(drift).not.toBeNull();
  });
});
