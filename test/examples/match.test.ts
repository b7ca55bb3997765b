/** Captures of several machines held against each other. */
import {
  type Clock,
  FATES,
  type Fate,
  Match,
  type MatchedCapture,
  type MatchedPacket,
  matchCaptures,
  type Sighting,
  writeMatchJson,
  writeMatchNdjson,
} from 'framewise';
import { openCapture } from 'framewise/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { Gathered, sample } from './support.js';

const inputs = ['mesin1', 'mesin2'].map((name) => openCapture(sample(`10-lossy/${name}.pcap`)));
let matched: Awaited<ReturnType<typeof matchCaptures>>;
beforeAll(async () => {
  matched = await matchCaptures(inputs);
});

describe('a match of two captures', () => {
  it('tells which frames are the same packet, and what became of it', () => {
    const { match } = matched;
    expect(match).toBeInstanceOf(Match);
    const packets: MatchedPacket[] = [...match.packets()];
    const syn: readonly Sighting[] = packets[2]!.sightings;
    expect(syn).toEqual([
      { capture: 'mesin2', frame: 3 },
      { capture: 'mesin1', frame: 3 },
    ]);
    const fates = new Set<Fate>(packets.map(({ fate }) => fate));
    expect(FATES.filter((fate) => fates.has(fate))).toEqual(['delivered', 'lost', 'duplicated', 'overtaken']);
    expect(match.packet(match.packetOf(0, 3))).toEqual(packets[2]);
  });

  it('tells how the clocks differ, and how much of each capture was found in the other', () => {
    const [clock]: readonly Clock[] = matched.match.clocks;
    expect(Math.abs(clock!.offset!)).toBeLessThan(clock!.uncertainty!);
    const counts: readonly MatchedCapture[] = matched.match.captures;
    expect(counts.map(({ paired, unpaired, alone }) => paired + unpaired + alone)).toEqual([190, 194]);
  });

  it('is written as one document, or a packet a line', async () => {
    const { match, captures } = matched;
    const document = new Gathered();
    await writeMatchJson(match, captures, document);
    const lines = new Gathered();
    await writeMatchNdjson(match, lines);
    const { packets } = JSON.parse(document.text);
    expect(packets).toHaveLength(match.count);
    expect(
      lines.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(packets);
  });
});
