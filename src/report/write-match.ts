import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { Match } from '../vantage/match/match.js';
import { csvRecord } from './csv.js';
import { jsonText } from './json-text.js';
import { type ByteOutput, OutputBuffer } from './output.js';
import { captureRow, SCHEMA_VERSION } from './row.js';

/**
 * Writes a match as one document `{schemaVersion, captures, clocks, packets}`, a packet a line, as `framewise/schema/match`
 * describes it.
 *
 * @param captures the analyses that were matched, in the same order
 */
export async function writeMatchJson(
  match: Match,
  captures: readonly CaptureAnalysis[],
  output: ByteOutput,
): Promise<void> {
  const buffer = new OutputBuffer(output);
  const rows = match.captures.map((counts, i) => ({ ...captureRow(captures[i]!), ...counts }));
  buffer.sink.text(`{"schemaVersion":${SCHEMA_VERSION},"captures":${listText(rows)}`);
  buffer.sink.text(`,\n"clocks":${listText(match.clocks)},\n"packets":[`);
  await buffer.texts(inList(packetTexts(match)));
  buffer.sink.text(']}\n');
  await buffer.flush();
}

function* inList(texts: Iterable<string>): Generator<string> {
  let separator = '\n';
  for (const text of texts) {
    yield separator + text;
    separator = ',\n';
  }
}

/** Writes the packets of a match, one object a line. */
export async function writeMatchNdjson(match: Match, output: ByteOutput): Promise<void> {
  const buffer = new OutputBuffer(output);
  await buffer.texts(packetTexts(match), '\n');
  await buffer.flush();
}

/** The packets as JSON. Of all that is in one only the labels need escaping, each once: there may be millions of packets. */
function* packetTexts(match: Match): Generator<string> {
  const heads = new Map(match.labels.map((label) => [label, `{"capture":${jsonText(label)},"frame":`]));
  for (const { sightings, fate, delay, changed, ambiguous } of match.packets()) {
    let text = '';
    for (const { capture, frame } of sightings)
      text += `${text === '' ? '{"sightings":[' : ','}${heads.get(capture)}${frame}}`;
    const fields = changed.length === 0 ? '' : `"${changed.join('","')}"`;
    yield `${text}],"fate":"${fate}","delay":${delay},"changed":[${fields}],"ambiguous":${ambiguous}}`;
  }
}

/**
 * Writes the packets of a match as CSV: a column of frame numbers for each capture, several separated by spaces, and what
 * became of the packet.
 */
export async function writeMatchCsv(match: Match, output: ByteOutput): Promise<void> {
  const buffer = new OutputBuffer(output);
  await buffer.texts(csvRecords(match));
  await buffer.flush();
}

function* csvRecords(match: Match): Generator<string> {
  const { labels } = match;
  const heads = labels.map((label) => `frame ${label}`);
  yield csvRecord([...heads, 'fate', 'delay', 'changed', 'ambiguous']);
  for (const { sightings, fate, delay, changed, ambiguous } of match.packets()) {
    const frames = labels.map((label) =>
      sightings
        .filter(({ capture }) => capture === label)
        .map(({ frame }) => frame)
        .join(' '),
    );
    yield csvRecord([...frames, fate, delay, changed, ambiguous]);
  }
}

function listText(rows: readonly object[]): string {
  return rows.length === 0 ? '[]' : `[\n${rows.map((row) => jsonText(row)).join(',\n')}]`;
}
