import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../schema/rows.schema.json' with { type: 'json' };
import { HOSTILE, STEERING } from '../report/hostile.js';
import { sample } from '../report/support.js';
import { framewise, temporaryFolder } from './support.js';

const file = temporaryFolder();
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ');

function over(folder: string, ...machines: string[]): string[] {
  return [
    'explain',
    ...machines.map((name) => sample(`${folder}/${name}.pcap`)),
    ...machines.flatMap((name) => ['--log', `${name}=${sample(`${folder}/${name}.log`)}`]),
  ];
}

const reset = over('03-reset-unread-data', 'mesin1', 'mesin2');

describe('--log', () => {
  it.each<[string, RegExp[]]>([
    [
      'id',
      [
        /Yang dilakukan program/,
        /Program di mesin1 membaca 32 byte pertama dari 46 byte yang dibawa segmen No\. 6/,
        /Log memastikan penyebab RST di No\. 14: program di mesin2/,
      ],
    ],
    [
      'en',
      [
        /What the programs did/,
        /The program on mesin1 reads the first 32 bytes of the 46 bytes that segment No\. 6 carried/,
        /The log makes the cause of the RST in No\. 14 certain: the program on mesin2/,
      ],
    ],
  ])('adds what the programs did, in %s', async (lang, said) => {
    const { status, stdout, stderr } = await framewise([...reset, '--lang', lang]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    for (const sentence of said) expect(plain(stdout)).toMatch(sentence);
    const markdown = await framewise([...reset, '--lang', lang, '--format', 'markdown']);
    for (const sentence of said) expect(markdown.stdout).toMatch(sentence);
  });

  it('leaves all but the stories as it is, and without it nothing is claimed of programs', async () => {
    const captures = [...reset.slice(0, 3), '--story', 'never'];
    for (const format of ['text', 'markdown']) {
      const without = await framewise([...captures, '--lang', 'en', '--format', format]);
      const with_ = await framewise([...reset, '--story', 'never', '--lang', 'en', '--format', format]);
      // One piece more, in one place.
      const added = with_.stdout.length - without.stdout.length;
      let same = 0;
      while (with_.stdout[same] === without.stdout[same]) same++;
      expect(added).toBeGreaterThan(0);
      expect(with_.stdout.slice(0, same) + with_.stdout.slice(same + added)).toBe(without.stdout);
      expect(without.stdout).not.toMatch(/The program on|makes the cause/);
    }
    const { frames, programs } = JSON.parse((await framewise([...captures, '--format', 'json'])).stdout);
    expect(programs).toBeUndefined();
    expect(JSON.parse((await framewise([...reset, '--format', 'json'])).stdout).frames).toEqual(frames);
  });

  it('is what the stories go by: nothing is guessed that it tells', async () => {
    const storyOf = async (args: string[], lang: string): Promise<string> => {
      const { stdout } = await framewise([...args, '--lang', lang]);
      return plain(stdout.slice(stdout.search(/^(The story|Jalan ceritanya)$/m)));
    };
    const story = await storyOf(reset, 'en');
    expect(story).toMatch(/by its log, the program on mesin1 reads at most 32 bytes at a time/);
    expect(story).toMatch(
      /by a RST \(No\. 14 in mesin1; No\. 14 in mesin2\): by its log, the program on mesin2 closed its socket with 31 bytes unread/,
    );
    expect(story).not.toMatch(/[Pp]robably|[Oo]nly/);
    expect(await storyOf(reset, 'id')).not.toMatch(/kemungkinan|[Hh]anya log/i);
    expect(await storyOf(reset.slice(0, 3), 'en')).toMatch(/Only its log can make that certain/);
    expect(await storyOf(reset.slice(0, 3), 'en')).not.toMatch(/by its log/);
  });

  it('tells the cause of a reset that the other capture has not got', async () => {
    const { stdout } = await framewise([...over('18-lost-reset', 'mesin1', 'mesin2'), '--lang', 'en']);
    expect(plain(stdout)).toMatch(
      /by a RST \(No\. 14 in mesin2\): by its log, .* Then, in No\. 15 in mesin1/,
    );
  });

  it('as json is a list of its own, as the schema says', async () => {
    const { stdout } = await framewise([...reset, '--format', 'json', '--lang', 'en']);
    const document = JSON.parse(stdout);
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(schema);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    const client = document.programs.find(({ capture, side }: { capture: string; side: string | null }) => {
      return capture === 'mesin2' && side === 'client';
    });
    expect(client).toMatchObject({ connection: 0, certain: true });
    expect(client.events[2]).toMatchObject({
      kind: 'read',
      line: 3,
      bytes: 16,
      from: 0,
      to: 16,
      frames: [8],
    });
    expect(client.conclusions.at(-1)).toMatchObject({ kind: 'reset-cause', lines: [7], frames: [13, 14] });
  });

  it('is told of the chosen connection only', async () => {
    const two = over('04-two-clients', 'mesin1');
    const { stdout } = await framewise([...two, '-c', '1', '--lang', 'en']);
    expect(stdout).toMatch(/The program on mesin1: connection 1/);
    expect(stdout).not.toMatch(/The program on mesin1: connection 0/);
  });
});

describe('wrong usage of --log', () => {
  const capture = sample('02-echo/mesin1.pcap');
  const log = sample('02-echo/mesin1.log');

  it.each<[string, string[], RegExp]>([
    ['a label that no capture has', ['--log', `server=${log}`], /no capture server\. Captures: mesin1/],
    ['no label', ['--log', log], /LABEL=FILE/],
    ['no file', ['--log', 'mesin1='], /LABEL=FILE/],
    ['a label twice', ['--log', `mesin1=${log}`, '--log', `mesin1=${log}`], /twice/],
    ['csv', ['--log', `mesin1=${log}`, '--format', 'csv'], /text, markdown or json/],
    ['ndjson', ['--log', `mesin1=${log}`, '--format', 'ndjson'], /text, markdown or json/],
  ])('%s is status 1', async (_, args, message) => {
    const { status, stdout, stderr } = await framewise(['explain', capture, ...args]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('a log that cannot be read', () => {
  const capture = sample('02-echo/mesin1.pcap');

  it.each<[string, string, RegExp, RegExp]>([
    ['missing', '/nonexistent/x.log', /no such file/, /tidak ada/],
    ['a directory', '/tmp', /not text/, /bukan teks/],
    ['endless', '/dev/zero', /larger than 64 MiB/, /lebih besar dari 64 MiB/],
    ['binary', file('binary.log', Uint8Array.of(0, 1, 2)), /not text/, /bukan teks/],
  ])('because it is %s is status 2, after everything was explained', async (_, path, english, indonesian) => {
    for (const [lang, message] of [
      ['en', english],
      ['id', indonesian],
    ] as const) {
      const without = await framewise(['explain', capture, '--lang', lang]);
      const { status, stdout, stderr } = await framewise([
        ...['explain', capture, '--lang', lang, '--log', `mesin1=${path}`],
      ]);
      expect({ status, stdout }).toEqual({ status: 2, stdout: without.stdout });
      expect(stderr).toMatch(message);
      expect(stderr).toContain(path);
    }
  });

  it('does not hide that a connection asked for does not exist', async () => {
    const { status, stderr } = await framewise([
      'explain',
      capture,
      '-c',
      '7',
      '--log',
      'mesin1=/nonexistent',
    ]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/no connection 7/);
  });
});

describe('hostile logs', () => {
  const capture = sample('02-echo/mesin1.pcap');
  const own = readFileSync(sample('02-echo/mesin1.log'), 'utf8');
  const lines = HOSTILE.flatMap((text) => [
    `connecting to ('${text.slice(0, 40)}', 10000)`,
    `sending ${text}`,
    `received ${text}`,
    `ERROR: [Errno 9999] ${text}`,
    `starting up on ${text}:80`,
  ]);
  const path = file('hostile.log', `${own}${lines.join('\n')}`);

  it.each(['text', 'markdown', 'json'])('steer no terminal as %s', async (format) => {
    const { status, stdout } = await framewise([
      'explain',
      capture,
      '--log',
      `mesin1=${path}`,
      '--format',
      format,
    ]);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(STEERING);
    if (format === 'markdown') expect(stdout).not.toMatch(/(?<!\\)<script|(?<!\\)\[link\]\(/);
  });

  it('of very many and very long lines are read up to a bound, which is told', async () => {
    const many = file('many.log', `${own}${"received b'x'\n".repeat(200_000)}`);
    const long = file('long.log', `${own}received b'${'x'.repeat(3_000_000)}'\n`);
    for (const log of [many, long]) {
      const { status, stdout } = await framewise([
        'explain',
        capture,
        '--log',
        `mesin1=${log}`,
        '--lang',
        'en',
      ]);
      expect(status).toBe(0);
      expect(plain(stdout)).toContain('goes beyond what is read');
    }
  });
});
