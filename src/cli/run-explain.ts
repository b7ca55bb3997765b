import type { Analysis } from '../engine/analysis.js';
import type { Locale } from '../explain/locale.js';
import { type StoryOptions, storiesOf } from '../explain/story.js';
import type { ReportPart } from '../report/part.js';
import type { ProgramRow } from '../report/program-row.js';
import { toldParts } from '../report/told-parts.js';
import { writeCsv, writeNdjson } from '../report/write-frames.js';
import { type DocumentWriterOptions, writeJson } from '../report/write-json.js';
import { writeMarkdown } from '../report/write-markdown.js';
import { writeText } from '../report/write-text.js';
import type { Match } from '../vantage/match/match.js';
import type { ProgramAccount } from '../vantage/programs/laid.js';
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
  const programs = await session.programs(analysis);
  if (format === 'json')
    return writeJson(analysis, output, {
      ...options,
      ...(await toldLists(session, analysis, match, programs)),
      ...(settings.logs.size > 0 ? { programs: await rowsOf(programs, locale) } : {}),
      ...(match === undefined ? {} : { match }),
    });
  const parts = await together(session, analysis, match);
  if (programs.length > 0) parts.push((await import('./programs.js')).programsPart(programs, locale));
  parts.push(...(await toldOf(session, analysis, match, programs)));
  if (format === 'markdown') return writeMarkdown(analysis, output, { ...options, all, parts });
  return writeText(analysis, output, { ...options, all, parts, colour: session.colour, ...session.width });
}

/** What the captures tell together. */
async function together(
  { settings, locale }: Session,
  analysis: Analysis,
  match: Match | undefined,
): Promise<ReportPart[]> {
  if (match === undefined) return [];
  const { filter, all, align } = settings;
  const { jointParts } = await import('./several.js');
  return jointParts(match, analysis, { locale, filter, all, align });
}

async function rowsOf(programs: readonly ProgramAccount[], locale: Locale): Promise<ProgramRow[]> {
  if (programs.length === 0) return [];
  const { programRows } = await import('./programs.js');
  return programs.flatMap((account) => programRows(account, locale));
}

/** Only some frames are asked for, and kept: no conversation can be told from them. */
function isPartial({ filter, frames }: Settings): boolean {
  return filter.chosen || frames !== undefined;
}

/** What is told behind the tables. */
async function toldOf(
  { settings, locale }: Session,
  analysis: Analysis,
  match: Match | undefined,
  programs: readonly ProgramAccount[],
): Promise<ReportPart[]> {
  const { story: when, connection } = settings;
  if (when === 'never' || isPartial(settings)) return [];
  const one = connection === undefined ? {} : { connection };
  const telling = { ...one, programs, ...(await elsewhere(match, analysis, locale)) };
  return toldParts(analysis, locale, { when, ...telling });
}

/** The same as lists of a document. */
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

/** What is the same in other captures. */
async function elsewhere(
  match: Match | undefined,
  analysis: Analysis,
  locale: Locale,
): Promise<Pick<StoryOptions, 'counterparts' | 'sameAs' | 'resetRemarks'>> {
  if (match === undefined) return {};
  const { resetRemarks, sameConnections } = await import('./several.js');
  return {
    counterparts: (capture, frame) => match.counterparts(capture, frame),
    sameAs: sameConnections(match, analysis.captures),
    resetRemarks: resetRemarks(match, analysis, locale),
  };
}
