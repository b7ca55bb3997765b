import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamAssembler } from '../../src/track/stream-assembler.js';
import { endOf, type StreamSegment } from '../../src/track/stream-segments.js';
import { fed } from '../track/stream-feed.js';

/** Where streams begin: also where 32-bit numbers wrap, and far beyond. */
const START = fc.constantFrom(0, 1, 2 ** 31 - 3, 2 ** 32 - 3, 2 ** 40);
const BYTES = fc.uint8Array({ minLength: 1, maxLength: 60 });

interface Piece {
  readonly at: number;
  readonly length: number;
}

/** Pieces of a stream of this length: any, overlapping, repeated, in any order; and one for each byte not covered. */
function pieces(length: number): fc.Arbitrary<readonly Piece[]> {
  const piece = fc
    .tuple(fc.nat(length - 1), fc.integer({ min: 1, max: length }))
    .map(([at, wanted]): Piece => ({ at, length: Math.min(wanted, length - at) }));
  return fc.array(piece, { maxLength: 12 }).chain((some) => {
    const all = [...some];
    for (let at = 0; at < length; at++)
      if (!some.some((each) => at >= each.at && at < each.at + each.length)) all.push({ at, length: 1 });
    return fc.shuffledSubarray(all, { minLength: all.length });
  });
}

const STREAM = BYTES.chain((bytes) => fc.tuple(fc.constant(bytes), pieces(bytes.length)));

function joined(segments: readonly StreamSegment[]): number[] {
  return segments.flatMap((segment) => (segment.kind === 'bytes' ? [...segment.bytes] : []));
}

/** Segments follow one another without holes, from the start. */
function expectContiguous(segments: readonly StreamSegment[], start: number): void {
  let at = start;
  for (const segment of segments) {
    expect(segment.start).toBe(at);
    at = endOf(segment);
    expect(at).toBeGreaterThan(segment.start);
  }
}

describe('reassembly', () => {
  it('gives the original bytes for any reordering, duplication and splitting', () => {
    fc.assert(
      fc.property(
        STREAM,
        START,
        fc.constantFrom('older' as const, 'newer' as const),
        ([bytes, list], start, overlap) => {
          const stream = fed({ overlap }, start);
          for (const [index, { at, length }] of list.entries())
            stream.assembler.add(start + at, bytes.subarray(at, at + length), length, index + 1);
          expect(joined(stream.segments)).toEqual([...bytes]);
          expectContiguous(stream.segments, start);
          expect(stream.conflicts).toEqual([]);
          expect(stream.assembler.rest()).toEqual([]);
        },
      ),
    );
  });

  it('keeps for each byte the oldest or, of what waits, the newest, and says where they differ', () => {
    const list = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 40 }), fc.uint8Array({ minLength: 1, maxLength: 20 })),
      {
        maxLength: 15,
      },
    );
    fc.assert(
      fc.property(list, fc.constantFrom('older' as const, 'newer' as const), (sent, overlap) => {
        const stream = fed({ overlap });
        const expected = new Map<number, number>();
        const differing = new Set<number>();
        for (const [index, [at, bytes]] of sent.entries()) {
          bytes.forEach((byte, offset) => {
            const known = expected.get(at + offset);
            if (known !== undefined && known !== byte) differing.add(at + offset);
            if (known === undefined || overlap === 'newer') expected.set(at + offset, byte);
          });
          stream.assembler.add(at, bytes, bytes.length, index + 1);
        }
        // Nothing came at position 0, so that all of it waits.
        const rest = stream.assembler.rest();
        const got = new Map<number, number>();
        for (const segment of rest)
          if (segment.kind === 'bytes')
            for (const [offset, byte] of segment.bytes.entries()) got.set(segment.start + offset, byte);
        expect(got).toEqual(expected);
        if (rest.length > 0) expectContiguous(rest, 0);
        for (const position of differing)
          expect(stream.conflicts.some(({ start, end }) => position >= start && position < end)).toBe(true);
        expect(stream.conflicts.length > 0).toBe(differing.size > 0);
      }),
    );
  });

  it('leaves as gaps exactly what was not captured', () => {
    fc.assert(
      fc.property(STREAM, fc.nat(), fc.boolean(), ([bytes, list], seed, acknowledged) => {
        const stream = fed();
        const kept = list.filter((_, index) => (seed >> (index % 31)) & 1);
        const seen = new Set<number>();
        kept.forEach(({ at, length }, index) => {
          stream.assembler.add(at, bytes.subarray(at, at + length), length, index + 1);
          for (let offset = 0; offset < length; offset++) seen.add(at + offset);
        });
        if (acknowledged) stream.assembler.acknowledge(bytes.length);
        stream.assembler.fin(bytes.length);
        const all = [...stream.segments, ...stream.assembler.rest()];
        expectContiguous(all, 0);
        expect(all.length === 0 ? 0 : endOf(all.at(-1)!)).toBe(bytes.length);
        const missing = all.flatMap((segment) =>
          segment.kind === 'gap'
            ? Array.from({ length: segment.end - segment.start }, (_, i) => segment.start + i)
            : [],
        );
        expect(missing).toEqual([...bytes.keys()].filter((at) => !seen.has(at)));
        for (const segment of all)
          if (segment.kind === 'gap') expect(segment.evidence).toBe(acknowledged ? 'acknowledged' : 'fin');
      }),
    );
  });

  it('says the same of segments cut by the snap length, whatever their order', () => {
    fc.assert(
      fc.property(STREAM, fc.integer({ min: 0, max: 10 }), ([bytes, list], snap) => {
        const stream = fed();
        for (const [index, { at, length }] of list.entries())
          stream.assembler.add(at, bytes.subarray(at, at + Math.min(length, snap)), length, index + 1);
        const all = [...stream.segments, ...stream.assembler.rest()];
        expectContiguous(all, 0);
        expect(endOf(all.at(-1)!)).toBe(bytes.length);
        for (const segment of all) {
          if (segment.kind === 'gap') expect(segment.evidence).toBe('cut-short');
          else expect([...segment.bytes]).toEqual([...bytes.subarray(segment.start, endOf(segment))]);
        }
      }),
    );
  });

  it('holds no more than its bound and one segment, whatever comes', () => {
    const segment = fc.tuple(fc.nat(100_000), fc.integer({ min: 1, max: 1500 }));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 60 }), fc.integer({ min: 0, max: 8000 }), (list, bound) => {
        const segments: StreamSegment[] = [];
        const assembler = new StreamAssembler(
          { segment: (given) => segments.push(given) },
          { overlap: 'older', maxWaitingBytes: bound, maxHistoryBytes: 4000 },
        );
        assembler.begin(0, true);
        for (const [at, length] of list) {
          assembler.add(at, new Uint8Array(length), length, 1);
          expect(assembler.waitingCost).toBeLessThanOrEqual(bound);
        }
        expectContiguous([...segments, ...assembler.rest()], 0);
      }),
    );
  });
});
