import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/engine/analysis.js';
import type { Locale } from '../../src/explain/locale.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { SERVICES } from '../../src/explain/words/services.js';
import { STORY } from '../../src/explain/words/story.js';
import { partMarkdown } from '../../src/report/part.js';
import { type ToldOptions, toldParts } from '../../src/report/told-parts.js';
import type { LaidSession, ProgramAccount } from '../../src/vantage/programs/laid.js';
import { toldCases } from '../explain/told-cases.js';

const HOSTS = new Map([
  ['172.18.0.2', 'mesin1'],
  ['172.18.0.3', 'mesin2'],
]);

/** What a log makes certain of the connection that mesin1 captured. */
function logged(proof: Partial<LaidSession>): ProgramAccount[] {
  const connection = { connection: 0 } as LaidSession['connection'];
  const session = { capture: 'mesin1', connection, certain: true, reading: null, reset: null, ...proof };
  return [
    { capture: 'mesin1', format: 'strace', cut: false, others: [], sessions: [session as LaidSession] },
  ];
}

const LIMIT = { reads: 2, largest: 32, limit: 32, limitTold: true, piecemeal: [] };
const UNREAD = { from: 0, to: 4, carriers: [], line: 9 };

interface Page {
  readonly text: string;
  /** Phrases that were said. */
  readonly said: ReadonlySet<string>;
}

/** Every case with all that is told of it, to be read aloud whenever it changes. */
async function page(locale: Locale): Promise<Page> {
  const said = new Set<string>();
  const phrases = new Proxy(locale.phrases, {
    get(all, key: keyof Locale['phrases']) {
      said.add(key);
      return all[key];
    },
  });
  const listening: Locale = { ...locale, phrases };
  const lines = [`# ${locale.tag}\n`];
  const tell = async (
    title: string,
    label: string,
    frames: (typeof toldCases)[string],
    options: ToldOptions,
  ) => {
    const analysis = await analyze([{ label, input: frames }], { hosts: HOSTS });
    lines.push(`\n# ${title}\n`);
    for (const part of toldParts(analysis, listening, { when: 'always', ...options }))
      lines.push('\n', ...partMarkdown(part));
  };
  for (const [title, frames] of Object.entries(toldCases))
    await tell(title, title.length % 2 === 0 ? 'mesin1' : 'rekaman', frames, { limit: 1 });
  const echo = toldCases['nothing said']!;
  await tell('seen on two machines', 'mesin1', echo, {
    counterparts: (_, frame) => (frame === 3 ? [] : [{ capture: 'mesin2', frame: frame + 10 }]),
  });
  await tell('with the log of the reader', 'mesin1', toldCases['a name looked up, then the echo']!, {
    programs: logged({ side: 'server', reading: LIMIT }),
  });
  const reset = toldCases['reset with data unread']!;
  for (const cause of ['unread-data', 'linger'] as const)
    await tell(`with the log of who sent the reset: ${cause}`, 'mesin1', reset, {
      programs: logged({ side: 'client', reset: { cause, frame: 7, line: 9, unread: UNREAD } }),
    });
  await tell('made on a client', 'mesin2', toldCases['nobody waits']!, {});
  return { text: lines.join(''), said };
}

describe.each([
  ['id', id],
  ['en', en],
] as const)('what is told behind the tables, in %s', (tag, locale) => {
  it('reads as it did when it was last read aloud, and says all that can be said', async () => {
    const { text, said } = await page(locale);
    await expect(text).toMatchFileSnapshot(`pages/told.${tag}.md`);
    expect([...Object.keys(SERVICES), ...Object.keys(STORY)].filter((key) => !said.has(key))).toEqual([]);
  });
});
