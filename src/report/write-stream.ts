import { safeText } from '../bytes/safe-text.js';
import type { StreamChunk, StreamView } from '../engine/stream-view.js';
import type { Locale } from '../explain/locale.js';
import { counted, phrase } from '../explain/phrases.js';
import { base64 } from '../wire/dns-text.js';
import { painter } from './colours.js';
import { jsonText } from './json-text.js';
import { type ByteOutput, OutputBuffer } from './output.js';
import { connectionRow, SCHEMA_VERSION } from './row.js';

/** How a connection's streams are written. */
export interface StreamWriterOptions {
  /**
   * `text` for reading, with controls made visible; `hex`; `raw`, the bytes alone; `json`, every piece with its frame,
   * data in base 64. In the first two and the last, gaps are told where they are; in `raw` they take no room.
   */
  readonly format: 'text' | 'hex' | 'raw' | 'json';
  /** Language of headings and notes. */
  readonly locale: Locale;
  /** Whose bytes; default both. */
  readonly direction?: 'client' | 'server' | 'both';
  /** Paint with ANSI colours; default false. */
  readonly colour?: boolean;
}

/** Pieces of one sender that follow one another. */
interface Turn {
  readonly from: 'client' | 'server';
  readonly chunks: StreamChunk[];
}

/** Writes the bytes of a followed connection, its two directions taking turns as their segments came. */
export async function writeStream(
  stream: StreamView,
  output: ByteOutput,
  options: StreamWriterOptions,
): Promise<void> {
  const { direction = 'both', format } = options;
  const chunks = stream.chunks.filter(({ from }) => direction === 'both' || from === direction);
  if (format === 'raw') return writeRawStream(chunks, output);
  const buffer = new OutputBuffer(output);
  if (format === 'json') await buffer.texts(jsonTexts(stream, chunks, options));
  else for (const turn of turnsOf(chunks)) await buffer.texts(turnLines(stream, turn, options), '\n');
  await buffer.flush();
}

function turnsOf(chunks: readonly StreamChunk[]): Turn[] {
  const turns: Turn[] = [];
  for (const chunk of chunks) {
    const last = turns.at(-1);
    if (last?.from === chunk.from) last.chunks.push(chunk);
    else turns.push({ from: chunk.from, chunks: [chunk] });
  }
  return turns;
}

/** Writes the bytes alone, as they become certain: of a stream of any length, in bounded memory. */
export async function writeRawStream(
  chunks: Iterable<StreamChunk> | AsyncIterable<StreamChunk>,
  output: ByteOutput,
  direction: StreamWriterOptions['direction'] = 'both',
): Promise<void> {
  const buffer = new OutputBuffer(output);
  try {
    for await (const chunk of chunks) {
      if (chunk.kind === 'gap' || (direction !== 'both' && chunk.from !== direction)) continue;
      buffer.sink.copy(chunk.bytes);
      if (buffer.full) await buffer.flush();
    }
  } finally {
    // Also where the capture ends in a fault: what came before it was given.
    await buffer.flush();
  }
}

function* turnLines(
  stream: StreamView,
  turn: Turn,
  { locale, format, colour = false }: StreamWriterOptions,
): Generator<string> {
  const paint = painter(colour);
  const style = turn.from === 'client' ? 'cyan' : 'yellow';
  const { client, server } = stream;
  const [source, destination] = turn.from === 'client' ? [client, server] : [server, client];
  let bytes = 0;
  for (const chunk of turn.chunks) if (chunk.kind === 'bytes') bytes += chunk.bytes.length;
  const heading = phrase(locale, 'stream-of', {
    source: source.endpoint,
    destination: destination.endpoint,
    bytes: counted(locale, 'byte', bytes),
  });
  yield paint('bold', heading);
  const lines = format === 'hex' ? hexLines(turn.chunks, locale) : textLines(turn.chunks, locale);
  for (const line of lines) yield paint(style, line);
  yield '';
}

function gapText(start: number, end: number, locale: Locale): string {
  return phrase(locale, 'stream-gap', { bytes: counted(locale, 'byte', end - start) });
}

/** The text in lines; what is no text or would steer a terminal is made visible. */
function* textLines(chunks: readonly StreamChunk[], locale: Locale): Generator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for (const chunk of chunks) {
    if (chunk.kind === 'gap') {
      rest += decoder.decode();
      if (rest !== '') yield visible(rest);
      rest = '';
      yield gapText(chunk.start, chunk.end, locale);
      continue;
    }
    const lines = (rest + decoder.decode(chunk.bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield visible(line.endsWith('\r') ? line.slice(0, -1) : line);
  }
  rest += decoder.decode();
  if (rest !== '') yield visible(rest);
}

/** A line with its tabs kept. */
function visible(line: string): string {
  return line
    .split('\t')
    .map((part) => safeText(part, Number.MAX_SAFE_INTEGER))
    .join('\t');
}

const PER_LINE = 16;

/** Offset in the stream, 16 bytes in hexadecimal, and as ASCII. */
function* hexLines(chunks: readonly StreamChunk[], locale: Locale): Generator<string> {
  for (const chunk of chunks) {
    if (chunk.kind === 'gap') yield gapText(chunk.start, chunk.end, locale);
    else
      for (let at = 0; at < chunk.bytes.length; at += PER_LINE)
        yield hexLine(chunk.start + at, chunk.bytes.subarray(at, at + PER_LINE));
  }
}

function hexLine(offset: number, bytes: Uint8Array): string {
  let digits = '';
  let ascii = '';
  for (let i = 0; i < PER_LINE; i++) {
    const byte = bytes[i];
    if (i === PER_LINE / 2) digits += ' ';
    digits += byte === undefined ? '   ' : ` ${byte.toString(16).padStart(2, '0')}`;
    if (byte !== undefined) ascii += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  }
  return `${offset.toString(16).padStart(8, '0')} ${digits}  ${ascii}`;
}

function* jsonTexts(
  stream: StreamView,
  chunks: readonly StreamChunk[],
  { locale, direction = 'both' }: StreamWriterOptions,
): Generator<string> {
  const about = Object.fromEntries(
    (['client', 'server'] as const)
      .filter((side) => direction === 'both' || direction === side)
      .map((side) => {
        const { complete, ended, conflicts, excess } = stream[side];
        return [side, { complete, ended, conflicts, excess }];
      }),
  );
  const { connection } = stream;
  yield `{"schemaVersion":${SCHEMA_VERSION},"connection":${jsonText(connectionRow(connection, locale))},` +
    `\n"streams":${jsonText(about)},\n"chunks":[`;
  let separator = '\n';
  for (const chunk of chunks) {
    const { from, start } = chunk;
    const row =
      chunk.kind === 'gap'
        ? { from, kind: chunk.kind, start, end: chunk.end, evidence: chunk.evidence }
        : {
            from,
            kind: chunk.kind,
            start,
            end: start + chunk.bytes.length,
            frame: chunk.frame,
            data: base64(chunk.bytes),
          };
    yield separator + jsonText(row);
    separator = ',\n';
  }
  yield ']}\n';
}
