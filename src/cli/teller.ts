import { type AnalyzeOptions, type StreamingAnalysis, stream } from '../engine/analysis.js';
import type { CaptureInput } from '../node/open.js';
import { captureRowText } from '../report/in-turn.js';
import type { ByteOutput } from '../report/output.js';
import type { ListForm } from '../report/write-list.js';
import { type CaptureSummary, summaryOf } from './capture-summary.js';

/** What is known of a capture whose list was written. */
export interface Told {
  readonly summary: CaptureSummary;
  /** What the report's end tells of it. */
  readonly row: string;
}

/** Writes the lists of captures, each by itself. */
export interface Teller {
  /** Bytes read so far of all captures, as stored. */
  readonly bytesRead: number;
  /** Writes the list of a capture. @param index its place: to be asked of each once, in their order */
  tell(index: number, output: ByteOutput): Promise<Told>;
}

/** Does it in this thread. */
export class OwnTeller implements Teller {
  readonly #form: ListForm;
  readonly #inputs: readonly CaptureInput[];
  readonly #options: AnalyzeOptions;
  #bytesDone = 0;
  #current: StreamingAnalysis | undefined;

  constructor(form: ListForm, inputs: readonly CaptureInput[], options: AnalyzeOptions) {
    this.#form = form;
    this.#inputs = inputs;
    this.#options = options;
  }

  get bytesRead(): number {
    return this.#bytesDone + (this.#current?.source.bytesRead ?? 0);
  }

  async tell(index: number, output: ByteOutput): Promise<Told> {
    const input = this.#inputs[index]!;
    const capture = stream(input, this.#options);
    this.#current = capture;
    await capture.readAll();
    await this.#form.write(capture, output);
    this.#bytesDone += input.size ?? 0;
    this.#current = undefined;
    return { summary: summaryOf(capture), row: captureRowText(capture) };
  }
}
