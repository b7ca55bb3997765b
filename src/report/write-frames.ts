import { Frame } from '../engine/frame.js';
import type { Detail } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { csvRecord } from './csv.js';
import { type FieldPath, FrameFieldReader, frameFields } from './fields.js';
import type { RowFilter } from './filter.js';
import { jsonText } from './json-text.js';
import { type ByteOutput, batchesOf, OutputBuffer, type ReportCapture } from './output.js';
import { ROW_FIELDS } from './row.js';
import { RowWriter } from './row-writer.js';

/** How rows of frames are written. */
export interface FrameWriterOptions {
  /** Language of the explanations. */
  readonly locale: Locale;
  /** How much is said; default `brief`. */
  readonly detail?: Detail;
  /** Default: every row. */
  readonly filter?: RowFilter;
}

/** How rows of frames are written where columns can be chosen. */
export interface FieldWriterOptions extends FrameWriterOptions {
  /** Columns, from {@link frameFields}; default: all. */
  readonly fields?: readonly FieldPath[];
}

/** Captures one after another; those read on the way may be opened when their turn comes. */
export type ReportCaptures = Iterable<ReportCapture> | AsyncIterable<ReportCapture>;

/**
 * Writes one JSON object a line for every frame, one capture after another: in bounded memory where the captures are
 * read on the way. A capture that can't be read to its end is told by its `error` afterwards ({@link captureRow}).
 */
export async function writeNdjson(
  captures: ReportCaptures,
  output: ByteOutput,
  options: FieldWriterOptions,
): Promise<void> {
  const buffer = new OutputBuffer(output);
  const { sink } = buffer;
  for await (const capture of captures) {
    const write = rowFunction(capture, buffer, options);
    await eachFrame(capture, buffer, options.filter, (frame) => {
      write(frame);
      sink.byte(0x0a);
    });
  }
  await buffer.flush();
}

function rowFunction(
  capture: ReportCapture,
  { sink }: OutputBuffer,
  { locale, detail, fields }: FieldWriterOptions,
): (frame: Frame) => void {
  if (fields === undefined) {
    const rows = new RowWriter(capture.context, locale, detail);
    return (frame) => rows.write(sink, frame);
  }
  const reader = new FrameFieldReader(fields, locale, detail);
  return (frame) => {
    const values = reader.read(frame);
    sink.text(jsonText(Object.fromEntries(fields.map(({ name }, i) => [name, values[i]]))));
  };
}

/**
 * Writes the rows as CSV (RFC 4180, UTF-8) with a header: in bounded memory where the captures are read on the way. Text
 * that a spreadsheet would compute gets an apostrophe in front. Findings are joined by a space, facts are JSON in one cell.
 */
export async function writeCsv(
  captures: ReportCaptures,
  output: ByteOutput,
  options: FieldWriterOptions,
): Promise<void> {
  const { locale, detail, fields = frameFields(ROW_FIELDS) } = options;
  const buffer = new OutputBuffer(output);
  const reader = new FrameFieldReader(fields, locale, detail);
  buffer.sink.text(csvRecord(fields.map(({ name }) => name)));
  for await (const capture of captures)
    await eachFrame(capture, buffer, options.filter, (frame) =>
      buffer.sink.text(csvRecord(reader.read(frame))),
    );
  await buffer.flush();
}

/** Calls with every wanted frame, as one view that moves, and hands on what was written when there is enough. */
export async function eachFrame(
  capture: ReportCapture,
  buffer: OutputBuffer,
  filter: RowFilter | undefined,
  write: (frame: Frame) => void,
): Promise<void> {
  let frame: Frame | undefined;
  for await (const batch of batchesOf(capture)) {
    frame ??= new Frame(capture.context, batch, 0);
    for (let row = 0; row < batch.count; row++) {
      if (filter !== undefined && !filter.matches(batch, row)) continue;
      write(frame.moveTo(batch, row));
      if (buffer.full) await buffer.flush();
    }
  }
}
