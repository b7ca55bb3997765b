/** Streams beside what tshark's follow gives, over public captures; runs where tshark and the captures are. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StreamView } from '../../src/engine/stream-view.js';
import { analyze } from '../../src/index.js';
import { openCapture } from '../../src/node/index.js';

const CORPUS = process.env['FRAMEWISE_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
/** Every so manieth capture with TCP payload, smaller than this many bytes, and so many connections of each. */
const STEP = 150;
const LARGEST = 300_000;
const CONNECTIONS = 3;

/** A reset's payload is a text for people (RFC 9293, 3.5.2) and no part of the stream; tshark 4.0 prints it. */
function hasResetText({ client, server }: StreamView): boolean {
  return [client, server].some(({ excess }) => excess.some(({ reason }) => reason === 'reset'));
}

function tsharkIsThere(): boolean {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The streams of Node 0 and Node 1 in hexadecimal digits, by connection. */
function tsharkStreams(
  path: string,
  connections: readonly number[],
): Map<number, { node0: string; hex: [string, string] }> {
  const args = ['-r', path, '-q', ...connections.flatMap((number) => ['-z', `follow,tcp,raw,${number}`])];
  const out = execFileSync('tshark', args, {
    encoding: 'latin1',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const streams = new Map<number, { node0: string; hex: [string, string] }>();
  for (const part of out.split(/^={67}$/m)) {
    const number = /tcp\.stream eq (\d+)/.exec(part)?.[1];
    if (number === undefined) continue;
    const hex: [string, string] = ['', ''];
    for (const line of part.slice(part.indexOf('\n', part.indexOf('Node 1:')) + 1).split('\n'))
      hex[line.startsWith('\t') ? 1 : 0] += line.trim();
    streams.set(Number(number), { node0: /Node 0: (.*)/.exec(part)?.[1]?.trim() ?? '', hex });
  }
  return streams;
}

function hexOf({ client, server }: StreamView, node0: string): [string, string] {
  const both = [client, server].map(({ bytes }) => Buffer.from(bytes).toString('hex'));
  return client.endpoint === node0 ? [both[0]!, both[1]!] : [both[1]!, both[0]!];
}

function captures(): string[] {
  return readdirSync(CORPUS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(pcap|pcapng|cap|dmp)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => statSync(path).size < LARGEST)
    .sort();
}

describe.skipIf(!existsSync(CORPUS) || !tsharkIsThere())('beside tshark', () => {
  it('gives the same bytes wherever there is no gap', { timeout: 120_000 }, async () => {
    let compared = 0;
    for (const [index, path] of captures().entries()) {
      if (index % STEP !== 0) continue;
      const capture = (await analyze([openCapture(path)], { follow: 'all' })).captures[0]!;
      if (capture.error !== undefined) continue;
      const views = [...capture.connections()]
        .filter(({ payload }) => payload.client + payload.server > 0)
        .slice(0, CONNECTIONS)
        .map(({ connection }) => capture.stream(connection)!)
        .filter((view) => view.client.complete && view.server.complete && !hasResetText(view));
      if (views.length === 0) continue;
      const streams = tsharkStreams(
        path,
        views.map(({ connection }) => connection.connection),
      );
      for (const view of views) {
        const number = view.connection.connection;
        const expected = streams.get(number)!;
        // How connections are numbered is compared elsewhere.
        if (expected.node0 === ':0') continue;
        expect(hexOf(view, expected.node0), `${path} connection ${number}`).toEqual(expected.hex);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(5);
  });
});
