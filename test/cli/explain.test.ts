import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hostileFrames, STEERING } from '../report/hostile.js';
import { sample } from '../report/support.js';
import { buildPcap } from '../support/capture-builder.js';
import { story } from '../support/story.js';
import { framewise, type Surroundings, temporaryFolder } from './support.js';

const file = temporaryFolder();
const echo = sample('02-echo/mesin1.pcap');
// biome-ignore lint/suspicious/noControlCharactersInRegex: the colours themselves
const colours = /\u001b\[\d+m/;

async function rows(args: readonly string[], around?: Surroundings): Promise<Record<string, unknown>[]> {
  const { status, stdout, stderr } = await framewise(['explain', '--format', 'ndjson', ...args], around);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const lines = stdout.split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

async function output(args: readonly string[], around?: Surroundings): Promise<string> {
  const { status, stdout } = await framewise(args, around);
  expect(status).toBe(0);
  return stdout;
}

describe('the language', () => {
  it.each<[Record<string, string>, string[], RegExp]>([
    [{}, [], /sends a SYN/],
    [{ LANG: 'id_ID.UTF-8' }, [], /mengirim SYN/],
    [{ LANG: 'id_ID.UTF-8', LC_ALL: 'en_US.UTF-8' }, [], /sends a SYN/],
    [{ LANG: 'en_US', LC_MESSAGES: 'id' }, [], /mengirim SYN/],
    [{ LANG: 'de_DE' }, [], /sends a SYN/],
    [{ LANG: 'en_US' }, ['--lang', 'id'], /mengirim SYN/],
    [{ LANG: 'id_ID' }, ['--lang=en'], /sends a SYN/],
  ])('of %j with %j', async (env, args, sentence) => {
    const [syn] = await rows([echo, '--frames', '3', ...args], { env });
    expect(syn!['explanation']).toMatch(sentence);
  });
});

describe('rows', () => {
  it('are filtered', async () => {
    const two = sample('04-two-clients/mesin1.pcap');
    const frames = async (...args: string[]) => (await rows([two, ...args])).map(({ frame }) => frame);
    // samples/README.md: 19–21 is connection 1's handshake.
    expect(await frames('-c', '1', '--frames', '1-21')).toEqual([19, 20, 21]);
    expect(await frames('--only', 'syn,syn-ack')).toEqual([3, 4, 19, 20]);
  });

  it('have the chosen fields under their names', async () => {
    const [syn] = await rows([echo, '--frames', '3', '--fields', 'frame,facts.seq,facts.preview,role']);
    expect(syn).toEqual({ frame: 3, 'facts.seq': 0, 'facts.preview': null, role: 'syn' });
  });

  it('are the same in json, and csv has as many', async () => {
    const document = JSON.parse(await output(['explain', echo, '--format', 'json']));
    expect(document.frames).toEqual(await rows([echo]));
    expect(document.schemaVersion).toBe(1);
    const csv = await output(['explain', echo, '--format', 'csv']);
    expect(csv.split('\r\n')).toHaveLength(document.frames.length + 2);
  });

  it('say more in full detail', async () => {
    const [brief] = await rows([echo, '--frames', '3']);
    const [full] = await rows([echo, '--frames', '3', '--detail', 'full']);
    expect(full!['explanation']).toMatch(/RFC/);
    expect(String(full!['explanation']).startsWith(String(brief!['explanation']))).toBe(true);
  });
});

describe('labels', () => {
  const one = sample('02-echo/mesin1.pcap');
  const other = sample('05-refused/mesin1.pcap');
  const labels = async (...args: string[]) => new Set((await rows(args)).map(({ capture }) => capture));

  it('are given, or the name of the file', async () => {
    expect(await labels(`server=${one}`, sample('02-echo/mesin2.pcap'))).toEqual(
      new Set(['server', 'mesin2']),
    );
    expect(await labels(file('x.pcap.gz', readFileSync(one)))).toEqual(new Set(['x']));
  });

  it('get their folder in front where they are equal', async () => {
    expect(await labels(one, other)).toEqual(new Set(['02-echo/mesin1', '05-refused/mesin1']));
    expect((await labels(one, one)).size).toBe(2);
  });

  it('may belong to a file whose name has an equals sign', async () => {
    expect(await labels(file('a=b.pcap', readFileSync(one)))).toEqual(new Set(['a=b']));
  });
});

describe('names of machines', () => {
  const captures = ['mesin1', 'mesin2', 'mesin3'].map((name) => sample(`04-two-clients/${name}.pcap`));

  it('follow from captures of the same conversations', async () => {
    // samples/README.md: mesin1 is 172.18.0.2, mesin2 172.18.0.3, mesin3 172.18.0.4.
    const [syn] = await rows([...captures, '--only', 'syn']);
    expect(syn!['explanation']).toMatch(
      /^mesin2 \(172\.18\.0\.3, client\) sends a SYN to mesin1 \(172\.18\.0\.2/,
    );
  });

  it('are not made up for a single capture without a label, nor where they are open', async () => {
    const [syn] = await rows([captures[0]!, '--only', 'syn']);
    expect(syn!['explanation']).toMatch(/^172\.18\.0\.3/);
    const [first] = await rows([`a=${echo}`, `b=${echo}`, '--only', 'syn']);
    expect(first!['explanation']).toMatch(/^172\.18\.0\.3/);
  });

  it('follow from the order in which packets pass two captures that hold one conversation only', async () => {
    const [first] = await rows([echo, sample('02-echo/mesin2.pcap'), '--only', 'syn']);
    expect(first!['explanation']).toMatch(
      /^mesin2 \(172\.18\.0\.3, client\) sends a SYN to mesin1 \(172\.18\.0\.2/,
    );
  });

  it('are the given ones', async () => {
    const given = ['--host', 'mesin1=172.18.0.2', '--host', 'budi=172.18.0.3'];
    const [syn] = await rows([echo, '--only', 'syn', ...given]);
    expect(syn!['explanation']).toMatch(
      /^budi \(172\.18\.0\.3, client\) sends a SYN to mesin1 \(172\.18\.0\.2/,
    );
    const ipv6 = ['--host', 'mesin1=2001:0db8:0172:0018:0:0:0:2'];
    const [six] = await rows([sample('07-ipv6/mesin1.pcap'), '--only', 'syn', ...ipv6]);
    expect(six!['explanation']).toContain('mesin1 (2001:db8:172:18::2');
  });
});

describe('text', () => {
  it.each([80, 200])('fits a terminal of %i columns and is painted', async (terminal) => {
    const text = await output(['explain', echo], { terminal });
    expect(text).toMatch(colours);
    for (const line of text.replaceAll(new RegExp(colours, 'g'), '').split('\n'))
      expect(line.length).toBeLessThanOrEqual(terminal);
  });

  it.each<[string, string[], Surroundings, boolean]>([
    ['a pipe', [], {}, false],
    ['NO_COLOR', [], { terminal: 100, env: { NO_COLOR: '1' } }, false],
    ['an empty NO_COLOR', [], { terminal: 100, env: { NO_COLOR: '' } }, true],
    ['TERM=dumb', [], { terminal: 100, env: { TERM: 'dumb' } }, false],
    ['--color never', ['--color', 'never'], { terminal: 100 }, false],
    ['--color always in a pipe', ['--color', 'always'], { env: { NO_COLOR: '1' } }, true],
  ])('with %s has colours as asked', async (_, args, around, painted) => {
    expect(colours.test(await output(['explain', echo, ...args], around))).toBe(painted);
  });

  it('into a file is plain', async () => {
    const path = file('plain.txt', '');
    expect(await output(['explain', echo, '-o', path], { terminal: 80 })).toBe('');
    expect(readFileSync(path, 'utf8')).not.toMatch(colours);
    expect(await output(['explain', echo, '-o', '-'])).toBe(readFileSync(path, 'utf8'));
  });

  it('in a pipe fits COLUMNS', async () => {
    const text = await output(['explain', echo], { env: { COLUMNS: '60' } });
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });
});

describe('hostile captures', () => {
  it.each(['text', 'markdown', 'csv', 'json', 'ndjson'])('steer no terminal as %s', async (format) => {
    const frames = hostileFrames().map(({ bytes, wireLength = bytes.length }) => ({ bytes, wireLength }));
    const path = file('\u202ehostile\u009b.pcap', buildPcap(frames));
    for (const command of ['explain', 'connections', 'lookups']) {
      const all = command === 'explain' ? ['--all'] : [];
      const text = await output([command, path, '--format', format, ...all]);
      expect(text.replaceAll('\r\n', '\n')).not.toMatch(STEERING);
    }
    expect(await output(['follow', path, '-c', '0'])).not.toMatch(STEERING);
  });
});

describe('what stands behind the tables', () => {
  const two = sample('04-two-clients/mesin1.pcap');
  const has = async (...args: string[]): Promise<readonly [served: boolean, story: boolean]> => {
    const text = await output(['explain', ...args]);
    return [text.includes('\nWho was served when\n'), text.includes('\nThe story\n')];
  };

  it.each<[string[], boolean, boolean]>([
    [[two], true, true],
    [[echo], false, true],
    [[two, '--story', 'never'], false, false],
    // From some frames no conversation can be told.
    [[two, '--only', 'reset,syn'], false, false],
    [[two, '--frames', '3-9'], false, false],
    [[two, '--frames', '3-9', '--story', 'always'], false, false],
    [[two, '-c', '1'], false, true],
  ])('of %j', async (args, served, told) => {
    expect(await has(...args)).toEqual([served, told]);
  });

  it('is not told of many conversations, unless asked for', async () => {
    const many = Array.from({ length: 9 }, () => story().handshake().frames).flat();
    const records = many.map(({ bytes, seconds, nanoseconds }) => ({
      bytes,
      seconds,
      fraction: nanoseconds,
    }));
    const path = file('many.pcap', buildPcap(records, { nanoseconds: true }));
    expect(await has(path)).toEqual([false, false]);
    expect(await has(path, '--story', 'always')).toEqual([true, true]);
  });

  it('is part of the document, unless not wanted', async () => {
    const document = JSON.parse(await output(['explain', two, '--format', 'json']));
    expect([document.services.length, document.stories.length]).toEqual([1, 2]);
    const one = JSON.parse(await output(['explain', two, '--format', 'json', '-c', '1']));
    expect([one.services.length, one.stories.length]).toEqual([0, 1]);
    const none = JSON.parse(await output(['explain', two, '--format', 'json', '--story', 'never']));
    expect(Object.keys(none)).not.toContain('stories');
  });

  it('is what the README shows', async () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const command = /`framewise (explain .*04-two-clients.*)`/.exec(readme)?.[1]?.split(' ') ?? [];
    const args = command.map((arg) => arg.replace('samples/04-two-clients/mesin1.pcap', two));
    const markdown = await output([...args, '--format', 'markdown']);
    const shown = readme.slice(readme.indexOf('### Who was served when'), readme.indexOf('## As a library'));
    const real = shown.split('\n').filter((line) => /^[|>]/.test(line));
    expect(real.length).toBeGreaterThan(4);
    for (const line of real) expect(markdown).toContain(line.replace(/^> /, ''));
  });
});
