import { Analysis } from '../engine/analysis.js';
import { writeMarkdown } from '../report/write-markdown.js';
import { writeText } from '../report/write-text.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';

/** The same packet in several captures, their clocks, and what became of each packet on the way. */
export async function runMatch(session: Session, output: StreamOutput): Promise<void> {
  const { locale, settings } = session;
  const { format } = settings;
  const { matchParts, writeMatchCsv, writeMatchJson, writeMatchNdjson } = await import('./several.js');
  if (format === 'text' || format === 'markdown') {
    const { analysis, match } = await session.kept();
    const parts = match === undefined ? [] : matchParts(match, analysis, { locale });
    const nothing = new Analysis([]);
    if (format === 'markdown') return writeMarkdown(nothing, output, { locale, parts });
    return writeText(nothing, output, { locale, parts, colour: session.colour, ...session.width });
  }
  const { match, captures } = await session.matched();
  if (format === 'ndjson') return writeMatchNdjson(match, output);
  if (format === 'csv') return writeMatchCsv(match, output);
  return writeMatchJson(match, captures, output);
}
