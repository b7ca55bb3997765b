import { expect, it } from 'vitest';
import { explain } from '../../src/explain/explain.js';
import type { Locale } from '../../src/explain/locale.js';
import { en } from '../../src/explain/locales/en.js';
import type { SentenceKey } from '../../src/explain/sentences.js';
import { analyze } from '../../src/index.js';
import { story } from '../support/story.js';
import { fakeFrame } from './fake-frame.js';

it('gives a reason once where reasons already given are remembered', () => {
  const frame = fakeFrame({ role: 'syn', stage: 'open-1', flags: 2, seq: 0 });
  const given = new Set<number>();
  const first = explain(frame, en, { detail: 'full', given });
  const second = explain(frame, en, { detail: 'full', given });
  expect(first).toBe(explain(frame, en, { detail: 'full' }));
  expect(first).toContain('RFC 9293');
  expect(second).toBe(explain(frame, en));
});

/** A language with another template for a sentence. */
function saying(key: SentenceKey, template: string): Locale {
  return { ...en, sentences: { ...en.sentences, [key]: template } };
}

it('says nothing of a frame where one of its sentences has a slot that does not exist', async () => {
  const { frames } = story().handshake().client('PSH,ACK', 'hello').server('ACK');
  const [capture] = (await analyze([frames])).captures;
  const locale = saying('preview-whole', '{nonsense}.');
  expect(() => explain(capture!.frame(4)!, locale)).toThrow(TypeError);
  expect(explain(capture!.frame(5)!, locale)).toBe(explain(capture!.frame(5)!, en));
});

it('fills a template of very many slots', () => {
  const syn = fakeFrame({ role: 'syn', stage: 'open-1', flags: 2, seq: 0 });
  const once = explain(syn, saying('syn', '{source}, '));
  expect(explain(syn, saying('syn', '{source}, '.repeat(2000)))).toBe(once.repeat(2000));
});
