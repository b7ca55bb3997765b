import { MAX_UNITS } from '../src/bytes/preview.js';
import { OTHER_WORDS } from '../src/table/address-table.js';
import { BATCH_ROWS, BIT, FrameBatch, SHAPE, TRANSPORT } from '../src/table/frame-batch.js';
import { NO_TIME } from '../src/table/records.js';
import {
  FORM,
  MARKS,
  OF_SERVER,
  SETTING,
  SETTING_WORDS,
  SOURCE,
  SOURCE_BITS,
  TABLE_BITS,
} from '../src/table/sources.js';
import { SAID } from '../src/track/endpoints.js';
import { ENDPOINTS } from '../src/track/state-rules.js';
import {
  ASKED,
  ASKED_WORDS,
  BATCH_AT,
  COMPARED,
  COMPLETENESS,
  CONNECTION,
  DIRECTION,
  MAX_HISTORY,
  NOBODY,
  OWN,
  PACKET,
  PACKET_WORDS,
  RECORD_WORDS,
  SEGMENT,
  SEGMENT_WORDS,
  SIDE,
  STATUS,
  STATUS_WORDS,
  sideOf,
} from '../src/track/tcp-state.js';
import { RESET_CAUSES } from '../src/vocabulary/facts.js';
import { FINDING_BIT } from '../src/vocabulary/findings.js';
import { PROTOCOL_CODE } from '../src/vocabulary/protocols.js';
import { STAGE_CODE } from '../src/vocabulary/stages.js';
import { PORT, WELL_KNOWN_PORTS } from '../src/wire/ports.js';
import { MAX_WINDOW_SCALE, OPTION } from '../src/wire/syn-options.js';
import { FLAG } from '../src/wire/tcp.js';

type Numbers = Readonly<Record<string, number>>;

/** The program's constants as the kernels import them, in AssemblyScript: places in memory in bytes. */
export function kernelConstants(): string {
  const [own, side] = [sideOf(0, 0), sideOf(0, 1) - sideOf(0, 0)];
  return [
    '// Made of the constants in src/ by scripts/kernels.ts.',
    namespace('OWN', 'usize', inBytes(OWN)),
    namespace('SIDE', 'usize', inBytes(SIDE)),
    namespace('RECORD', 'usize', inBytes({ own, side, size: RECORD_WORDS })),
    namespace('SEGMENT', 'usize', inBytes({ ...SEGMENT, size: SEGMENT_WORDS })),
    namespace('PACKET', 'usize', inBytes({ ...PACKET, size: PACKET_WORDS })),
    namespace('ASKED', 'usize', inBytes({ ...ASKED, size: ASKED_WORDS })),
    namespace('STATUS', 'usize', inBytes({ ...STATUS, size: STATUS_WORDS })),
    namespace('COLUMN', 'usize', columns()),
    namespace('SETTING', 'usize', inBytes(SETTING)),
    namespace('FORM', 'usize', FORM),
    namespace('SOURCE', 'i32', SOURCE),
    namespace('COMPARED', 'i32', COMPARED),
    namespace('CONNECTION', 'i32', CONNECTION),
    namespace('DIRECTION', 'i32', DIRECTION),
    namespace('COMPLETENESS', 'i32', COMPLETENESS),
    namespace('SAID', 'i32', SAID),
    namespace('ENDPOINT', 'i32', codes(ENDPOINTS)),
    namespace('RESET_CAUSE', 'i32', codes(RESET_CAUSES)),
    namespace('FLAG', 'i32', FLAG),
    namespace('OPTION', 'i32', OPTION),
    namespace('SHAPE', 'i32', SHAPE),
    namespace('TRANSPORT', 'i32', TRANSPORT),
    namespace('PORT', 'i32', PORT),
    namespace('PROTOCOL', 'i32', { TCP: PROTOCOL_CODE.TCP, UDP: PROTOCOL_CODE.UDP }),
    namespace('BIT', 'i32', BIT),
    namespace('FINDING', 'i32', FINDING_BIT),
    namespace('STAGE', 'i32', STAGE_CODE),
    `export const NOBODY: i32 = ${NOBODY};`,
    `export const WELL_KNOWN_PORTS: u32 = ${WELL_KNOWN_PORTS};`,
    `export const MAX_WINDOW_SCALE: i32 = ${MAX_WINDOW_SCALE};`,
    `export const MAX_HISTORY: u32 = ${MAX_HISTORY};`,
    `export const SOURCE_BITS: i32 = ${SOURCE_BITS};`,
    `export const TABLE_BITS: i32 = ${TABLE_BITS};`,
    `export const MARKS: usize = ${MARKS};`,
    `export const OF_SERVER: u32 = ${OF_SERVER};`,
    `export const OTHER_ADDRESS: usize = ${OTHER_WORDS * 4};`,
    `export const NO_TIME: u32 = ${NO_TIME};`,
    `export const SETTING_BYTES: i32 = ${SETTING_WORDS * 4};`,
    `export const PREVIEW_UNITS: usize = ${MAX_UNITS};`,
    `export const BATCH_ROWS: i32 = ${BATCH_ROWS};`,
    '',
  ].join('\n');
}

function inBytes(words: Numbers): Numbers {
  return Object.fromEntries(Object.entries(words).map(([name, word]) => [name, word * 4]));
}

function columns(): Numbers {
  const views = Object.entries(new FrameBatch(BATCH_ROWS)).filter(
    (entry): entry is [string, Uint8Array] => ArrayBuffer.isView(entry[1]) && entry[0] !== 'bytes',
  );
  return Object.fromEntries(views.map(([name, view]) => [name, BATCH_AT + view.byteOffset]));
}

function codes(names: readonly string[]): Numbers {
  return Object.fromEntries(names.map((name, code) => [name, code]));
}

/** `a-b` is written `aB`. */
function namespace(name: string, type: string, numbers: Numbers): string {
  const lines = Object.entries(numbers).map(
    ([key, value]) =>
      `  export const ${key.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())}: ${type} = ${value};`,
  );
  return `export namespace ${name} {\n${lines.join('\n')}\n}`;
}
