import { FrameBatch, TRANSPORT } from './frame-batch.js';

/** Payload bytes kept of a segment or datagram: enough for a preview of 64 characters of up to four bytes. */
const KEPT_PAYLOAD = 256;
/** Bytes kept of an ICMP or ARP packet. */
const KEPT_CONTROL = 128;

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Where the bytes that a row's facts are made from begin and end: header and options, and as much payload as is shown. */
function excerpt(batch: FrameBatch, row: number, isDns: boolean): [from: number, to: number] {
  const transport = batch.transport[row]!;
  if (transport === TRANSPORT.none) return [0, 0];
  const from = batch.transportAt[row]!;
  const payload = batch.payloadAt[row]!;
  const end = batch.payloadEnd[row]!;
  if (transport === TRANSPORT.udp && isDns) return [from, Math.max(payload, end)];
  if (transport === TRANSPORT.tcp || transport === TRANSPORT.udp)
    return [from, Math.max(payload, Math.min(end, payload + KEPT_PAYLOAD))];
  return [from, Math.min(Math.max(payload, end), from + KEPT_CONTROL)];
}

/**
 * A trimmed copy of a batch without the captured bytes, but for the excerpts that views make their facts from.
 * Its offsets point into those.
 *
 * @param dnsBit the `bits` flag that marks rows whose whole payload is kept
 */
export function keepBatch(batch: FrameBatch, dnsBit: number): FrameBatch {
  const count = batch.count;
  const kept = new FrameBatch(0);
  const from = batch as unknown as Record<string, unknown>;
  const to = kept as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(from)) {
    if (ArrayBuffer.isView(value) && name !== 'bytes') to[name] = (value as Column).slice(0, count);
  }
  to['capacity'] = count;
  kept.count = count;
  kept.firstFrame = batch.firstFrame;
  kept.comments = new Map(batch.comments);
  kept.notes = batch.notes;
  batch.notes = new Map();

  let size = 0;
  const ranges = new Uint32Array(count * 2);
  for (let row = 0; row < count; row++) {
    const [start, end] = excerpt(kept, row, (kept.bits[row]! & dnsBit) !== 0);
    ranges[row * 2] = start;
    ranges[row * 2 + 1] = end;
    size += end - start;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (let row = 0; row < count; row++) {
    const start = ranges[row * 2]!;
    const end = ranges[row * 2 + 1]!;
    const note = kept.notes.get(row);
    bytes.set((note?.assembled ?? batch.bytes).subarray(start, end), at);
    const shift = at - start;
    // Where the frame's first byte would lie, so that places in the frame can be told. May wrap below 0.
    kept.offset[row] = (note?.assembled === undefined ? batch.offset[row]! : 0) + shift;
    if (note?.assembled) delete note.assembled;
    kept.transportAt[row] = at;
    kept.payloadAt[row] = Math.max(at, kept.payloadAt[row]! + shift);
    kept.payloadEnd[row] = at + end - start;
    at += end - start;
  }
  kept.bytes = bytes;
  return kept;
}
