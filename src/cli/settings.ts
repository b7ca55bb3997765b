import type { CaptureLimits } from '../capture/limits.js';
import { type AnalysisLimits, DEFAULT_LIMITS } from '../engine/limits.js';
import type { Detail } from '../explain/explain.js';
import {
  CONNECTION_FIELDS,
  type FieldPath,
  frameFields,
  LOOKUP_FIELDS,
  plainFields,
} from '../report/fields.js';
import { type FrameRange, ONLY_NAMES, parseFrameRanges, RowFilter } from '../report/filter.js';
import { ROW_FIELDS } from '../report/row.js';
import { type CommandSpec, optionOf } from './commands.js';
import { UsageError } from './usage-error.js';

/** A form that output can have. */
export type Format = 'text' | 'markdown' | 'csv' | 'json' | 'ndjson' | 'hex' | 'raw';

/** What the options of a command mean. */
export interface Settings {
  readonly format: Format;
  readonly fields: readonly FieldPath[] | undefined;
  /** File to write to; undefined: standard output. */
  readonly output: string | undefined;
  readonly connection: number | undefined;
  readonly frames: readonly FrameRange[] | undefined;
  readonly filter: RowFilter;
  readonly all: boolean;
  /** Times are shown on the first capture's clock. */
  readonly align: boolean;
  readonly detail: Detail;
  /** Whether stories are told, and who was served when. */
  readonly story: 'auto' | 'always' | 'never';
  readonly direction: 'client' | 'server' | 'both';
  /** Names of machines by address. */
  readonly hosts: ReadonlyMap<string, string>;
  /** Logs of programs: path by the label of their machine's capture. */
  readonly logs: ReadonlyMap<string, string>;
  readonly limits: Partial<AnalysisLimits & CaptureLimits>;
  readonly verifyChecksums: boolean;
  readonly color: 'auto' | 'always' | 'never';
  readonly progress: boolean;
}

const LIMIT_NAMES = [...Object.keys(DEFAULT_LIMITS), 'maxFrameLength', 'maxDecompressedBytes'];

/** Checks the options' values. @throws UsageError */
export async function settingsOf(
  command: CommandSpec,
  raw: Readonly<Record<string, unknown>>,
): Promise<Settings> {
  for (const name of command.options) {
    const { flags, choices } = optionOf(command, name);
    const value = raw[name];
    if (choices !== undefined && value !== undefined && !choices.includes(String(value)))
      throw new UsageError('bad-choice', { option: /--\w+/.exec(flags)![0], choices: choices.join(', ') });
  }
  const format = (text(raw['format']) ?? 'text') as Format;
  const connection = connectionOf(text(raw['connection']));
  const frames = framesOf(text(raw['frames']));
  const only = listOf(text(raw['only']));
  return {
    format,
    fields: fieldsOf(command, format, listOf(text(raw['fields']))),
    output: text(raw['output']) === '-' ? undefined : text(raw['output']),
    connection,
    frames,
    filter: filterOf(connection, frames, only),
    all: raw['all'] === true,
    align: raw['align'] === true,
    detail: (text(raw['detail']) ?? 'brief') as Detail,
    story: (text(raw['story']) ?? 'auto') as Settings['story'],
    direction: (text(raw['direction']) ?? 'both') as Settings['direction'],
    hosts: await hostsOf((raw['host'] ?? []) as string[]),
    logs: logsOf((raw['log'] ?? []) as string[], format),
    limits: limitsOf(listOf(text(raw['limits'])) ?? []),
    verifyChecksums: raw['verifyChecksums'] === true,
    color: (text(raw['color']) ?? 'auto') as Settings['color'],
    progress: raw['progress'] !== false,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function listOf(value: string | undefined): string[] | undefined {
  return value?.split(',').map((part) => part.trim());
}

function connectionOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw new UsageError('bad-number', { option: '--connection' });
  return Number(value);
}

function framesOf(value: string | undefined): FrameRange[] | undefined {
  if (value === undefined) return undefined;
  try {
    return parseFrameRanges(value);
  } catch {
    throw new UsageError('bad-frames', { what: value });
  }
}

function filterOf(
  connection: number | undefined,
  frames: readonly FrameRange[] | undefined,
  only: readonly string[] | undefined,
): RowFilter {
  const unknown = only?.find((name) => !ONLY_NAMES.includes(name.toLowerCase()));
  if (unknown !== undefined)
    throw new UsageError('bad-only', { what: unknown, choices: ONLY_NAMES.join(', ') });
  return new RowFilter({
    ...(connection === undefined ? {} : { connection }),
    ...(frames === undefined ? {} : { frames }),
    ...(only === undefined ? {} : { only }),
  });
}

function fieldsOf(
  command: CommandSpec,
  format: Format,
  names: readonly string[] | undefined,
): FieldPath[] | undefined {
  if (names === undefined) return undefined;
  if (format !== 'csv' && format !== 'ndjson') throw new UsageError('fields-format');
  const known =
    command.name === 'explain'
      ? [...ROW_FIELDS, 'facts.…']
      : command.name === 'connections'
        ? CONNECTION_FIELDS
        : LOOKUP_FIELDS;
  const read = (name: string): FieldPath[] =>
    command.name === 'explain' ? frameFields([name]) : plainFields([name], known);
  return names.flatMap((name) => {
    try {
      return read(name);
    } catch {
      throw new UsageError('bad-field', { what: name, choices: known.join(', ') });
    }
  });
}

async function hostsOf(pairs: readonly string[]): Promise<Map<string, string>> {
  const hosts = new Map<string, string>();
  if (pairs.length === 0) return hosts;
  const { isIP, SocketAddress } = await import('node:net');
  for (const pair of pairs) {
    const at = pair.lastIndexOf('=');
    const address = pair.slice(at + 1).replace(/^\[(.*)\]$/, '$1');
    const kind = at < 1 ? 0 : isIP(address);
    if (kind === 0) throw new UsageError('bad-host', { what: pair });
    // As rows write it: RFC 5952 for IPv6.
    const canonical = kind === 6 ? new SocketAddress({ address, family: 'ipv6' }).address : address;
    hosts.set(canonical, pair.slice(0, at));
  }
  return hosts;
}

function logsOf(pairs: readonly string[], format: Format): Map<string, string> {
  // Rows of frames have no place for what programs did.
  if (pairs.length > 0 && (format === 'csv' || format === 'ndjson')) throw new UsageError('log-format');
  const logs = new Map<string, string>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const label = pair.slice(0, Math.max(0, at));
    if (at < 1 || at === pair.length - 1) throw new UsageError('bad-log', { what: pair });
    if (logs.has(label)) throw new UsageError('log-twice', { what: label });
    logs.set(label, pair.slice(at + 1));
  }
  return logs;
}

function limitsOf(pairs: readonly string[]): Partial<AnalysisLimits & CaptureLimits> {
  const limits: Record<string, number> = {};
  for (const pair of pairs) {
    const [name = '', value = ''] = pair.split('=');
    const number = Number(value);
    if (!LIMIT_NAMES.includes(name) || !/^\d{1,15}$/.test(value) || number < 1 || number > 2 ** 40)
      throw new UsageError('bad-limit', { what: pair, choices: LIMIT_NAMES.join(', ') });
    limits[name] = number;
  }
  return limits;
}
