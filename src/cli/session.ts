import { safeText } from '../bytes/safe-text.js';
import {
  type Analysis,
  type AnalyzeOptions,
  analyze,
  type StreamingAnalysis,
  stream,
} from '../engine/analysis.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { ClockShift } from '../engine/clock-shift.js';
import type { Locale } from '../explain/locale.js';
import { inferHosts, type VantageCandidates, vantageCandidates } from '../vantage/host-names.js';
import { MAX_CAPTURES, type Match } from '../vantage/match/match.js';
import type { Matcher } from '../vantage/match.js';
import type { ProgramLog } from '../vantage/programs/event.js';
import type { ProgramAccount } from '../vantage/programs/laid.js';
import type { AskedCommand } from './arguments.js';
import { summaryOf } from './capture-summary.js';
import { CapturesRead } from './captures-read.js';
import type { CommandName, CommandSpec } from './commands.js';
import type { NamedInput } from './inputs.js';
import { type Io, type StreamOutput, tell, usesColour, widthOf } from './io.js';
import type { ReadLogs } from './logs.js';
import { Progress } from './progress.js';
import type { Format, Settings } from './settings.js';
import { fill, UsageError } from './usage-error.js';
import type { CliWords } from './words.js';

/** Bytes that may take long enough to show how far the work is: making a timer takes a small capture's time. */
const LONG = 1 << 20;

/** Captures whose frames are kept, and how they match where there are several. */
export interface Kept {
  readonly analysis: Analysis;
  readonly match: Match | undefined;
}

/** One run of a command: what it was asked, its captures, where its output goes, and what went wrong. */
export class Session {
  readonly asked: AskedCommand;
  readonly settings: Settings;
  readonly inputs: readonly NamedInput[];
  readonly locale: Locale;
  readonly words: CliWords;
  readonly io: Io;
  readonly captures: CapturesRead;
  readonly #logs: ReadonlyMap<string, ProgramLog>;
  readonly #logFaults: readonly string[];
  #bytesDone = 0;
  #current: CaptureAnalysis | undefined;
  /** What the clocks were set by. */
  #aligned: Match | undefined;

  constructor(
    asked: AskedCommand,
    settings: Settings,
    inputs: readonly NamedInput[],
    { logs, faults }: ReadLogs,
    locale: Locale,
    words: CliWords,
    io: Io,
  ) {
    this.asked = asked;
    this.settings = settings;
    this.inputs = inputs;
    this.captures = new CapturesRead(inputs, words);
    this.locale = locale;
    this.words = words;
    this.io = io;
    this.#logs = logs;
    this.#logFaults = faults;
  }

  /** Some capture could not be read, or not to its end; or some log. */
  get failed(): boolean {
    return this.captures.failed || this.#logFaults.length > 0;
  }

  /** Text goes to standard output itself. */
  get #toTerminal(): boolean {
    return this.settings.output === undefined && this.io.stdout.isTTY === true;
  }

  get command(): CommandSpec {
    return this.asked.command;
  }

  get colour(): boolean {
    const { color } = this.settings;
    if (this.settings.output !== undefined && color === 'auto') return false;
    return usesColour(color, this.io.stdout, this.io.env);
  }

  /** Columns of the text, where something says how many. */
  get width(): { readonly width?: number } {
    const width = this.settings.output === undefined ? widthOf(this.io.stdout, this.io.env) : undefined;
    return width === undefined ? {} : { width };
  }

  /** Names of machines by address: given, and inferred where captures were named or can be held against each other. */
  async hosts(): Promise<ReadonlyMap<string, string>> {
    const { inputs, settings } = this;
    if (!namesMachines(this.command.name, settings.format)) return settings.hosts;
    const named = inputs
      .filter(({ labelled }) => labelled || inputs.length > 1)
      .filter(({ path }) => path !== '-');
    const candidates: VantageCandidates[] = [];
    const matcher = isMatchable(inputs) ? await newMatcher() : undefined;
    for (const { input, labelled } of named)
      if (input.size !== null)
        candidates.push(
          await vantageCandidates(input, labelled, (capture, batch) => matcher?.add(capture, batch)),
        );
    let match: Match | undefined;
    return inferHosts(candidates, settings.hosts, (one, other, address) => {
      if (matcher === undefined) return 0;
      match ??= matcher.match(settings.hosts);
      return match.side(match.labels.indexOf(one), match.labels.indexOf(other), address);
    });
  }

  /** All captures, their frames kept; where there are several, held against each other. */
  async kept(): Promise<Kept> {
    const { inputs, settings } = this;
    const options = await this.#options();
    const matcher = this.#aligned === undefined && isMatchable(inputs) ? await newMatcher() : undefined;
    const analysis = await this.#withProgress(async () =>
      analyze(
        inputs.map(({ input }) => input),
        {
          ...options,
          // A packet is told with frames of other captures, whatever was chosen among its own.
          ...(settings.filter.all || isMatchable(inputs)
            ? {}
            : { choose: (batch, row) => settings.filter.matches(batch, row) }),
          onBatch: (capture, batch) => matcher?.add(capture, batch),
          onProgress: (index, bytes) => {
            const before = inputs.slice(0, index);
            this.#bytesDone = before.reduce((sum, { input }) => sum + (input.size ?? 0), bytes);
          },
        },
      ),
    );
    for (const [i, capture] of analysis.captures.entries()) this.captures.add(i, summaryOf(capture));
    this.#checkExistence();
    if (inputs.length > MAX_CAPTURES) this.captures.note(fill(this.words.notJoint, { count: MAX_CAPTURES }));
    return { analysis, match: this.#aligned ?? matcher?.match(settings.hosts, analysis.captures) };
  }

  /** How the captures are read where their frames are not kept. */
  async streamOptions(): Promise<AnalyzeOptions> {
    return { ...(await this.#options()), ...wantedBy(this.command.name) };
  }

  /** The captures one after another, each to be read while it is the current one. */
  async *streamed(): AsyncGenerator<StreamingAnalysis> {
    let index = 0;
    for await (const capture of this.#each(await this.streamOptions())) {
      yield capture;
      this.captures.add(index++, summaryOf(capture));
    }
  }

  /** The captures held against each other, each read once without keeping its frames. */
  async matched(): Promise<{ readonly match: Match; readonly captures: readonly CaptureAnalysis[] }> {
    const matcher = await newMatcher();
    const captures: CaptureAnalysis[] = [];
    await this.#withProgress(async () => {
      for await (const capture of this.streamed()) {
        await capture.readAll((batch) => matcher.add(capture, batch));
        matcher.begin(capture);
        captures.push(capture);
      }
    });
    return { match: matcher.match(this.settings.hosts), captures };
  }

  async *#each(options: AnalyzeOptions): AsyncGenerator<StreamingAnalysis> {
    for (const { input } of this.inputs) {
      const capture = stream(input, options);
      this.#current = capture;
      yield capture;
      this.#bytesDone += input.size ?? 0;
      this.#current = undefined;
    }
  }

  /** Reads the captures once to learn how their clocks differ. @throws UsageError where one can't be read twice */
  async #align(options: AnalyzeOptions): Promise<Match> {
    if (this.inputs.some(({ path }) => path === '-')) throw new UsageError('align-stdin');
    const matcher = await newMatcher();
    await this.#withProgress(async () => {
      for await (const capture of this.#each(options)) {
        await capture.readAll((batch) => matcher.add(capture, batch));
        matcher.begin(capture);
      }
    });
    this.#bytesDone = 0;
    return matcher.match(this.settings.hosts);
  }

  /** Bytes read so far of all captures, as stored. */
  get bytesRead(): number {
    return this.#bytesDone + (this.#current?.source.bytesRead ?? 0);
  }

  /** Runs work that reads while it writes, with a bar where that disturbs nothing. @param reader tells how far it is */
  async streaming(work: () => Promise<void>, reader: Reader = this): Promise<void> {
    if (this.#toTerminal) await work();
    else await this.#withProgress(work, reader);
    this.#checkExistence();
  }

  /** What the programs did whose logs were given, of the connection asked for; empty without logs. */
  async programs(analysis: Analysis): Promise<ProgramAccount[]> {
    if (this.#logs.size === 0) return [];
    const { connection } = this.settings;
    const { layPrograms } = await import('./programs.js');
    const accounts = layPrograms(analysis, this.#logs);
    if (connection === undefined) return accounts;
    return accounts.map((account) => ({
      ...account,
      sessions: account.sessions.filter((each) => each.connection?.connection === connection),
    }));
  }

  /** Tells on standard error what is to be known of the captures, and what could not be read. */
  tellFaults(): void {
    for (const text of [...this.captures.messages, ...this.#logFaults]) tell(this.io, text);
  }

  /**
   * Number of the connection to follow: as asked, else the only one there is.
   *
   * @throws UsageError where there are several to choose from
   */
  followed(capture: CaptureAnalysis): number | undefined {
    const { connection } = this.settings;
    const { count } = capture.pipeline.tcp.connections;
    if (connection !== undefined || count < 2) return connection ?? (count === 1 ? 0 : undefined);
    throw new UsageError('connection-needed', { there: `0–${count - 1}` });
  }

  /** @throws UsageError */
  #checkExistence(): void {
    this.captures.checkExistence(this.command, this.settings);
  }

  async #options(): Promise<AnalyzeOptions> {
    const { limits, verifyChecksums, connection = 0 } = this.settings;
    const follow =
      this.command.name === 'follow'
        ? [connection]
        : this.#logs.size > 0
          ? (await import('./programs.js')).programConnections(this.#logs.values())
          : [];
    const options = { hosts: await this.hosts(), limits, verifyChecksums, follow };
    if (!this.settings.align || this.command.name !== 'explain' || !isMatchable(this.inputs)) return options;
    this.#aligned ??= await this.#align(options);
    return { ...options, shifts: this.#shiftsOf(this.#aligned) };
  }

  #shiftsOf(match: Match): Map<string, ClockShift> {
    const shifts = new Map<string, ClockShift>();
    for (const [index, label] of match.labels.entries()) {
      const shift = match.shift(index);
      if (shift !== null) shifts.set(label, shift);
      else if (index > 0) this.captures.note(fill(this.words.notAligned, { what: safeText(label) }));
    }
    return shifts;
  }

  async #withProgress<T>(work: () => Promise<T>, reader: Reader = this): Promise<T> {
    const total = this.inputs.reduce((sum, { input }) => sum + (input.size ?? Number.NaN), 0);
    // Compared so, an unknown size is no long work.
    if (!this.settings.progress || !(total >= LONG)) return work();
    const progress = new Progress(this.io, this.words.progress, total, () => reader.bytesRead);
    progress.start();
    try {
      return await work();
    } finally {
      progress.stop();
    }
  }
}

/** What reads captures. */
interface Reader {
  /** Bytes read so far of all captures, as stored. */
  readonly bytesRead: number;
}

/** Does what a command is for. */
export type CommandRun = (session: Session, output: StreamOutput) => Promise<void>;

/** Whether captures can be held against each other. */
function isMatchable(inputs: readonly NamedInput[]): boolean {
  return inputs.length > 1 && inputs.length <= MAX_CAPTURES;
}

/** What a command asks of captures whose frames are not kept. */
function wantedBy(
  command: CommandName,
): Pick<AnalyzeOptions, 'onlyConnections' | 'onlyLookups' | 'withoutLookups'> {
  return {
    onlyConnections: command === 'connections',
    onlyLookups: command === 'lookups',
    withoutLookups: command !== 'lookups',
  };
}

/** Whether machines are called by their names: among records only those of frames do, in their sentences. */
function namesMachines(command: CommandName, format: Format): boolean {
  switch (command) {
    case 'connections':
    case 'lookups':
      // Where text has no room for a table, each entry is a sentence.
      return format === 'text';
    case 'match':
      return format === 'text' || format === 'markdown';
    default:
      return true;
  }
}

async function newMatcher(): Promise<Matcher> {
  const { Matcher } = await import('./several.js');
  return new Matcher();
}
