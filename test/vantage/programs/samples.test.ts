/** The experiments' logs over their captures; what must come out stands in samples/README.md, what happened in the programs. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { analyze } from '../../../src/engine/analysis.js';
import { en } from '../../../src/explain/locales/en.js';
import { id } from '../../../src/explain/locales/id.js';
import { programConclusions } from '../../../src/explain/programs/conclusion-text.js';
import { programEventText } from '../../../src/explain/programs/event-text.js';
import { openCapture } from '../../../src/node/open.js';
import type { LaidSession, ProgramAccount } from '../../../src/vantage/programs/laid.js';
import { layPrograms, programConnections } from '../../../src/vantage/programs/lay-programs.js';
import { readProgramLog } from '../../../src/vantage/programs/read-log.js';
import { sample } from '../../report/support.js';
import { accountsOf, laidLines } from './support.js';

const sessionsOf = (accounts: readonly ProgramAccount[]): LaidSession[] =>
  accounts.flatMap(({ sessions }) => sessions);
const sentence = (session: LaidSession, line: number, locale: typeof id): string =>
  programEventText(session.events.find(({ event }) => event.line === line)!, session, locale);
const conclusions = (session: LaidSession, locale: typeof id): string[] =>
  programConclusions(session, locale).map(({ explanation }) => explanation);

describe('02: one message of 46 bytes', () => {
  let server: LaidSession;
  let client: LaidSession;
  beforeAll(async () => {
    [server, client] = sessionsOf(await accountsOf('02-echo', ['mesin1', 'mesin2'])) as [
      LaidSession,
      LaidSession,
    ];
  });

  it('is read by the server in two pieces out of one segment', () => {
    expect(laidLines(server)).toEqual([
      '3 accepted No. 3,4,5',
      '4 read 0-32 No. 6',
      '5 write 0-32 No. 8',
      '6 read 32-46 No. 6',
      '7 write 32-46 No. 10',
      '8 end-of-stream No. 12',
    ]);
    expect(server.reading).toEqual({
      reads: 2,
      largest: 32,
      limit: 32,
      limitTold: false,
      piecemeal: [{ frame: 6, bytes: 46, reads: [32, 14], lines: [4, 6] }],
    });
  });

  it('and its echo by the client 16 bytes at a time', () => {
    expect(laidLines(client)).toEqual([
      '1 connecting No. 3,4,5',
      '2 write 0-46 No. 6',
      '3 read 0-16 No. 8',
      '4 read 16-32 No. 8',
      '5 read 32-46 No. 10',
      '6 close No. 12',
    ]);
    expect(client.certain).toBe(true);
  });

  it('is told in both languages', () => {
    expect(sentence(server, 4, id)).toBe(
      'Program di mesin1 membaca 32 byte pertama dari 46 byte yang dibawa segmen No. 6; sisanya, 14 byte, dibacanya pada pembacaan berikutnya.',
    );
    expect(sentence(server, 4, en)).toBe(
      'The program on mesin1 reads the first 32 bytes of the 46 bytes that segment No. 6 carried; the other 14 bytes it takes with its next read.',
    );
    expect(conclusions(server, id)[0]).toMatch(
      /^Segmen No\. 6 membawa 46 byte .*2 kali: 32 \+ 14 byte.*bukan karena dipecah TCP\.$/,
    );
    expect(conclusions(server, en)[1]).toMatch(/^The program on mesin1 reads at most 32 bytes at a time/);
  });

  it('has the same frames in the other capture', () => {
    expect(server.events.map(({ elsewhere }) => elsewhere)).toEqual(
      server.events.map(({ frames }) => [{ capture: 'mesin2', frames }]),
    );
  });
});

describe.each(['03-reset-unread-data', '11b-reset-unread-data', '18-lost-reset'])('%s: a reset', (folder) => {
  const readings = folder.startsWith('03') ? (['log'] as const) : (['log', 'strace'] as const);

  it.each(readings)('has its cause proven by the %s of the program that closed', async (ending) => {
    const [server, client] = sessionsOf(await accountsOf(folder, ['mesin1', 'mesin2'], ending));
    expect(client!.reset).toMatchObject({ cause: 'unread-data', frame: 14, unread: { from: 46, to: 77 } });
    expect(client!.unread!.carriers).toEqual([{ frame: 13, start: 46, end: 77, whole: true }]);
    expect(server!.reset).toBeNull();
    expect(conclusions(client!, id).at(-1)).toMatch(
      /^Log memastikan penyebab RST di No\. 14: program di mesin2 .*31 byte yang sudah tiba \(No\. 13\) belum dibacanya/,
    );
    expect(conclusions(client!, en).at(-1)).toMatch(
      /^The log makes the cause of the RST in No\. 14 certain: .*31 bytes unread that had arrived \(No\. 13\)/,
    );
  });

  it('fails the server, by the frame that reached it', async () => {
    const [server] = sessionsOf(await accountsOf(folder, ['mesin1', 'mesin2']));
    const error = server!.events.find(({ event }) => event.kind === 'error')!;
    expect(error.event.error).toBe('ECONNRESET');
    // In 18 the first RST is lost; the one that arrives is mesin2's second, which is not the frame of the first.
    expect(error.frames).toEqual(folder.startsWith('18') ? [15] : [14]);
    expect(error.elsewhere).toEqual([{ capture: 'mesin2', frames: folder.startsWith('18') ? [] : [14] }]);
  });

  it('has no proven cause without that log, or with one that was cut before the close', async () => {
    const [only] = await accountsOf(folder, ['mesin1']);
    expect(only!.sessions.map(({ reset, unread }) => [reset, unread])).toEqual([[null, null]]);
    const cut = readFileSync(sample(`${folder}/mesin2.log`), 'utf8').replace(/.*closing\n/, '');
    const logs = new Map([['mesin2', readProgramLog(cut)]]);
    const captures = [openCapture(sample(`${folder}/mesin2.pcap`))];
    const analysis = await analyze(captures, { follow: programConnections(logs.values()) });
    expect(layPrograms(analysis, logs)[0]!.sessions[0]).toMatchObject({ reset: null, unread: null });
  });
});

describe('18b: resets that nobody sent', () => {
  it.each(['log', 'strace'] as const)('prove nothing of the programs by their %s', async (ending) => {
    const sessions = sessionsOf(await accountsOf('18b-forged-reset', ['mesin1', 'mesin2'], ending));
    expect(sessions.map(({ reset }) => reset)).toEqual([null, null]);
    // Each forged RST is in one capture only.
    for (const session of sessions)
      for (const { event, elsewhere } of session.events)
        if (event.kind === 'error' || event.kind === 'close') expect(elsewhere[0]!.frames).toEqual([]);
  });
});

describe('04: two clients of a sequential server', () => {
  it('have their own connections, in each capture its frames', async () => {
    const [server] = await accountsOf('04-two-clients', ['mesin1', 'mesin2', 'mesin3']);
    const [first, second] = server!.sessions;
    expect(server!.others.map(({ kind, at }) => [kind, at])).toEqual([
      ['listening', { address: '0.0.0.0', port: 32444 }],
    ]);
    expect(laidLines(first!)).toEqual([
      '3 accepted No. 3,4,5',
      '4 read 0-32 No. 6',
      '5 write 0-32 No. 8',
      '6 read 32-46 No. 6',
      '7 write 32-46 No. 10',
      '8 read 46-78 No. 12',
      '9 write 46-78 No. 13',
      '10 read 78-81 No. 12',
      '11 write 78-81 No. 15',
      '12 end-of-stream No. 24',
    ]);
    expect(second!.connection!.connection).toBe(1);
    expect(laidLines(second!).slice(0, 3)).toEqual([
      '14 accepted No. 19,20,21',
      '15 read 0-32 No. 22',
      '16 write 0-32 No. 27',
    ]);
    expect([first!, second!].map(({ events }) => events[0]!.elsewhere[0]!.capture)).toEqual([
      'mesin2',
      'mesin3',
    ]);
    expect(first!.events.some(({ ambiguous }) => ambiguous)).toBe(false);
  });
});

describe('17: two clients of a threaded server', () => {
  it('have the lines that name no connection laid where they fit', async () => {
    const machines = ['mesin1', 'mesin2', 'mesin3'];
    const [printed] = await accountsOf('17-threaded-server', machines, 'log');
    const [traced] = await accountsOf('17-threaded-server', machines, 'strace');
    const frames = ({ sessions }: ProgramAccount): unknown =>
      sessions.map(({ events }) =>
        events.map(({ event, from, to, frames }) => [event.kind, from, to, frames]),
      );
    // strace knows each call's descriptor.
    expect(frames(printed!)).toEqual(frames(traced!));
    const unsure = printed!.sessions.flatMap(({ events }) => events.filter(({ ambiguous }) => ambiguous));
    expect(unsure.map(({ event }) => event.line)).toEqual([23]);
  });
});

describe('the other samples', () => {
  it('05: a refused request goes with the reset that refused it', async () => {
    const [client] = sessionsOf(await accountsOf('05-refused', ['mesin2']));
    expect(laidLines(client!)).toEqual(['1 connecting No. 3', '2 error No. 4', '3 close No. ']);
    expect(sentence(client!, 2, en)).toMatch(
      /ECONNREFUSED.*RST in No\. 4, in the name of 172\.18\.0\.2:10000/,
    );
  });

  it('06: a direction that is closed alone', async () => {
    const [server, client] = sessionsOf(await accountsOf('06-four-frame-close', ['mesin1', 'mesin2']));
    expect(laidLines(server!).at(-1)).toBe('8 end-of-stream No. 12');
    expect(laidLines(client!).at(-2)).toBe('6 end-of-stream No. 14');
  });

  it('07: a server asked for by its name', async () => {
    const [, client] = sessionsOf(await accountsOf('07-ipv6', ['mesin1', 'mesin2']));
    expect(client!.connection!.serverAddress).toBe('2001:db8:172:18::2');
    expect(laidLines(client!).slice(0, 3)).toEqual([
      '1 connecting No. 10,11,12',
      '2 write 0-46 No. 13',
      '3 read 0-16 No. 15',
    ]);
  });

  it.each(['14-nat', '14b-published-port'])(
    '%s: a connection whose endpoints a router rewrote',
    async (folder) => {
      const [server, client] = sessionsOf(await accountsOf(folder, ['mesin1', 'mesin2']));
      const endpoints = [server!, client!].map(({ connection }) => [connection!.client, connection!.server]);
      expect(endpoints[0]).not.toEqual(endpoints[1]);
      // Its handshake is 3 to 5 on both machines.
      expect([server!, client!].map(({ events }) => events[0]!.elsewhere)).toEqual([
        [{ capture: 'mesin2', frames: [3, 4, 5] }],
        [{ capture: 'mesin1', frames: [3, 4, 5] }],
      ]);
    },
  );

  it('10: a sum of many reads is no single read', async () => {
    const [server] = sessionsOf(await accountsOf('10-lossy', ['mesin1']));
    const [, sum] = server!.events;
    expect([sum!.from, sum!.to, sum!.comparison]).toEqual([0, 60200, 'counted']);
    expect(server!.reading).toBeNull();
    expect(sentence(server!, 3, id)).toContain('tidak dalam berapa kali pembacaan');
  });

  it.each(['mesin1', 'mesin2'])(
    "09's log of %s does not fit 02's capture, and is said not to",
    async (machine) => {
      const text = readFileSync(sample(`09-nanosecond/${machine}.log`), 'utf8')
        .replace(/(172\.18\.0\.3', )\d+/, '$137692')
        .replaceAll('DIKIRIM', 'DITERIMA');
      const logs = new Map([[machine, readProgramLog(text)]]);
      const captures = [openCapture(sample(`02-echo/${machine}.pcap`))];
      const analysis = await analyze(captures, { follow: programConnections(logs.values()) });
      const [session] = layPrograms(analysis, logs)[0]!.sessions;
      expect(session!.events.map(({ comparison }) => comparison)).toContain('different');
      expect(session!.reading?.piecemeal ?? []).toEqual([]);
      expect(session!.events.map((laid) => programEventText(laid, session!, id)).join(' ')).toContain(
        'Log tidak cocok dengan rekaman',
      );
    },
  );
});
