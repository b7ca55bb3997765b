import type { Facts } from '../vocabulary/facts.js';
import { type ConnectionRow, type LookupRow, ROW_FIELDS } from './row.js';

/** A chosen field: its name as given, and the way to it. */
export interface FieldPath {
  /** As given: `facts.seq`. */
  readonly name: string;
  /** Keys from the row on: `['facts', 'seq']`. */
  readonly path: readonly string[];
}

/** Fields of a connection's row, one a cell. */
export const CONNECTION_FIELDS: readonly string[] = [
  'capture',
  'connection',
  'client',
  'server',
  'clientInferred',
  'start',
  'end',
  'frames.client',
  'frames.server',
  'bytes.client',
  'bytes.server',
  'payload.client',
  'payload.server',
  'state',
  'history',
  'completeness',
  'handshakeRtt',
  'communityId',
  'outcome',
] satisfies (keyof ConnectionRow | `${'frames' | 'bytes' | 'payload'}.${'client' | 'server'}`)[];

/** Fields of a lookup's row. */
export const LOOKUP_FIELDS: readonly string[] = [
  'capture',
  'name',
  'type',
  'transport',
  'client',
  'server',
  'id',
  'time',
  'query',
  'response',
  'responseTime',
  'outcome',
  'rcode',
  'answers',
] satisfies (keyof LookupRow)[];

const FACT_NAMES: Readonly<Record<keyof Facts, true>> = {
  seq: true,
  ack: true,
  rawSeq: true,
  rawAck: true,
  bytes: true,
  flags: true,
  window: true,
  streamStart: true,
  streamEnd: true,
  preview: true,
  push: true,
  acknowledges: true,
  rtt: true,
  acknowledgesFin: true,
  retransmissionOf: true,
  rto: true,
  duplicateAckOf: true,
  duplicateAckNumber: true,
  stage: true,
  inReplyTo: true,
  duplicateOf: true,
  cause: true,
  causeCertainty: true,
  probably: true,
  unanswered: true,
  dns: true,
  id: true,
  name: true,
  type: true,
  transport: true,
  outcome: true,
  rcode: true,
  answers: true,
  query: true,
  responseTime: true,
  repeatsAnswer: true,
  code: true,
  sequence: true,
  about: true,
  senderAddress: true,
  senderHardware: true,
  targetAddress: true,
  offset: true,
  more: true,
  packet: true,
  fragments: true,
  encapsulation: true,
  stopped: true,
  comments: true,
  limit: true,
};

/**
 * Fields of frames by name: those of the row, and `facts.` followed by a fact's name (`facts.seq`, `facts.about.frame`,
 * `facts.dns.0.name`).
 *
 * @throws TypeError for a name that no row has
 */
export function frameFields(names: readonly string[]): FieldPath[] {
  return names.map((name) => {
    const path = name.split('.');
    const [first = '', second = ''] = path;
    const known =
      (ROW_FIELDS as readonly string[]).includes(first) &&
      (path.length === 1 || (first === 'facts' && Object.hasOwn(FACT_NAMES, second)));
    if (!known) throw new TypeError(`no field is named "${name}"`);
    return { name, path };
  });
}

/**
 * Fields of connections or lookups by name; `frames` stands for `frames.client` and `frames.server` together.
 *
 * @param known the names there are: {@link ListKind.fields}
 * @throws TypeError for a name that no row has
 */
export function plainFields(names: readonly string[], known: readonly string[]): FieldPath[] {
  return names.map((name) => {
    const path = name.split('.');
    if (!known.includes(name) && !known.some((field) => field.startsWith(`${name}.`)))
      throw new TypeError(`no field is named "${name}"`);
    return { name, path };
  });
}

/** The fields of an object: one that is named twice is one field. */
export function distinctFields(fields: readonly FieldPath[]): FieldPath[] {
  return fields.filter(({ name }, i) => fields.findIndex((field) => field.name === name) === i);
}

/** The value at the end of a path; null where there is none. */
export function valueAt(value: unknown, path: readonly string[], from = 0): unknown {
  let at = value;
  for (let i = from; i < path.length; i++) {
    const key = path[i]!;
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return null;
    at = (at as Record<string, unknown>)[key];
  }
  return at ?? null;
}
