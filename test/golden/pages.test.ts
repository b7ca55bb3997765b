import { describe, expect, it } from 'vitest';
import { explain } from '../../src/explain/explain.js';
import type { Locale } from '../../src/explain/locale.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { fakeFrame } from '../explain/fake-frame.js';
import { families } from '../explain/stories.js';

/** Every sentence with an example, to be read aloud whenever it changes. */
function page(locale: Locale): string {
  const lines: string[] = [`# ${locale.tag}`];
  for (const [family, stories] of Object.entries(families)) {
    lines.push('', `## ${family}`, '');
    for (const [key, story] of Object.entries(stories))
      lines.push(`- ${key}: ${explain(fakeFrame(story), locale)}`);
  }
  lines.push('', '## why', '');
  for (const [key, reason] of Object.entries(locale.reasons)) lines.push(`- ${key}: ${reason}`);
  return `${lines.join('\n')}\n`;
}

describe.each([
  ['id', id],
  ['en', en],
] as const)('the page of sentences in %s', (tag, locale) => {
  it('reads as it did when it was last read aloud', async () => {
    await expect(page(locale)).toMatchFileSnapshot(`pages/sentences.${tag}.md`);
  });
});
