import '../support/every-row.js';
import { CaptureError } from '../../src/capture/capture-error.js';
import { analyze, type StreamingAnalysis, stream } from '../../src/engine/analysis.js';
import type { KeptCapture } from '../../src/engine/capture-analysis.js';
import type { Locale } from '../../src/explain/locale.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { jsonText } from '../../src/report/json-text.js';
import { CONNECTIONS } from '../../src/report/lists.js';
import type { ByteOutput } from '../../src/report/output.js';
import type { ReportPart } from '../../src/report/part.js';
import { connectionRow, frameRow } from '../../src/report/row.js';
import { toldParts } from '../../src/report/told-parts.js';
import { writeCsv, writeNdjson } from '../../src/report/write-frames.js';
import { writeJson } from '../../src/report/write-json.js';
import { writeList } from '../../src/report/write-list.js';
import { writeMarkdown } from '../../src/report/write-markdown.js';
import { writeText } from '../../src/report/write-text.js';
import { checkConnection, checkFrame, checkLookup } from './check-frame.js';
import { checkStream } from './check-stream.js';
import { demand, demandShowable } from './values.js';

/** Bounds while fuzzing: small, so that they are reached. */
const LIMITS = {
  maxDecompressedBytes: 4 << 20,
  maxFragmentBytes: 1 << 20,
  maxFragmentedPackets: 64,
  maxWaitingBytes: 20_000,
} as const;
/** Frames looked at closely where there are many. */
const LOOKED_AT = 200;

/** Which of the checks that cost more than they find are made of a case. */
export interface Thoroughness {
  /** Every format of report. */
  readonly reports: boolean;
  /** That streaming, cut into pieces of this size, and a prefix give the same rows; 0 for not. */
  readonly pieces: number;
}

/** @throws whatever the library throws, and Broken where a promise is not kept */
export async function checkCapture(bytes: Uint8Array, { reports, pieces }: Thoroughness): Promise<void> {
  const analysis = await analyze([bytes], { limits: LIMITS, follow: 'all' });
  const capture = analysis.captures[0]!;
  checkError(capture, bytes.length);
  const connections = [...capture.connections()];
  // Some numbers are no connection in the list: Wireshark gives them to what is relayed or only reported.
  const numbers = capture.pipeline.tcp.connections.count;
  const step = Math.ceil(capture.frameCount / LOOKED_AT);
  let number = 0;
  for (const frame of capture.frames()) {
    number++;
    if (step <= 1 || number % step === 0) checkFrame(frame, number, numbers);
  }
  demand(number === capture.frameCount, `${number} frames of ${capture.frameCount} are kept`);
  for (const connection of connections.slice(0, LOOKED_AT)) {
    checkConnection(connection, number);
    checkStream(capture.stream(connection.connection), number);
  }
  let lookups = 0;
  for (const lookup of capture.lookups()) if (lookups++ < LOOKED_AT) checkLookup(lookup, number);
  if (reports && number <= LOOKED_AT) await checkReports(bytes);
  if (pieces > 0 && number <= LOOKED_AT) await checkStreaming(bytes, capture, pieces);
}

function checkError({ error, frameCount }: KeptCapture, length: number): void {
  if (error === undefined) return;
  demand(error instanceof CaptureError, `the error is ${String(error)}`);
  demandShowable(error.message, 'error');
  demand(error.frame === frameCount + 1, `the error is in frame ${error.frame} after ${frameCount} frames`);
  demand(
    error.offset >= 0 && error.offset <= Math.max(length, LIMITS.maxDecompressedBytes),
    `the error is at ${error.offset}`,
  );
}

/** Every format can be written; what goes to a terminal is harmless; the fast rows are the same as the plain ones. */
async function checkReports(bytes: Uint8Array): Promise<void> {
  const analysis = await analyze([{ label: 'a', input: bytes }], { limits: LIMITS });
  const parts = (locale: Locale): ReportPart[] => toldParts(analysis, locale, { when: 'always' });
  const text = await written((output) =>
    writeText(analysis, output, { locale: id, all: true, detail: 'full', parts: parts(id) }),
  );
  for (const line of text.split('\n')) demandShowable(line, 'text');
  const markdown = await written((output) =>
    writeMarkdown(analysis, output, { locale: en, all: true, parts: parts(en) }),
  );
  for (const line of markdown.split('\n')) demandShowable(line, 'markdown');
  await written((output) => writeCsv(analysis.captures, output, { locale: en }));
  JSON.parse(await written((output) => writeJson(analysis, output, { locale: en })));
  const rows = await written((output) => writeNdjson(analysis.captures, output, { locale: id }));
  const plain = [...analysis.frames()].map((frame) => `${jsonText(frameRow(frame, id))}\n`);
  demandSame(rows.split('\n'), plain.join('').split('\n'), 'fast and plain rows');
  await checkKernel(
    bytes,
    plain,
    [...analysis.connections()].map((each) => jsonText(connectionRow(each, id))),
  );
}

/** What is written while a capture is read, in part by a kernel, is what is known of it afterwards. */
async function checkKernel(
  bytes: Uint8Array,
  frames: readonly string[],
  connections: readonly string[],
): Promise<void> {
  const open = (): StreamingAnalysis => stream({ label: 'a', input: [bytes] }, { limits: LIMITS });
  const rows = await written((output) => writeNdjson([open()], output, { locale: id }));
  demandSame(rows.split('\n'), frames.join('').split('\n'), "the kernel's and plain rows");
  const capture = open();
  try {
    for await (const _ of capture.batches());
  } catch (error) {
    if (error !== capture.error) throw error;
  }
  const list = await written((output) =>
    writeList(CONNECTIONS, [capture], output, { format: 'ndjson', locale: id }),
  );
  demandSame(list.trimEnd().split('\n'), connections.length === 0 ? [''] : connections, "the kernel's list");
}

/** The rows do not depend on how the bytes come, nor on frames that come later. */
async function checkStreaming(bytes: Uint8Array, capture: KeptCapture, pieces: number): Promise<void> {
  const kept = [...capture.frames()].map((frame) => jsonText(frameRow(frame, en)));
  const { rows, code } = await streamed(cut(bytes, pieces), capture.label);
  demandSame(rows, kept, 'streamed and kept rows');
  demand(code === capture.error?.code, `streamed ends with ${code}, kept with ${capture.error?.code}`);
  const prefix = await streamed([bytes.subarray(0, Math.floor(bytes.length / 2))], capture.label);
  if (prefix.code !== 'not-a-capture')
    demandSame(prefix.rows, kept.slice(0, prefix.rows.length), "a prefix's rows and the whole's");
}

async function streamed(
  input: Iterable<Uint8Array>,
  label: string,
): Promise<{ rows: string[]; code: string | undefined }> {
  const rows: string[] = [];
  const reading = stream({ label, input }, { limits: LIMITS, follow: 'all' });
  try {
    for await (const frame of reading) rows.push(jsonText(frameRow(frame, en)));
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
  }
  return { rows, code: reading.error?.code };
}

/** At least one piece, even if an empty one: a source of nothing at all is a capture without frames. */
function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at === 0 || at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function written(write: (output: ByteOutput) => Promise<void>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  await write({
    write(bytes) {
      text += decoder.decode(bytes, { stream: true });
    },
  });
  return text;
}

function demandSame(ours: readonly string[], expected: readonly string[], what: string): void {
  demand(ours.length === expected.length, `${what}: ${ours.length} and ${expected.length}`);
  for (const [at, row] of ours.entries())
    demand(row === expected[at], `${what} differ:\n  ${row}\n  ${expected[at]}`);
}
