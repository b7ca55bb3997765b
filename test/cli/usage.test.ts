import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { COMMANDS } from '../../src/cli/commands.js';
import { sample } from '../report/support.js';
import { framewise, temporaryFolder } from './support.js';

const echo = sample('02-echo/mesin1.pcap');
const two = sample('04-two-clients/mesin1.pcap');
const file = temporaryFolder();

describe('wrong usage', () => {
  it.each<[string[], RegExp]>([
    [['explode', echo], /unknown command explode/],
    [['explain'], /which capture/],
    [['explain', echo, '--bogus'], /unknown option --bogus/],
    [['explain', echo, '--format'], /--format .*needs a value/],
    [['explain', echo, '--format', 'xml'], /--format must be one of: text, markdown, csv, json, ndjson/],
    [['explain', echo, '--lang', 'de'], /--lang must be one of: id, en/],
    [['explain', echo, '-c', 'x'], /--connection must be a whole number/],
    [['explain', echo, '-c', '-1'], /--connection|-1/],
    [['explain', echo, '--frames', '9-3'], /--frames/],
    [['explain', echo, '--only', 'dns,nonsense'], /"nonsense"/],
    [['explain', echo, '--fields', 'frame'], /--fields works with/],
    [['explain', echo, '--format', 'csv', '--fields', 'frame,nonsense'], /"nonsense"/],
    [['explain', echo, '--limits', 'maxConnections=many'], /--limits/],
    [['explain', echo, '--limits', 'nonsense=1'], /maxConnections/],
    [['explain', echo, '--host', 'mesin1=nowhere'], /--host/],
    [['explain', '-', '-'], /only once/],
    [['follow', echo, echo, '-c', '0'], /one capture only/],
    [['explain', echo, '-o', '/nonexistent/x'], /cannot write/],
    [['match', echo], /at least two/],
    [['match', ...Array.from({ length: 32 }, (_, i) => `m${i}=${echo}`)], /at most 31/],
    [['report', echo], /unknown command report/],
    [['live', 'eth0'], /unknown command live/],
  ])('%j is status 1', async (args, message) => {
    const { status, stdout, stderr } = await framewise(args);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^framewise: [^\n]+\n$/);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });

  it('is told in the language of the environment', async () => {
    const { stderr } = await framewise(['explain', echo, '--bogus'], { env: { LANG: 'id_ID.UTF-8' } });
    expect(stderr).toContain('opsi --bogus tidak dikenal');
  });

  it('shows the help where nothing is asked', async () => {
    expect(await framewise([])).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('Usage: framewise'),
    });
  });
});

describe('what does not exist', () => {
  it.each<[string[], RegExp]>([
    [['explain', two, '-c', '2'], /no connection 2\. Connections: 0–1/],
    [['explain', two, '-c', '2', '--format', 'ndjson'], /no connection 2/],
    [['connections', two, '--connection', '9'], /no connection 9/],
    [['follow', two, '-c', '2'], /no connection 2/],
    [['follow', two], /which connection.*0–1/],
    [['explain', echo, '--frames', '3,15'], /no frame 15\. Frames: 1–14/],
    [['explain', echo, '--frames', '15-20', '--format', 'json'], /no frame 15-20/],
    [['explain', sample('01-name-lookup/mesin1.pcap'), '-c', '0'], /no connection 0/],
  ])('%j is status 1, and the message says what does', async (args, message) => {
    const { status, stderr } = await framewise(args);
    expect(stderr).toMatch(message);
    expect(status).toBe(1);
  });

  it('is there where one capture has it', async () => {
    const { status } = await framewise(['explain', echo, two, '-c', '1', '--format', 'ndjson']);
    expect(status).toBe(0);
  });

  it('leaves the file alone that it would have gone to', async () => {
    const path = file('kept.txt', 'before');
    expect((await framewise(['explain', two, '-c', '2', '-o', path])).status).toBe(1);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect((await framewise(['explain', two, '-c', '1', '-o', path])).status).toBe(0);
    expect(readFileSync(path, 'utf8')).toMatch(/^Capture mesin1\n/);
  });

  it('is never written over a capture', async () => {
    const copy = file('copy.pcap', readFileSync(echo));
    expect(await framewise(['explain', copy, '-o', copy])).toMatchObject({ status: 1 });
    expect(readFileSync(copy).equals(readFileSync(echo))).toBe(true);
  });
});

describe('help', () => {
  it.each(COMMANDS.map(({ name }) => [name]))('of %s names every option in both languages', async (name) => {
    const english = await framewise([name, '--help']);
    const indonesian = await framewise([name, '--help', '--lang', 'id']);
    expect(english).toMatchObject({ status: 0, stderr: '' });
    expect(indonesian).toMatchObject({ status: 0, stderr: '' });
    const options = (text: string): string[] =>
      [...text.matchAll(/^ {2}(-.*?)(?: {2}|$)/gm)].map(([, flags]) => flags!);
    expect(options(english.stdout).length).toBeGreaterThan(7);
    expect(options(indonesian.stdout)).toEqual(options(english.stdout));
    expect(indonesian.stdout).toMatch(/^Cara pakai:/);
    expect(english.stdout).toMatch(/^Usage:/);
    for (const line of english.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  it('of the options is what the contract has', async () => {
    const { stdout } = await framewise(['explain', '--help']);
    for (const option of [
      '--lang',
      '--format',
      '--fields',
      '-o,',
      '-c, --connection',
      '--frames',
      '--only',
      '--all',
    ])
      expect(stdout).toContain(option);
    for (const option of ['--detail', '--limits', '--color', '--no-progress', '--host', '--help'])
      expect(stdout).toContain(option);
  });

  it('tells the version', async () => {
    expect(await framewise(['--version'])).toEqual({
      status: 0,
      stdout: `${manifest.version}\n`,
      stderr: '',
    });
  });
});
