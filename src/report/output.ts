import type { Line } from '../bytes/line.js';
import { ByteSink } from '../bytes/sink.js';
import type { StreamingAnalysis } from '../engine/analysis.js';
import type { KeptCapture } from '../engine/capture-analysis.js';

/** Where a report goes: a file, a stream, an HTTP response. */
export interface ByteOutput {
  /**
   * Takes the bytes, UTF-8 but for raw streams. A promise holds the writer back until it is resolved; if
   * it is rejected, or this throws, so does the writer.
   */
  write(bytes: Uint8Array): void | Promise<void>;
  /**
   * The bytes are only lent: done with when `write` has returned or its promise is resolved, so that the writer can reuse
   * them. Default: they are the output's own.
   */
  readonly borrows?: boolean;
}

/** Bytes gathered before they are handed on: handing on costs Node much, whatever the size. */
export const PIECE = 524_288;

/** UTF-16 units of short texts that are encoded together: each alone would take longer to be begun than to be done. */
const RUN = 4096;

/** Gathers what is written and hands it on in pieces, so that no report is ever one giant string. */
export class OutputBuffer {
  #sink = new ByteSink(1024);
  readonly #output: ByteOutput;

  constructor(output: ByteOutput) {
    this.#output = output;
  }

  /** What is written next goes here. */
  get sink(): ByteSink {
    return this.#sink;
  }

  /** Gathers from now on what is added to a line. */
  async use(line: Line): Promise<void> {
    await this.flush();
    this.#sink = line.out();
  }

  /** Enough was gathered that it is time for {@link OutputBuffer.flush}. */
  get full(): boolean {
    return this.sink.length >= PIECE;
  }

  /** Hands on what was gathered. */
  async flush(): Promise<void> {
    if (this.sink.length === 0) return;
    const piece = this.sink.view();
    this.sink.clear();
    await this.#output.write(this.#output.borrows === true ? piece : piece.slice());
  }

  /**
   * Adds texts, made one by one as they are taken, and hands on whenever there is enough. Waiting only then: a promise for
   * each text would take longer than most texts.
   *
   * @param end what stands behind each
   */
  async texts(texts: Iterable<string>, end = ''): Promise<void> {
    let run = '';
    for (const text of texts) {
      run += text + end;
      if (run.length < RUN) continue;
      this.sink.text(run);
      run = '';
      if (this.full) await this.flush();
    }
    this.sink.text(run);
  }
}

/** A capture whose frames can be written: kept, or read on the way. */
export type ReportCapture = KeptCapture | StreamingAnalysis;
