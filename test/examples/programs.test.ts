/** What the programs on the machines did, by their logs. */
import {
  analyze,
  type ConnectionChoice,
  type DocumentWriterOptions,
  type LaidEvent,
  type LaidSession,
  type LogEndpoint,
  layPrograms,
  PROGRAM_EVENT_KINDS,
  type ProgramAccount,
  type ProgramConclusion,
  type ProgramEvent,
  type ProgramEventKind,
  type ProgramEventRow,
  type ProgramLog,
  type ProgramRow,
  programConnections,
  programRows,
  programsPart,
  readProgramLog,
  writeJson,
  writeText,
} from 'framewise';
import { en } from 'framewise/locales/en';
import { id } from 'framewise/locales/id';
import { openCapture } from 'framewise/node';
import { describe, expect, it } from 'vitest';
import { Gathered, sample, sampleBytes } from './support.js';

const logOf = (path: string): ProgramLog => readProgramLog(sampleBytes(path));

describe('a log', () => {
  it('is read as a list of events', () => {
    const log = readProgramLog(`
      connection from ('172.18.0.3', 37692)
      received b'INI ADALAH DATA YANG DIKIRIM ABC'`);
    const read: ProgramEvent = log.events[1]!;
    expect([log.format, read.kind, read.line, read.count]).toEqual(['messages', 'read', 3, 32]);
    const peer: LogEndpoint | null = log.sessions[0]!.peer;
    expect(peer).toEqual({ address: '172.18.0.3', port: 37692 });
    const kinds: readonly ProgramEventKind[] = PROGRAM_EVENT_KINDS;
    expect(kinds).toContain(read.kind);
  });

  it('is text', () => {
    expect(() => readProgramLog(Uint8Array.of(0))).toThrow(TypeError);
  });
});

describe('logs laid over captures', () => {
  it('tell which frames each read drew on, and why a reset was sent', async () => {
    const folder = '03-reset-unread-data';
    const names = ['mesin1', 'mesin2'];
    const logs = new Map(names.map((name) => [name, logOf(`${folder}/${name}.log`)]));
    // Only the streams of connections that the logs are about are kept.
    const follow: ConnectionChoice = programConnections(logs.values());
    const analysis = await analyze(
      names.map((name) => openCapture(sample(`${folder}/${name}.pcap`))),
      { follow },
    );
    const [server, client]: ProgramAccount[] = layPrograms(analysis, logs);

    const session: LaidSession = server!.sessions[0]!;
    const reads: LaidEvent[] = session.events.filter(({ event }) => event.kind === 'read');
    expect(reads.map(({ from, to, frames }) => [from, to, frames])).toEqual([
      [0, 32, [6]],
      [32, 46, [6]],
      [46, 77, [12]],
    ]);
    expect(session.reading?.limit).toBe(32);
    expect(client!.sessions[0]!.reset).toMatchObject({ cause: 'unread-data', frame: 14, line: 7 });

    const output = new Gathered();
    await writeText(analysis, output, { locale: id, parts: [programsPart([server!, client!], id)] });
    expect(output.text).toContain('Yang dilakukan program');

    const document = new Gathered();
    const programs: ProgramRow[] = [server!, client!].flatMap((account) => programRows(account, en));
    const options: DocumentWriterOptions = { locale: en, programs };
    await writeJson(analysis, document, options);
    expect(JSON.parse(document.text).programs).toEqual(programs);
    const event: ProgramEventRow = programs.at(-1)!.events[2]!;
    expect(event.explanation).toMatch(/reads the first 16 bytes of the 32 bytes that segment No\. 8 carried/);
    const conclusion: ProgramConclusion = programs.at(-1)!.conclusions.at(-1)!;
    expect([conclusion.kind, conclusion.frames]).toEqual(['reset-cause', [13, 14]]);
  });

  it('may be records of strace', async () => {
    const logs = new Map([['mesin1', logOf('11-delayed-link/mesin1.strace')]]);
    const captures = [openCapture(sample('11-delayed-link/mesin1.pcap'))];
    const analysis = await analyze(captures, { follow: programConnections(logs.values()) });
    const [{ sessions, format }] = layPrograms(analysis, logs) as [ProgramAccount];
    expect([format, sessions[0]!.reading?.limitTold]).toEqual(['strace', true]);
  });
});
