import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AddressTable } from '../../src/table/address-table.js';
import { FrameBatch, SHAPE } from '../../src/table/frame-batch.js';
import { Fragments } from '../../src/track/fragments.js';
import { walkFrame } from '../../src/wire/decode.js';
import { Walk } from '../../src/wire/walk.js';

const LIMITS = { maxFragmentedPackets: 16, maxFragmentBytes: 1 << 20 };
const RAW_IPV4 = 228;
const RAW_IPV6 = 229;
/** An experiment's protocol number (RFC 3692). */
const PROTOCOL = 253;

interface Piece {
  /** In units of 8 bytes. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly more: boolean;
}

type Version = 4 | 6;

/** RFC 791, 3.1. */
function ipv4({ offset, bytes, more }: Piece): Uint8Array {
  const packet = new Uint8Array(20 + bytes.length);
  const view = new DataView(packet.buffer);
  packet[0] = 0x45;
  view.setUint16(2, packet.length);
  view.setUint16(4, 7);
  view.setUint16(6, offset | (more ? 0x2000 : 0));
  packet[9] = PROTOCOL;
  packet.set([192, 0, 2, 1, 192, 0, 2, 2], 12);
  packet.set(bytes, 20);
  return packet;
}

/** RFC 8200, 3 and 4.5. */
function ipv6({ offset, bytes, more }: Piece): Uint8Array {
  const packet = new Uint8Array(48 + bytes.length);
  const view = new DataView(packet.buffer);
  packet[0] = 0x60;
  view.setUint16(4, 8 + bytes.length);
  packet[6] = 44;
  packet[23] = 1;
  packet[39] = 2;
  packet[40] = PROTOCOL;
  view.setUint16(42, offset * 8 + (more ? 1 : 0));
  view.setUint32(44, 7);
  packet.set(bytes, 48);
  return packet;
}

/** Gives pieces to the reassembly, one a frame; the packets that came out, by the frame that completed them. */
function assembled(
  pieces: readonly Piece[],
  version: Version,
): Map<number, { bytes: Uint8Array; frames: unknown }> {
  const fragments = new Fragments(LIMITS);
  const walk = new Walk(new AddressTable());
  const packets = new Map<number, { bytes: Uint8Array; frames: unknown }>();
  for (const [at, piece] of pieces.entries()) {
    const batch = new FrameBatch(1);
    batch.count = 1;
    batch.firstFrame = at + 1;
    batch.bytes = version === 4 ? ipv4(piece) : ipv6(piece);
    batch.capturedLength[0] = batch.bytes.length;
    batch.wireLength[0] = batch.bytes.length;
    walkFrame(walk, batch, 0, version === 4 ? RAW_IPV4 : RAW_IPV6);
    expect(batch.shape[0]).toBe(SHAPE.fragment);
    const bytes = fragments.add(batch, 0, walk);
    if (bytes !== null) packets.set(at + 1, { bytes, frames: batch.note(0).fragments });
  }
  return packets;
}

const version = fc.constantFrom<Version[]>(4, 6);
const payload = fc.uint8Array({ minLength: 9, maxLength: 200 });

/** Pieces that cover a payload, overlapping and repeated, in any order. */
const cover = payload.chain((bytes) => {
  const units = Math.ceil(bytes.length / 8);
  const piece = fc
    .tuple(fc.nat(units - 1), fc.integer({ min: 1, max: units }))
    .map(([offset, count]) => pieceOf(bytes, offset, count));
  return fc.array(piece, { maxLength: 8 }).chain((some) => {
    const singles = Array.from({ length: units }, (_, offset) => pieceOf(bytes, offset, 1));
    const all = [...some.filter(({ offset, more }) => offset > 0 || more), ...singles];
    return fc.tuple(fc.constant(bytes), fc.shuffledSubarray(all, { minLength: all.length }));
  });
});

function pieceOf(payload: Uint8Array, offset: number, count: number): Piece {
  const end = Math.min(payload.length, (offset + count) * 8);
  return { offset, bytes: payload.slice(offset * 8, end), more: end < payload.length };
}

/** The first frame after which every byte has come. */
function completing(payload: Uint8Array, pieces: readonly Piece[]): number {
  const missing = new Set(payload.keys());
  return (
    1 +
    pieces.findIndex(({ offset, bytes }) => {
      for (let at = 0; at < bytes.length; at++) missing.delete(offset * 8 + at);
      return missing.size === 0;
    })
  );
}

describe('IP fragments', () => {
  test('in any order, overlapping and repeated, give the packet when its last byte came', () => {
    fc.assert(
      fc.property(cover, version, ([bytes, pieces], ip) => {
        const frame = completing(bytes, pieces);
        const first = [...assembled(pieces, ip)][0];
        expect(first?.[0]).toBe(frame);
        expect(first?.[1].bytes).toEqual(bytes);
        expect(first?.[1].frames).toEqual(Array.from({ length: frame }, (_, at) => at + 1));
      }),
    );
  });

  test('give nothing while a byte is missing', () => {
    fc.assert(
      fc.property(cover, version, fc.nat(), ([bytes, pieces], ip, choice) => {
        const hole = choice % bytes.length;
        const fewer = pieces.filter(
          (piece) => hole < piece.offset * 8 || hole >= piece.offset * 8 + piece.bytes.length,
        );
        expect([...assembled(fewer, ip).keys()]).toEqual([]);
      }),
    );
  });

  test('of bytes that were sent twice with other content, the older stay', () => {
    fc.assert(
      fc.property(cover, version, ([bytes, pieces], ip) => {
        const frame = completing(bytes, pieces);
        const marked = pieces.map((piece, at) => ({ ...piece, bytes: piece.bytes.map(() => at + 1) }));
        const expected = bytes.map((_, at) => {
          const holds = ({ offset, bytes: { length } }: Piece): boolean =>
            at >= offset * 8 && at < offset * 8 + length;
          return pieces.findIndex(holds) + 1;
        });
        expect(assembled(marked, ip).get(frame)?.bytes).toEqual(expected);
      }),
    );
  });

  test('that bring nothing take no memory without end', () => {
    const piece = pieceOf(new Uint8Array(1000), 1, 4);
    const before = process.memoryUsage().arrayBuffers;
    assembled(new Array<Piece>(20_000).fill(piece), 4);
    assembled(new Array<Piece>(20_000).fill({ offset: 1, bytes: new Uint8Array(0), more: true }), 4);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100 * 2 ** 20);
  });
});
