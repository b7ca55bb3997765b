import { type Column, gridLines } from './grid.js';
import { markdownRow, markdownText } from './markdown.js';
import { padText, textWidth, wrapText } from './text-width.js';

/**
 * What a document says besides its captures' own tables: paragraphs and tables below a title. All text in it is already
 * harmless for a terminal; what Markdown reads as markup is escaped where it is written.
 */
export interface ReportPart {
  /** One line above it. */
  readonly title: string;
  /** What it consists of, in order. */
  readonly blocks: readonly ReportBlock[];
}

/** A piece of a {@link ReportPart}. */
export type ReportBlock =
  | { readonly kind: 'heading' | 'paragraph'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly columns: readonly Column[];
      /** May be made on the way: a long table is laid out piece by piece. */
      readonly rows: Iterable<readonly string[]>;
    };

/** The column that takes the rest must get this much; with less, its cells stand below the others. */
const LEAST_REST = 36;
/** Rows laid out together: their columns are as wide as these need. */
const TOGETHER = 500;

/** Lines of a part for a terminal. @param bold paints titles */
export function* partTextLines(
  part: ReportPart,
  width: number,
  bold: (line: string) => string,
): Generator<string> {
  for (const line of wrapText(part.title, width)) yield bold(line);
  for (const block of part.blocks) {
    yield '';
    if (block.kind === 'table') yield* tableLines(block.columns, block.rows, width, bold);
    else for (const line of wrapText(block.text, width)) yield block.kind === 'heading' ? bold(line) : line;
  }
}

function* tableLines(
  columns: readonly Column[],
  rows: Iterable<readonly string[]>,
  width: number,
  bold: (line: string) => string,
): Generator<string> {
  let isFirst = true;
  for (const some of chunks(rows)) {
    const [heading = '', ...lines] =
      gridLines(columns, some, width, LEAST_REST) ?? stackedLines(columns, some, width);
    if (isFirst) {
      yield bold(heading);
      yield '─'.repeat(width);
    }
    isFirst = false;
    yield* lines;
  }
}

/** The rows in pieces that are laid out together; one empty piece where there are none. */
function* chunks(rows: Iterable<readonly string[]>): Generator<(readonly string[])[]> {
  let chunk: (readonly string[])[] = [];
  let isFirst = true;
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < TOGETHER) continue;
    yield chunk;
    isFirst = false;
    chunk = [];
  }
  if (isFirst || chunk.length > 0) yield chunk;
}

/** The short columns side by side, and below them the column that takes the rest. */
function* stackedLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
): Generator<string> {
  const rest = columns.findIndex((column) => column.rest === true);
  const short = columns.map((_, i) => i).filter((i) => i !== rest);
  const widths = short.map((i) =>
    Math.max(textWidth(columns[i]!.heading), ...rows.map((row) => textWidth(row[i] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    short
      .map((i, at) => padText(cells[i] ?? '', widths[at]!, columns[i]!.right ?? false))
      .join('  ')
      .trimEnd();
  yield line(columns.map(({ heading }) => heading));
  for (const row of rows) {
    const above = line(row);
    if (textWidth(above) <= width) yield above;
    else yield* wrapText(above, width);
    for (const below of wrapText(row[rest] ?? '', width - 2)) yield `  ${below}`;
  }
}

/** Lines of a part as GitHub Flavored Markdown, each with its end. */
export function* partMarkdown(part: ReportPart): Generator<string> {
  yield `## ${markdownText(part.title)}\n`;
  for (const block of part.blocks) {
    yield '\n';
    if (block.kind === 'table') {
      yield markdownRow(block.columns.map(({ heading }) => heading));
      yield `|${block.columns.map(({ right }) => (right === true ? ' --: ' : ' --- ')).join('|')}|\n`;
      for (const row of block.rows) yield markdownRow(row);
    } else yield `${block.kind === 'heading' ? '### ' : ''}${markdownText(block.text)}\n`;
  }
}
