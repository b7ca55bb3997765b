import { expect, test } from 'vitest';
import { agreementTable, fallen } from './report.js';
import { Tally } from './tally.js';

function filled(): Tally {
  const tally = new Tally(['role', 'bytes'], ['role'], 'bytes');
  tally.check('role', 'a#1', 'data', 'data');
  tally.check('role', 'a#2', 'data', 'ack');
  tally.check('role', 'a#3', 'data', 'ack');
  tally.endFile();
  tally.check('role', 'b#1', 'data', 'data');
  tally.check('bytes', 'b#1', '5', '6', () => 'another value');
  tally.endFile();
  return tally;
}

test('agreement is counted by frame and by file', () => {
  const tally = filled();
  expect(tally.agreements()).toEqual([
    { field: 'role', frames: 4, agree: 2, files: 2, filesEqual: 1 },
    { field: 'bytes', frames: 1, agree: 0, files: 1, filesEqual: 0 },
  ]);
  expect([tally.files, tally.filesEqual, tally.filesCoreEqual]).toEqual([2, 0, 1]);
});

test('differences are grouped by cause, with one example a file', () => {
  const tally = filled();
  expect(tally.causes()).toEqual([
    { field: 'role', cause: 'expected data, got ack', count: 2, files: 1, examples: ['a#2'] },
    { field: 'bytes', cause: 'another value', count: 1, files: 1, examples: ['b#1'] },
  ]);
  expect(tally.differences).toEqual([{ field: 'bytes', where: 'b#1', expected: '5', got: '6' }]);
});

test('a share below its minimum is told, and a field that is compared no more', () => {
  const agreements = filled().agreements();
  expect(fallen(agreements, { role: 50 })).toEqual([]);
  expect(fallen(agreements, { role: 50.01, time: 10 })).toEqual([
    'role: 50.0000 % of frames agree, at least 50.01 % did',
    'time: 0.0000 % of frames agree, at least 10 % did',
  ]);
});

test('shares are rounded down: only all is 100', () => {
  const row = { field: 'role', frames: 1_000_000, agree: 999_999, files: 1, filesEqual: 1 };
  expect(agreementTable([row])).toContain('99.999');
});
