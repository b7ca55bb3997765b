import type { Line } from '../bytes/line.js';
import { safeText } from '../bytes/safe-text.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { Connection } from '../engine/connection.js';
import type { Lookup } from '../engine/lookup.js';
import { dnsOutcomeWords, outcomeWords } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { durationText, phrase } from '../explain/phrases.js';
import type { CellForm } from './cell-form.js';
import { ConnectionColumns } from './connection-columns.js';
import { CONNECTION_FIELDS, type FieldPath, LOOKUP_FIELDS, plainFields } from './fields.js';
import type { Column } from './grid.js';
import { LookupColumns } from './lookup-columns.js';
import { connectionRow, lookupRow } from './row.js';
import { connectionTitle, hasDuration } from './titles.js';

/** Adds entries as records to a line. */
export interface RecordWriter<T> {
  readonly line: Line;
  add(entry: T): void;
  /** The entries that are to be added; default: all. Undefined where it is only time to hand on what was written. */
  entries?(): Iterable<T | undefined>;
}

/** What can be listed of captures: where its entries come from, and how each looks. */
export interface ListKind<T> {
  /** Name of the list in a JSON document. */
  readonly name: 'connections' | 'lookups';
  /** Names of its fields, a CSV column each. */
  readonly fields: readonly string[];
  /** The entries of a capture. */
  of(capture: CaptureAnalysis): Iterable<T>;
  /** The entry as plain data. */
  row(entry: T, locale: Locale): object;
  /**
   * Writes the entries of one capture: the bytes that the form gives for their rows. @param fields default: all
   *
   * @internal
   */
  writer(
    capture: CaptureAnalysis,
    form: CellForm,
    locale: Locale,
    fields?: readonly FieldPath[],
  ): RecordWriter<T>;
  /** @internal */
  columns(locale: Locale): readonly Column[];
  /** @internal */
  cells(entry: T, locale: Locale): readonly string[];
  /**
   * The entry as a sentence, where a table finds no room.
   *
   * @internal
   */
  sentence(entry: T, locale: Locale, hosts: ReadonlyMap<string, string>): string;
  /**
   * What is said where a capture has none.
   *
   * @internal
   */
  none(locale: Locale): string;
}

/** Fields of a connection's row: those of each direction together, and apart. */
const WHOLE_CONNECTION = plainFields(
  [...new Set(CONNECTION_FIELDS.map((name) => name.split('.')[0]!))],
  CONNECTION_FIELDS,
);
const CONNECTION_CELLS = plainFields(CONNECTION_FIELDS, CONNECTION_FIELDS);
const LOOKUP_CELLS = plainFields(LOOKUP_FIELDS, LOOKUP_FIELDS);

/** TCP connections, for {@link writeList}. */
export const CONNECTIONS: ListKind<Connection> = {
  name: 'connections',
  fields: CONNECTION_FIELDS,
  of: (capture) => capture.connections(),
  row: connectionRow,
  writer: (capture, form, locale, fields = form.isJson ? WHOLE_CONNECTION : CONNECTION_CELLS) =>
    new ConnectionColumns(capture, fields, form, locale),
  columns: ({ headings }) => [
    { heading: headings.connection, right: true },
    { heading: headings.client },
    { heading: headings.server },
    { heading: `${headings.frames} →`, right: true },
    { heading: `${headings.frames} ←`, right: true },
    { heading: `${headings.payload} →`, right: true },
    { heading: `${headings.payload} ←`, right: true },
    { heading: headings.duration, right: true },
    { heading: headings.outcome, rest: true },
  ],
  cells: (connection, locale) => [
    String(connection.connection),
    connection.client,
    connection.server,
    String(connection.frames.client),
    String(connection.frames.server),
    String(connection.payload.client),
    String(connection.payload.server),
    hasDuration(connection) ? durationText(locale, connection.duration) : '',
    outcomeWords(connection.outcome, locale),
  ],
  sentence: connectionTitle,
  none: (locale) => phrase(locale, 'no-connections', {}),
};

/** DNS lookups, for {@link writeList}. */
export const LOOKUPS: ListKind<Lookup> = {
  name: 'lookups',
  fields: LOOKUP_FIELDS,
  of: (capture) => capture.lookups(),
  row: lookupRow,
  writer: (capture, form, _, fields = LOOKUP_CELLS) => new LookupColumns(capture.context, fields, form),
  columns: ({ headings }) => [
    { heading: headings.query, right: true },
    { heading: headings.response, right: true },
    { heading: headings.client },
    { heading: headings.server },
    { heading: headings.type },
    { heading: headings.name, most: 48 },
    { heading: headings.responseTime, right: true },
    { heading: headings.answer, rest: true },
  ],
  cells: (lookup, locale) => [
    lookup.query === null ? '' : String(lookup.query),
    lookup.response === null ? '' : String(lookup.response),
    lookup.client,
    lookup.server,
    safeText(lookup.type),
    safeText(lookup.name),
    lookup.responseTime === null ? '' : durationText(locale, lookup.responseTime),
    answerText(lookup, locale),
  ],
  sentence: (lookup, locale) => {
    const { client, server } = lookup;
    const asked = { client, server, type: safeText(lookup.type), name: safeText(lookup.name) };
    const frames = [lookup.query, lookup.response].filter((frame) => frame !== null);
    const where = `No. ${frames.join(' → ')}: `;
    return (
      where +
      (lookup.outcome === null
        ? phrase(locale, 'lookup-unanswered', asked)
        : phrase(locale, 'lookup', { ...asked, outcome: answerText(lookup, locale) }))
    );
  },
  none: (locale) => phrase(locale, 'no-lookups', {}),
};

/** Values told of one answer at most. */
const MAX_VALUES = 8;

/** The values of the answer, or in words why there are none. */
function answerText(lookup: Lookup, locale: Locale): string {
  const { outcome } = lookup;
  if (outcome === null) return '–';
  const values = lookup.answers.slice(0, MAX_VALUES).map(({ value }) => safeText(value, 96));
  if (outcome !== 'answer' || values.length === 0) return dnsOutcomeWords(outcome, locale);
  return values.join(', ') + (lookup.answers.length > MAX_VALUES ? ', …' : '');
}
