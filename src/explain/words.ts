import { JOINT } from './words/joint.js';
import { PROGRAMS } from './words/programs.js';
import { SERVICES } from './words/services.js';
import { STORY } from './words/story.js';

/** The words of tables and documents around the sentences: column headings, titles, notes. */

/** Column headings of the tables of frames, connections and lookups. */
export const HEADINGS = [
  'capture',
  'frame',
  'time',
  'relativeTime',
  'source',
  'destination',
  'sourcePort',
  'destinationPort',
  'protocol',
  'length',
  'connection',
  'role',
  'findings',
  'facts',
  'info',
  'explanation',
  'client',
  'server',
  'outcome',
  'state',
  'history',
  'completeness',
  'start',
  'end',
  'duration',
  'frames',
  'bytes',
  'payload',
  'handshakeRtt',
  'communityId',
  'name',
  'type',
  'answer',
  'query',
  'response',
  'responseTime',
  'delay',
  'fate',
] as const;
/** Name of a column heading; most are those of the rows' fields. */
export type HeadingKey = (typeof HEADINGS)[number];

/** Things that are counted in words. */
export const COUNTED = [
  'frame',
  'connection',
  'question',
  'byte',
  'capture',
  'segment',
  'conversation',
  'resend',
  'disordered',
  'gap',
  'oversized',
  'copy',
  'packet',
] as const;
/** A thing that is counted in words. */
export type CountedThing = (typeof COUNTED)[number];

/** Lines around the tables and the slots that each fills. */
export const TABLES = {
  /** Title of one capture's part. */
  capture: ['capture'],
  /** Head of the DNS section; `questions` is counted. */
  lookups: ['questions'],
  /** One line a DNS question. */
  lookup: ['client', 'type', 'name', 'server', 'outcome'],
  'lookup-unanswered': ['client', 'type', 'name', 'server'],
  /** Head of a connection: who, to whom, outcome, bytes, duration. */
  connection: ['connection', 'client', 'server', 'outcome', 'clientBytes', 'serverBytes', 'duration'],
  'connection-inferred': [
    'connection',
    'client',
    'server',
    'outcome',
    'clientBytes',
    'serverBytes',
    'duration',
  ],
  'connection-untimed': ['connection', 'client', 'server', 'outcome', 'clientBytes', 'serverBytes'],
  /** What only a later frame can tell, beside an explanation. */
  'answered-in': ['frame'],
  'not-answered': [],
  /** Frames that the tables leave out; `frames` is counted. */
  'frames-outside': ['frames', 'protocols'],
  'other-frames': [],
  'no-frames': [],
  'no-connections': [],
  'no-lookups': [],
  /** Ahead of what `follow` prints for one direction. */
  'stream-of': ['source', 'destination', 'bytes'],
  'stream-gap': ['bytes'],
} as const;

/** Every line of a report and the slots that it fills. */
export const PHRASES: typeof TABLES & typeof JOINT & typeof PROGRAMS & typeof SERVICES & typeof STORY = {
  ...TABLES,
  ...JOINT,
  ...PROGRAMS,
  ...SERVICES,
  ...STORY,
};
/** Name of a line around the tables. */
export type PhraseKey = keyof typeof PHRASES;
/** What a line needs. */
export type PhraseValues<K extends PhraseKey> = Readonly<
  Record<(typeof PHRASES)[K][number], string | number>
>;
