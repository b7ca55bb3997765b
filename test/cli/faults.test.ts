import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sample } from '../report/support.js';
import { buildPcap } from '../support/capture-builder.js';
import { story } from '../support/story.js';
import { framewise, temporaryFolder } from './support.js';

const file = temporaryFolder();
const whole = readFileSync(sample('02-echo/mesin1.pcap'));
const RANDOM = Uint8Array.from({ length: 3000 }, (_, i) => (i * 2654435761) >>> 13);

/** Header of 24 bytes, then 16 before each frame; frames 1 and 2 are ARP of 42 bytes, 3 a SYN of 74. */
const CUT_AT = 24 + 2 * (16 + 42) + 16 + 74 + 16 + 20;
const cut = file('cut.pcap', whole.subarray(0, CUT_AT));

const unreadable: readonly (readonly [string, string, RegExp, RegExp])[] = [
  ['empty', file('empty.pcap', ''), /no bytes/, /kosong/],
  ['text', file('text.pcap', 'No. Time Source\n1 0.0 10.0.0.1\n'), /no pcap or pcapng/, /bukan rekaman/],
  ['random', file('random.pcap', RANDOM), /no pcap or pcapng/, /bukan rekaman/],
  ['missing', '/nonexistent/missing.pcap', /no such file/, /tidak ada/],
  ['a folder', '/tmp', /directory/, /folder/],
];

function expectPlainMessage(stderr: string): void {
  expect(stderr).toMatch(/^framewise: .*\n$/s);
  expect(stderr).not.toMatch(/\n {4}at |Error:|node:/);
}

describe.each(unreadable)('%s', (_, path, english, indonesian) => {
  it.each(['text', 'markdown', 'csv', 'json', 'ndjson'])(
    'as %s is status 2 and a clear message',
    async (format) => {
      const { status, stderr } = await framewise(['explain', path, '--format', format]);
      expect(status).toBe(2);
      expectPlainMessage(stderr);
      expect(stderr).toContain(path);
      expect(stderr).toMatch(english);
    },
  );

  it('is told in Indonesian', async () => {
    const { status, stderr } = await framewise(['explain', path, '--lang', 'id']);
    expect(status).toBe(2);
    expect(stderr).toMatch(indonesian);
  });

  it.each(['connections', 'lookups', 'follow'])('is the same for %s', async (command) => {
    const { status, stderr } = await framewise([command, path, ...(command === 'follow' ? ['-c', '0'] : [])]);
    expect(status).toBe(2);
    expectPlainMessage(stderr);
  });
});

describe('a cut capture', () => {
  it.each(['ndjson', 'csv'])('as %s has every frame before the cut', async (format) => {
    const { status, stdout, stderr } = await framewise(['explain', cut, '--format', format]);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .slice(format === 'csv' ? 1 : 0);
    expect(status).toBe(2);
    expect(lines).toHaveLength(3);
    expectPlainMessage(stderr);
    expect(stderr).toMatch(/frame 4\b/);
    expect(stderr).toMatch(/byte \d+/);
    expect(stderr).toContain('The 3 frames before it were read.');
  });

  it('as text explains the frames before the cut', async () => {
    const { status, stdout, stderr } = await framewise(['explain', cut, '--lang', 'id', '--all']);
    expect(status).toBe(2);
    expect(stdout.replace(/\s+/g, ' ')).toContain('langkah ke-1 dari three-way handshake');
    expect(stderr).toContain('3 frame sebelumnya sudah dibaca.');
  });

  it('does not keep the others from being explained', async () => {
    const good = sample('05-refused/mesin1.pcap');
    const { status, stdout, stderr } = await framewise([
      'explain',
      cut,
      '/nonexistent',
      good,
      '--format',
      'ndjson',
    ]);
    const captures = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).capture);
    expect(status).toBe(2);
    expect(captures.filter((name) => name === 'cut')).toHaveLength(3);
    expect(captures.filter((name) => name === 'mesin1').length).toBeGreaterThan(1);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
  });
});

describe('a capture that a terminal damaged', () => {
  it('is told by its damage', async () => {
    const crlf = Buffer.from(whole.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    const { status, stderr } = await framewise(['explain', file('crlf.pcap', crlf)]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/carriage return/i);
  });
});

describe('a capture of nothing', () => {
  it('with a header alone is done', async () => {
    const path = file('header.pcap', buildPcap([]));
    for (const format of ['text', 'markdown', 'csv', 'json', 'ndjson'])
      expect(await framewise(['explain', path, '--format', format])).toMatchObject({ status: 0, stderr: '' });
    expect((await framewise(['explain', path])).stdout).toContain('holds no frames');
  });

  it('of an unknown link type is done, its frames all other', async () => {
    const path = file('link.pcap', buildPcap([{ bytes: RANDOM.subarray(0, 60) }], { linkType: 147 }));
    const { status, stdout } = await framewise(['explain', path, '--format', 'ndjson']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ frame: 1, role: 'other' });
  });
});

describe('more connections than are remembered', () => {
  const frames = Array.from(
    { length: 5 },
    () => story().handshake().client('FIN,ACK').server('FIN,ACK').client('ACK').frames,
  ).flat();
  const many = file('many.pcap', buildPcap(frames));
  const limits = ['--limits', 'maxEndedConnections=2,maxConnectionRecords=1'];

  it('are listed as far as they are known, and the others counted on standard error', async () => {
    const asked = ['connections', many, '--format', 'csv', '--fields', 'connection', ...limits];
    const { status, stdout, stderr } = await framewise(asked);
    expect({ status, listed: stdout.trim().split('\n').length - 1 }).toEqual({ status: 0, listed: 3 });
    expect(stderr).toMatch(/^framewise: .*many\.pcap: 2 connections .* not listed.*maxEndedConnections/);
  });
});
