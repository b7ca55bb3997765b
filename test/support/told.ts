/** What the engine tells of a story, and what tshark tells of the same frames. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { en } from '../../src/explain/locales/en.js';
import {
  type Analysis,
  analyze,
  type Connection,
  type Frame,
  type Locale,
  type Lookup,
} from '../../src/index.js';
import { connectionRow, lookupRow } from '../../src/report/row.js';
import type { Facts } from '../../src/vocabulary/facts.js';
import { compareCapture } from '../oracle/compare-capture.js';
import { COMPARED_FIELDS, CORE_FIELDS } from '../oracle/fields.js';
import { hasTshark, liveCases } from '../oracle/sources.js';
import { Tally } from '../oracle/tally.js';
import { buildPcap } from './capture-builder.js';
import type { StoryFrame } from './story.js';

type RowField =
  | (
      | 'frame'
      | 'time'
      | 'relativeTime'
      | 'source'
      | 'destination'
      | 'sourcePort'
      | 'destinationPort'
      | 'protocol'
    )
  | ('length' | 'capturedLength' | 'connection' | 'role' | 'stage' | 'findings' | 'facts' | 'info');
type ConnectionField =
  | ('connection' | 'client' | 'server' | 'clientInferred' | 'start' | 'end' | 'duration' | 'firstFrame')
  | ('lastFrame' | 'frames' | 'bytes' | 'payload' | 'state' | 'history' | 'completeness' | 'handshakeRtt')
  | ('communityId' | 'outcome');
type LookupField =
  | (
      | 'id'
      | 'name'
      | 'type'
      | 'transport'
      | 'client'
      | 'server'
      | 'query'
      | 'response'
      | 'time'
      | 'responseTime'
    )
  | ('outcome' | 'rcode' | 'answers');

/** All that a row says. */
export type Row = Pick<Frame, RowField>;
/** All that a connection says. */
export type ConnectionFields = Pick<Connection, ConnectionField>;
/** All that a lookup says. */
export type LookupFields = Pick<Lookup, LookupField>;

/** A row as an object of its own, which stays when the view moves on and which a failing test can print. */
export function rowOf(frame: Frame): Row {
  const { time, relativeTime, source, destination, sourcePort, destinationPort, protocol, length } = frame;
  const { capturedLength, connection, role, stage, findings, facts, info } = frame;
  return {
    ...{ frame: frame.frame, time, relativeTime, source, destination, sourcePort, destinationPort, protocol },
    ...{ length, capturedLength, connection, role, stage, findings, facts, info },
  };
}

/** A connection as an object of its own. */
export function connectionOf(view: Connection): ConnectionFields {
  const { connection, client, server, clientInferred, start, end, duration, firstFrame, lastFrame } = view;
  const { frames, bytes, payload, state, history, completeness, handshakeRtt, communityId, outcome } = view;
  return {
    ...{ connection, client, server, clientInferred, start, end, duration, firstFrame, lastFrame },
    ...{ frames, bytes, payload, state, history, completeness, handshakeRtt, communityId, outcome },
  };
}

/** A lookup as an object of its own. */
export function lookupOf(lookup: Lookup): LookupFields {
  const { id, name, type, transport, client, server, query, response } = lookup;
  const { time, responseTime, outcome, rcode, answers } = lookup;
  return {
    ...{ id, name, type, transport, client, server, query, response },
    ...{ time, responseTime, outcome, rcode, answers },
  };
}

/** A story's frames, analysed. */
export class Told {
  readonly rows: readonly Row[];
  readonly connections: readonly ConnectionFields[];
  readonly lookups: readonly LookupFields[];

  constructor(frames: Iterable<Frame>, connections: Iterable<Connection>, lookups: Iterable<Lookup>) {
    this.rows = [...frames].map(rowOf);
    this.connections = [...connections].map(connectionOf);
    this.lookups = [...lookups].map(lookupOf);
  }

  /** The frame with this number. */
  frame(number: number): Row {
    const row = this.rows[number - 1];
    if (row === undefined) throw new Error(`the story has no frame ${number}`);
    return row;
  }

  get roles(): string[] {
    return this.rows.map(({ role }) => role);
  }

  get stages(): string[] {
    return this.rows.map(({ stage }) => stage);
  }

  /** Findings by frame number, of the frames that have any. */
  get findings(): Record<number, string> {
    const found = this.rows.filter(({ findings }) => findings.length > 0);
    return Object.fromEntries(found.map(({ frame, findings }) => [frame, findings.join(' ')]));
  }

  /** One fact of every frame that has it, by frame number. */
  facts(name: keyof Facts): Record<number, unknown> {
    const having = this.rows.filter(({ facts }) => facts[name] !== undefined);
    return Object.fromEntries(having.map(({ frame, facts }) => [frame, facts[name]]));
  }

  /** The only connection. */
  get connection(): ConnectionFields {
    if (this.connections.length !== 1)
      throw new Error(`the story has ${this.connections.length} connections`);
    return this.connections[0]!;
  }
}

interface Registered {
  readonly frames: readonly StoryFrame[];
  readonly connections: number;
  readonly tolerated: readonly string[];
}

const registered: Registered[] = [];

/** Analyses a story's frames. */
export async function tell(of: { readonly frames: readonly StoryFrame[] }): Promise<Told> {
  const analysis = await analyze([of.frames]);
  if (analysis.captures[0]?.error) throw analysis.captures[0].error;
  await tellInPart(of.frames, analysis);
  return new Told(analysis.frames(), analysis.connections(), analysis.lookups());
}

/** What only lists connections or lookups follows less, and must list the same. */
async function tellInPart(frames: readonly StoryFrame[], whole: Analysis): Promise<void> {
  const connections = await analyze([frames], { onlyConnections: true });
  expect(rowsOf(connections.connections(), connectionRow)).toEqual(
    rowsOf(whole.connections(), connectionRow),
  );
  const lookups = await analyze([frames], { onlyLookups: true });
  expect(rowsOf(lookups.lookups(), lookupRow)).toEqual(rowsOf(whole.lookups(), lookupRow));
}

const rowsOf = <T>(entries: Iterable<T>, row: (entry: T, locale: Locale) => object): object[] =>
  Array.from(entries, (entry) => row(entry, en));

/**
 * As {@link tell}, and has the same frames judged by {@link tsharkDifferences}.
 *
 * @param tolerated fields in which we differ from Wireshark on purpose
 */
export async function tellAsTshark(
  of: { readonly frames: readonly StoryFrame[] },
  ...tolerated: readonly string[]
): Promise<Told> {
  const told = await tell(of);
  registered.push({ frames: of.frames, connections: told.connections.length, tolerated });
  return told;
}

/** Whether tshark can be asked. */
export const tsharkIsHere: boolean = hasTshark();

/**
 * Where the engine and the installed tshark differ, on every story told so far by {@link tellAsTshark}: one capture
 * each link type, the stories an hour apart. Meant as a file's last test.
 */
export async function tsharkDifferences(): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'framewise-stories-'));
  const differences = new Differences();
  try {
    for (const linkType of new Set(registered.map(linkTypeOf))) {
      const stories = registered.filter((each) => linkTypeOf(each) === linkType);
      const path = join(folder, `${linkType}.pcap`);
      const built = stories.flatMap(({ frames }, index) => frames.map((frame) => recordOf(frame, index)));
      writeFileSync(path, buildPcap(built, { nanoseconds: true, linkType }));
      differences.begin(stories);
      for (const each of liveCases(path, undefined)) await compareCapture(each, differences);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return differences.list;
}

function linkTypeOf({ frames }: Registered): number {
  return frames[0]?.linkType ?? 1;
}

function recordOf(frame: StoryFrame, story: number): Parameters<typeof buildPcap>[0][number] {
  const { bytes, wireLength = bytes.length, seconds, nanoseconds } = frame;
  return { bytes, wireLength, seconds: seconds + story * 3600, fraction: nanoseconds };
}

/** Lists every difference instead of counting, told by the story's number (from 1) and its own frame number. */
class Differences extends Tally {
  readonly list: string[] = [];
  #places: { readonly frame: number; readonly connection: number; readonly tolerated: readonly string[] }[] =
    [];

  constructor() {
    super(COMPARED_FIELDS, CORE_FIELDS);
  }

  /** The stories of the next capture, which stand in it one after another. */
  begin(stories: readonly Registered[]): void {
    let frame = 1;
    let connection = 0;
    this.#places = stories.map(({ frames, connections, tolerated }) => {
      const place = { frame, connection, tolerated };
      frame += frames.length;
      connection += connections;
      return place;
    });
  }

  override check(field: string, where: string, expected: string, got: string): void {
    if (expected === got) return;
    const [, kind, digits] = /#(connection )?(\d+)$/.exec(where) ?? [];
    const number = Number(digits);
    const of = kind === undefined ? 'frame' : 'connection';
    const later = this.#places.findIndex((place) => place[of] > number);
    const index = digits === undefined ? -1 : (later < 0 ? this.#places.length : later) - 1;
    const place = this.#places[index];
    if (place?.tolerated.includes(field)) return;
    const at =
      place === undefined
        ? where
        : `story ${index + 1}, ${of} ${number - place[of] + (of === 'frame' ? 1 : 0)}`;
    this.list.push(`${at}: ${field}: tshark ${expected}, we ${got}`);
  }

  override escaped(where: string, error: unknown): void {
    this.list.push(`${where}: ${String(error)}`);
  }
}
