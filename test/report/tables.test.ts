import stringWidth from 'fast-string-width';
import { marked, type Tokens } from 'marked';
import { describe, expect, it } from 'vitest';
import { type Analysis, type AnalysisInput, analyze } from '../../src/engine/analysis.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { openCapture } from '../../src/node/index.js';
import { RowFilter, type RowFilterOptions } from '../../src/report/filter.js';
import { CONNECTIONS, LOOKUPS } from '../../src/report/lists.js';
import { writeList } from '../../src/report/write-list.js';
import { writeMarkdown } from '../../src/report/write-markdown.js';
import { type TableWriterOptions, type TextOptions, writeText } from '../../src/report/write-text.js';
import { HOSTILE, hostileFrames, STEERING } from './hostile.js';
import { corpusCaptures, sample, sampleCaptures, TextOutput } from './support.js';

const LABEL = '\u001b[31m|<i>\u202e`=label';

async function text(
  input: Analysis | AnalysisInput,
  options: Partial<TableWriterOptions & TextOptions> & { readonly choose?: RowFilterOptions } = {},
): Promise<string> {
  const output = new TextOutput();
  const analysis = 'captures' in input ? input : await analyze([input]);
  const { choose, ...rest } = options;
  await writeText(analysis, output, { locale: en, filter: new RowFilter(choose), ...rest });
  return output.text;
}

async function markdown(
  input: Analysis | AnalysisInput,
  options: Partial<TableWriterOptions> = {},
): Promise<string> {
  const output = new TextOutput();
  await writeMarkdown('captures' in input ? input : await analyze([input]), output, {
    locale: en,
    ...options,
  });
  return output.text;
}

/** The text on one line, however it was laid out. */
const flat = (laidOut: string): string => laidOut.replace(/\s+/g, ' ');

describe('text tables', () => {
  it('have the lookups first, each question with the frame of its answer', async () => {
    // samples/README.md: questions 3 and 4, answers 5 and 6, ARP 1, 2 and 7.
    const table = flat(await text(openCapture(sample('01-name-lookup/mesin1.pcap')), { width: 80 }));
    expect(table).toContain('Name lookups (DNS): 2 questions');
    expect(table).toMatch(/ 3 0\.\d{6} .*→ answered in No\. 5 4 0\.\d{6} .*→ answered in No\. 6 5 0\./);
    expect(table).toContain('3 frames outside DNS and TCP not shown (3 ARP); add --all to see them.');
    expect(table).not.toContain('Who has');
  });

  it('do not break what stands behind an explanation, in any width', async () => {
    const analysis = await analyze([openCapture(sample('01-name-lookup/mesin1.pcap'))]);
    for (let width = 40; width < 240; width += 7) {
      const table = await text(analysis, { width });
      expect(table.match(/→ answered in No\. [56]$/gm), `${width}`).toHaveLength(2);
      expect(table).not.toContain('\u00a0');
    }
  });

  it('have a table a connection under a line that tells the conversation', async () => {
    // samples/README.md: connection 0 is mesin2's, 1 mesin3's; 46 + 35 bytes each way; 3–16 and 24–26 are 0's.
    const table = await text(openCapture(sample('04-two-clients/mesin1.pcap')), { locale: id, width: 200 });
    const [, first = '', second = ''] = table.split(/^Koneksi /m).map(flat);
    expect(first).toMatch(/^0: 172\.18\.0\.3:\d+ \(client\) ke 172\.18\.0\.2:32444 \(server\), ditutup/);
    expect(first).toContain('data dari client 81 byte, dari server 81 byte');
    expect(second).toMatch(/^1: 172\.18\.0\.4:\d+ \(client\)/);
    const numbers = (section: string): number[] =>
      [...section.matchAll(/(\d+) \d,\d{6} 172/g)].map(([, number]) => Number(number));
    expect(numbers(first)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 24, 25, 26]);
    expect(numbers(second)).toHaveLength(18);
  });

  it('tell which frame answers a SYN and a FIN, and no more of the kind', async () => {
    // samples/README.md: 3–5 handshake, 12 FIN, 13 FIN that acknowledges it, 14 the last ACK.
    const table = flat(await text(openCapture(sample('02-echo/mesin1.pcap')), { all: true }));
    const answered = [...table.matchAll(/→ answered in No\. (\d+)/g)].map(([, frame]) => Number(frame));
    expect(answered).toEqual([4, 13, 14, 2]);
  });

  it('show the frames outside DNS and TCP where asked', async () => {
    const capture = openCapture(sample('01-name-lookup/mesin1.pcap'));
    expect(await text(capture, { all: true })).toContain('Who has 172.18.0.53?');
    expect(await text(capture, { choose: { only: ['arp'] } })).toContain('Who has 172.18.0.53?');
    const chosen = await text(capture, { choose: { frames: [{ first: 1, last: 3 }] } });
    expect(chosen).toContain('Who has 172.18.0.53?');
    expect(chosen).not.toContain('not shown');
    expect(await text(capture, { choose: { only: ['reset'] } })).toContain(
      'No frame of this capture matches',
    );
  });

  it.each(['172.18.0.2', '103.94.189.4', 'AAAA'])('at 200 columns have a column each: %s', async (word) => {
    const table = await text(openCapture(sample('01-name-lookup/mesin1.pcap')), { width: 200 });
    expect(table).toMatch(/^No\. +Time \(s\) +Source +Destination +Protocol +Info +Explanation$/m);
    expect(table).toContain(word);
  });

  it('paint by role only where colours are asked for', async () => {
    const capture = openCapture(sample('03-reset-unread-data/mesin1.pcap'));
    const painted = await text(capture, { colour: true });
    expect(painted).toContain('\u001b[31m');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours themselves
    expect(painted.replace(/\u001b\[\d+m/g, '')).toBe(await text(capture));
  });

  it('say so where there is nothing', async () => {
    expect(await text([])).toContain('This capture holds no frames.');
  });
});

const captures = [...sampleCaptures(), ...corpusCaptures(20_000, 25)];

describe.each(captures.map((path) => [path.split('/').slice(-2).join('/'), path]))('%s', (_, path) => {
  it.each([40, 80, 200])('fits %i columns', async (width) => {
    const analysis = await analyze([openCapture(path)]);
    const output = new TextOutput();
    await writeList(CONNECTIONS, analysis.captures, output, { format: 'text', locale: id, width });
    await writeList(LOOKUPS, analysis.captures, output, { format: 'text', locale: en, width });
    for (const lines of [output.text, await text(analysis, { width, all: true, locale: id })])
      for (const line of lines.split('\n')) {
        expect(stringWidth(line), line).toBeLessThanOrEqual(width);
        expect(line).not.toMatch(STEERING);
        expect(line).not.toMatch(/undefined|NaN|\[object/);
      }
  });
});

describe('hostile text', () => {
  it.each([40, 80, 200])('steers no terminal and breaks no line of %i columns', async (width) => {
    const table = await text({ label: LABEL, input: hostileFrames() }, { width, all: true });
    expect(table).not.toMatch(STEERING);
    for (const line of table.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
    expect(table).toContain('\\x1b[31m|<i>');
  });

  it('is nothing but text in Markdown', async () => {
    const document = await markdown({ label: LABEL, input: hostileFrames() }, { all: true });
    expect(document).not.toMatch(STEERING);
    const tokens = marked.lexer(document);
    expect(new Set(tokens.map(({ type }) => type))).toEqual(new Set(['heading', 'table', 'space']));
    const inside = new Set<string>();
    marked.walkTokens(tokens, ({ type }) => void inside.add(type));
    for (const markup of ['html', 'link', 'image', 'strong', 'em', 'del', 'codespan', 'br'])
      expect(inside).not.toContain(markup);
    const tables = tokens.filter((token): token is Tokens.Table => token.type === 'table');
    for (const { header, rows } of tables) for (const row of rows) expect(row).toHaveLength(header.length);
    const shown = tables.flatMap(({ rows }) => rows.map((row) => shownText(row.at(-1)!)));
    expect(shown.join('\n')).toContain('<script>alert(1)</script> & <b>bold</b>');
    expect(shown.join('\n')).toContain(HOSTILE[5]);
  });
});

/** What a reader sees of a cell. */
function shownText({ tokens }: Tokens.TableCell): string {
  return tokens
    .map((token) => ('text' in token ? String(token.text) : ''))
    .join('')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"');
}

describe('Markdown tables', () => {
  it('have seven columns in the language, and a row a frame', async () => {
    const document = await markdown(openCapture(sample('02-echo/mesin1.pcap')), { locale: id });
    const [table] = marked.lexer(document).filter((token): token is Tokens.Table => token.type === 'table');
    expect(table!.header.map(({ text: heading }) => heading)).toEqual([
      'No.',
      'Waktu (detik)',
      'Sumber',
      'Tujuan',
      'Protokol',
      'Info',
      'Penjelasan',
    ]);
    expect(table!.rows.map(([number]) => Number(number!.text))).toEqual([
      3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    ]);
  });
});

describe('lists', () => {
  it('tell of each connection and lookup', async () => {
    const { captures: read } = await analyze([openCapture(sample('08-any/mesin1.pcap'))]);
    const output = new TextOutput();
    await writeList(CONNECTIONS, read, output, { format: 'markdown', locale: id });
    await writeList(LOOKUPS, read, output, { format: 'json', locale: id });
    expect(output.text).toContain('| Koneksi | Client |');
    expect(JSON.parse(output.text.slice(output.text.indexOf('{"schemaVersion"')))).toMatchObject({
      schemaVersion: 1,
      captures: [{ capture: 'mesin1', error: null }],
    });
  });
});
