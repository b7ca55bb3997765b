import type { Analysis } from '../engine/analysis.js';
import type { Locale } from '../explain/locale.js';
import { type StoryOptions, storiesOf } from '../explain/story.js';
import { jointParts } from '../report/joint-part.js';
import type { ReportPart } from '../report/part.js';
import { programRows } from '../report/program-row.js';
import { programsPart } from '../report/programs-part.js';
import { resetRemarks } from '../report/remark-text.js';
import { toldParts } from '../report/told-parts.js';
import { writeCsv, writeNdjson } from '../report/write-frames.js';
import { type DocumentWriterOptions, writeJson } from '../report/write-json.js';
import { writeMarkdown } from '../report/write-markdown.js';
import { writeText } from '../report/write-text.js';
import type { Match } from '../vantage/match/match.js';
import type { ProgramAccount } from '../vantage/programs/laid.js';
import { sameConnections } from '../vantage/same-connections.js';
import { servicesOf } from '../vantage/services.js';
import type { StreamOutput } from './io.js';
import type { Session } from './session.js';
import type { Settings } from './settings.js';

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
  const { analysis, match } = await session.kept();
  const accounts = session.programs(analysis);
  if (format === 'json') {
    const programs = accounts.flatMap((account) => programRows(account, locale));
    return writeJson(analysis, output, {
      ...options,
      ...toldLists(session, analysis, match, accounts),
      ...(settings.logs.size > 0 ? { programs } : {}),
      ...(match === undefined ? {} : { match }),
    });
  }
  const parts =
    match === undefined ? [] : jointParts(match, analysis, { locale, filter, all, align: settings.align });
  if (accounts.length > 0) parts.push(programsPart(accounts, locale));
  parts.push(...toldOf(session, analysis, match, accounts));
  if (format === 'markdown') return writeMarkdown(analysis, output, { ...options, all, parts });
  return writeText(analysis, output, { ...options, all, parts, colour: session.colour, ...session.width });
}

/** Only some frames are asked for, and kept: no conversation can be told from them. */
function isPartial({ filter, frames }: Settings): boolean {
  return filter.chosen || frames !== undefined;
}

/** What is told behind the tables. */
function toldOf(
  { settings, locale }: Session,
  analysis: Analysis,
  match: Match | undefined,
  programs: readonly ProgramAccount[],
): ReportPart[] {
  const { story: when, connection } = settings;
  if (when === 'never' || isPartial(settings)) return [];
  const one = connection === undefined ? {} : { connection };
  return toldParts(analysis, locale, { when, ...one, programs, ...elsewhere(match, analysis, locale) });
}

/** The same as lists of a document. */
function toldLists(
  { settings, locale }: Session,
  analysis: Analysis,
  match: Match | undefined,
  programs: readonly ProgramAccount[],
): Pick<DocumentWriterOptions, 'services' | 'stories'> {
  const { story, connection } = settings;
  if (story === 'never' || isPartial(settings)) return {};
  const one = connection === undefined ? {} : { connection };
  const served = connection === undefined ? analysis.captures : [];
  return {
    services: served.flatMap((capture) => servicesOf(capture)),
    stories: storiesOf(analysis, locale, { ...one, programs, ...elsewhere(match, analysis, locale) }).stories,
  };
}

/** What is the same in other captures. */
function elsewhere(
  match: Match | undefined,
  analysis: Analysis,
  locale: Locale,
): Pick<StoryOptions, 'counterparts' | 'sameAs' | 'resetRemarks'> {
  if (match === undefined) return {};
  return {
    counterparts: (capture, frame) => match.counterparts(capture, frame),
    sameAs: sameConnections(match, analysis.captures),
    resetRemarks: resetRemarks(match, analysis, locale),
  };
}
