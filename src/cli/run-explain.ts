import type { Analysis } from '../engine/analysis.js';
import type { Locale } from '../explain/locale.js';
import { storiesOf } from '../explain/story.js';
import type { ProgramRow } from '../report/program-row.js';
import { writeCsv, writeNdjson } from '../report/write-frames.js';
import { type DocumentWriterOptions, writeJson } from '../report/write-json.js';
import { writeMarkdown } from '../report/write-markdown.js';
import type { Match } from '../vantage/match/match.js';
import type { ProgramAccount } from '../vantage/programs/laid.js';
import { servicesOf } from '../vantage/services.js';
import type { StreamOutput } from './io.js';
import { runText } from './run-text.js';
import type { Session } from './session.js';
import { elsewhere, frameOptions, isPartial, tablesOf } from './tables.js';

/** The annotated tables, or the rows that they are made of. */
export async function runExplain(session: Session, output: StreamOutput): Promise<void> {
  switch (session.settings.format) {
    case 'csv':
    case 'ndjson':
      return runRows(session, output);
    case 'json':
      return runDocument(session, output);
    case 'markdown': {
      const { analysis, options } = await tablesOf(session);
      return writeMarkdown(analysis, output, options);
    }
    default:
      return runText(session, output);
  }
}

async function runRows(session: Session, output: StreamOutput): Promise<void> {
  const { fields, format } = session.settings;
  const write = format === 'csv' ? writeCsv : writeNdjson;
  const options = { ...frameOptions(session), ...(fields === undefined ? {} : { fields }) };
  return session.streaming(() => write(session.streamed(), output, options));
}

async function runDocument(session: Session, output: StreamOutput): Promise<void> {
  const { analysis, match } = await session.kept();
  const programs = await session.programs(analysis);
  await writeJson(analysis, output, {
    ...frameOptions(session),
    ...(await toldLists(session, analysis, match, programs)),
    ...(session.settings.logs.size > 0 ? { programs: await rowsOf(programs, session.locale) } : {}),
    ...(match === undefined ? {} : { match }),
  });
}

async function rowsOf(programs: readonly ProgramAccount[], locale: Locale): Promise<ProgramRow[]> {
  if (programs.length === 0) return [];
  const { programRows } = await import('./programs.js');
  return programs.flatMap((account) => programRows(account, locale));
}

/** What is told behind the tables, as lists of a document. */
async function toldLists(
  { settings, locale }: Session,
  analysis: Analysis,
  match: Match | undefined,
  programs: readonly ProgramAccount[],
): Promise<Pick<DocumentWriterOptions, 'services' | 'stories'>> {
  const { story, connection } = settings;
  if (story === 'never' || isPartial(settings)) return {};
  const one = connection === undefined ? {} : { connection };
  const served = connection === undefined ? analysis.captures : [];
  const telling = { ...one, programs, ...(await elsewhere(match, analysis, locale)) };
  return {
    services: served.flatMap((capture) => servicesOf(capture)),
    stories: storiesOf(analysis, locale, telling).stories,
  };
}
