import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import { jsonText } from './json-text.js';
import { type ByteOutput, OutputBuffer } from './output.js';
import { captureRow } from './row.js';

/**
 * A report that tells captures one after another, each by itself. What it tells of one does not depend on the others, so
 * several can be told at a time, and their parts put together ({@link Parts}).
 */
export interface InTurn<Capture> {
  readonly begin: string;
  /** What stands before the first part, and before each further one. A capture that nothing is told of has none. */
  readonly first: string;
  readonly next: string;
  /** Writes the part of a capture. */
  write(capture: Capture, buffer: OutputBuffer): Promise<void>;
  /** @param rows those of the captures, as JSON ({@link captureRowText}) */
  end(rows: readonly string[]): string;
}

/** Writes all captures here, one after another. */
export async function writeInTurn<Capture extends CaptureAnalysis>(
  form: InTurn<Capture>,
  captures: Iterable<Capture> | AsyncIterable<Capture>,
  output: ByteOutput,
): Promise<void> {
  const parts = new Parts(form, output);
  const rows: string[] = [];
  await parts.begin();
  for await (const capture of captures) {
    await writePart(form, capture, parts.next());
    rows.push(captureRowText(capture));
  }
  await parts.end(rows);
}

/** Writes the part of one capture, to its end. */
export async function writePart<Capture>(
  form: InTurn<Capture>,
  capture: Capture,
  output: ByteOutput,
): Promise<void> {
  const buffer = new OutputBuffer(output);
  await form.write(capture, buffer);
  await buffer.flush();
}

/** What a report's end tells of a capture. */
export function captureRowText(capture: CaptureAnalysis): string {
  return jsonText(captureRow(capture));
}

/** Puts together the parts of captures, wherever they are written. */
export class Parts {
  readonly #form: Omit<InTurn<never>, 'write'>;
  readonly #output: ByteOutput;
  #isFirst = true;

  constructor(form: Omit<InTurn<never>, 'write'>, output: ByteOutput) {
    this.#form = form;
    this.#output = output;
  }

  begin(): Promise<void> {
    return this.#text(this.#form.begin);
  }

  /** Where the next capture's part goes: with the first of its bytes goes what stands before it. */
  next(): ByteOutput {
    const output = this.#output;
    let isBegun = false;
    const begin = async (bytes: Uint8Array): Promise<void> => {
      const { first, next } = this.#form;
      isBegun = true;
      await this.#text(this.#isFirst ? first : next);
      this.#isFirst = false;
      await output.write(bytes);
    };
    return {
      borrows: output.borrows === true,
      write: (bytes) => (isBegun ? output.write(bytes) : begin(bytes)),
    };
  }

  end(rows: readonly string[]): Promise<void> {
    return this.#text(this.#form.end(rows));
  }

  async #text(text: string): Promise<void> {
    if (text !== '') await this.#output.write(new TextEncoder().encode(text));
  }
}
