import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';
import { isPlainText } from '../bytes/safe-text.js';

/** Columns of a terminal that the text takes; wide characters (UAX #11) take two. */
export function textWidth(text: string): number {
  return isPlainText(text) ? text.length : stringWidth(text);
}

/** The text in lines of at most so many columns, broken at spaces, and inside a word only where it is longer. */
export function wrapText(text: string, width: number): string[] {
  if (!isPlainText(text)) return wrapAnsi(text, width, { hard: true }).split('\n');
  if (text.length <= width) return [text.trim()];
  const lines: string[] = [];
  let rest = text.trim();
  while (rest.length > width) {
    const space = rest.lastIndexOf(' ', width);
    const end = space > 0 ? space : width;
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  if (rest !== '' || lines.length === 0) lines.push(rest);
  return lines;
}

/** The text cut to so many columns; "…" ends what was cut. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  if (isPlainText(text)) return `${text.slice(0, Math.max(0, width - 1))}…`;
  let cut = '';
  let used = 1;
  for (const character of text) {
    used += textWidth(character);
    if (used > width) break;
    cut += character;
  }
  return `${cut}…`;
}

/** The text with spaces after it, or before it, up to so many columns. */
export function padText(text: string, width: number, right = false): string {
  const spaces = ' '.repeat(Math.max(0, width - textWidth(text)));
  return right ? spaces + text : text + spaces;
}
