import { pieceOf } from '../bytes/ink.js';
import type { Line } from '../bytes/line.js';
import { KeptCapture } from '../engine/capture-analysis.js';
import { Frame } from '../engine/frame.js';
import type { Detail } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { CSV_CELL, JSON_VALUE } from './cell-form.js';
import { ColumnWriter } from './columns.js';
import { csvRecord } from './csv.js';
import { distinctFields, type FieldPath, frameFields } from './fields.js';
import type { RowFilter } from './filter.js';
import { type ByteOutput, OutputBuffer, type ReportCapture } from './output.js';
import { ROW_FIELDS } from './row.js';
import { RowForms } from './row-forms.js';
import { RowPress } from './row-press.js';
import { RowWriter } from './row-writer.js';

const LINE_FEED = pieceOf('\n');

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
  for await (const capture of captures) {
    const press = pressOf(capture);
    const rows = rowWriter(capture, options, press);
    const { line } = rows;
    await buffer.use(line);
    const forms = formsOf(capture, line, press);
    await eachFrame(capture, buffer, options.filter, write, forms);
    function write(frame: Frame): void {
      rows.add(frame);
      line.put(LINE_FEED);
    }
    line.out();
  }
  await buffer.flush();
}

function rowWriter(
  { context }: ReportCapture,
  { locale, detail = 'brief', fields }: FieldWriterOptions,
  press: RowPress | undefined,
): RowWriter | ColumnWriter {
  if (fields === undefined) return new RowWriter(context, locale, detail, press);
  return new ColumnWriter(context, distinctFields(fields), JSON_VALUE, locale, detail, press);
}

/** Where a capture is read on the way, its rows are written where they are followed. */
function pressOf(capture: ReportCapture): RowPress | undefined {
  return capture instanceof KeptCapture ? undefined : RowPress.of(capture);
}

function formsOf(capture: ReportCapture, line: Line, press: RowPress | undefined): RowForms | undefined {
  return press && new RowForms(line, press, capture.memory, capture.context);
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
  const { locale, detail = 'brief', fields = frameFields(ROW_FIELDS) } = options;
  const buffer = new OutputBuffer(output);
  buffer.sink.text(csvRecord(fields.map(({ name }) => name)));
  for await (const capture of captures) {
    const press = pressOf(capture);
    const rows = new ColumnWriter(capture.context, fields, CSV_CELL, locale, detail, press);
    await buffer.use(rows.line);
    const forms = formsOf(capture, rows.line, press);
    await eachFrame(capture, buffer, options.filter, (frame) => rows.add(frame), forms);
    rows.line.out();
  }
  await buffer.flush();
}

/**
 * Calls with every wanted frame, as one view that moves, and hands on what was written when there is enough. Where the
 * capture can't be read to its end the frames end; the fault is the capture's `error`.
 *
 * @param forms writes by itself what it knows of the capture's rows
 */
export async function eachFrame(
  capture: ReportCapture,
  buffer: OutputBuffer,
  filter: RowFilter | undefined,
  write: (frame: Frame) => void,
  forms?: RowForms,
): Promise<void> {
  let frame: Frame | undefined;
  try {
    for await (const batch of capture instanceof KeptCapture ? capture.batches : capture.batches()) {
      frame ??= new Frame(capture.context, batch, 0);
      const known = filter === undefined && forms?.begin() ? forms : undefined;
      for (let row = 0; row < batch.count; row++) {
        if (filter !== undefined && !filter.matches(batch, row)) continue;
        if (known !== undefined) {
          for (row = known.write(row); buffer.full; row = known.write(row)) await buffer.flush();
          if (row === batch.count) break;
        }
        write(frame.moveTo(batch, row));
        known?.learn();
        if (buffer.full) await buffer.flush();
      }
    }
  } catch (error) {
    if (error !== capture.error) throw error;
  }
}
