/** Captures of several machines held against each other. */
import {
  analyze,
  type Clock,
  type ClockShift,
  type DocumentWriterOptions,
  FATES,
  type Fate,
  type JointOptions,
  jointParts,
  Match,
  type MatchedCapture,
  type MatchedPacket,
  type MatchPartOptions,
  matchCaptures,
  matchParts,
  RowFilter,
  type Sighting,
  writeJson,
  writeMatchCsv,
  writeMatchJson,
  writeMatchNdjson,
  writeText,
} from 'framewise';
import { id } from 'framewise/locales/id';
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
    expect(packets).toEqual([...match.packets()]);
    expect(
      lines.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(packets);
  });

  it('is a table in csv', async () => {
    const table = new Gathered();
    await writeMatchCsv(matched.match, table);
    expect(table.text.split('\r\n')[3]).toMatch(/^3,3,delivered,/);
  });

  it('is laid side by side with what its frames do', async () => {
    const analysis = await analyze(inputs);
    const options: JointOptions = {
      locale: id,
      filter: new RowFilter({ frames: [{ first: 7, last: 7 }] }),
      all: false,
      align: false,
    };
    const text = new Gathered();
    await writeText(analysis, text, { locale: id, parts: jointParts(matched.match, analysis, options) });
    expect(text.text.replaceAll(/\s+/g, ' ')).toContain(
      'terus meminta byte itu (mesin1 No. 17, 19, 21): hilang di perjalanan.',
    );
    const list: MatchPartOptions = { locale: id };
    expect(matchParts(matched.match, analysis, list).map(({ title }) => title)).toEqual([
      'Paket yang sama dalam beberapa rekaman',
      'Jam dan waktu tempuh',
    ]);
    const document = new Gathered();
    const whole: DocumentWriterOptions = { locale: id, match: matched.match };
    await writeJson(analysis, document, whole);
    expect(JSON.parse(document.text).packets).toHaveLength(matched.match.count);
  });

  it('sets the times of one capture by the clock of the other', async () => {
    const shift: ClockShift | null = matched.match.shift(1);
    const shifts = new Map([['mesin2', shift!]]);
    const { captures } = await analyze(inputs, { shifts });
    const [sent, arrived] = [captures[1]!.frame(3)!, captures[0]!.frame(3)!];
    expect(arrived.relativeTime! - sent.relativeTime!).toBeCloseTo(matched.match.delay(2)!, 5);
  });
});
