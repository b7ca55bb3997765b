import { type Piece, pieceOf } from '../bytes/ink.js';
import type { ByteSink } from '../bytes/sink.js';
import { MAX_LENGTH, operationText, readable, resultText, shownOf, typeInfo } from './dns-info.js';
import type { DnsOutline } from './dns-outline.js';
import { dnsTypeText } from './dns-types.js';
import { writeEntryName, writeRecordValue } from './dns-writer.js';

const SPACE = 0x20;
const BACKSLASH = 0x5c;
const DOT = 0x2e;

/** Types below this number are made ready when first met. */
const KNOWN_TYPES = 258;
/** Operations with what surrounds them, and types as the line names them, by number. */
const OPERATIONS: (Piece | undefined)[] = [];
const TYPES: (Piece | undefined)[] = [];

/** Writes what {@link dnsInfo} gives. */
export function writeDnsInfo(sink: ByteSink, outline: DnsOutline): void {
  const from = sink.length;
  writeHead(sink, outline);
  for (let entry = 0; entry < outline.count; entry++) {
    if (sink.length - from > MAX_LENGTH && entry >= outline.firstAnswer) break;
    writeType(sink, outline.type[entry]!);
    if (entry < outline.firstAnswer) {
      sink.byte(SPACE);
      const at = sink.length;
      writeEntryName(sink, outline, entry);
      makeReadable(sink, at);
    } else writeShown(sink, outline, entry);
  }
  sink.length = Math.min(sink.length, from + MAX_LENGTH);
}

function writeHead(sink: ByteSink, { opcode, isResponse, rcode, id }: DnsOutline): void {
  const kind = opcode * 2 + (isResponse ? 1 : 0);
  OPERATIONS[kind] ??= pieceOf(`${operationText(opcode)}${isResponse ? ' response' : ''} 0x`);
  sink.put(OPERATIONS[kind]);
  for (let shift = 12; shift >= 0; shift -= 4) {
    const digit = (id >> shift) & 15;
    sink.byte(digit < 10 ? 0x30 + digit : 0x57 + digit);
  }
  if (isResponse && rcode !== 0) sink.text(` ${resultText(rcode)}`);
}

function writeType(sink: ByteSink, type: number): void {
  if (type >= KNOWN_TYPES) {
    sink.text(` ${typeInfo(dnsTypeText(type))}`);
    return;
  }
  TYPES[type] ??= pieceOf(` ${typeInfo(dnsTypeText(type))}`);
  sink.put(TYPES[type]);
}

/** As much of the record's value as the line shows. */
function writeShown(sink: ByteSink, outline: DnsOutline, entry: number): void {
  const shown = outline.formed[entry] === 1 ? shownOf(dnsTypeText(outline.type[entry]!)) : undefined;
  if (shown === undefined) return;
  sink.byte(SPACE);
  const at = sink.length;
  writeRecordValue(sink, outline, entry);
  if (shown === 'first word') {
    const space = sink.bytes.subarray(at, sink.length).indexOf(SPACE);
    if (space >= 0) sink.length = at + space;
  }
  makeReadable(sink, at);
}

/** Takes the escapes out of what was written since `at`, if it has any, and names the root. */
function makeReadable(sink: ByteSink, at: number): void {
  const { bytes, length } = sink;
  let isPlain = bytes[length - 1] !== DOT;
  for (let i = at; i < length && isPlain; i++) isPlain = bytes[i] !== BACKSLASH;
  if (isPlain) return;
  const text = readable(sink.toText(at));
  sink.length = at;
  sink.text(text);
}
