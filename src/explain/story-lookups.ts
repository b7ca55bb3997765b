import { safeText } from '../bytes/safe-text.js';
import type { KeptCapture } from '../engine/capture-analysis.js';
import type { Connection } from '../engine/connection.js';
import type { Lookup } from '../engine/lookup.js';
import type { Locale } from './locale.js';
import { phrase } from './phrases.js';
import type { FrameElsewhere, StoryNames } from './story-names.js';

/** Lookups that stories are sought in, and told in one story. */
const MOST_LOOKUPS = 20_000;
const MOST_TOLD = 4;
/** Values told of one answer. */
const MOST_VALUES = 4;
/** Seconds for which an answer may be used even where it says that it may not be kept. */
const LEAST_TIME = 10;

/** A capture's lookups by who asked for what: those that a connection came of, and those to be told by themselves. */
export class StoryLookups {
  readonly #byClient = new Map<string, Lookup[]>();
  readonly #told = new Set<Lookup>();

  constructor(capture: KeptCapture) {
    const lookups: Lookup[] = [];
    const answered = new Set<string>();
    for (const lookup of capture.lookups()) {
      if (lookups.length === MOST_LOOKUPS) break;
      if (lookup.response !== null) answered.add(questionOf(lookup));
      lookups.push(lookup);
    }
    for (const lookup of lookups) {
      // A question that was sent again has an answer, though the answer is paired with the other time.
      const isAnsweredElsewhere = lookup.response === null && answered.has(questionOf(lookup));
      if (lookup.query === null || isAnsweredElsewhere) continue;
      const client = addressOf(lookup.client);
      const those = this.#byClient.get(client);
      if (those === undefined) this.#byClient.set(client, [lookup]);
      else those.push(lookup);
    }
  }

  /**
   * What the client asked before it connected: the latest lookup whose answer is the server's address and could still be
   * used, and what was asked of the same name besides. Empty where there is none.
   */
  before(connection: Connection): readonly Lookup[] {
    const own = this.#byClient.get(connection.clientAddress) ?? [];
    const led = [...own].reverse().find((lookup) => ledTo(lookup, connection));
    if (led === undefined) return [];
    const besides = own.filter(
      (lookup) =>
        lookup.name === led.name &&
        lookup.type !== led.type &&
        lookup.query! < connection.firstFrame &&
        Math.abs(secondsBetween(lookup.time, led.time)) <= LEAST_TIME,
    );
    const told = [...besides.slice(1 - MOST_TOLD), led].sort((a, b) => a.query! - b.query!);
    for (const lookup of told) this.#told.add(lookup);
    return told;
  }

  /** The lookups that no connection's story told, by who asked for which name. */
  *others(): Generator<readonly Lookup[]> {
    const groups = new Map<string, Lookup[]>();
    for (const [client, lookups] of this.#byClient)
      for (const lookup of lookups) {
        if (this.#told.has(lookup)) continue;
        const key = `${client} ${lookup.name}`;
        const those = groups.get(key);
        if (those === undefined) groups.set(key, [lookup]);
        else those.push(lookup);
      }
    yield* [...groups.values()].sort((a, b) => a[0]!.query! - b[0]!.query!);
  }
}

function questionOf({ client, server, id, type, name }: Lookup): string {
  return `${client} ${server} ${id} ${type} ${name}`;
}

type Counterparts = ((capture: number, frame: number) => readonly FrameElsewhere[]) | undefined;

/** Lookups told from one capture, so that they are not told from another one again. */
export class ToldLookups {
  readonly #counterparts: Counterparts;
  readonly #frames = new Set<string>();

  constructor(counterparts: Counterparts) {
    this.#counterparts = counterparts;
  }

  /** @param capture the capture's index */
  add(capture: number, lookups: readonly Lookup[]): void {
    for (const { query, response } of lookups)
      for (const frame of [query, response])
        for (const other of frame === null ? [] : (this.#counterparts?.(capture, frame) ?? []))
          this.#frames.add(`${other.frame} ${other.capture}`);
  }

  /** Whether its question or its answer was told from another capture. */
  has({ capture, query, response }: Lookup): boolean {
    return [query, response].some((frame) => this.#frames.has(`${frame} ${capture}`));
  }
}

/** Whether the answer is the server's address, and could still be used. */
function ledTo(lookup: Lookup, { serverAddress, firstFrame, start }: Connection): boolean {
  const { response } = lookup;
  if (response === null || response >= firstFrame) return false;
  const record = lookup.answers.find(({ value }) => value === serverAddress);
  if (record === undefined) return false;
  const since = secondsBetween(lookup.time, start) - (lookup.responseTime ?? 0);
  return since <= Math.max(record.ttl, LEAST_TIME);
}

/** Seconds from one time to another, to the millisecond; infinite where one is missing. */
function secondsBetween(from: string | null, to: string | null): number {
  const seconds = (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000;
  return Number.isNaN(seconds) ? Number.POSITIVE_INFINITY : seconds;
}

/** What was asked, and what came of it. */
export function* lookupSentences(lookups: readonly Lookup[], names: StoryNames): Generator<string> {
  for (const [i, lookup] of lookups.slice(0, MOST_TOLD).entries()) {
    const address = addressOf(lookup.client);
    yield lookupSentence(lookup, i === 0 ? names.full(address) : names.short(address), names);
  }
}

function lookupSentence(lookup: Lookup, client: string, names: StoryNames): string {
  const { locale } = names;
  const { query, response, outcome } = lookup;
  const asked = {
    client,
    server: names.full(addressOf(lookup.server)),
    type: safeText(lookup.type, 16),
    name: lookup.name === '.' ? locale.values.rootName : safeText(lookup.name, 128),
    queryWhere: names.where(query ?? 0),
  };
  if (response === null || outcome === null) return phrase(locale, 'story-asked-unanswered', asked);
  const responseWhere = names.where(response);
  const values = valuesOf(lookup);
  return outcome === 'answer' && values.length > 0
    ? phrase(locale, 'story-asked', { ...asked, answer: listed(values, locale), responseWhere })
    : phrase(locale, 'story-asked-nothing', {
        ...asked,
        outcome: locale.dnsOutcomes[outcome],
        responseWhere,
      });
}

/** The values of the type asked for; all of them where none is. */
function valuesOf({ answers, type }: Lookup): string[] {
  const asked = answers.filter((record) => record.type === type);
  return (asked.length > 0 ? asked : answers).map(({ value }) => safeText(value, 96));
}

function listed(values: readonly string[], locale: Locale): string {
  const told = values.slice(0, MOST_VALUES).join(', ');
  const further = values.length - MOST_VALUES;
  return further > 0 ? `${told}, ${locale.values.andMore.replace('{count}', String(further))}` : told;
}

/** The address of an endpoint `address:port` or `[address]:port`. */
export function addressOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1');
}
