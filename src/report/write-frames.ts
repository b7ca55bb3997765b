import { Frame } from '../engine/frame.js';
import type { Detail } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { csvRecord } from './csv.js';
import { type FieldPath, FrameFieldReader, frameFields } from './fields.js';
import { RowFilter } from './filter.js';
import { jsonText } from './json-text.js';
import { batchesOf, type ByteOutput, OutputBuffer, type ReportCapture } from './output.js';
import { ROW_FIELDS } from './row.js';
import { RowWriter } from './row-writer.js';

/** How rows of frames are written. */
export interface FrameWriterOptions {
  /** Language of the explanations. */
  readonly locale: Locale;
  readonly detail?: Detail;
  /** Default: every row. */
  readonly filter?: RowFilter;
  /** Columns, from `frameFields`; default: all. */
  readonly fields?: readonly FieldPath[];
}

type Captures = Iterable<ReportCapture> | AsyncIterable<ReportCapture>;

/**
 * Writes one JSON object a line for every frame, one capture after another, in bounded memory where the captures are
 * read on the way. A capture that can't be read to its end is told by its `error` afterwards.
 */
export async function writeNdjson(
  captures: Captures,
  output: ByteOutput,
  options: FrameWriterOptions,
): Promise<void> {
  const buffer = new OutputBuffer(output);
  for await (const capture of captures) await writeRows(capture, buffer, options, '\n');
  await buffer.flush();
}

/** Writes one capture's rows as JSON objects with something after each. */
async function writeRows(
  capture: ReportCapture,
  buffer: OutputBuffer,
  options: FrameWriterOptions,
  end: string,
): Promise<void> {
  const { sink } = buffer;
  const { locale, detail, fields } = options;
  const write =
    fields === undefined
      ? rowWriter(new RowWriter(capture.context, locale, detail))
      : fieldWriter(new FrameFieldReader(fields, locale, detail));
  for await (const frames of matching(capture, options.filter))
    for (const frame of frames) {
      write(frame);
      sink.text(end);
      if (buffer.full) await buffer.flush();
    }

  function rowWriter(rows: RowWriter): (frame: Frame) => void {
    return (frame) => rows.write(sink, frame);
  }
  function fieldWriter(reader: FrameFieldReader): (frame: Frame) => void {
    return (frame) => {
      const values = reader.read(frame);
      sink.text(jsonText(Object.fromEntries(reader.fields.map(({ name }, i) => [name, values[i]]))));
    };
  }
}

/** The wanted frames of each batch, as one view that moves. */
async function* matching(
  capture: ReportCapture,
  filter: RowFilter = new RowFilter(),
): AsyncGenerator<Iterable<Frame>> {
  let frame: Frame | undefined;
  for await (const batch of batchesOf(capture)) {
    frame ??= new Frame(capture.context, batch, 0);
    yield rowsOf(frame);
  }

  function* rowsOf(view: Frame): Generator<Frame> {}
}

/** Writes the rows as CSV (RFC 4180) with a header; in bounded memory where the captures are read on the way. */
export async function writeCsv(captures: Captures, output: ByteOutput, options: FrameWriterOptions): Promise<void> {
  const buffer = new OutputBuffer(output);
  const reader = new FrameFieldReader(options.fields ?? frameFields(ROW_FIELDS), options.locale, options.detail);
  await buffer.text(csvRecord(reader.fields.map(({ name }) => name)));
}
