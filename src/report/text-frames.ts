import { safeText } from '../bytes/safe-text.js';
import type { Frame } from '../engine/frame.js';
import { type Detail, explain } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import type { Role } from '../vocabulary/roles.js';
import type { AnnotatedCapture } from './annotated.js';
import { type Painter, ROLE_STYLE } from './colours.js';
import { type Column, gridLines } from './grid.js';
import { cutText, NO_BREAK, padText, textWidth, wrapText } from './text-width.js';
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

/**
 * Tables of frames, in texts of many lines: a column for each field where the width allows, else the explanation below them.
 */
export class FrameTables {
  readonly #style: TextStyle;
  readonly #columns: readonly Column[];
  /** Those that are laid out together. */
  #rows: Row[] = [];

  constructor(style: TextStyle) {
    const { headings } = style.locale;
    const paint = (line: string, row: number): string => style.paint(ROLE_STYLE[this.#rows[row]!.role], line);
    this.#style = style;
    this.#columns = [
      { heading: headings.frame, right: true, paint },
      { heading: headings.relativeTime, right: true },
      { heading: headings.source },
      { heading: headings.destination },
      { heading: headings.protocol },
      { heading: headings.info, most: Math.floor(style.width * INFO_SHARE), paint },
      { heading: headings.explanation, rest: true },
    ];
  }

  /** The table of these frames. */
  *of(annotated: AnnotatedCapture, frames: Iterable<Frame>): Generator<string> {
    const given = new Set<number>();
    let isFirst = true;
    this.#rows = [];
    for (const frame of frames) {
      this.#rows.push(rowOf(annotated, frame, this.#style, given));
      if (this.#rows.length < TOGETHER) continue;
      yield this.#text(isFirst);
      isFirst = false;
      this.#rows = [];
    }
    if (this.#rows.length > 0) yield this.#text(isFirst);
  }

  #text(isFirst: boolean): string {
    const { paint, width } = this.#style;
    const cells = this.#rows.map((row) => [
      row.number,
      row.time,
      row.source,
      row.destination,
      row.protocol,
      row.info,
      row.explanation,
    ]);
    const lines =
      gridLines(this.#columns, cells, width, LEAST_EXPLANATION) ?? stackedLines(this.#rows, this.#style);
    const heading = lines.shift()!;
    // Not joined, which would make a copy: it becomes bytes with what stands around it.
    let text = isFirst ? `${paint('bold', heading)}\n${paint('dim', '─'.repeat(width))}` : lines.shift()!;
    for (const line of lines) text += `\n${line}`;
    return text;
  }
}

function rowOf(annotated: AnnotatedCapture, frame: Frame, style: TextStyle, given: Set<number>): Row {
  return {
    role: frame.role,
    number: String(frame.frame),
    time: relativeTimeText(frame, style.locale),
    source: frame.source ?? '',
    destination: frame.destination ?? '',
    protocol: safeText(frame.protocol, 32),
    info: safeText(frame.info, LONGEST_INFO),
    explanation: explanationOf(annotated, frame, style, given),
  };
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
    for (const each of wrapText(explanation, width - indent.length)) lines.push(indent + each);
  }
  return lines;
}

function explanationOf(
  annotated: AnnotatedCapture,
  frame: Frame,
  { locale, detail }: TextStyle,
  given: Set<number>,
): string {
  const later = laterText(annotated, frame, locale);
  const text = explain(frame, locale, { detail, given });
  return later === '' ? text : `${text} ${later.replaceAll(' ', NO_BREAK)}`;
}
