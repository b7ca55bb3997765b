import { pieceOf } from '../bytes/ink.js';
import type { Analysis } from '../engine/analysis.js';
import type { Story } from '../explain/story.js';
import type { Match, MatchedPacket, Sighting } from '../vantage/match/match.js';
import type { Service } from '../vantage/services.js';
import type { RowFilter } from './filter.js';
import { jsonText } from './json-text.js';
import { type ByteOutput, OutputBuffer } from './output.js';
import type { ProgramRow } from './program-row.js';
import { captureRow, connectionRow, lookupRow, SCHEMA_VERSION } from './row.js';
import { RowWriter } from './row-writer.js';
import { eachFrame, type FrameWriterOptions } from './write-frames.js';

/** How a whole document is written. */
export interface DocumentWriterOptions extends FrameWriterOptions {
  /** What programs did, by their logs ({@link programRows}); without it the document has no `programs`. */
  readonly programs?: readonly ProgramRow[];
  /** Who was served when ({@link servicesOf}); without it the document has no `services`. */
  readonly services?: readonly Service[];
  /** The stories ({@link storiesOf}); without them the document has no `stories`. */
  readonly stories?: readonly Story[];
  /** The captures held against each other: its clocks, and those of its packets that have a frame of the filter's, are added. */
  readonly match?: Match;
}

const FIRST = pieceOf('\n');
const NEXT = pieceOf(',\n');

/**
 * Writes the whole document `{schemaVersion, captures, connections, lookups, frames}`, a row a line, as `framewise/schema`
 * describes it; where several captures share packets, with `clocks` and `packets`, as `framewise/schema/match` has them. The
 * filter chooses among the frames and packets; its connection also among the connections.
 */
export async function writeJson(
  analysis: Analysis,
  output: ByteOutput,
  options: DocumentWriterOptions,
): Promise<void> {
  const { locale, detail, filter } = options;
  const buffer = new OutputBuffer(output);
  await buffer.texts(textsBeforeFrames(analysis, options));
  let first = true;
  for (const capture of analysis.captures) {
    const rows = new RowWriter(capture.context, locale, detail);
    const { line } = rows;
    await buffer.use(line);
    await eachFrame(capture, buffer, filter, (frame) => {
      line.ready();
      line.put(first ? FIRST : NEXT);
      first = false;
      rows.add(frame);
    });
    line.out();
  }
  await buffer.texts(textsBehindFrames(analysis, options));
  await buffer.flush();
}

function* textsBeforeFrames(
  analysis: Analysis,
  { locale, filter }: DocumentWriterOptions,
): Generator<string> {
  yield `{"schemaVersion":${SCHEMA_VERSION},"captures":`;
  yield* listTexts(analysis.captures, captureRow);
  yield ',\n"connections":';
  const connections = [...analysis.connections()].filter(
    ({ connection }) => filter?.connection === undefined || filter.connection === connection,
  );
  yield* listTexts(connections, (connection) => connectionRow(connection, locale));
  yield ',\n"lookups":';
  yield* listTexts(analysis.lookups(), lookupRow);
  yield ',\n"frames":[';
}

function* textsBehindFrames(analysis: Analysis, options: DocumentWriterOptions): Generator<string> {
  const { filter, match } = options;
  yield ']';
  for (const name of ['programs', 'services', 'stories'] as const) {
    const list: readonly object[] | undefined = options[name];
    if (list === undefined) continue;
    yield `,\n"${name}":`;
    yield* listTexts(list, (row) => row);
  }
  if (match !== undefined && match.count > 0) {
    yield ',\n"clocks":';
    yield* listTexts(match.clocks, (clock) => clock);
    yield ',\n"packets":';
    yield* listTexts(wantedPackets(match, analysis, filter), (packet) => packet);
  }
  yield '}\n';
}

function* wantedPackets(
  match: Match,
  { captures }: Analysis,
  filter: RowFilter | undefined,
): Generator<MatchedPacket> {
  const isWanted = ({ capture: label, frame: number }: Sighting): boolean => {
    const frame = captures.find((capture) => capture.label === label)?.frame(number);
    return frame !== undefined && (filter === undefined || filter.matches(frame.batch, frame.row));
  };
  for (const packet of match.packets())
    if (filter === undefined || packet.sightings.some(isWanted)) yield packet;
}

function* listTexts<T>(list: Iterable<T>, row: (each: T) => unknown): Generator<string> {
  let separator = '[\n';
  for (const each of list) {
    yield separator + jsonText(row(each));
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]' : ']';
}
