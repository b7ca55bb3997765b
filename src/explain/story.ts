import { safeText } from '../bytes/safe-text.js';
import type { Analysis } from '../engine/analysis.js';
import type { KeptCapture } from '../engine/capture-analysis.js';
import type { Connection } from '../engine/connection.js';
import type { Lookup } from '../engine/lookup.js';
import { type Conversation, conversationsOf } from '../vantage/conversation.js';
import type { LaidSession, ProgramAccount } from '../vantage/programs/laid.js';
import type { Locale } from './locale.js';
import { phrase } from './phrases.js';
import { courseSentences } from './story-course.js';
import { addressOf, lookupSentences, StoryLookups, ToldLookups } from './story-lookups.js';
import { type FrameElsewhere, StoryNames } from './story-names.js';
import { StoryProof } from './story-proof.js';

/** Conversations told by default. */
const MOST_STORIES = 50;

/** A connection of one of several captures. */
export interface ConnectionPlace {
  /** Index of the capture, from 0. */
  readonly capture: number;
  /** Number of the connection in it. */
  readonly connection: number;
}

/** What {@link storiesOf} can be told. */
export interface StoryOptions {
  /** Tell only the connection with this number. */
  readonly connection?: number;
  /** Conversations told at most; default 50. */
  readonly limit?: number;
  /** The frames of other captures that are the same packet as a frame of the capture with this index. */
  readonly counterparts?: (capture: number, frame: number) => readonly FrameElsewhere[];
  /** The connections of other captures that are the same conversation; it is told once. */
  readonly sameAs?: (capture: number, connection: number) => readonly ConnectionPlace[];
  /** What the programs did: what a log makes certain is told instead of what the captures let suspect. */
  readonly programs?: readonly ProgramAccount[];
  /** What the captures together tell of a reset of the capture with this index, in sentences. */
  readonly resetRemarks?: (capture: number, frame: number) => readonly string[];
}

/** The story of one conversation: a TCP connection with the name lookup that led to it, or a name lookup by itself. */
export interface Story {
  /** Label of the capture that it is told from. */
  readonly capture: string;
  /** Number of the connection in it; null for a lookup by itself. */
  readonly connection: number | null;
  /** Who with whom, in one line. */
  readonly title: string;
  /** The story, in sentences of the language. */
  readonly text: string;
}

/** The stories of an analysis, and how many conversations were left untold. */
export interface Stories {
  /** In the order of the captures and their connections, lookups by themselves last. */
  readonly stories: readonly Story[];
  /** Conversations beyond the limit. */
  readonly further: number;
}

/**
 * Tells each conversation in a short paragraph: what was asked of DNS, who connected to whom, what was said in which pieces,
 * what had to be sent again, and how it ended and why, as far as the captures show. Text from a capture is made harmless;
 * markup is left to the writer of a format to escape.
 */
export function storiesOf(analysis: Analysis, locale: Locale, options: StoryOptions = {}): Stories {
  const { limit = MOST_STORIES } = options;
  const told: Story[] = [];
  const same = new Set<string>();
  const toldLookups = new ToldLookups(options.counterparts);
  const sessions = (options.programs ?? []).flatMap((account) => account.sessions);
  let further = 0;
  for (const [index, capture] of analysis.captures.entries()) {
    const names = new StoryNames(capture, locale, elsewhereOf(options, index));
    const chosen = new Map<number, readonly ConnectionPlace[]>();
    for (const number of numbersOf(capture, options)) {
      if (same.has(`${index} ${number}`)) continue;
      const places = options.sameAs?.(index, number) ?? [];
      const teller =
        options.connection === undefined ? places.find((place) => ends(analysis, place)) : undefined;
      const isElsewhere = teller !== undefined && !ends(analysis, { capture: index, connection: number });
      for (const place of places)
        if (!isElsewhere || place !== teller) same.add(`${place.capture} ${place.connection}`);
      if (isElsewhere) continue;
      if (told.length + chosen.size < limit) chosen.set(number, places);
      else further++;
    }
    const lookups = new StoryLookups(capture);
    const courses = conversationsOf(capture, chosen.keys());
    for (const [number, places] of chosen) {
      const connection = capture.connection(number)!;
      const all = [{ capture: index, connection: number }, ...places];
      const title = titleOf(connection, analysis, all, names);
      const asked = lookups.before(connection);
      toldLookups.add(index, asked);
      const proof = new StoryProof(
        sessions.filter((session) => all.some((place) => isOf(session, place, analysis))),
        (frame) => options.resetRemarks?.(index, frame) ?? [],
      );
      const text = textOf(capture, connection, courses.get(number)!, asked, names, proof);
      told.push({ capture: capture.label, connection: number, title, text });
    }
    if (options.connection !== undefined) continue;
    for (const all of lookups.others()) {
      const asked = all.filter((lookup) => !toldLookups.has(lookup));
      if (asked.length === 0) continue;
      toldLookups.add(index, asked);
      if (told.length < limit) told.push(lookupStory(capture, asked, names));
      else further++;
    }
  }
  return { stories: told, further };
}

/** Whether a capture holds the end of a connection: a story told from one that was cut short would miss it. */
function ends({ captures }: Analysis, { capture, connection }: ConnectionPlace): boolean {
  const outcome = captures[capture]?.connection(connection)?.outcome;
  return outcome === 'closed' || outcome === 'reset-by-client' || outcome === 'reset-by-server';
}

/** Whether a program's connection is the one at this place, and surely so. */
function isOf(
  session: LaidSession,
  { capture, connection }: ConnectionPlace,
  { captures }: Analysis,
): boolean {
  const isThere =
    session.capture === captures[capture]?.label && session.connection?.connection === connection;
  return isThere && session.certain;
}

function elsewhereOf(
  { counterparts }: StoryOptions,
  capture: number,
): ((frame: number) => readonly FrameElsewhere[]) | undefined {
  return counterparts === undefined ? undefined : (frame) => counterparts(capture, frame);
}

function* numbersOf(capture: KeptCapture, { connection }: StoryOptions): Generator<number> {
  if (connection === undefined) for (const each of capture.connections()) yield each.connection;
  else if (capture.connection(connection) !== undefined) yield connection;
}

function titleOf(
  connection: Connection,
  { captures }: Analysis,
  places: readonly ConnectionPlace[],
  names: StoryNames,
): string {
  const { locale } = names;
  const told = places.map((place) =>
    phrase(locale, 'story-place', {
      connection: place.connection,
      capture: safeText(captures[place.capture]?.label ?? '', 64),
    }),
  );
  return phrase(locale, 'story-of', { ...names.sides(connection), places: told.join(', ') });
}

function textOf(
  capture: KeptCapture,
  connection: Connection,
  conversation: Conversation,
  asked: readonly Lookup[],
  names: StoryNames,
  proof: StoryProof,
): string {
  const sentences = [...lookupSentences(asked, names)];
  if (asked.length > 0)
    sentences.push(phrase(names.locale, 'story-asked-address', { address: connection.serverAddress }));
  sentences.push(...courseSentences(capture, connection, conversation, names, proof));
  return sentences.join(' ');
}

function lookupStory(capture: KeptCapture, asked: readonly Lookup[], names: StoryNames): Story {
  const { locale } = names;
  const { name, client } = asked[0]!;
  const title = phrase(locale, 'story-of-name', {
    name: name === '.' ? locale.values.rootName : safeText(name, 128),
    client: names.short(addressOf(client)),
    capture: safeText(capture.label, 64),
  });
  return {
    capture: capture.label,
    connection: null,
    title,
    text: [...lookupSentences(asked, names)].join(' '),
  };
}
