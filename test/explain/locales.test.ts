import { describe, expect, it } from 'vitest';
import type { Locale } from '../../src/explain/locale.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { REASONS } from '../../src/explain/reasons.js';
import { SENTENCE_KEYS, SENTENCES } from '../../src/explain/sentences.js';
import { compileTemplate, slotsOf } from '../../src/explain/template.js';
import { PHRASES } from '../../src/explain/words.js';

const locales: readonly (readonly [string, Locale])[] = [
  ['id', id],
  ['en', en],
];

describe.each(locales)('the locale %s', (_, locale) => {
  it.each(SENTENCE_KEYS)('%s fills exactly its slots', (key) => {
    const template = locale.sentences[key];
    expect([...new Set(slotsOf(template))].sort()).toEqual([...SENTENCES[key].slots].sort());
    expect(() => compileTemplate(template)).not.toThrow();
  });

  it.each(SENTENCE_KEYS)('%s is a sentence', (key) => {
    // A question may end one too, and a quotation.
    const said = locale.sentences[key].replaceAll(/\{\w+\}/g, 'X');
    expect(said).toMatch(/^\p{Lu}[^{}]*[.?]$/u);
    expect(said).not.toMatch(/ {2}|\s[,.;:]/);
  });

  it.each(Object.keys(PHRASES) as (keyof typeof PHRASES)[])(
    'the phrase %s fills exactly its slots',
    (key) => {
      expect([...new Set(slotsOf(locale.phrases[key]))].sort()).toEqual([...PHRASES[key]].sort());
    },
  );

  it('gives every reason in whole sentences, without slots', () => {
    for (const key of REASONS) expect(locale.reasons[key], key).toMatch(/^m?\p{Lu}.*\.$/u);
    for (const key of REASONS) expect(slotsOf(locale.reasons[key]), key).toEqual([]);
  });
});

it('every reason is given by some sentence', () => {
  const given = new Set(Object.values(SENTENCES).map(({ why }) => why));
  expect(REASONS.filter((reason) => !given.has(reason))).toEqual([]);
});

it('refuses a template with a slot that does not exist', () => {
  expect(() => compileTemplate('{source} sends {nonsense}')).toThrow(TypeError);
});

// Claims that no sentence may make, whatever the frame: see RFC 9293, 3.4 (an ACK speaks for TCP, not for the program),
// 3.9.1.2 (PSH is no message) and 3.5.2 (a refusal may come from elsewhere than an unused port).
describe.each(locales)('the truth of %s', (tag, locale) => {
  const all = Object.entries(locale.sentences);

  it('says step numbers only in sentences of proven stages', () => {
    const step = tag === 'id' ? /langkah ke-\d/ : /step \d/;
    const numbered = all.filter(([, text]) => step.test(text)).map(([key]) => key);
    expect(numbered.sort()).toEqual(
      [
        ...['syn', 'syn-ack', 'syn-ack-plain', 'handshake-ack', 'handshake-ack-plain'],
        ...[
          'fin-three-2',
          'fin-three-2-plain',
          'fin-four-3',
          'fin-ack-four-2',
          'fin-ack-four-4',
          'fin-ack-three-3',
        ],
      ].sort(),
    );
  });

  it('hedges what is inferred', () => {
    const hedge =
      tag === 'id' ? /[Kk]emungkinan|mungkin|[Tt]ampak|[Bb]isa/ : /[Pp]robably|perhaps|Perhaps|seems|may /;
    for (const key of [
      ...(['reset-refused', 'reset-refused-inferred', 'reset-no-socket', 'reset-no-socket-of'] as const),
      ...([
        'reset-aborted-inferred',
        'reset-unread-data',
        'retransmission-cause',
        'retransmission-timer',
      ] as const),
      ...([
        'data-again-unseen',
        'spurious-retransmission',
        'out-of-order',
        'previous-segment-not-captured',
      ] as const),
      ...([
        'acked-unseen-segment',
        'duplicate-ack',
        'zero-window',
        'offloaded',
        'reset-out-of-window',
      ] as const),
    ])
      expect(locale.sentences[key], key).toMatch(hedge);
  });

  it('never says that a keep-alive, a probe answer or a repetition brings new data', () => {
    const fresh = tag === 'id' ? /(?<!tanpa |tidak ada )data baru/ : /(?<!without |no )new data/;
    for (const key of [
      'keep-alive',
      'keep-alive-answer',
      'window-probe',
      'data-again',
      'data-again-of',
    ] as const)
      expect(locale.sentences[key], key).not.toMatch(fresh);
  });
});
