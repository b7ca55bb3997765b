import { expect, test } from 'vitest';
import { answersOf, segment } from './answers-of.js';
import { finalCompleteness } from './completeness.js';

test('the shown values lag by a frame; the final one has the last frame in it', () => {
  const answers = answersOf([
    { ...segment('c', 'S', 100, 0), 'tcp.completeness': '0' },
    { ...segment('s', 'SA', 900, 101), 'tcp.completeness': '1' },
    { ...segment('c', 'A', 101, 901), 'tcp.completeness': '3' },
    { ...segment('c', 'PA', 101, 901, 9), 'tcp.completeness': '7' },
    { ...segment('s', 'R', 901, 0), 'tcp.completeness': '15' },
  ]);
  expect(finalCompleteness(answers)).toEqual(new Map([[0, 47]]));
});

test('a first frame other than a SYN counts only once another follows', () => {
  const first = { ...segment('c', 'PA', 101, 901, 9), 'tcp.completeness': '0' };
  expect(finalCompleteness(answersOf([first]))).toEqual(new Map([[0, 0]]));
  const next = { ...segment('s', 'FA', 901, 110), 'tcp.completeness': '0' };
  expect(finalCompleteness(answersOf([first, next]))).toEqual(new Map([[0, 28]]));
});
