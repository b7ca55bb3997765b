import { safeText } from '../bytes/safe-text.js';
import type { Analysis } from '../engine/analysis.js';
import { phrase } from '../explain/phrases.js';
import { annotate, isUnread } from './annotated.js';
import { painter } from './colours.js';
import { RowFilter } from './filter.js';
import { type ByteOutput, OutputBuffer } from './output.js';
import { partTextLines, type ReportPart } from './part.js';
import { frameTable, type TextStyle } from './text-frames.js';
import { wrapText } from './text-width.js';
import { emptyText, outsideText, sectionTitle } from './titles.js';
import type { FrameWriterOptions } from './write-frames.js';

/** How annotated tables are written. */
export interface TableWriterOptions extends FrameWriterOptions {
  /** Also frames outside DNS and TCP, which are otherwise counted in one line. */
  readonly all?: boolean;
  /** What follows the tables of the captures. */
  readonly parts?: readonly ReportPart[];
}

/** How text is laid out. */
export interface TextOptions {
  /** Columns that a line may take, 40 or more; default 120. */
  readonly width?: number;
  /** Paint with ANSI colours; default false. */
  readonly colour?: boolean;
}

/** Columns where nothing says how wide a terminal is. */
const DEFAULT_WIDTH = 120;
const LEAST_WIDTH = 40;

/** Columns that text is laid out for. */
export function layoutWidth({ width = DEFAULT_WIDTH }: TextOptions): number {
  return Math.max(LEAST_WIDTH, width);
}

/**
 * Writes, for each capture, its DNS lookups and then each TCP connection as an annotated table that fits the width. Text
 * from the capture is made harmless for terminals.
 */
export async function writeText(
  analysis: Analysis,
  output: ByteOutput,
  options: TableWriterOptions & TextOptions,
): Promise<void> {
  const buffer = new OutputBuffer(output);
  await buffer.texts(reportLines(analysis, options), '\n');
  await buffer.flush();
}

function* reportLines(analysis: Analysis, options: TableWriterOptions & TextOptions): Generator<string> {
  const { locale, detail = 'brief', filter = new RowFilter(), all = false } = options;
  const width = layoutWidth(options);
  const style: TextStyle = { locale, detail, width, paint: painter(options.colour ?? false) };
  let first = true;
  for (const capture of analysis.captures) {
    if (isUnread(capture)) continue;
    const annotated = annotate(capture, filter, all);
    const outside = outsideText(annotated, locale);
    if (!first) yield '';
    first = false;
    const title = phrase(locale, 'capture', { capture: safeText(capture.label) });
    for (const line of wrapText(title, width)) yield style.paint('bold', line);
    const empty = emptyText(annotated, locale);
    if (empty !== '') yield* wrapText(empty, width);
    for (const section of annotated.sections) {
      yield '';
      for (const line of wrapText(sectionTitle(section, locale, capture.context.hosts), width))
        yield style.paint('bold', line);
      yield* frameTable(annotated, section.frames(), style);
    }
    if (outside !== '') yield* ['', ...wrapText(outside, width)];
  }
  for (const part of options.parts ?? []) {
    if (!first) yield '';
    first = false;
    yield* partTextLines(part, width, (title) => style.paint('bold', title));
  }
}
