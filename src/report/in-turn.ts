import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import { jsonText } from './json-text.js';
import type { ByteOutput } from './output.js';
import { captureRow } from './row.js';

/** What stands around the parts of a report that tells captures one after another, each by itself. */
export interface Around {
  readonly begin: string;
  /** What stands before the first part, and before each further one. A capture that nothing is told of has none. */
  readonly first: string;
  readonly next: string;
  /** @param rows those of the captures ({@link captureRowText}) */
  end(rows: readonly string[]): string;
}

/** Writes the part of a capture, wherever that is made. @returns the capture's row ({@link captureRowText}) */
export type PartWriter = (output: ByteOutput) => Promise<string>;

/** Puts the parts together, one after another. Nothing is written before the first part has something, or all are done. */
export async function writeInTurn(
  around: Around,
  parts: Iterable<PartWriter> | AsyncIterable<PartWriter>,
  output: ByteOutput,
): Promise<void> {
  const rows: string[] = [];
  let { begin, first: between } = around;
  const text = async (written: string): Promise<void> => {
    if (written !== '') await output.write(new TextEncoder().encode(written));
  };
  for await (const part of parts) {
    let isBegun = false;
    const write = async (bytes: Uint8Array): Promise<void> => {
      if (!isBegun) {
        isBegun = true;
        await text(begin + between);
        begin = '';
        between = around.next;
      }
      await output.write(bytes);
    };
    rows.push(await part({ borrows: output.borrows === true, write }));
  }
  await text(begin + around.end(rows));
}

/** What the end of a report tells of a capture, as JSON. */
export function captureRowText(capture: CaptureAnalysis): string {
  return jsonText(captureRow(capture));
}
