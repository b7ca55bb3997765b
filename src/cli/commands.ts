/** The commands and their options as data; what they do is in `run-*.ts`. */

/** One option. */
export interface OptionSpec {
  readonly flags: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** May be given several times. */
  readonly repeated?: true;
  readonly required?: true;
}

const FORMAT = '--format <form>';

export const OPTION_NAMES = [
  'lang',
  'format',
  'fields',
  'output',
  'connection',
  'connectionNeeded',
  'frames',
  'only',
  'all',
  'detail',
  'story',
  'direction',
  'host',
  'log',
  'align',
  'limits',
  'checksums',
  'color',
  'progress',
] as const;
/** Name of an option. */
export type OptionName = (typeof OPTION_NAMES)[number];

const COMMON: Readonly<Record<OptionName, OptionSpec>> = {
  lang: { flags: '--lang <language>', choices: ['id', 'en'] },
  format: { flags: FORMAT, choices: ['text', 'markdown', 'csv', 'json', 'ndjson'], default: 'text' },
  fields: { flags: '--fields <names>' },
  output: { flags: '-o, --output <file>' },
  connection: { flags: '-c, --connection <N>' },
  connectionNeeded: { flags: '-c, --connection <N>' },
  frames: { flags: '--frames <numbers>' },
  only: { flags: '--only <names>' },
  all: { flags: '--all' },
  detail: { flags: '--detail <much>', choices: ['brief', 'full'], default: 'brief' },
  story: { flags: '--story <when>', choices: ['auto', 'always', 'never'], default: 'auto' },
  direction: { flags: '--direction <side>', choices: ['client', 'server', 'both'], default: 'both' },
  host: { flags: '--host <LABEL=ADDRESS>', repeated: true },
  log: { flags: '--log <LABEL=FILE>', repeated: true },
  align: { flags: '--align' },
  limits: { flags: '--limits <name=number,…>' },
  checksums: { flags: '--verify-checksums' },
  color: { flags: '--color <when>', choices: ['auto', 'always', 'never'], default: 'auto' },
  progress: { flags: '--no-progress' },
};

/** One command. */
export interface CommandSpec {
  readonly name: CommandName;
  /** Takes one capture instead of several. */
  readonly single?: true;
  /** Takes two captures or more. */
  readonly several?: true;
  readonly options: readonly OptionName[];
  /** Options that differ from the common ones. */
  readonly own?: Readonly<Partial<Record<OptionName, OptionSpec>>>;
  readonly examples: readonly string[];
}

/** Name of a command. */
export type CommandName = 'explain' | 'connections' | 'lookups' | 'follow' | 'match';

const LAST: readonly OptionName[] = ['host', 'limits', 'color', 'progress'];

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'explain',
    options: [
      'lang',
      'format',
      'fields',
      'output',
      'connection',
      'frames',
      'only',
      'all',
      'detail',
      'story',
      'align',
      'checksums',
      'log',
      ...LAST,
    ],
    examples: [
      'framewise explain mesin1.pcapng mesin2.pcapng --lang id',
      'framewise explain server=a.pcap client=b.pcap --host server=172.18.0.2',
      'framewise explain mesin1.pcap mesin2.pcap --log mesin1=server.log --log mesin2=client.log',
      'framewise explain capture.pcap --only reset --format csv -o resets.csv',
      'tcpdump -w - | framewise explain -',
    ],
  },
  {
    name: 'connections',
    options: ['lang', 'format', 'fields', 'output', 'connection', ...LAST],
    examples: ['framewise connections capture.pcap', 'framewise connections capture.pcap --format csv'],
  },
  {
    name: 'lookups',
    options: ['lang', 'format', 'fields', 'output', ...LAST],
    examples: ['framewise lookups capture.pcap', 'framewise lookups capture.pcap --format ndjson'],
  },
  {
    name: 'follow',
    single: true,
    options: ['lang', 'connectionNeeded', 'direction', 'format', 'output', ...LAST],
    own: { format: { flags: FORMAT, choices: ['text', 'hex', 'raw', 'json'], default: 'text' } },
    examples: [
      'framewise follow capture.pcap -c 0',
      'framewise follow capture.pcap -c 0 --direction server --format raw > answer.bin',
    ],
  },
  {
    name: 'match',
    several: true,
    options: ['lang', 'format', 'output', 'align', ...LAST],
    examples: [
      'framewise match mesin1.pcapng mesin2.pcapng',
      'framewise match server=a.pcap client=b.pcap --host server=172.18.0.2 --format ndjson',
    ],
  },
];

/** What is known of an option of a command. */
export function optionOf(command: CommandSpec, option: OptionName): OptionSpec {
  return command.own?.[option] ?? COMMON[option];
}
