import { type AnalyzeOptions, type StreamingAnalysis, stream } from '../engine/analysis.js';
import type { CaptureInput } from '../node/open.js';
import { captureRowText, type InTurn, writePart } from '../report/in-turn.js';
import type { ByteOutput } from '../report/output.js';
import { type CaptureSummary, summaryOf } from './capture-summary.js';

/** What is known of a capture that was told. */
export interface Told {
  readonly summary: CaptureSummary;
  /** What the report's end tells of it. */
  readonly row: string;
}

/** Tells captures, each by itself. */
export interface Teller {
  /** Bytes read so far of all captures, as stored. */
  readonly bytesRead: number;
  /** Writes the part of a report that a capture has, by the capture's place. To be asked of each once, in their order. */
  tell(index: number, output: ByteOutput): Promise<Told>;
}

/** Tells them in this thread, one after another. */
export class OwnTeller implements Teller {
  readonly #form: InTurn<StreamingAnalysis>;
  readonly #inputs: readonly CaptureInput[];
  readonly #options: AnalyzeOptions;
  #bytesDone = 0;
  #current: StreamingAnalysis | undefined;

  constructor(form: InTurn<StreamingAnalysis>, inputs: readonly CaptureInput[], options: AnalyzeOptions) {
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
    await writePart(this.#form, capture, output);
    this.#bytesDone += input.size ?? 0;
    this.#current = undefined;
    return { summary: summaryOf(capture), row: captureRowText(capture) };
  }
}
