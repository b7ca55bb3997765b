import { readFileSync } from 'node:fs';
import { analyze } from '../../../src/engine/analysis.js';
import { openCapture } from '../../../src/node/open.js';
import type { ProgramLog } from '../../../src/vantage/programs/event.js';
import type { LaidSession, ProgramAccount } from '../../../src/vantage/programs/laid.js';
import { layPrograms, programConnections } from '../../../src/vantage/programs/lay-programs.js';
import { readProgramLog } from '../../../src/vantage/programs/read-log.js';
import { sample } from '../../report/support.js';

/** Bytes as text, or null. */
function textOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString('latin1');
}

/** A log's events as short lines: what, how much or what exactly. */
export function eventsOf(log: ProgramLog): string[] {
  return log.events.map(({ kind, count, bytes, error, at, line }) =>
    [
      line,
      kind,
      ...(count === null ? [] : [count]),
      ...(bytes === null ? [] : [JSON.stringify(textOf(bytes))]),
      ...(error === null ? [] : [error]),
      ...(at === null ? [] : [`${at.address} ${at.port}`]),
    ].join(' '),
  );
}

/** The logs of a sample's machines laid over their captures. */
export async function accountsOf(
  folder: string,
  machines: readonly string[],
  ending: 'log' | 'strace' = 'log',
): Promise<ProgramAccount[]> {
  const logs = new Map(
    machines.map((name) => [name, readProgramLog(readFileSync(sample(`${folder}/${name}.${ending}`)))]),
  );
  const analysis = await analyze(
    machines.map((name) => openCapture(sample(`${folder}/${name}.pcap`))),
    { follow: programConnections(logs.values()) },
  );
  return layPrograms(analysis, logs);
}

/** A session's events: line, what, bytes of the stream, frames of the capture. */
export function laidLines({ events }: LaidSession): string[] {
  return events.map(({ event, from, to, frames }) =>
    [event.line, event.kind, ...(from === null ? [] : [`${from}-${to}`]), `No. ${frames.join(',')}`].join(
      ' ',
    ),
  );
}
