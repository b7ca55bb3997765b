/** What stands behind the tables: who was served when, and the story of each conversation. */
import {
  type Analysis,
  analyze,
  type ConnectionPlace,
  type FrameElsewhere,
  type ServedConnection,
  type Service,
  type ServiceEvent,
  type ServingEnd,
  type ServingOrder,
  type Stories,
  type Story,
  type StoryOptions,
  servicesOf,
  storiesOf,
  type ToldOptions,
  toldParts,
  writeJson,
  writeMarkdown,
} from 'framewise';
import { en } from 'framewise/locales/en';
import { id } from 'framewise/locales/id';
import { openCapture } from 'framewise/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { Gathered, sample } from './support.js';

let analysis: Analysis;
beforeAll(async () => {
  const paths = ['mesin1', 'mesin2'].map((name) => sample(`04-two-clients/${name}.pcap`));
  const hosts = new Map([
    ['172.18.0.2', 'mesin1'],
    ['172.18.0.3', 'mesin2'],
  ]);
  analysis = await analyze(
    paths.map((path) => openCapture(path)),
    { hosts },
  );
});

describe('who was served when', () => {
  it('of each server that two or more connections reached', () => {
    const [service]: Service[] = servicesOf(analysis.captures[0]!);
    expect(service).toMatchObject({ server: '172.18.0.2:32444', clock: 'server', connectionCount: 2 });
    const second: ServedConnection = service!.connections[1]!;
    const answer: ServiceEvent | null = second.answer;
    expect([answer?.frame, second.waited]).toEqual([27, 0.585325]);
  });

  it('with what can be told of the order, and the frames that show it', () => {
    const serving: ServingOrder = servicesOf(analysis.captures[0]!)[0]!.serving;
    if (serving.order !== 'one-after-another') throw new Error('another order');
    const ending: ServingEnd = serving.ending;
    expect([serving.from, serving.end, ending, serving.answer]).toEqual([22, 24, 'client-fin', 27]);
  });
});

describe('stories', () => {
  it('tell each conversation in a paragraph', () => {
    const told: Stories = storiesOf(analysis, en, { limit: 1 });
    const [story]: readonly Story[] = told.stories;
    expect(story!.text).toContain('opens a connection to mesin1 (172.18.0.2) port 32444');
    expect(told.further).toBe(2);
  });

  it('name the frames of all machines where it is known which are the same packets', () => {
    // Up to frame 16, mesin2 numbers as mesin1 does.
    const counterparts = (capture: number, frame: number): readonly FrameElsewhere[] =>
      capture === 0 && frame <= 16 ? [{ capture: 'mesin2', frame }] : [];
    const sameAs = (capture: number, connection: number): readonly ConnectionPlace[] =>
      capture === 0 && connection === 0 ? [{ capture: 1, connection: 0 }] : [];
    const options: StoryOptions = { counterparts, sameAs };
    const { stories } = storiesOf(analysis, id, options);
    expect(stories.map(({ title }) => title)).toEqual([
      'mesin2 ke mesin1 (koneksi 0 di mesin1, koneksi 0 di mesin2)',
      '172.18.0.4 ke mesin1 (koneksi 1 di mesin1)',
    ]);
    expect(stories[0]!.text).toContain('dalam satu segmen (No. 6 di mesin1; No. 6 di mesin2)');
  });
});

describe('both in a report', () => {
  it('as parts behind the tables', async () => {
    const options: ToldOptions = { when: 'always' };
    const output = new Gathered();
    await writeMarkdown(analysis, output, { locale: en, parts: toldParts(analysis, en, options) });
    expect(output.text).toMatch(/\n## Who was served when\n[\s\S]*\n## The story\n/);
  });

  it('as lists of a document', async () => {
    const { stories } = storiesOf(analysis, en);
    const options = { locale: en, services: servicesOf(analysis.captures[0]!), stories };
    const output = new Gathered();
    await writeJson(analysis, output, options);
    const document = JSON.parse(output.text);
    expect([document.services.length, document.stories.length]).toEqual([1, 3]);
  });
});
