import { programRows } from '../report/program-row.js';
import { programsPart } from '../report/programs-part.js';
import { writeCsv, writeNdjson } from '../report/write-frames.js';
import { writeJson } from '../report/write-json.js';
import { writeMarkdown } from '../report/write-markdown.js';
import { writeText } from '../report/write-text.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';

/** The annotated tables, or the rows that they are made of. */
export async function runExplain(session: Session, output: StreamOutput): Promise<void> {
  const { locale, settings } = session;
  const { detail, filter, all, fields, format } = settings;
  const options = { locale, detail, ...(filter.all ? {} : { filter }) };
  if (format === 'csv' || format === 'ndjson') {
    const write = format === 'csv' ? writeCsv : writeNdjson;
    return session.streaming(() =>
      write(session.streamed(), output, { ...options, ...(fields === undefined ? {} : { fields }) }),
    );
  }
  const analysis = await session.kept();
  const accounts = session.programs(analysis);
  if (format === 'json') {
    const programs = accounts.flatMap((account) => programRows(account, locale));
    return writeJson(analysis, output, { ...options, ...(settings.logs.size > 0 ? { programs } : {}) });
  }
  const parts = accounts.length > 0 ? [programsPart(accounts, locale)] : [];
  if (format === 'markdown') return writeMarkdown(analysis, output, { ...options, all, parts });
  return writeText(analysis, output, { ...options, all, parts, colour: session.colour, ...session.width });
}
