/** What Markdown and its GitHub flavour take for markup inside a line. */
const MARKUP = /[\\`*_{}[\]<>|~#!$]/g;
/** What it makes links of without any markup (GFM 6.9). */
const AUTOLINK = /(\bwww)(\.)|(:)(\/\/)|(@)/gi;

/** Text as Markdown that shows exactly it: no markup, no links, no HTML, in one line. */
export function markdownText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replace(MARKUP, '\\$&')
    .replace(AUTOLINK, (_, www, dot, colon, slashes, at) =>
      www === undefined ? (at === undefined ? `${colon}\\${slashes}` : '\\@') : `${www}\\${dot}`,
    )
    .replace(/^(\s*)([-+=])/, '$1\\$2');
}

/** A row of a table. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.map(markdownText).join(' | ')} |\n`;
}
