import { expect, it } from 'vitest';
import { explain } from '../../src/explain/explain.js';
import { en } from '../../src/explain/locales/en.js';
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
