import type { Analysis } from '../engine/analysis.js';
import type { Locale } from '../explain/locale.js';
import { counted, phrase } from '../explain/phrases.js';
import { type Stories, type StoryOptions, storiesOf } from '../explain/story.js';
import { type Service, servicesOf } from '../vantage/services.js';
import type { ReportPart } from './part.js';
import { servicesPart } from './services-part.js';

/** What is a few: with more conversations, stories would be in the way where nobody asked for them. */
const A_FEW = 8;

/** What {@link toldParts} can be told. */
export interface ToldOptions extends StoryOptions {
  /**
   * Default `auto`: stories where there are at most 8 conversations, and who was served when where there are as few or
   * clients came from several addresses.
   */
  readonly when?: 'auto' | 'always';
}

/**
 * What stands behind the captures' tables: who was served when, and the story of each conversation. With
 * {@link StoryOptions.connection} only the story of that connection.
 */
export function toldParts(analysis: Analysis, locale: Locale, options: ToldOptions = {}): ReportPart[] {
  const { when = 'auto', ...storyOptions } = options;
  const isAuto = when === 'auto';
  const stories = isAuto ? aFew(analysis, locale, storyOptions) : storiesOf(analysis, locale, storyOptions);
  const wanted = (service: Service): boolean =>
    !isAuto || stories !== undefined || service.clientAddressCount > 1;
  const served = options.connection === undefined ? analysis.captures : [];
  const services = servicesPart(
    served.map((capture) => ({ capture, services: servicesOf(capture).filter(wanted) })),
    locale,
  );
  return [services, storiesPart(stories, locale)].filter((part) => part !== undefined);
}

/** The stories, if they are few. */
function aFew(analysis: Analysis, locale: Locale, options: StoryOptions): Stories | undefined {
  const isLarge = analysis.captures.some(({ pipeline }) => pipeline.tcp.connections.count > A_FEW);
  if (isLarge && options.connection === undefined) return undefined;
  const stories = storiesOf(analysis, locale, { limit: A_FEW, ...options });
  return stories.further > 0 ? undefined : stories;
}

function storiesPart(told: Stories | undefined, locale: Locale): ReportPart | undefined {
  if (told === undefined || told.stories.length === 0) return undefined;
  const blocks = told.stories.flatMap(({ title, text }) => [
    { kind: 'heading', text: title } as const,
    { kind: 'paragraph', text } as const,
  ]);
  if (told.further > 0) {
    const conversations = counted(locale, 'conversation', told.further);
    const text = phrase(locale, 'stories-further', { conversations });
    return {
      title: phrase(locale, 'stories', {}),
      blocks: [...blocks, { kind: 'paragraph', text }],
    };
  }
  return { title: phrase(locale, 'stories', {}), blocks };
}
