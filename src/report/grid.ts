import { padText, textWidth, wrapText } from './text-width.js';

/** One column of a text table. */
export interface Column {
  readonly heading: string;
  /** Numbers stand at the right. */
  readonly right?: boolean;
  /** Widest that it may get; what is longer wraps. Default: no bound. */
  readonly most?: number;
  /** Takes what the other columns leave. */
  readonly rest?: boolean;
  /** Paints one line of a cell. */
  readonly paint?: (line: string, row: number) => string;
}

/** Between two columns. */
const GAP = '  ';

/**
 * Lays rows out as columns of equal width, wrapping what does not fit.
 *
 * @param width columns of the terminal
 * @returns lines; null where the column that takes the rest would get fewer than `least` columns
 */
export function gridLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  width: number,
  least = 12,
): string[] | null {
  const last = columns.findIndex(({ rest }) => rest === true);
  const widths = columns.map((column, i) => (i === last ? 0 : widthOf(column, rows, i)));
  if (last >= 0) {
    const others = widths.reduce((sum, each) => sum + each, GAP.length * (columns.length - 1));
    if (width - others < least) return null;
    widths[last] = Math.min(widthOf(columns[last]!, rows, last), width - others);
  }
  return [
    ...rowLines(
      columns,
      widths,
      columns.map(({ heading }) => heading),
      -1,
    ),
    ...rows.flatMap((row, index) => rowLines(columns, widths, row, index)),
  ];
}

function widthOf(
  { heading, most = Number.MAX_SAFE_INTEGER }: Column,
  rows: readonly (readonly string[])[],
  at: number,
): number {
  const least = textWidth(heading);
  const widest = rows.reduce((width, row) => Math.max(width, textWidth(row[at] ?? '')), least);
  return Math.min(widest, Math.max(most, least));
}

function rowLines(
  columns: readonly Column[],
  widths: readonly number[],
  cells: readonly string[],
  index: number,
): string[] {
  const wrapped = cells.map((cell, i) => wrapText(cell, widths[i]!));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  const lines: string[] = [];
  for (let line = 0; line < height; line++) {
    const parts = columns.map(({ right = false, paint }, i) => {
      const text = padText(wrapped[i]![line] ?? '', widths[i]!, right);
      return index >= 0 && paint !== undefined && text.trim() !== '' ? paint(text, index) : text;
    });
    lines.push(parts.join(GAP).trimEnd());
  }
  return lines;
}
