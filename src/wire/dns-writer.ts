/** Names and values of DNS messages, written straight from their bytes: the text that their objects have. */

import { writeIpv4, writeIpv6 } from '../bytes/addresses.js';
import type { ByteSink } from '../bytes/sink.js';
import { recordValue } from './dns-message.js';
import type { DnsOutline } from './dns-outline.js';
import { escapeByte } from './dns-text.js';
import { DNS_TYPE } from './dns-types.js';

const DOT = 0x2e;
const BACKSLASH = 0x5c;
/** Bytes of a name's text at most: 255, each escaped as `\DDD`. */
const MAX_TEXT = 255 * 4;

/** Writes the text of the name at `at`, which was read before and found well formed. */
export function writeDnsName(sink: ByteSink, bytes: Uint8Array, start: number, at: number): void {
  sink.reserve(MAX_TEXT);
  const into = sink.bytes;
  const from = sink.length;
  let to = from;
  let read = at;
  for (let head = bytes[read]!; head !== 0; head = bytes[read]!) {
    if (head >= 192) {
      read = start + (((head & 63) << 8) | bytes[read + 1]!);
      continue;
    }
    if (to > from) into[to++] = DOT;
    const labelEnd = read + 1 + head;
    for (read++; read < labelEnd; read++) {
      const byte = bytes[read]!;
      if (byte > 0x20 && byte < 0x7f && byte !== DOT && byte !== BACKSLASH) into[to++] = byte;
      else to = writeEscaped(into, to, byte);
    }
  }
  if (to === from) into[to++] = DOT;
  sink.length = to;
}

function writeEscaped(into: Uint8Array, at: number, byte: number): number {
  const escaped = byte === DOT || byte === BACKSLASH ? `\\${String.fromCharCode(byte)}` : escapeByte(byte);
  for (let i = 0; i < escaped.length; i++) into[at + i] = escaped.charCodeAt(i);
  return at + escaped.length;
}

/** Writes the name of an entry. */
export function writeEntryName(sink: ByteSink, outline: DnsOutline, entry: number): void {
  writeDnsName(sink, outline.bytes, outline.start, outline.nameAt[entry]!);
}

/** Writes a record's data in presentation form, as {@link recordValue} gives it. */
export function writeRecordValue(sink: ByteSink, outline: DnsOutline, entry: number): void {
  const at = outline.dataAt[entry]!;
  switch (outline.formed[entry] === 1 ? outline.type[entry] : -1) {
    case DNS_TYPE.A:
      writeIpv4(sink, outline.bytes, at);
      break;
    case DNS_TYPE.AAAA:
      writeIpv6(sink, outline.bytes, at);
      break;
    case DNS_TYPE.NS:
    case DNS_TYPE.CNAME:
    case DNS_TYPE.PTR:
      writeDnsName(sink, outline.bytes, outline.start, at);
      break;
    default:
      sink.text(recordValue(outline, entry));
  }
}
