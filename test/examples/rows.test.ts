/** Frames and captures as plain data, and the schema that describes them. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import {
  analyze,
  type CaptureInterface,
  type CaptureRow,
  captureRow,
  frameRow,
  ROW_FIELDS,
  type Row,
  type RowField,
  SCHEMA_VERSION,
  writeJson,
} from 'framewise';
import { en } from 'framewise/locales/en';
import { openCapture } from 'framewise/node';
import { expect, it } from 'vitest';
import schema from '../../schema/rows.schema.json' with { type: 'json' };
import { Gathered, sample } from './support.js';

it('a frame’s row has the same fields in every output', async () => {
  const [capture] = (await analyze([openCapture(sample('06-four-frame-close/mesin1.pcap'))])).captures;
  const row: Row = frameRow(capture!.frame(14)!, en);
  const fields: readonly RowField[] = ROW_FIELDS;
  expect(Object.keys(row)).toEqual(fields);
  expect(row).toMatchObject({ frame: 14, role: 'second-fin', facts: { stage: 'four-3' } });
});

it('a capture’s row tells where it was made and whether it could be read', async () => {
  const [capture] = (await analyze([openCapture(sample('09-nanosecond/mesin1.pcap'))])).captures;
  const row: CaptureRow = captureRow(capture!);
  expect(row).toEqual({
    capture: 'mesin1',
    frames: 14,
    interfaces: [{ name: null, linkType: 1 }],
    error: null,
  });
  const [ethernet]: readonly CaptureInterface[] = capture!.interfaces;
  expect(ethernet?.decimals).toBe(9);
});

it('a document is as its schema says', async () => {
  // In a program: import schema from 'framewise/schema' with { type: 'json' };
  const isDocument = new Ajv2020({ allowUnionTypes: true }).compile(schema);
  const output = new Gathered();
  await writeJson(await analyze([openCapture(sample('07-ipv6/mesin2.pcap'))]), output, { locale: en });
  const document = JSON.parse(output.text);
  expect(isDocument(document), JSON.stringify(isDocument.errors)).toBe(true);
  expect(document.schemaVersion).toBe(SCHEMA_VERSION);
});
