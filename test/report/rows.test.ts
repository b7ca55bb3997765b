import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../schema/rows.schema.json' with { type: 'json' };
import { analyze, stream } from '../../src/engine/analysis.js';
import type { CaptureAnalysis } from '../../src/engine/capture-analysis.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { storiesOf } from '../../src/explain/story.js';
import { openCapture } from '../../src/node/index.js';
import { CSV_CELL, JSON_VALUE } from '../../src/report/cell-form.js';
import { csvRecord } from '../../src/report/csv.js';
import { plainFields, valueAt } from '../../src/report/fields.js';
import { jsonText } from '../../src/report/json-text.js';
import { CONNECTIONS, type ListKind, LOOKUPS } from '../../src/report/lists.js';
import { PIECE } from '../../src/report/output.js';
import { frameRow, ROW_FIELDS } from '../../src/report/row.js';
import { RowWriter } from '../../src/report/row-writer.js';
import { writeNdjson } from '../../src/report/write-frames.js';
import { writeJson } from '../../src/report/write-json.js';
import { servicesOf } from '../../src/vantage/services.js';
import { FINDINGS } from '../../src/vocabulary/findings.js';
import { CONNECTION_STATES } from '../../src/vocabulary/outcomes.js';
import { ROLES } from '../../src/vocabulary/roles.js';
import { dns, ethernet, IP, ipv4, udp } from '../support/packets.js';
import { corpusCaptures, sample, sampleCaptures, TextOutput } from './support.js';

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });
ajv.addSchema(schema, 'rows');
const validator = (name: string): ValidateFunction => ajv.compile({ $ref: `rows${name}` });
const isDocument = validator('');
const isFrame = validator('#/$defs/frame');
const isConnection = validator('#/$defs/connection');
const isLookup = validator('#/$defs/lookup');
const isService = validator('#/$defs/service');
const isStory = validator('#/$defs/story');

function expectValid(validate: ValidateFunction, value: unknown): void {
  if (!validate(value)) expect({ value, errors: validate.errors }).toEqual({ value, errors: null });
}

/** What is written of each entry as bytes is what its row's object gives, and as the schema says. */
function expectWritten<T>(
  kind: ListKind<T>,
  capture: CaptureAnalysis,
  isValid: ValidateFunction,
  names: readonly string[],
): void {
  const cells = plainFields(names, kind.fields);
  const writer = kind.writer(capture, JSON_VALUE, id);
  const cellWriter = kind.writer(capture, CSV_CELL, id, cells);
  for (const entry of kind.of(capture)) {
    const row = kind.row(entry, id);
    expectValid(isValid, row);
    writer.add(entry);
    expect(writer.line.take()).toBe(jsonText(row));
    cellWriter.add(entry);
    expect(cellWriter.line.take()).toBe(csvRecord(cells.map(({ path }) => valueAt(row, path))));
  }
}

const captures = [...sampleCaptures(), ...corpusCaptures(30_000, 15)];

describe('the schema', () => {
  it('has the closed words of the vocabulary', () => {
    expect(schema.$defs.role.enum).toEqual(ROLES);
    expect(schema.$defs.finding.enum).toEqual(FINDINGS);
    expect(schema.$defs.connectionState.enum).toEqual(CONNECTION_STATES);
  });

  it('asks for the fields of the contract, and no others', () => {
    expect(schema.$defs.frame.required).toEqual(ROW_FIELDS);
    expect(Object.keys(schema.$defs.frame.properties)).toEqual(ROW_FIELDS);
    expect(schema.required).toEqual(['schemaVersion', 'captures', 'connections', 'lookups', 'frames']);
  });

  it('refuses what is none', async () => {
    const [capture] = (await analyze([openCapture(sample('02-echo/mesin1.pcap'))])).captures;
    const row = frameRow(capture!.frame(3)!, en);
    expectValid(isFrame, row);
    expect(isFrame({ ...row, role: 'hello' })).toBe(false);
    expect(isFrame({ ...row, length: -1 })).toBe(false);
    expect(isFrame({ ...row, more: 1 })).toBe(false);
    expect(isFrame({ ...row, facts: { ...row.facts, more: 1 } })).toBe(false);
    const { info: _, ...without } = row;
    expect(isFrame(without)).toBe(false);
  });
});

describe.each(captures.map((path) => [path.split('/').slice(-2).join('/'), path]))('%s', (_, path) => {
  it('gives rows that the schema knows, and the same bytes on both ways', async () => {
    const capture = stream(openCapture(path));
    const writers = [new RowWriter(capture.context, en), new RowWriter(capture.context, id, 'full')] as const;
    try {
      for await (const frame of capture) {
        const rows = [frameRow(frame, en), frameRow(frame, id, 'full')] as const;
        for (const [i, row] of rows.entries()) {
          writers[i]!.add(frame);
          expect(writers[i]!.line.take()).toBe(jsonText(row));
        }
        expect(Object.keys(rows[0])).toEqual(ROW_FIELDS);
        expectValid(isFrame, rows[0]);
      }
    } catch (error) {
      if (error !== capture.error) throw error;
    }
    expectWritten(CONNECTIONS, capture, isConnection, [...CONNECTIONS.fields, 'frames', 'bytes']);
    expectWritten(LOOKUPS, capture, isLookup, LOOKUPS.fields);
  });
});

describe('lookups', () => {
  it('are written as their rows, whatever the names', async () => {
    const names = ['=1+1', '-x', '@a.B', 'a"b', 'a,b', ' a ', 'a\r\n', 'a\u007fb', '', 'Www.its.ac.id'];
    const frames = names.flatMap((name, port) => {
      const answers = [
        { name, type: 'CNAME', value: '"=x,\u0007' },
        { name: '+1', type: 'A', value: '192.0.2.1' },
      ];
      return [
        udp(port, 53, dns({ id: 1, name, type: 'A' })),
        udp(53, port, dns({ id: 1, name, type: 'A', rcode: 0, answers })),
      ];
    });
    const addresses = { source: '192.0.2.9', destination: '192.0.2.9' };
    const capture = stream(
      frames.map((datagram, seconds) => ({
        bytes: ethernet(ipv4(datagram, { protocol: IP.udp, ...addresses })),
        seconds,
      })),
    );
    for await (const _ of capture.batches());
    expect([...capture.lookups()].filter(({ response }) => response !== null)).toHaveLength(names.length);
    expectWritten(LOOKUPS, capture, isLookup, LOOKUPS.fields);
  });
});

describe('the document', () => {
  it.each(sampleCaptures())('%s is as the schema says', async (path) => {
    const analysis = await analyze([openCapture(path)]);
    const output = new TextOutput();
    await writeJson(analysis, output, { locale: id });
    const document = JSON.parse(output.text);
    expectValid(isDocument, document);
    expect(document.frames).toHaveLength(analysis.captures[0]!.frameCount);
  });

  it.each(captures)('%s has lists of services and stories as the schema says', async (path) => {
    const analysis = await analyze([openCapture(path)]);
    const services = analysis.captures.flatMap((capture) => servicesOf(capture));
    const { stories } = storiesOf(analysis, en);
    for (const service of services) expectValid(isService, service);
    for (const story of stories) expectValid(isStory, story);
    const output = new TextOutput();
    await writeJson(analysis, output, { locale: en, services, stories });
    expectValid(isDocument, JSON.parse(output.text));
  });

  it('tells of a fault, and has what came before it', async () => {
    const cut = readFileSync(sample('02-echo/mesin1.pcap')).subarray(0, 500);
    const analysis = await analyze([{ label: 'cut', input: new Uint8Array(cut) }]);
    const output = new TextOutput();
    await writeJson(analysis, output, { locale: en });
    const document = JSON.parse(output.text);
    expectValid(isDocument, document);
    expect(document.captures[0]).toMatchObject({ capture: 'cut', error: { code: 'cut' } });
    expect(document.frames).toHaveLength(document.captures[0].frames);
    expect(document.frames.length).toBeGreaterThan(3);
  });
});

describe('ndjson', () => {
  it('has one object a line for every frame, capture after capture', async () => {
    const paths = ['04-two-clients/mesin1.pcap', '04-two-clients/mesin2.pcap'].map(sample);
    const output = new TextOutput();
    await writeNdjson(
      paths.map((path) => stream(openCapture(path))),
      output,
      { locale: en },
    );
    expect(output.text.endsWith('}\n')).toBe(true);
    const rows = output.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const kept = await analyze(paths.map((path) => openCapture(path)));
    expect(rows).toEqual(JSON.parse(JSON.stringify([...kept.frames()].map((frame) => frameRow(frame, en)))));
    expect(new Set(rows.map(({ capture }) => capture))).toEqual(new Set(['mesin1', 'mesin2']));
  });

  it('is written in pieces of bounded size', async () => {
    const path = sample('10-lossy/mesin1.pcap');
    const output = new TextOutput();
    const many = Array.from({ length: 20 }, () => stream(openCapture(path)));
    await writeNdjson(many, output, { locale: en });
    expect(output.text.length).toBeGreaterThan(2 * PIECE);
    expect(output.largest).toBeLessThan(PIECE + 8192);
  });
});
