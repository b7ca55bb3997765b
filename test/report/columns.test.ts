/** Rows and chosen fields as bytes are those of the rows' objects, in each form, whatever the capture. */
import { describe, expect, it } from 'vitest';
import schema from '../../schema/rows.schema.json' with { type: 'json' };
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { type Frame, stream } from '../../src/index.js';
import { openCapture } from '../../src/node/index.js';
import { CSV_CELL, JSON_VALUE } from '../../src/report/cell-form.js';
import { ColumnWriter } from '../../src/report/columns.js';
import { csvRecord } from '../../src/report/csv.js';
import { frameFields, valueAt } from '../../src/report/fields.js';
import { jsonText } from '../../src/report/json-text.js';
import { frameRow, ROW_FIELDS } from '../../src/report/row.js';
import { RowWriter } from '../../src/report/row-writer.js';
import { story } from '../support/story.js';
import { hostileFrames } from './hostile.js';
import { corpusCaptures, sampleCaptures } from './support.js';

const fields = frameFields([
  ...ROW_FIELDS,
  ...Object.keys(schema.$defs.facts.properties).map((name) => `facts.${name}`),
  'facts.about.frame',
  'facts.dns.0.name',
]);

type Capture = ReturnType<typeof stream>;

interface Way {
  readonly writer: RowWriter | ColumnWriter;
  readonly expected: (frame: Frame) => string;
}

/** Each way of writing a frame as bytes beside what its row's object gives. */
function waysOf({ context }: Capture): Way[] {
  return [
    { writer: new RowWriter(context, en), expected: (frame) => jsonText(frameRow(frame, en)) },
    {
      writer: new RowWriter(context, id, 'full'),
      expected: (frame) => jsonText(frameRow(frame, id, 'full')),
    },
    {
      writer: new ColumnWriter(context, fields, CSV_CELL, id, 'full'),
      expected: (frame) => csvRecord(valuesOf(frameRow(frame, id, 'full'))),
    },
    ...[en, id].map((locale) => ({
      writer: new ColumnWriter(context, fields, CSV_CELL, locale, 'brief'),
      expected: (frame: Frame) => csvRecord(valuesOf(frameRow(frame, locale))),
    })),
    {
      writer: new ColumnWriter(context, fields, JSON_VALUE, en, 'brief'),
      expected: (frame) => jsonText(chosen(frameRow(frame, en))),
    },
  ];
}

function valuesOf(row: object): unknown[] {
  return fields.map(({ path }) => valueAt(row, path));
}

function chosen(row: object): object {
  return Object.fromEntries(fields.map(({ name, path }) => [name, valueAt(row, path)]));
}

async function expectSame(capture: Capture): Promise<number> {
  const ways = waysOf(capture);
  let frames = 0;
  try {
    for await (const frame of capture) {
      frames++;
      for (const way of ways) {
        way.writer.add(frame);
        const written = way.writer.line.take();
        const expected = way.expected(frame);
        // The comparison of long texts is left to what goes wrong.
        if (written !== expected) expect(written, `frame ${frame.frame}`).toBe(expected);
      }
    }
  } catch (error) {
    if (error !== capture.error) throw error;
  }
  return frames;
}

describe('rows and fields as bytes', () => {
  it.each(sampleCaptures())('%s', async (path) => {
    expect(await expectSame(stream(openCapture(path)))).toBeGreaterThan(0);
  });

  it('of hostile text', async () => {
    expect(await expectSame(stream(hostileFrames()))).toBeGreaterThan(20);
  });

  it('of times before and after what has four digits of a year', async () => {
    for (const seconds of [-1, -1e11, 1e12, 1e15]) {
      const frames = story()
        .handshake()
        .frames.map((frame) => ({ ...frame, seconds }));
      expect(await expectSame(stream(frames))).toBe(3);
    }
  });

  it.each(['plain', 'a, b', 'say "hi"', '=1+1', ' spaced', 'two\nlines'])(
    'of a machine called %j',
    async (name) => {
      const { frames } = story().handshake().client('PSH,ACK', 'hello').server('ACK');
      const hosts = new Map([['172.18.0.3', name]]);
      expect(await expectSame(stream(frames, { hosts }))).toBe(5);
    },
  );

  const public_ = corpusCaptures(100_000, 4);
  it.skipIf(public_.length === 0)(
    'of public captures',
    async () => {
      let frames = 0;
      for (const path of public_) frames += await expectSame(stream(openCapture(path)));
      expect(frames).toBeGreaterThan(1000);
    },
    300_000,
  );
});
