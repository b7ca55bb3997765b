import { safeText } from '../bytes/safe-text.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { Locale } from '../explain/locale.js';
import { phrase } from '../explain/phrases.js';
import { isUnread } from './annotated.js';
import { type CellForm, CSV_CELL, JSON_VALUE } from './cell-form.js';
import { csvRecord } from './csv.js';
import { distinctFields, type FieldPath } from './fields.js';
import { gridLines } from './grid.js';
import { type Around, captureRowText, type PartWriter, writeInTurn } from './in-turn.js';
import type { ListKind } from './lists.js';
import { markdownRow, markdownText } from './markdown.js';
import { type ByteOutput, OutputBuffer } from './output.js';
import { SCHEMA_VERSION } from './row.js';
import { wrapText } from './text-width.js';
import { layoutWidth } from './write-text.js';

/** How a list is written. */
export interface ListWriterOptions {
  /** Form: tables for people, records, or one document. */
  readonly format: 'text' | 'markdown' | 'csv' | 'json' | 'ndjson';
  /** Language of headings, outcomes and notes. */
  readonly locale: Locale;
  /** Columns of csv and ndjson, from {@link plainFields}; default: all. */
  readonly fields?: readonly FieldPath[];
  /** Columns that a line of text may take, 40 or more; default 120. */
  readonly width?: number;
}

/**
 * Writes the connections or lookups of captures, each read to its end or its fault before it is handed over.
 *
 * @param kind {@link CONNECTIONS} or {@link LOOKUPS}
 */
export async function writeList<T>(
  kind: ListKind<T>,
  captures: Iterable<CaptureAnalysis> | AsyncIterable<CaptureAnalysis>,
  output: ByteOutput,
  options: ListWriterOptions,
): Promise<void> {
  const form = listForm(kind, options);
  await writeInTurn(form, partsOf(form, captures), output);
}

async function* partsOf(
  form: ListForm,
  captures: Iterable<CaptureAnalysis> | AsyncIterable<CaptureAnalysis>,
): AsyncGenerator<PartWriter> {
  for await (const capture of captures)
    yield async (output) => {
      await form.write(capture, output);
      return captureRowText(capture);
    };
}

/** How lists are written, each capture's by itself. */
export interface ListForm extends Around {
  /** Writes the list of a capture that was read; nothing of one that could not be read at all. */
  write(capture: CaptureAnalysis, output: ByteOutput): Promise<void>;
}

/** How {@link writeList} writes a kind of list. */
export function listForm<T>(kind: ListKind<T>, options: ListWriterOptions): ListForm {
  const form = formOf(kind, options);
  return {
    ...form,
    write: async (capture, output) => {
      if (isUnread(capture)) return;
      const buffer = new OutputBuffer(output);
      await form.write(buffer, capture);
      await buffer.flush();
    },
  };
}

interface Form extends Around {
  write(buffer: OutputBuffer, capture: CaptureAnalysis): Promise<void>;
}

const NOTHING = (): string => '';

function formOf<T>(kind: ListKind<T>, options: ListWriterOptions): Form {
  const { locale, fields } = options;
  switch (options.format) {
    case 'csv':
      return {
        begin: csvRecord(fields?.map(({ name }) => name) ?? kind.fields),
        first: '',
        next: '',
        write: records(kind, CSV_CELL, locale, fields, { between: '', end: '' }),
        end: NOTHING,
      };
    case 'ndjson':
      return {
        begin: '',
        first: '',
        next: '',
        write: records(kind, JSON_VALUE, locale, fields && distinctFields(fields), {
          between: '',
          end: '\n',
        }),
        end: NOTHING,
      };
    case 'json':
      return {
        begin: `{"schemaVersion":${SCHEMA_VERSION},"${kind.name}":[`,
        first: '\n',
        next: ',\n',
        write: records(kind, JSON_VALUE, locale, undefined, { between: ',\n', end: '' }),
        end: (rows) => `],\n"captures":[\n${rows.join(',\n')}]}\n`,
      };
    case 'markdown':
      return tables(
        locale,
        (title) => [`## ${markdownText(title)}`, ''],
        (capture) => markdownLines(kind, capture, locale),
      );
    case 'text': {
      const width = layoutWidth(options);
      return tables(
        locale,
        (title) => wrapText(title, width),
        (capture) => textLines(kind, capture, locale, width),
      );
    }
  }
}

/** @param around what goes between two records, and behind each */
function records<T>(
  kind: ListKind<T>,
  form: CellForm,
  locale: Locale,
  fields: readonly FieldPath[] | undefined,
  around: { readonly between: string; readonly end: string },
): Form['write'] {
  return async (buffer, capture) => {
    const writer = kind.writer(capture, form, locale, fields);
    const { line } = writer;
    const [between, end] = [around.between, around.end].map((text) => line.ink.add(text));
    await buffer.use(line);
    let isFirst = true;
    for (const entry of writer.entries?.() ?? kind.of(capture)) {
      if (entry !== undefined) {
        line.ready();
        if (!isFirst) line.put(between!);
        isFirst = false;
        writer.add(entry);
        line.put(end!);
      }
      if (buffer.full) await buffer.flush();
    }
    line.out();
  };
}

function tables(
  locale: Locale,
  head: (title: string) => Iterable<string>,
  lines: (capture: CaptureAnalysis) => Iterable<string>,
): Form {
  return {
    begin: '',
    first: '',
    next: '\n',
    write: async (buffer, capture) => {
      await buffer.texts(head(phrase(locale, 'capture', { capture: safeText(capture.label) })), '\n');
      await buffer.texts(lines(capture), '\n');
    },
    end: NOTHING,
  };
}

function* markdownLines<T>(kind: ListKind<T>, capture: CaptureAnalysis, locale: Locale): Generator<string> {
  const columns = kind.columns(locale);
  let empty = true;
  for (const entry of kind.of(capture)) {
    if (empty) {
      yield markdownRow(columns.map(({ heading }) => heading)).trimEnd();
      yield `|${columns.map(({ right }) => (right ? ' --: ' : ' --- ')).join('|')}|`;
    }
    empty = false;
    yield markdownRow(kind.cells(entry, locale)).trimEnd();
  }
  if (empty) yield markdownText(kind.none(locale));
}

/** Columns that the last column of a list needs; with less each entry is a sentence. */
const LEAST_REST = 24;

function* textLines<T>(
  kind: ListKind<T>,
  capture: CaptureAnalysis,
  locale: Locale,
  width: number,
): Generator<string> {
  const entries = [...kind.of(capture)];
  if (entries.length === 0) yield kind.none(locale);
  const cells = entries.map((entry) => kind.cells(entry, locale));
  const lines = entries.length > 0 ? gridLines(kind.columns(locale), cells, width, LEAST_REST) : [];
  if (lines !== null) yield* lines;
  else
    for (const entry of entries)
      for (const [i, line] of wrapText(
        kind.sentence(entry, locale, capture.context.hosts),
        width - 2,
      ).entries())
        yield i === 0 ? line : `  ${line}`;
}
