import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/explain/locale.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { counted, phrase } from '../../src/explain/phrases.js';
import { JOINT } from '../../src/explain/words/joint.js';

/** Every line of the joint tables with an example, to be read aloud whenever it changes. */
function page(locale: Locale): string {
  const frame = (capture: string, number: string | number): string =>
    phrase(locale, 'frame-of', { capture, frame: number });
  const packets = (count: number): string => counted(locale, 'packet', count);
  const values = {
    reference: 'mesin1',
    capture: 'mesin2',
    frame: 7,
    here: 'mesin2',
    there: 'mesin1',
    drops: packets(7),
    packets: packets(199),
    frames: counted(locale, 'frame', 190),
    fates: `171 ${phrase(locale, 'fate-delivered', {})}, 10 ${phrase(locale, 'fate-lost', {})}`,
    client: 'mesin2 172.18.0.3:37692',
    server: 'mesin1 172.18.0.2:10000',
    numbers: '0 (mesin1), 2 (mesin2)',
    asking: frame('mesin1', '17, 19, 21'),
    again: frame('mesin2', 62),
    arrival: frame('mesin1', 70),
    original: frame('mesin2', 7),
    sent: frame('mesin2', 28),
    first: frame('mesin1', 30),
    second: frame('mesin1', 34),
    later: frame('mesin2', 8),
    proof: frame('mesin1', 12),
    count: 3,
    before: 2,
    after: 5,
    fields: 'X',
    offset: '3,25',
    uncertainty: '7 ms',
    drift: '40 µs',
    hourly: '144 ms',
    least: '5,04 ms',
    median: '5,16 ms',
    most: '15,4 ms',
    paired: 187,
    unpaired: 3,
    alone: 0,
  };
  const lines = Object.keys(JOINT).map(
    (key) => `- ${key}: ${phrase(locale, key as 'remark-lost', values as { there: string })}`,
  );
  return `# ${locale.tag}\n\n${lines.join('\n')}\n`;
}

describe.each([
  ['id', id],
  ['en', en],
] as const)('the page of joint lines in %s', (tag, locale) => {
  it('reads as it did when it was last read aloud', async () => {
    await expect(page(locale)).toMatchFileSnapshot(`pages/joint.${tag}.md`);
  });

  it('claims a loss on the way only where the receiver proves it', () => {
    const lost = tag === 'id' ? /hilang di perjalanan/ : /lost on the way/;
    const claims = Object.keys(JOINT).filter((key) => lost.test(locale.phrases[key as 'remark-lost']));
    expect(claims.sort()).toEqual(['remark-lost-asked', 'remark-lost-resent', 'remark-part-lost-asked']);
  });
});
