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
import type { ReportCapture } from '../report/output.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { inferHosts, type VantageCandidates, vantageCandidates } from '../vantage/host-names.js';
import { MAX_CAPTURES, type Match } from '../vantage/match/match.js';
import type { Matcher } from '../vantage/match.js';
import type { ProgramLog } from '../vantage/programs/event.js';
import type { ProgramAccount } from '../vantage/programs/laid.js';
import type { CommandSpec } from './commands.js';
import { faultText } from './faults.js';
import type { NamedInput } from './inputs.js';
import { type Io, type StreamOutput, tell, usesColour, widthOf } from './io.js';
import type { ReadLogs } from './logs.js';
import { Progress } from './progress.js';
import type { Settings } from './settings.js';
import { fill, UsageError } from './usage-error.js';
import type { CliWords } from './words.js';

/** Bytes that may take long enough to show how far the work is: making a timer takes a small capture's time. */
const LONG = 1 << 20;

interface ReadCapture {
  readonly label: string;
  readonly frames: number;
  readonly connections: number;
}

/** Captures whose frames are kept, and how they match where there are several. */
export interface Kept {
  readonly analysis: Analysis;
  readonly match: Match | undefined;
}

/** One run of a command: what it was asked, its captures, where its output goes, and what went wrong. */
export class Session {
  readonly command: CommandSpec;
  readonly settings: Settings;
  readonly inputs: readonly NamedInput[];
  readonly locale: Locale;
  readonly words: CliWords;
  readonly io: Io;
  /** What is known of each capture once it was read: counts, for the questions whether something exists. */
  readonly #read: ReadCapture[] = [];
  readonly #faults: string[] = [];
  readonly #notes: string[] = [];
  readonly #logs: ReadonlyMap<string, ProgramLog>;
  readonly #logFaults: readonly string[];
  #bytesDone = 0;
  #current: CaptureAnalysis | undefined;
  /** What the clocks were set by. */
  #aligned: Match | undefined;

  constructor(
    command: CommandSpec,
    settings: Settings,
    inputs: readonly NamedInput[],
    { logs, faults }: ReadLogs,
    locale: Locale,
    words: CliWords,
    io: Io,
  ) {
    this.command = command;
    this.settings = settings;
    this.inputs = inputs;
    this.locale = locale;
    this.words = words;
    this.io = io;
    this.#logs = logs;
    this.#logFaults = faults;
  }

  /** Some capture could not be read, or not to its end; or some log. */
  get failed(): boolean {
    return this.#faults.length + this.#logFaults.length > 0;
  }

  /** Text goes to standard output itself. */
  get #toTerminal(): boolean {
    return this.settings.output === undefined && this.io.stdout.isTTY === true;
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
    for (const [i, capture] of analysis.captures.entries()) this.#note(i, capture);
    this.checkExistence();
    if (inputs.length > MAX_CAPTURES) this.#notes.push(fill(this.words.notJoint, { count: MAX_CAPTURES }));
    return { analysis, match: this.#aligned ?? matcher?.match(settings.hosts, analysis.captures) };
  }

  /** The captures one after another, each to be read while it is the current one. */
  async *streamed(): AsyncGenerator<ReportCapture> {
    const options = { ...(await this.#options()), ...this.#wanted };
    yield* this.#each(options, (index, capture) => this.#note(index, capture));
  }

  /** The captures one after another, each read to its end without keeping its frames. */
  async *read(look?: LookAtBatch): AsyncGenerator<CaptureAnalysis> {
    for await (const capture of this.streamed()) {
      await readAll(capture as StreamingAnalysis, look);
      yield capture;
    }
  }

  /** The captures held against each other, each read once without keeping its frames. */
  async matched(): Promise<{ readonly match: Match; readonly captures: readonly CaptureAnalysis[] }> {
    const matcher = await newMatcher();
    const captures: CaptureAnalysis[] = [];
    await this.#withProgress(async () => {
      for await (const capture of this.read((batch, of) => matcher.add(of, batch))) {
        matcher.begin(capture);
        captures.push(capture);
      }
    });
    return { match: matcher.match(this.settings.hosts), captures };
  }

  async *#each(
    options: AnalyzeOptions,
    done: (index: number, capture: CaptureAnalysis) => void,
  ): AsyncGenerator<StreamingAnalysis> {
    for (const [i, { input }] of this.inputs.entries()) {
      const capture = stream(input, options);
      this.#current = capture;
      yield capture;
      done(i, capture);
      this.#bytesDone += input.size ?? 0;
      this.#current = undefined;
    }
  }

  /** Reads the captures once to learn how their clocks differ. @throws UsageError where one can't be read twice */
  async #align(options: AnalyzeOptions): Promise<Match> {
    if (this.inputs.some(({ path }) => path === '-')) throw new UsageError('align-stdin');
    const matcher = await newMatcher();
    await this.#withProgress(async () => {
      for await (const capture of this.#each(options, () => undefined)) {
        await readAll(capture, (batch, of) => matcher.add(of, batch));
        matcher.begin(capture);
      }
    });
    this.#bytesDone = 0;
    return matcher.match(this.settings.hosts);
  }

  /** Runs work that reads while it writes, with a bar where that disturbs nothing. */
  async streaming(work: () => Promise<void>): Promise<void> {
    if (this.#toTerminal) await work();
    else await this.#withProgress(work);
    this.checkExistence();
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
    for (const text of [...this.#notes, ...this.#faults, ...this.#logFaults]) tell(this.io, text);
  }

  /**
   * Looks whether the connection and the frames asked for exist in some capture.
   *
   * @throws UsageError where they don't, unless they may lie behind a fault
   */
  checkExistence(): void {
    if (this.#faults.length > 0) return;
    const { connection, frames } = this.settings;
    if (connection !== undefined && !this.#read.some(({ connections }) => connection < connections))
      throw new UsageError('no-such-connection', {
        what: String(connection),
        there: this.#connectionsThere(),
      });
    if (
      connection === undefined &&
      this.command.name === 'follow' &&
      this.#read.every((each) => each.connections === 0)
    )
      throw new UsageError('connection-needed', { there: this.#connectionsThere() });
    for (const { first, last } of frames ?? [])
      if (!this.#read.some((capture) => first <= capture.frames))
        throw new UsageError('no-such-frame', {
          what: first === last ? String(first) : `${first}-${last}`,
          there: this.#there(({ frames: count }) => [1, count]),
        });
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

  #connectionsThere(): string {
    return this.#there(({ connections }) => [0, connections - 1]);
  }

  #there(range: (capture: ReadCapture) => [number, number]): string {
    return this.#read
      .map((capture) => {
        const [first, last] = range(capture);
        const text =
          last < first
            ? this.words.problems['no-connections-at-all']
            : first === last
              ? `${first}`
              : `${first}–${last}`;
        return this.#read.length > 1 ? `${capture.label}: ${text}` : text;
      })
      .join('; ');
  }

  #note(index: number, capture: CaptureAnalysis): void {
    const { label, frameCount: frames } = capture;
    this.#read.push({ label, frames, connections: capture.pipeline.tcp.connections.count });
    const path = this.inputs[index]?.path ?? label;
    const dropped = capture.droppedPackets;
    const { forgotten } = capture.pipeline.tcp.connections;
    const note = (text: string, count: number): void => {
      if (count > 0) this.#notes.push(`${safeText(path)}: ${fill(text, { count })}`);
    };
    note(this.words.dropped, dropped);
    note(this.words.forgotten, forgotten);
    if (capture.error !== undefined) this.#faults.push(faultText(path, capture.error, frames, this.words));
  }

  /** What is asked of captures whose frames are not kept. */
  get #wanted(): Pick<AnalyzeOptions, 'onlyConnections' | 'onlyLookups' | 'withoutLookups'> {
    const { name } = this.command;
    return {
      onlyConnections: name === 'connections',
      onlyLookups: name === 'lookups',
      withoutLookups: name !== 'lookups',
    };
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
      else if (index > 0) this.#notes.push(fill(this.words.notAligned, { what: safeText(label) }));
    }
    return shifts;
  }

  async #withProgress<T>(work: () => Promise<T>): Promise<T> {
    const total = this.inputs.reduce((sum, { input }) => sum + (input.size ?? Number.NaN), 0);
    // Compared so, an unknown size is no long work.
    if (!this.settings.progress || !(total >= LONG)) return work();
    const progress = new Progress(
      this.io,
      this.words.progress,
      total,
      () => this.#bytesDone + (this.#current?.source.bytesRead ?? 0),
    );
    progress.start();
    try {
      return await work();
    } finally {
      progress.stop();
    }
  }
}

/** Does what a command is for. */
export type CommandRun = (session: Session, output: StreamOutput) => Promise<void>;

/** Whether captures can be held against each other. */
function isMatchable(inputs: readonly NamedInput[]): boolean {
  return inputs.length > 1 && inputs.length <= MAX_CAPTURES;
}

async function newMatcher(): Promise<Matcher> {
  const { Matcher } = await import('./several.js');
  return new Matcher();
}

type LookAtBatch = (batch: FrameBatch, capture: CaptureAnalysis) => void;

async function readAll(capture: StreamingAnalysis, look?: LookAtBatch): Promise<void> {
  try {
    for await (const batch of capture.batches()) look?.(batch, capture);
  } catch (error) {
    if (error !== capture.error) throw error;
  }
}
