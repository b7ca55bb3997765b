/** The stories of the samples, whose course samples/README.md and expected.json tell, and what no story may say. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/engine/analysis.js';
import type { Locale } from '../../src/explain/locale.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { type StoryOptions, storiesOf } from '../../src/explain/story.js';
import { openCapture } from '../../src/node/index.js';
import { sample, sampleCaptures } from '../report/support.js';
import { merged } from '../support/merged.js';
import { type Story as Script, story } from '../support/story.js';

const HOSTS = new Map([
  ['172.18.0.2', 'mesin1'],
  ['172.18.0.3', 'mesin2'],
]);

async function stories(path: string, locale: Locale = en, options: StoryOptions = {}): Promise<string[]> {
  const analysis = await analyze([openCapture(sample(path))], { hosts: HOSTS });
  return storiesOf(analysis, locale, options).stories.map(({ text }) => text);
}

async function told(...scripts: readonly Script[]): Promise<string> {
  const analysis = await analyze([merged(...scripts)], { hosts: HOSTS });
  return storiesOf(analysis, en)
    .stories.map(({ text }) => text)
    .join('\n');
}

describe('the story of', () => {
  it('a name lookup: the address, and that there is none of the other kind', async () => {
    const [only, ...others] = await stories('01-name-lookup/mesin2.pcap');
    expect(others).toEqual([]);
    expect(only).toMatch(
      /A record of www\.its\.ac\.id \(No\. 4\), and the answer is 103\.94\.189\.4 \(No\. 5\)/,
    );
    expect(only).toMatch(/AAAA record of www\.its\.ac\.id \(No\. 6\), .* \(No\. 7\): .*NODATA/);
    expect(only).not.toMatch(/timeout|not exist/);
  });

  it('the echo: one segment of 46 bytes, answered in 32 and 14, closed in three segments', async () => {
    const [only] = await stories('02-echo/mesin1.pcap', id);
    expect(only).toMatch(/three-way handshake \(No\. 3, 4 dan 5\)/);
    expect(only).toMatch(/mesin2 mengirim 46 byte data dalam satu segmen \(No\. 6\): "INI ADALAH DATA YANG/);
    expect(only).toMatch(
      /mesin1 mengirim 46 byte data dalam 2 segmen, yaitu 32 dan 14 byte \(No\. 8 dan 10\)/,
    );
    expect(only).toMatch(/kemungkinan program di mesin1 membaca paling banyak 32 byte/);
    expect(only).toMatch(/FIN \(No\. 12\);.*\(No\. 13\),.*\(No\. 14\): penutupan dalam tiga segmen\.$/);
  });

  it('a reset with unread data, which only a log can make certain', async () => {
    const [only] = await stories('03-reset-unread-data/mesin1.pcap');
    expect(only).toMatch(/Then, in No\. 14: mesin2 .* by a RST/);
    expect(only).toMatch(
      /Probably its program closed the socket with data still unread.*No\. 13; only the log/,
    );
  });

  it('each of two clients', async () => {
    const both = await stories('04-two-clients/mesin1.pcap');
    expect(both).toHaveLength(2);
    expect(both[1]).toMatch(/^172\.18\.0\.4 opens .* \(No\. 19, 20 and 21\)/);
    expect(both[1]).toMatch(/in 2 segments of 32 and 3 bytes \(No\. 33 and 35\)/);
    expect(await stories('04-two-clients/mesin1.pcap', en, { connection: 1 })).toEqual([both[1]]);
    expect(await stories('04-two-clients/mesin1.pcap', en, { connection: 2 })).toEqual([]);
  });

  it('a refused connection, and that a firewall may have done it', async () => {
    const [only] = await stories('05-refused/mesin2.pcap');
    expect(only).toMatch(
      /\(No\. 3\).*No\. 4: mesin1 .*refuses.*Perhaps no program waits.*perhaps a firewall/,
    );
    expect(only).not.toMatch(/data/);
  });

  it('a close in four frames', async () => {
    const [only] = await stories('06-four-frame-close/mesin1.pcap');
    expect(only).toMatch(/FIN \(No\. 12\).*\(No\. 13\).*FIN \(No\. 14\).*\(No\. 15\): a four-way close\.$/);
  });

  it('a connection to an address that DNS had told, IPv6', async () => {
    const all = await stories('07-ipv6/mesin2.pcap');
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(/the answer is 2001:db8:172:18::2 \(No\. 7\)/);
    expect(all[0]).toMatch(/2001:db8:172:18::2, is the one it then connects to/);
  });

  it.each(['mesin1', 'mesin2'])('a file over a bad link, in totals (%s)', async (name) => {
    const { captures } = JSON.parse(readFileSync(sample('10-lossy/expected.json'), 'utf8'));
    const frames: { bytes?: number; findings?: string[] }[] = captures[`${name}.pcap`].frames;
    // Byte-identical copies within milliseconds are told as such; tshark takes them for retransmissions.
    const [only] = await stories(`10-lossy/${name}.pcap`);
    const number = (pattern: RegExp): number => Number(pattern.exec(only!)?.[1] ?? 0);
    const copies = number(/(\d+) cop(?:y|ies) of/);
    const carries = (finding: string) =>
      frames.filter(({ bytes = 0, findings = [] }) => bytes > 0 && findings.includes(finding)).length;
    expect(only).toMatch(/mesin2 sends 60,200 bytes .* mesin1 sends 84 bytes/);
    expect(only).not.toMatch(/in one segment|in \d+ segments/);
    expect(number(/(\d+) segments? out of order/)).toBeLessThanOrEqual(carries('out-of-order'));
    expect(number(/(\d+) gaps?/)).toBe(carries('previous-segment-not-captured'));
    expect(number(/(\d+) retransmissions?/) + number(/(\d+) segments? out of order/)).toBeGreaterThanOrEqual(
      carries('retransmission') + carries('out-of-order') - copies,
    );
  });
});

describe('how a program reads', () => {
  const echo = (asked: string, ...pieces: readonly string[]): Script => {
    const script = story().handshake().client('PSH,ACK', asked);
    for (const piece of pieces) script.server('PSH,ACK', piece);
    return script;
  };
  const guess = /probably reads at most (\d+) bytes/;

  it('is guessed from an echo in equal pieces but for the last', async () => {
    expect(guess.exec(await told(echo('abcdefgh', 'abc', 'def', 'gh')))?.[1]).toBe('3');
  });

  it.each<[string, Script]>([
    ['the same in one piece', echo('abcdefgh', 'abcdefgh')],
    ['other bytes', echo('abcdefgh', 'abc', 'def', 'gX')],
    ['pieces of growing size', echo('abcdefgh', 'ab', 'cdefgh')],
    ['fewer bytes', echo('abcdefgh', 'abc', 'def')],
  ])('is not guessed from %s', async (_, script) => {
    expect(await told(script)).not.toMatch(guess);
  });
});

describe('a name lookup', () => {
  it('is told once, with the connection that came of it, and with no later one', async () => {
    const analysis = await analyze([openCapture(sample('07-ipv6/mesin2.pcap'))]);
    const { stories: all } = storiesOf(analysis, en);
    expect(all.filter(({ text }) => text.includes('asks the DNS server'))).toHaveLength(1);
    expect(all[0]!.connection).toBe(0);
  });
});

describe('several captures of one conversation', () => {
  const both = () => analyze(['mesin1', 'mesin2'].map((name) => openCapture(sample(`02-echo/${name}.pcap`))));
  const same = { sameAs: (capture: number) => [{ capture: 1 - capture, connection: 0 }] };

  it('have one story where they are known to be the same', async () => {
    expect(storiesOf(await both(), en).stories).toHaveLength(2);
    expect(storiesOf(await both(), en, same).stories.map(({ title }) => title)).toEqual([
      '172.18.0.3 to 172.18.0.2 (connection 0 in mesin1, connection 0 in mesin2)',
    ]);
  });

  it('count what is beyond the limit once', async () => {
    expect(storiesOf(await both(), en, { limit: 1 }).further).toBe(1);
    expect(storiesOf(await both(), en, { ...same, limit: 0 }).further).toBe(1);
  });
});

describe.each([
  ['id', id, /[Kk]emungkinan/, /konsisten dengan/, /tidak dapat diketahui/],
  ['en', en, /[Pp]robably/, /consistent with/, /cannot be told/],
] as const)('the truth of what is told in %s', (_, locale, hedge, consistent, unknown) => {
  const { phrases } = locale;

  it('hedges what is inferred', () => {
    for (const key of ['story-read-size', 'story-opened-partly', 'story-midstream-inferred'] as const)
      expect(phrases[key], key).toMatch(hedge);
  });

  it('calls an order at most consistent with a kind of server', () => {
    const orders = Object.entries(phrases).filter(([key]) => /^service-(in-turn|at-once)/.test(key));
    for (const [key, text] of orders) if (!key.endsWith('-why')) expect(text, key).toMatch(consistent);
    for (const key of ['service-few-answered', 'service-no-overlap', 'service-idle-overlap'] as const)
      expect(phrases[key], key).toMatch(unknown);
  });
});

it('no story of a sample leaves a slot open', async () => {
  for (const path of sampleCaptures()) {
    const analysis = await analyze([openCapture(path)]);
    for (const locale of [id, en])
      for (const { title, text } of storiesOf(analysis, locale).stories)
        expect(`${title} ${text}`, path).not.toMatch(/undefined|NaN|\{\w+\}/);
  }
});
