import { BIT, type FrameBatch, TRANSPORT } from './frame-batch.js';

/** Payload bytes kept of a segment or datagram: enough for a preview of 64 characters of up to four bytes. */
const KEPT_PAYLOAD = 256;
/** Bytes kept of an ICMP or ARP packet. */
const KEPT_CONTROL = 128;

/**
 * Bytes that facts are made from, of the rows `from` to `to` - 1, one behind another. Packets put together from fragments
 * have none here: they are kept by themselves.
 */
export function excerptsOf(batch: FrameBatch, from: number, to: number): Uint8Array {
  let size = 0;
  for (let row = from; row < to; row++) size += lengthOf(batch, row);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (let row = from; row < to; row++) {
    const start = batch.transportAt[row]!;
    const length = lengthOf(batch, row);
    bytes.set(batch.bytes.subarray(start, start + length), at);
    at += length;
  }
  return bytes;
}

/** Lets rows whose offsets count from their frames' first bytes point into the excerpts that {@link excerptsOf} made of them. */
export function placeExcerpts(batch: FrameBatch, excerpts: Uint8Array): void {
  batch.bytes = excerpts;
  let at = 0;
  for (let row = 0; row < batch.count; row++) {
    const length = lengthOf(batch, row);
    if (isAssembled(batch, row)) continue;
    const end = excerptEnd(batch, row);
    const shift = at - batch.transportAt[row]!;
    // Where the frame's first byte would lie, so that places in the frame can be told. May wrap below 0.
    batch.offset[row] = shift;
    batch.transportAt[row] = at;
    batch.payloadAt[row]! += shift;
    batch.payloadEnd[row] = Math.min(batch.payloadEnd[row]!, end) + shift;
    at += length;
  }
}

function lengthOf(batch: FrameBatch, row: number): number {
  return isAssembled(batch, row) ? 0 : excerptEnd(batch, row) - batch.transportAt[row]!;
}

function isAssembled(batch: FrameBatch, row: number): boolean {
  return batch.assembled.size > 0 && batch.assembled.has(row);
}

/** End of the bytes that a row's facts are made from; they begin at its transport header. */
export function excerptEnd(batch: FrameBatch, row: number): number {
  const transport = batch.transport[row]!;
  const from = batch.transportAt[row]!;
  if (transport === TRANSPORT.none) return from;
  const payload = batch.payloadAt[row]!;
  const end = batch.payloadEnd[row]!;
  if (transport === TRANSPORT.udp && batch.bits[row]! & BIT.dns) return Math.max(payload, end);
  if (transport === TRANSPORT.tcp || transport === TRANSPORT.udp)
    return Math.max(payload, Math.min(end, payload + KEPT_PAYLOAD));
  return Math.min(Math.max(payload, end), from + KEPT_CONTROL);
}
