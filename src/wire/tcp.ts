import { read16, read32 } from '../bytes/reads.js';
import { SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { synOptionsOf } from './syn-options.js';
import { LAYER, PROTOCOL, type Walk } from './walk.js';

/** TCP flag bits as they stand in bytes 12 and 13 of the header (RFC 9293, 3.1). */
export const FLAG = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16, urg: 32, ece: 64, cwr: 128, ae: 256 } as const;

/** TCP header with options (RFC 9293, 3.1). */
export function tcp(walk: Walk): void {
  walk.protocol(PROTOCOL.tcp);
  if (!walk.need(16, 'TCP')) return;
  const { batch, row, bytes, at } = walk;
  batch.sourcePort[row] = read16(bytes, at);
  batch.destinationPort[row] = read16(bytes, at + 2);
  const headerLength = (bytes[at + 12]! >> 4) * 4;
  walk.next = LAYER.done;
  batch.transport[row] = TRANSPORT.tcp;
  batch.transportAt[row] = at;
  batch.seq[row] = read32(bytes, at + 4);
  batch.ack[row] = read32(bytes, at + 8);
  batch.flags[row] = read16(bytes, at + 12) & 0xfff;
  batch.window[row] = read16(bytes, at + 14);
  if (headerLength < 20 || at + headerLength > walk.wireEnd || at + 20 > walk.end) {
    batch.payloadAt[row] = Math.min(at + 20, walk.end);
    batch.payloadEnd[row] = batch.payloadAt[row]!;
    if (headerLength < 20 || at + headerLength > walk.wireEnd) walk.malformed('TCP', 'bad-length', at + 12);
    else walk.short('TCP', at + 20);
    return;
  }
  if (walk.isLonePiece) {
    // Whose it is can be told, but not what it carries: the lengths are those of a piece.
    batch.payloadAt[row] = Math.min(at + headerLength, walk.end);
    batch.payloadEnd[row] = batch.payloadAt[row]!;
    batch.shape[row] = SHAPE.fragment;
    return;
  }
  batch.payloadAt[row] = Math.min(at + headerLength, walk.end);
  batch.payloadLength[row] = walk.wireEnd - at - headerLength;
  batch.payloadEnd[row] = walk.end;
  if (batch.flags[row]! & FLAG.syn)
    batch.synOptions[row] = synOptionsOf(bytes, at + 20, batch.payloadAt[row]!);
}
