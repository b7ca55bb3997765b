import { safeText } from '../bytes/safe-text.js';
import type { Frame } from '../engine/frame.js';
import { type Detail, explain } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import type { Role } from '../vocabulary/roles.js';
import type { AnnotatedCapture } from './annotated.js';
import { type Painter, ROLE_STYLE } from './colours.js';
import { type Column, gridLines } from './grid.js';
import { cutText, padText, textWidth, wrapText } from './text-width.js';
import { laterText, relativeTimeText } from './titles.js';

/** How tables of frames look. */
export interface TextStyle {
  readonly locale: Locale;
  readonly detail: Detail;
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Painter;
}

/** Frames laid out together: their columns are as wide as these need. */
const TOGETHER = 500;
/** A table with a column for each field must leave this much to the explanation. */
const LEAST_EXPLANATION = 60;
/** Part of the width that Info may take. */
const INFO_SHARE = 0.22;
const LONGEST_INFO = 1024;
/** Info that is cut to less than this gets a line of its own. */
const LEAST_INFO = 32;

/**
 * A table of frames, in texts of many lines: a column for each field where the width allows, else the explanation below
 * them.
 */
export function* frameTable(
  annotated: AnnotatedCapture,
  frames: Iterable<Frame>,
  style: TextStyle,
): Generator<string> {
  const given = new Set<number>();
  let rows: Row[] = [];
  let isFirst = true;
  for (const frame of frames) {
    rows.push(rowOf(annotated, frame, style, given));
    if (rows.length < TOGETHER) continue;
    yield rowsText(rows, style, isFirst);
    isFirst = false;
    rows = [];
  }
  if (rows.length > 0) yield rowsText(rows, style, isFirst);
}

function rowsText(rows: readonly Row[], style: TextStyle, isFirst: boolean): string {
  const lines = wideLines(rows, style)?.map(untied) ?? stackedLines(rows, style);
  const heading = lines.shift()!;
  // Not joined, which would make a copy: it becomes bytes with what stands around it.
  let text = isFirst
    ? `${style.paint('bold', heading)}\n${style.paint('dim', '─'.repeat(style.width))}`
    : lines.shift()!;
  for (const line of lines) text += `\n${line}`;
  return text;
}

/** What is shown of a frame. */
interface Row {
  readonly role: Role;
  readonly number: string;
  readonly time: string;
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly info: string;
  readonly explanation: string;
}

function rowOf(annotated: AnnotatedCapture, frame: Frame, style: TextStyle, given: Set<number>): Row {
  const { locale } = style;
  return {
    role: frame.role,
    number: String(frame.frame),
    time: relativeTimeText(frame, locale),
    source: frame.source ?? '',
    destination: frame.destination ?? '',
    protocol: safeText(frame.protocol, 32),
    info: safeText(frame.info, LONGEST_INFO),
    explanation: explanationOf(annotated, frame, style, given),
  };
}

function wideLines(rows: readonly Row[], { locale, width, paint }: TextStyle): string[] | null {
  const { headings } = locale;
  const painted = (line: string, row: number): string => paint(ROLE_STYLE[rows[row]!.role], line);
  const columns: Column[] = [
    { heading: headings.frame, right: true, paint: painted },
    { heading: headings.relativeTime, right: true },
    { heading: headings.source },
    { heading: headings.destination },
    { heading: headings.protocol },
    { heading: headings.info, most: Math.floor(width * INFO_SHARE), paint: painted },
    { heading: headings.explanation, rest: true },
  ];
  const cells = rows.map((row) => [
    row.number,
    row.time,
    row.source,
    row.destination,
    row.protocol,
    row.info,
    row.explanation,
  ]);
  return gridLines(columns, cells, width, LEAST_EXPLANATION);
}

/** Two parts a frame: one line that says which it is, cut where it is too long, and below it the explanation. */
function stackedLines(rows: readonly Row[], { locale, width, paint }: TextStyle): string[] {
  const { headings } = locale;
  const numberWidth = Math.max(textWidth(headings.frame), (rows.at(-1)?.number ?? '').length);
  const timeWidth = Math.max(textWidth(headings.time), ...rows.map(({ time }) => textWidth(time)));
  const lead = (number: string, time: string): string =>
    `${padText(number, numberWidth, true)}  ${padText(time, timeWidth, true)}  `;
  const indent = ' '.repeat(numberWidth + 2);
  const room = Math.max(8, width - numberWidth - timeWidth - 4);
  const columns = [`${headings.source} → ${headings.destination}`, headings.protocol, headings.info];
  const heading = cutText(`${columns.join('  ')} / ${headings.explanation}`, room);
  const lines = [lead(headings.frame, headings.time) + heading];
  for (const { role, number, time, source, destination, protocol, info, explanation } of rows) {
    const start = `${source} → ${destination}  ${protocol}`;
    const beside = room - textWidth(start) - 2;
    const fits = beside >= LEAST_INFO || beside >= textWidth(info);
    const style = ROLE_STYLE[role];
    const head = fits ? `${start}  ${cutText(info, beside)}` : cutText(start, room);
    lines.push(paint(style, lead(number, time) + head));
    if (!fits) lines.push(indent + paint(style, cutText(info, width - indent.length)));
    for (const each of wrapText(explanation, width - indent.length)) lines.push(indent + untied(each));
  }
  return lines;
}

/** Stands for a space at which no line is broken. */
const TIED = '\u00a0';

/** A line with spaces where they were tied. */
function untied(line: string): string {
  return line.replaceAll(TIED, ' ');
}

function explanationOf(
  annotated: AnnotatedCapture,
  frame: Frame,
  { locale, detail }: TextStyle,
  given: Set<number>,
): string {
  const later = laterText(annotated, frame, locale);
  const text = explain(frame, locale, { detail, given });
  return later === '' ? text : `${text} ${later.replaceAll(' ', TIED)}`;
}
