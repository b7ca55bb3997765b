import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sample } from '../report/support.js';
import { framewise, temporaryFolder } from './support.js';

const file = temporaryFolder();

/** What tshark followed, beside each story. */
function expectedStream(story: string, side: 'client' | 'server'): { bytes: number; sha256: string } {
  const { captures } = JSON.parse(readFileSync(sample(`${story}/expected.json`), 'utf8'));
  return captures['mesin1.pcap'].connections[0].streams[side];
}

describe('follow', () => {
  it.each([
    ['02-echo', 'client'],
    ['02-echo', 'server'],
    ['06-four-frame-close', 'client'],
    ['03-reset-unread-data', 'server'],
  ] as const)('gives the bytes of %s from the %s', async (story, side) => {
    const path = file('stream.bin', '');
    const args = [
      'follow',
      sample(`${story}/mesin1.pcap`),
      '-c',
      '0',
      '--format',
      'raw',
      '--direction',
      side,
    ];
    expect(await framewise([...args, '-o', path])).toMatchObject({ status: 0, stderr: '' });
    const bytes = readFileSync(path);
    expect({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }).toEqual(
      expectedStream(story, side),
    );
  });

  it('gives the bytes before a fault, and says what is missing', async () => {
    const path = file('cut.pcap', readFileSync(sample('02-echo/mesin1.pcap')).subarray(0, 700));
    const args = ['follow', path, '-c', '0', '--format', 'raw', '--direction', 'client'];
    const { status, stdout, stderr } = await framewise(args);
    expect(stdout).toBe('INI ADALAH DATA YANG DIKIRIM ABCDEFGHIJKLMNOPQ');
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('cut.pcap') });
  });

  it('tells who says what', async () => {
    const { stdout } = await framewise(['follow', sample('02-echo/mesin1.pcap'), '--lang', 'id']);
    const message = 'INI ADALAH DATA YANG DIKIRIM ABCDEFGHIJKLMNOPQ';
    expect(stdout).toMatch(
      new RegExp(
        `^Dari 172\\.18\\.0\\.3:\\d+ ke 172\\.18\\.0\\.2:10000: 46 byte\n${message}\n\nDari 172.*\n${message}\n\n$`,
      ),
    );
  });

  it('shows bytes in hexadecimal', async () => {
    const { stdout } = await framewise(['follow', sample('02-echo/mesin1.pcap'), '--format', 'hex']);
    expect(stdout).toContain(
      '00000000  49 4e 49 20 41 44 41 4c  41 48 20 44 41 54 41 20  INI ADALAH DATA \n',
    );
  });

  it('has gaps as values', async () => {
    const { stdout } = await framewise([
      'follow',
      sample('10-lossy/mesin1.pcap'),
      '--format',
      'json',
      '-c',
      '0',
    ]);
    const { chunks, connection } = JSON.parse(stdout);
    expect(connection.connection).toBe(0);
    let end = 0;
    for (const chunk of chunks.filter(({ from }: { from: string }) => from === 'client')) {
      expect(chunk.start).toBe(end);
      if (chunk.kind === 'bytes')
        expect(Buffer.from(chunk.data, 'base64')).toHaveLength(chunk.end - chunk.start);
      else expect(chunk.kind).toBe('gap');
      end = chunk.end;
    }
  });
});
