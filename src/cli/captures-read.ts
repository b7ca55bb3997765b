import { safeText } from '../bytes/safe-text.js';
import type { CaptureSummary } from './capture-summary.js';
import type { CommandSpec } from './commands.js';
import { faultText } from './faults.js';
import type { NamedInput } from './inputs.js';
import type { Settings } from './settings.js';
import { fill, UsageError } from './usage-error.js';
import type { CliWords } from './words.js';

/** What is known of the captures that were read: what there is in them, and what is to be told of them besides. */
export class CapturesRead {
  readonly #inputs: readonly NamedInput[];
  readonly #words: CliWords;
  readonly #summaries: CaptureSummary[] = [];
  readonly #notes: string[] = [];
  readonly #faults: string[] = [];

  constructor(inputs: readonly NamedInput[], words: CliWords) {
    this.#inputs = inputs;
    this.#words = words;
  }

  /** Some capture could not be read, or not to its end. */
  get failed(): boolean {
    return this.#faults.length > 0;
  }

  /** What is to be told on standard error. */
  get messages(): readonly string[] {
    return [...this.#notes, ...this.#faults];
  }

  /** Takes down what is known of a capture. @param index its place among the inputs */
  add(index: number, capture: CaptureSummary): void {
    const { path } = this.#inputs[index]!;
    this.#summaries.push(capture);
    const words = this.#words;
    const count = (text: string, number: number): void => {
      if (number > 0) this.note(`${safeText(path)}: ${fill(text, { count: number })}`);
    };
    count(words.dropped, capture.dropped);
    count(words.forgotten, capture.forgotten);
    if (capture.fault !== undefined) this.#faults.push(faultText(path, capture.fault, capture.frames, words));
  }

  /** Takes down something else that is to be told. */
  note(text: string): void {
    this.#notes.push(text);
  }

  /**
   * Looks whether the connection and the frames asked for exist in some capture.
   *
   * @throws UsageError where they don't, unless they may lie behind a fault
   */
  checkExistence(command: CommandSpec, { connection, frames }: Settings): void {
    if (this.failed) return;
    const captures = this.#summaries;
    if (connection !== undefined && !captures.some(({ connections }) => connection < connections))
      throw new UsageError('no-such-connection', {
        what: String(connection),
        there: this.#connectionsThere(),
      });
    if (
      connection === undefined &&
      command.name === 'follow' &&
      captures.every(({ connections }) => connections === 0)
    )
      throw new UsageError('connection-needed', { there: this.#connectionsThere() });
    for (const { first, last } of frames ?? [])
      if (!captures.some((capture) => first <= capture.frames))
        throw new UsageError('no-such-frame', {
          what: first === last ? String(first) : `${first}-${last}`,
          there: this.#there(({ frames: count }) => [1, count]),
        });
  }

  #connectionsThere(): string {
    return this.#there(({ connections }) => [0, connections - 1]);
  }

  #there(range: (capture: CaptureSummary) => [number, number]): string {
    return this.#summaries
      .map((capture) => {
        const [first, last] = range(capture);
        const text =
          last < first
            ? this.#words.problems['no-connections-at-all']
            : first === last
              ? `${first}`
              : `${first}–${last}`;
        return this.#summaries.length > 1 ? `${capture.label}: ${text}` : text;
      })
      .join('; ');
  }
}
