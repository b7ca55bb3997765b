/** Frames written for people and for programs. */
import {
  type Analysis,
  analyze,
  type FieldPath,
  type FieldWriterOptions,
  type FrameRange,
  type FrameWriterOptions,
  frameFields,
  ONLY_NAMES,
  parseFrameRanges,
  type ReportBlock,
  type ReportPart,
  RowFilter,
  type RowFilterOptions,
  stream,
  type TableWriterOptions,
  type TextOptions,
  writeCsv,
  writeJson,
  writeMarkdown,
  writeNdjson,
  writeText,
} from 'framewise';
import { en } from 'framewise/locales/en';
import { id } from 'framewise/locales/id';
import { openCapture } from 'framewise/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { Gathered, sample } from './support.js';

let analysis: Analysis;
let output: Gathered;
beforeAll(async () => {
  analysis = await analyze([openCapture(sample('02-echo/mesin1.pcap'))]);
});

describe('annotated tables', () => {
  it('as text that fits a terminal', async () => {
    output = new Gathered();
    const options: TableWriterOptions & TextOptions = { locale: id, width: 100, colour: false, all: true };
    await writeText(analysis, output, options);
    const lines = output.text.split('\n');
    expect(lines.some((line) => line.includes('three-way handshake'))).toBe(true);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('as Markdown', async () => {
    output = new Gathered();
    await writeMarkdown(analysis, output, { locale: en, detail: 'full' });
    expect(output.text).toMatch(/^## .*mesin1\n/);
    expect(output.text).toContain('RFC 9293');
  });

  it('with parts of your own behind them', async () => {
    output = new Gathered();
    const blocks: ReportBlock[] = [{ kind: 'paragraph', text: 'Both machines share one clock.' }];
    const parts: ReportPart[] = [{ title: 'Remarks', blocks }];
    await writeMarkdown(analysis, output, { locale: en, parts });
    expect(output.text).toMatch(/\n## Remarks\n\nBoth machines share one clock\.\n$/);
  });
});

describe('rows', () => {
  it('as one JSON document of the whole analysis', async () => {
    output = new Gathered();
    const options: FrameWriterOptions = { locale: en };
    await writeJson(analysis, output, options);
    const { captures, connections, frames } = JSON.parse(output.text);
    expect([captures.length, connections.length, frames.length]).toEqual([1, 1, 14]);
  });

  it('as one JSON object a line, read and written in bounded memory', async () => {
    output = new Gathered();
    const captures = ['mesin1', 'mesin2'].map((name) => stream(openCapture(sample(`02-echo/${name}.pcap`))));
    await writeNdjson(captures, output, { locale: en });
    const rows = output.text.trimEnd().split('\n');
    expect(rows).toHaveLength(28);
    expect(JSON.parse(rows[27]!)).toMatchObject({ capture: 'mesin2', frame: 14, role: 'second-fin-ack' });
  });

  it('as CSV with chosen columns', async () => {
    output = new Gathered();
    const fields: FieldPath[] = frameFields(['frame', 'role', 'facts.bytes']);
    const options: FieldWriterOptions = {
      locale: en,
      fields,
      filter: new RowFilter({ only: ['data'] }),
    };
    await writeCsv(analysis.captures, output, options);
    expect(output.text).toBe('frame,role,facts.bytes\r\n6,data,46\r\n8,data,32\r\n10,data,14\r\n');
  });
});

describe('a filter', () => {
  const framesOf = async (chosen: RowFilterOptions): Promise<number[]> => {
    output = new Gathered();
    const options = { locale: en, fields: frameFields(['frame']), filter: new RowFilter(chosen) };
    await writeNdjson(analysis.captures, output, options);
    return Array.from(output.text.matchAll(/\d+/g), ([number]) => Number(number));
  };

  it('chooses by connection, frame numbers, protocol, role and finding', async () => {
    const ranges: FrameRange[] = parseFrameRanges('1-5, 13');
    expect(await framesOf({ frames: ranges })).toEqual([1, 2, 3, 4, 5, 13]);
    expect(await framesOf({ frames: ranges, connection: 0 })).toEqual([3, 4, 5, 13]);
    expect(await framesOf({ only: ['arp', 'second-fin'] })).toEqual([1, 2, 13]);
    expect(await framesOf({ only: ['retransmission'] })).toEqual([]);
  });

  it('takes only names that there are', () => {
    expect(ONLY_NAMES).toEqual(expect.arrayContaining(['dns', 'reset', 'duplicate-ack']));
    expect(() => new RowFilter({ only: ['http'] })).toThrow(TypeError);
    expect(() => parseFrameRanges('20-10')).toThrow(TypeError);
    expect(() => frameFields(['facts.colour'])).toThrow(TypeError);
  });
});
