import { describe, expect, it } from 'vitest';
import { partMarkdown, partTextLines, type ReportPart } from '../../src/report/part.js';

const part: ReportPart = {
  title: 'Bersama',
  blocks: [
    { kind: 'paragraph', text: 'Satu kalimat dengan *bintang*.' },
    {
      kind: 'table',
      columns: [
        { heading: 'No.', right: true },
        { heading: 'Penjelasan', rest: true },
      ],
      rows: [
        ['7', 'mengirim data'],
        ['12', 'a | b'],
      ],
    },
  ],
};
const plain = (line: string): string => line;

describe('a part of a report', () => {
  it('is a table with a rule below its headings where the terminal is wide enough', () => {
    expect([...partTextLines(part, 60, plain)]).toEqual([
      'Bersama',
      '',
      'Satu kalimat dengan *bintang*.',
      '',
      'No.  Penjelasan',
      '─'.repeat(60),
      '  7  mengirim data',
      ' 12  a | b',
    ]);
  });

  it('puts the last column below the others where the terminal is narrow', () => {
    const lines = [...partTextLines(part, 40, plain)];
    expect(lines.slice(-4)).toEqual(['  7', '  mengirim data', ' 12', '  a | b']);
  });

  it('shows no markup of its text in Markdown', () => {
    expect([...partMarkdown(part)].join('')).toBe(
      [
        '## Bersama',
        '',
        'Satu kalimat dengan \\*bintang\\*.',
        '',
        '| No. | Penjelasan |',
        '| --: | --- |',
        '| 7 | mengirim data |',
        '| 12 | a \\| b |',
        '',
      ].join('\n'),
    );
  });
});
