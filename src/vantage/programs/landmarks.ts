import type { KeptCapture } from '../../engine/capture-analysis.js';
import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../../table/frame-batch.js';
import { FINDING_BIT } from '../../vocabulary/findings.js';
import { FLAG } from '../../wire/tcp.js';

/** Frames in which a connection's TCP did what a program's calls lead to; 0 where it was not captured. */
export interface Landmarks {
  /** The client's first SYN. */
  syn: number;
  /** The server's first SYN-ACK. */
  synAck: number;
  /** The client's ACK of it. */
  handshakeAck: number;
  /** Initial sequence numbers, as sent; null where the SYN or SYN-ACK was not captured. */
  readonly isn: { client: number | null; server: number | null };
  /** Each side's first FIN. */
  readonly fin: { client: number; server: number };
  /** Each side's first reset. */
  readonly reset: { client: number; server: number };
  /** How that looks, and how many there were. */
  readonly resetLook: { client: string; server: string };
  readonly resets: { client: number; server: number };
}

const DUPLICATE = FINDING_BIT['duplicate-frame'];
const OUT_OF_WINDOW = FINDING_BIT['reset-out-of-window'];

/** Looks through a capture for the landmarks of some connections. */
export function landmarksOf(capture: KeptCapture, connections: ReadonlySet<number>): Map<number, Landmarks> {
  const found = new Map<number, Landmarks>();
  for (const number of connections)
    found.set(number, {
      syn: 0,
      synAck: 0,
      handshakeAck: 0,
      isn: { client: null, server: null },
      fin: { client: 0, server: 0 },
      reset: { client: 0, server: 0 },
      resetLook: { client: '', server: '' },
      resets: { client: 0, server: 0 },
    });
  if (found.size === 0) return found;
  for (const batch of capture.batches)
    for (let row = 0; row < batch.count; row++) {
      const marks = found.get(batch.connection[row]!);
      if (marks === undefined || batch.transport[row] !== TRANSPORT.tcp) continue;
      if (batch.findings[row]! & (DUPLICATE | OUT_OF_WINDOW)) continue;
      const frame = batch.firstFrame + row;
      const flags = batch.flags[row]!;
      const side = batch.bits[row]! & BIT.fromServer ? 'server' : 'client';
      if (batch.shape[row] !== SHAPE.whole) continue;
      if (flags & FLAG.rst) {
        if (marks.reset[side] === 0) marks.resetLook[side] = lookOf(batch, row);
        marks.reset[side] ||= frame;
        marks.resets[side]++;
      } else if (flags & FLAG.syn) {
        marks[flags & FLAG.ack ? 'synAck' : 'syn'] ||= frame;
        marks.isn[side] ??= batch.seq[row]!;
      } else if (flags & FLAG.fin) marks.fin[side] ||= frame;
      if (batch.bits[row]! & BIT.completesHandshake) marks.handshakeAck ||= frame;
    }
  return found;
}

function lookOf(batch: FrameBatch, row: number): string {
  return `${batch.seq[row]} ${batch.ack[row]} ${batch.flags[row]} ${batch.payloadLength[row]}`;
}

/** Whether two captures of a connection each have a single reset of a side, and both look the same. */
export function sameReset(one: Landmarks, other: Landmarks, side: 'client' | 'server'): boolean {
  return one.resets[side] === 1 && other.resets[side] === 1 && one.resetLook[side] === other.resetLook[side];
}
