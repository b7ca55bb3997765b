import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { Match, MatchedPacket } from '../vantage/match/match.js';
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
  await buffer.text(`{"schemaVersion":${SCHEMA_VERSION},"captures":${listText(rows)}`);
  await buffer.text(`,\n"clocks":${listText(match.clocks)},\n"packets":[`);
  const textOf = packetTeller(match);
  let separator = '\n';
  for (const packet of match.packets()) {
    buffer.sink.text(separator + textOf(packet));
    separator = ',\n';
    if (buffer.full) await buffer.flush();
  }
  await buffer.text(']}\n');
  await buffer.flush();
}

/** Writes the packets of a match, one object a line. */
export async function writeMatchNdjson(match: Match, output: ByteOutput): Promise<void> {
  const buffer = new OutputBuffer(output);
  const textOf = packetTeller(match);
  for (const packet of match.packets()) {
    buffer.sink.text(`${textOf(packet)}\n`);
    if (buffer.full) await buffer.flush();
  }
  await buffer.flush();
}

/** Tells packets as JSON. Of all that is in one only the labels need escaping, each once: there may be millions of packets. */
function packetTeller({ labels }: Match): (packet: MatchedPacket) => string {
  const heads = new Map(labels.map((label) => [label, `{"capture":${jsonText(label)},"frame":`]));
  return ({ sightings, fate, delay, changed, ambiguous }) => {
    let text = '';
    for (const { capture, frame } of sightings)
      text += `${text === '' ? '{"sightings":[' : ','}${heads.get(capture)}${frame}}`;
    const fields = changed.length === 0 ? '' : `"${changed.join('","')}"`;
    return `${text}],"fate":"${fate}","delay":${delay},"changed":[${fields}],"ambiguous":${ambiguous}}`;
  };
}

/**
 * Writes the packets of a match as CSV: a column of frame numbers for each capture, several separated by spaces, and what
 * became of the packet.
 */
export async function writeMatchCsv(match: Match, output: ByteOutput): Promise<void> {
  const buffer = new OutputBuffer(output);
  const { labels } = match;
  const heads = labels.map((label) => `frame ${label}`);
  await buffer.text(csvRecord([...heads, 'fate', 'delay', 'changed', 'ambiguous']));
  for (const { sightings, fate, delay, changed, ambiguous } of match.packets()) {
    const frames = labels.map((label) =>
      sightings
        .filter(({ capture }) => capture === label)
        .map(({ frame }) => frame)
        .join(' '),
    );
    await buffer.text(csvRecord([...frames, fate, delay, changed, ambiguous]));
  }
  await buffer.flush();
}

function listText(rows: readonly object[]): string {
  return rows.length === 0 ? '[]' : `[\n${rows.map((row) => jsonText(row)).join(',\n')}]`;
}
