import { expect, it } from 'vitest';
import { EITHER, tabulate } from '../../src/vocabulary/tabulate.js';

it('answers are where facts are counted in digits of their own, those of the first fact changing fastest', () => {
  const table = tabulate(
    { wet: EITHER, colour: ['red', 'blue', 'grey'], cold: EITHER },
    ({ wet, colour, cold }) => `${wet} ${colour} ${cold}`,
  );
  expect(table).toHaveLength(12);
  expect(table[0]).toBe('false red false');
  expect(table[1]).toBe('true red false');
  expect(table[2 * 2]).toBe('false grey false');
  expect(table[6]).toBe('false red true');
  expect(table[1 + 1 * 2 + 6]).toBe('true blue true');
});
