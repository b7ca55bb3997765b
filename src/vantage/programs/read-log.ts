import type { ProgramLog } from './event.js';
import { LogBuilder } from './log-builder.js';
import { MessageLog } from './message-log.js';
import { isStraceLine } from './strace-line.js';
import { StraceLog } from './strace-log.js';

/** Lines of a log, and UTF-16 units of a line, that are read; the rest is left out, and told as {@link ProgramLog.cut}. */
const MAX_LINES = 1_000_000;
const MAX_LINE = 1 << 20;
/** Lines by which a log's format is found out. */
const SAMPLE_LINES = 200;

/**
 * Reads what a program did from its log: the lines that it printed itself (`connection from ('172.18.0.3', 37692)`,
 * `received b'…'`, `sending …`, `ERROR: [Errno 104] …`, with or without a logger's prefix), or a record that
 * `strace -f -tt -e trace=network,read,write,close` made of it. Which of the two it is, is found out by its lines. Lines that say nothing of
 * this are passed over. What the log says is taken as it stands; {@link layPrograms} holds it against captures.
 *
 * @param log text, or its bytes as UTF-8
 * @throws TypeError where the log is neither, or is binary
 */
export function readProgramLog(log: string | Uint8Array): ProgramLog {
  const text = typeof log === 'string' ? log : new TextDecoder().decode(log);
  if (text.includes('\0')) throw new TypeError('a log is text; this holds NUL');
  const builder = new LogBuilder();
  const strace = looksLikeStrace(text);
  const reader = strace ? new StraceLog(builder) : new MessageLog(builder);
  for (const { line, number, whole } of linesOf(text, builder)) {
    builder.line = number;
    builder.time = null;
    if (whole) reader.line(line);
    if (builder.full) break;
  }
  const { events, sessions, cut } = builder;
  return { format: strace ? 'strace' : 'messages', events, sessions, cut };
}

/** Most of the first lines are records of system calls. */
function looksLikeStrace(text: string): boolean {
  let records = 0;
  let lines = 0;
  for (const { line } of linesOf(text)) {
    if (line.trim() === '') continue;
    if (isStraceLine(line)) records++;
    if (++lines === SAMPLE_LINES) break;
  }
  return records * 2 > lines;
}

interface Line {
  readonly line: string;
  readonly number: number;
  readonly whole: boolean;
}

/** Lines, those of a bytes literal in several lines joined. @param bounds is told where a bound is reached */
function* linesOf(text: string, bounds: { cut: boolean } = { cut: false }): Generator<Line> {
  let at = 0;
  for (let number = 1; at < text.length; number++) {
    if (number > MAX_LINES) {
      bounds.cut = true;
      return;
    }
    const first = number;
    let end = lineEnd(text, at);
    // A long literal is printed over several lines, in parentheses: (b'…'⏎ b'…')
    if (end - at <= MAX_LINE && text.slice(at, end).includes('(b'))
      while (end < text.length && end - at <= MAX_LINE && /^\s+b['"]/.test(text.slice(end + 1, end + 80))) {
        end = lineEnd(text, end + 1);
        number++;
      }
    const whole = end - at <= MAX_LINE;
    if (!whole) bounds.cut = true;
    yield { line: whole ? text.slice(at, end).replace(/\r$/, '') : '', number: first, whole };
    at = end + 1;
  }
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}
