/** A language is data: a copy with other sentences is another language. */
import {
  analyze,
  type Detail,
  explain,
  type Locale,
  type SentenceKey,
  type Values,
  writeMarkdown,
} from 'framewise';
import { en } from 'framewise/locales/en';
import { id } from 'framewise/locales/id';
import { openCapture } from 'framewise/node';
import { expect, it } from 'vitest';
import { Gathered, sample } from './support.js';

it('can be changed sentence by sentence', async () => {
  const ours: Locale = {
    ...id,
    sentences: { ...id.sentences, syn: '{source} mengetuk pintu {destination}.' },
  };
  const [capture] = (await analyze([openCapture(sample('02-echo/mesin1.pcap'))])).captures;
  const [syn, answer] = [capture!.frame(3)!, capture!.frame(4)!];
  expect(explain(syn, ours)).toMatch(/^172\.18\.0\.3.* mengetuk pintu 172\.18\.0\.2.*\.$/);
  expect(explain(answer, ours)).toBe(explain(answer, id));
});

it('has its own numbers and words', async () => {
  const values: Values = { ...en.values, client: 'caller', server: 'callee' };
  const ours: Locale = { ...en, values, headings: { ...en.headings, explanation: 'What it does' } };
  const output = new Gathered();
  const detail: Detail = 'brief';
  await writeMarkdown(await analyze([openCapture(sample('02-echo/mesin1.pcap'))]), output, {
    locale: ours,
    detail,
  });
  expect(output.text).toContain('| What it does |');
  expect(output.text).toContain('(caller) sends a SYN to');
});

it('is refused where a sentence has a slot that there is not', async () => {
  const key: SentenceKey = 'syn';
  const wrong: Locale = { ...en, sentences: { ...en.sentences, [key]: '{sender} sends a SYN.' } };
  const [capture] = (await analyze([openCapture(sample('02-echo/mesin1.pcap'))])).captures;
  expect(() => explain(capture!.frame(3)!, wrong)).toThrow(TypeError);
});
