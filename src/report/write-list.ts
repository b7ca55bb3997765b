import { safeText } from '../bytes/safe-text.js';
import type { ByteSink } from '../bytes/sink.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { Locale } from '../explain/locale.js';
import { phrase } from '../explain/phrases.js';
import { isUnread } from './annotated.js';
import { csvRecord } from './csv.js';
import { type FieldPath, plainFields, valueAt } from './fields.js';
import { gridLines } from './grid.js';
import { jsonText } from './json-text.js';
import type { ListKind } from './lists.js';
import { markdownRow, markdownText } from './markdown.js';
import { type ByteOutput, OutputBuffer } from './output.js';
import { captureRow, SCHEMA_VERSION } from './row.js';
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
  const buffer = new OutputBuffer(output);
  const about: string[] = [];
  const form = formOf(kind, options);
  await buffer.text(form.begin);
  let first = true;
  for await (const capture of captures) {
    about.push(jsonText(captureRow(capture)));
    if (isUnread(capture)) continue;
    for (const _ of form.parts(buffer.sink, capture, first)) {
      first = false;
      if (buffer.full) await buffer.flush();
    }
  }
  await buffer.text(form.end(about));
  await buffer.flush();
}

interface Form {
  readonly begin: string;
  /** Writes a capture's list, a part after each step. @param first nothing was written yet but the beginning */
  parts(sink: ByteSink, capture: CaptureAnalysis, first: boolean): Iterable<void>;
  end(captures: readonly string[]): string;
}

const NEWLINE = 0x0a;
const NOTHING = (): string => '';

function formOf<T>(kind: ListKind<T>, options: ListWriterOptions): Form {
  const { locale } = options;
  switch (options.format) {
    case 'csv': {
      const fields = options.fields ?? plainFields(kind.fields, kind.fields);
      const parts = function* (sink: ByteSink, capture: CaptureAnalysis): Generator<void> {
        for (const entry of kind.of(capture)) {
          const row = kind.row(entry, locale);
          yield sink.text(csvRecord(fields.map(({ path }) => valueAt(row, path))));
        }
      };
      return { begin: csvRecord(fields.map(({ name }) => name)), parts, end: NOTHING };
    }
    case 'ndjson': {
      const { fields } = options;
      const parts = function* (sink: ByteSink, capture: CaptureAnalysis): Generator<void> {
        const writer = kind.jsonWriter(capture, locale);
        for (const entry of kind.of(capture)) {
          if (fields === undefined) writer.write(sink, entry);
          else sink.text(jsonText(chosen(kind.row(entry, locale), fields)));
          yield sink.byte(NEWLINE);
        }
      };
      return { begin: '', parts, end: NOTHING };
    }
    case 'json': {
      const parts = function* (sink: ByteSink, capture: CaptureAnalysis, first: boolean): Generator<void> {
        const writer = kind.jsonWriter(capture, locale);
        let separator = first ? '\n' : ',\n';
        for (const entry of kind.of(capture)) {
          sink.text(separator);
          separator = ',\n';
          yield writer.write(sink, entry);
        }
      };
      return {
        begin: `{"schemaVersion":${SCHEMA_VERSION},"${kind.name}":[`,
        parts,
        end: (captures) => `],\n"captures":[\n${captures.join(',\n')}]}\n`,
      };
    }
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

function chosen(row: object, fields: readonly FieldPath[]): object {
  return Object.fromEntries(fields.map(({ name, path }) => [name, valueAt(row, path)]));
}

function tables(
  locale: Locale,
  head: (title: string) => Iterable<string>,
  lines: (capture: CaptureAnalysis) => Iterable<string>,
): Form {
  const parts = function* (sink: ByteSink, capture: CaptureAnalysis, first: boolean): Generator<void> {
    if (!first) sink.byte(NEWLINE);
    for (const line of head(phrase(locale, 'capture', { capture: safeText(capture.label) })))
      yield sink.text(`${line}\n`);
    for (const line of lines(capture)) yield sink.text(`${line}\n`);
  };
  return { begin: '', parts, end: NOTHING };
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
