/** What captures together say of a packet, held against what truly became of it (samples/README.md, truth.json). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openCapture } from '../../src/node/open.js';
import type { Match } from '../../src/vantage/match/match.js';
import { matchCaptures } from '../../src/vantage/match.js';
import { type FrameOf, type Remark, Remarks } from '../../src/vantage/remarks.js';

interface Packet {
  readonly sightings: readonly { readonly capture: string; readonly frame: number }[];
  readonly fate: string;
}

const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));
const stories = readdirSync(SAMPLES).filter((story) => existsSync(`${SAMPLES}${story}/truth.json`));

async function matched(story: string): Promise<Match> {
  const folder = `${SAMPLES}${story}/`;
  const names = readdirSync(folder)
    .filter((name) => /\.pcap(ng)?$/.test(name))
    .sort();
  return (await matchCaptures(names.map((name) => openCapture(folder + name)))).match;
}

/** Every remark on a frame's packet, with the frame as the truth names it. */
function* told(match: Match): Generator<{ name: string; remark: Remark }> {
  const remarks = new Remarks(match);
  for (let packet = 0; packet < match.count; packet++) {
    const [sent] = match.packet(packet).sightings;
    for (const remark of remarks.of(packet)) yield { name: `${sent!.capture} ${sent!.frame}`, remark };
  }
}

describe.each(stories)('of %s', (story) => {
  const truth: readonly Packet[] = JSON.parse(readFileSync(`${SAMPLES}${story}/truth.json`, 'utf8')).packets;
  const fatesOf = (name: string): string[] =>
    truth
      .filter(({ sightings: [sent] }) => `${sent!.capture} ${sent!.frame}` === name)
      .map(({ fate }) => fate);

  it('what is called proven is true', async () => {
    const match = await matched(story);
    const nameOf = ({ capture, frame }: FrameOf): string => `${match.labels[capture]} ${frame}`;
    for (const { name, remark } of told(match)) {
      if (remark.kind === 'lost-asked' || remark.kind === 'lost-resent')
        expect(fatesOf(name), `${name} is lost`).toContain('lost');
      if (remark.kind === 'unneeded') {
        expect(fatesOf(nameOf(remark.original)), `${name}: its original arrived`).not.toContain('lost');
        expect(fatesOf(name), `${name} arrived, too`).not.toContain('lost');
      }
      if (remark.kind === 'needed')
        expect(fatesOf(nameOf(remark.original)), `${name}: its original is lost`).toContain('lost');
      if (remark.kind === 'overtaken') expect(fatesOf(name)).toContain('overtaken');
      if (remark.kind === 'duplicated') expect(fatesOf(name)).toContain('duplicated');
    }
  });
});

describe('proof is found', () => {
  const kinds = async (story: string): Promise<Map<string, Remark[]>> => {
    const found = new Map<string, Remark[]>();
    for (const { name, remark } of told(await matched(story)))
      found.set(name, [...(found.get(name) ?? []), remark]);
    return found;
  };

  it('in acknowledgments that go on asking, and in bytes that arrive only when they are sent again', async () => {
    const found = await kinds('10-lossy');
    // The stream's second segment, which closes the last gap as mesin1 183.
    expect(found.get('mesin2 7')).toMatchObject([{ kind: 'lost-asked', there: 0 }]);
    expect(found.get('mesin2 7')![0]).toHaveProperty('asking.0.capture', 0);
    // The handshake's bare ACK: nothing would ask for it.
    expect(found.get('mesin2 5')).toEqual([{ kind: 'lost', there: 0, part: false }]);
    expect(found.get('mesin2 186')).toMatchObject([
      { kind: 'needed', original: { capture: 1, frame: expect.any(Number) } },
    ]);
  });

  it('of a retransmission that was not needed: its original had arrived, and the reset for it was lost', async () => {
    const found = await kinds('18-lost-reset');
    expect(found.get('mesin2 14')!.map(({ kind }) => kind)).toEqual(['reset-seen', 'lost']);
    expect(found.get('mesin1 14')).toEqual([
      {
        kind: 'unneeded',
        original: { capture: 0, frame: 13 },
        arrival: { capture: 1, frame: 13 },
      },
    ]);
  });

  it('of resets that nobody sent', async () => {
    const found = await kinds('18b-forged-reset');
    expect(found.get('mesin1 11')).toEqual([{ kind: 'origin-unseen', there: 1, isReset: true }]);
    expect(found.get('mesin2 12')).toMatchObject([
      { kind: 'origin-unseen', there: 0, isReset: true },
      { kind: 'ambiguous' },
    ]);
  });

  it('of a frame that a card split, and that arrived in part', async () => {
    const found = await kinds('15-offload');
    expect(found.get('mesin2 7')).toMatchObject([{ kind: 'lost-asked', there: 0, part: true }]);
  });

  it('of packets that a capture missed: their acknowledgments', async () => {
    const all = [...(await kinds('20-missed-by-the-capture')).values()].flat();
    const unseen = all.filter(({ kind }) => kind === 'unseen');
    expect(unseen.length).toBeGreaterThan(0);
    for (const remark of unseen) expect(remark).toMatchObject({ there: 0, proof: { capture: 0 } });
  });
});
