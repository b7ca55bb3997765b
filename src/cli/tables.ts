import type { Analysis } from '../engine/analysis.js';
import type { Locale } from '../explain/locale.js';
import type { StoryOptions } from '../explain/story.js';
import type { ReportPart } from '../report/part.js';
import { toldParts } from '../report/told-parts.js';
import type { FrameWriterOptions } from '../report/write-frames.js';
import type { TableWriterOptions } from '../report/write-text.js';
import type { Match } from '../vantage/match/match.js';
import type { ProgramAccount } from '../vantage/programs/laid.js';
import type { Session } from './session.js';
import type { Settings } from './settings.js';

/** Captures to be told as annotated tables, and all that is to stand there. */
export interface Tables {
  readonly analysis: Analysis;
  readonly options: TableWriterOptions;
}

/** Reads the captures, and holds them against each other. */
export async function tablesOf(session: Session): Promise<Tables> {
  const { locale, settings } = session;
  const { analysis, match } = await session.kept();
  const programs = await session.programs(analysis);
  const parts = await together(session, analysis, match);
  if (programs.length > 0) parts.push((await import('./programs.js')).programsPart(programs, locale));
  parts.push(...(await toldOf(session, analysis, match, programs)));
  return { analysis, options: { ...frameOptions(session), all: settings.all, parts } };
}

/** How the frames are told. */
export function frameOptions({ locale, settings: { detail, filter } }: Session): FrameWriterOptions {
  return { locale, detail, ...(filter.all ? {} : { filter }) };
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

/** Only some frames are asked for, and kept: no conversation can be told from them. */
export function isPartial({ filter, frames }: Settings): boolean {
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

/** What is the same in other captures. */
export async function elsewhere(
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
