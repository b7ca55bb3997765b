import { describe, expect, it, vi } from 'vitest';
import { stream } from '../../src/engine/analysis.js';
import type { CaptureAnalysis } from '../../src/engine/capture-analysis.js';
import { en } from '../../src/explain/locales/en.js';
import { ConnectionColumns } from '../../src/report/connection-columns.js';
import { csvRecord } from '../../src/report/csv.js';
import { plainFields, valueAt } from '../../src/report/fields.js';
import { jsonText } from '../../src/report/json-text.js';
import { CONNECTIONS } from '../../src/report/lists.js';
import { writeList } from '../../src/report/write-list.js';
import type { RawFrame } from '../../src/table/records.js';
import { ethernet, IP, ipv4, ipv6, tcp } from '../support/packets.js';
import { TextOutput } from './support.js';

/** When a capture begins: shortly before midnight, so that some connections end on another day. */
const BEGIN = Date.UTC(2026, 1, 28, 23, 59, 50) / 1000;
/** Segments of a connection, each by who sends it and its flags. */
const LIVES = [
  ['c SYN', 's SYN,ACK', 'c ACK', 'c PSH,ACK', 's ACK', 's PSH,ACK', 'c FIN,ACK', 's FIN,ACK', 'c ACK'],
  ['c SYN', 's SYN,ACK', 'c ACK', 'c PSH,ACK', 's RST,ACK'],
  ['c SYN', 's RST,ACK'],
  ['c SYN', 'c RST'],
  ['c SYN'],
  ['s SYN,ACK', 'c ACK', 's PSH,ACK'],
  ['s PSH,ACK', 'c ACK'],
  ['c PSH,ACK', 's ACK', 'c FIN,ACK'],
] as const;
/** Addresses of a client and a server, the number of the connection in place of "N". */
const ENDS = [
  ['10.1.0.N', '192.0.2.1'],
  ['2001:db8::N:0:0:1', '2001:db8:1:2:3:4:5:6'],
  ['::N', '::1'],
  ['::ffff:102:3N', 'fe80::a:b00:0:0'],
  ['10.0.0.1', '9.255.255.N'],
] as const;

interface Conversation {
  readonly client: string;
  readonly server: string;
  readonly clientPort: number;
  readonly life: readonly string[];
  readonly seconds: number | null;
}

function* frames({ client, server, clientPort, life, seconds }: Conversation): Generator<RawFrame> {
  const next = { c: 1000, s: 2 ** 32 - 20 };
  for (const [index, step] of life.entries()) {
    const [from, flags = ''] = step.split(' ') as ['c' | 's', string];
    const isClient = from === 'c';
    const data = new Uint8Array(flags.includes('PSH') ? clientPort % 97 : 0);
    const segment = tcp(
      {
        ...(isClient
          ? { sourcePort: clientPort, destinationPort: 443 }
          : { sourcePort: 443, destinationPort: clientPort }),
        seq: next[from],
        ack: flags.includes('ACK') ? next[isClient ? 's' : 'c'] : 0,
        flags,
      },
      data,
    );
    next[from] = (next[from] + data.length + (/SYN|FIN/.test(flags) ? 1 : 0)) % 2 ** 32;
    const [source, destination] = isClient ? [client, server] : [server, client];
    const packet = client.includes(':') ? ipv6 : ipv4;
    const passed = index * 700_000_000 + clientPort * 1000;
    yield {
      bytes: ethernet(packet(segment, { protocol: IP.tcp, source, destination })),
      seconds: seconds === null ? null : seconds + Math.floor(passed / 1e9),
      nanoseconds: passed % 1e9,
    };
  }
}

async function captured(conversations: Iterable<Conversation>): Promise<CaptureAnalysis> {
  const capture = stream([...conversations].flatMap((conversation) => [...frames(conversation)]));
  for await (const _ of capture.batches());
  return capture;
}

/** Expects all rows to be those of the connections. @returns how many were not written by the kernel */
async function expectSame(capture: CaptureAnalysis, format: 'json' | 'csv'): Promise<number> {
  const rows = [...capture.connections()].map((connection) => CONNECTIONS.row(connection, en));
  const output = new TextOutput();
  const add = vi.spyOn(ConnectionColumns.prototype, 'add');
  await writeList(CONNECTIONS, [capture], output, { format, locale: en });
  const added = add.mock.calls.length;
  add.mockRestore();
  const cells = plainFields(CONNECTIONS.fields, CONNECTIONS.fields);
  const texts = rows.map((row) =>
    format === 'json' ? jsonText(row) : csvRecord(cells.map(({ path }) => valueAt(row, path))),
  );
  const written =
    format === 'json' ? output.text.split('\n').slice(1, -3) : output.text.split(/(?<=\r\n)/).slice(1);
  expect(written.map((text) => text.replace(/(?:,|\],)$/, ''))).toEqual(texts);
  return added;
}

describe.each(['json', 'csv'] as const)('rows of connections as %s', (format) => {
  it.each(LIVES.map((life) => [life.join(', '), life]))('are the same of all kinds: %s', async (_, life) => {
    const conversations = ENDS.flatMap(([client, server], of) =>
      Array.from({ length: 12 }, (_, number) => ({
        client: client.replace('N', String(number + 1)),
        server: server.replace('N', String(number + 1)),
        clientPort: 40_000 + of * 1000 + number * 37,
        life,
        seconds: BEGIN + number * 2,
      })),
    );
    const capture = await captured(conversations);
    expect([...capture.connections()]).toHaveLength(60);
    // The state of one that its client gave up at once depends on its history, which is left to the other way.
    const most = life.includes('c RST' as never) ? 60 : 30;
    expect(await expectSame(capture, format)).toBeLessThanOrEqual(most);
  });

  it('are the same where times are not known', async () => {
    const capture = await captured(
      Array.from({ length: 40 }, (_, number) => ({
        client: '10.0.0.1',
        server: '10.0.0.2',
        clientPort: 40_000 + number,
        life: LIVES[number % 2]!,
        seconds: number % 3 === 0 ? null : BEGIN,
      })),
    );
    expect(await expectSame(capture, format)).toBeLessThan(20);
  });

  it('are the same when they are listed once more', async () => {
    const capture = await captured(
      Array.from({ length: 20 }, (_, number) => ({
        client: '10.0.0.1',
        server: '10.0.0.2',
        clientPort: 40_000 + number,
        life: LIVES[0],
        seconds: BEGIN,
      })),
    );
    expect(await expectSame(capture, format)).toBeLessThan(10);
    expect(await expectSame(capture, format)).toBe(20);
  });
});

it('rows of a flood, of more addresses than texts are kept of, are the same in many pieces', async () => {
  const capture = await captured(
    Array.from({ length: 33_000 }, (_, number) => ({
      client: `11.${number >>> 16}.${(number >>> 8) & 255}.${number & 255}`,
      server: '10.0.0.2',
      clientPort: 1024 + (number % 60_000),
      life: LIVES[4],
      seconds: BEGIN,
    })),
  );
  expect(await expectSame(capture, 'json')).toBeLessThan(10);
});
