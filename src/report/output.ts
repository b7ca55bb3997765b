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

/** Characters that are turned into bytes at once: doing that takes a while to get going. */
const AT_ONCE = 8192;

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
   * Adds texts, each made when the one before was taken. They are gathered first: to turn each into bytes, and to wait for
   * each, would take longer than to make most of them.
   *
   * @param end what stands behind each
   */
  async texts(texts: Iterable<string>, end = ''): Promise<void> {
    let gathered = '';
    for (const text of texts) {
      gathered += text + end;
      if (gathered.length < AT_ONCE) continue;
      await this.#add(gathered);
      gathered = '';
    }
    await this.#add(gathered);
  }

  /** Adds text, and hands on when there is enough. */
  async #add(text: string): Promise<void> {
    this.sink.text(text);
    if (this.full) await this.flush();
  }
}

/** A capture whose frames can be written: kept, or read on the way. */
export type ReportCapture = KeptCapture | StreamingAnalysis;
