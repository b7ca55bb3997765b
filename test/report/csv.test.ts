import { describe, expect, it } from 'vitest';
import { stream } from '../../src/engine/analysis.js';
import { id } from '../../src/explain/locales/id.js';
import { openCapture } from '../../src/node/index.js';
import { csvRecord } from '../../src/report/csv.js';
import { frameFields, plainFields } from '../../src/report/fields.js';
import { CONNECTIONS } from '../../src/report/lists.js';
import { ROW_FIELDS } from '../../src/report/row.js';
import { writeCsv } from '../../src/report/write-frames.js';
import { writeList } from '../../src/report/write-list.js';
import { sample, TextOutput } from './support.js';

/** Reads CSV as RFC 4180 defines it. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  for (
    let match = cell.exec(text);
    match !== null && cell.lastIndex <= text.length;
    match = cell.exec(text)
  ) {
    records.at(-1)!.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '\r\n') {
      if (cell.lastIndex === text.length) return records;
      records.push([]);
    }
  }
  throw new Error('not CSV');
}

describe('a CSV record', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\\tx"],
    ['\r=1', "'\\r=1"],
    ['＝1', "'＝1"],
    ['plain', 'plain'],
    ['a"b', '"a""b"'],
    ['a,b', '"a,b"'],
    ['\u001b[2J\u202e', '\\x1b[2J\\u202e'],
  ])('writes the text %j as %s', (text, cell) => {
    expect(csvRecord([text])).toBe(`${cell}\r\n`);
  });

  it('leaves numbers, truth and nothing as they are', () => {
    expect(csvRecord([-1.5, 0, true, null, undefined])).toBe('-1.5,0,true,,\r\n');
  });

  it('joins a list of texts by spaces and writes objects as JSON', () => {
    expect(parseCsv(csvRecord([['zero-window', 'window-full'], { a: 'x, "y"' }, [], [{ b: 1 }]]))).toEqual([
      ['zero-window window-full', '{"a":"x, \\"y\\""}', '', '[{"b":1}]'],
    ]);
  });
});

describe('rows as CSV', () => {
  it('have a header with the names of the row, and every value in its place', async () => {
    const output = new TextOutput();
    await writeCsv([stream(openCapture(sample('10-lossy/mesin1.pcap')))], output, { locale: id });
    const [header, ...records] = parseCsv(output.text);
    expect(header).toEqual(ROW_FIELDS);
    let row = 0;
    for await (const frame of stream(openCapture(sample('10-lossy/mesin1.pcap')))) {
      const cells = Object.fromEntries(ROW_FIELDS.map((name, i) => [name, records[row]![i]!]));
      expect(Number(cells['frame'])).toBe(frame.frame);
      expect(Number(cells['relativeTime'])).toBe(frame.relativeTime);
      expect(cells['role']).toBe(frame.role);
      expect(cells['findings']).toBe(frame.findings.join(' '));
      expect(JSON.parse(cells['facts']!)).toEqual(JSON.parse(JSON.stringify(frame.facts)));
      row++;
    }
    expect(records).toHaveLength(row);
  });

  it('have the columns that are asked for', async () => {
    const output = new TextOutput();
    const fields = frameFields(['frame', 'facts.seq', 'facts.dns.0.name', 'role']);
    await writeCsv([stream(openCapture(sample('02-echo/mesin1.pcap')))], output, { locale: id, fields });
    expect(output.text.split('\r\n').slice(0, 4)).toEqual([
      'frame,facts.seq,facts.dns.0.name,role',
      '1,,,arp-request',
      '2,,,arp-reply',
      '3,0,,syn',
    ]);
  });

  it.each(['nothing', 'facts.nothing', 'facts', 'source.x', '', 'explanation.0', 'facts.constructor'])(
    'know whether there is a field "%s"',
    (name) => {
      if (name === 'facts') expect(frameFields([name])).toHaveLength(1);
      else expect(() => frameFields([name])).toThrow(TypeError);
    },
  );
});

describe('connections as CSV', () => {
  it('have a cell for each direction', async () => {
    const capture = stream(openCapture(sample('04-two-clients/mesin1.pcap')));
    for await (const _ of capture.batches());
    const output = new TextOutput();
    const fields = plainFields(['connection', 'payload.client', 'frames.server'], CONNECTIONS.fields);
    await writeList(CONNECTIONS, [capture], output, { format: 'csv', locale: id, fields });
    // 46 bytes and a file of 35, as samples/README.md says.
    expect(parseCsv(output.text).map(([first, second]) => [first, second])).toEqual([
      ['connection', 'payload.client'],
      ['0', '81'],
      ['1', '81'],
    ]);
  });
});
