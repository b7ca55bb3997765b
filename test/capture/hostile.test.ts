import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchSource } from '../../src/capture/source.js';
import { buildPcap, PcapngBuilder } from '../support/capture-builder.js';
import { buildErf, buildNetmon, buildNetxray, buildSnoop } from '../support/other-captures.js';
import { type Outcome, readPieces, readSource, recordColumns } from './rows.js';

const frame = fc.record({
  bytes: fc.uint8Array({ maxLength: 120 }),
  seconds: fc.nat({ max: 0xffffffff }),
  fraction: fc.nat({ max: 999_999 }),
});
const classic = fc
  .tuple(fc.array(frame, { maxLength: 12 }), fc.boolean(), fc.boolean(), fc.boolean())
  .map(([frames, bigEndian, nanoseconds, modified]) =>
    buildPcap(frames, { bigEndian, nanoseconds, modified: modified && !nanoseconds }),
  );

const block = fc.oneof(
  fc.record({
    kind: fc.constant('packet' as const),
    frame,
    timestamp: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  }),
  fc.record({
    kind: fc.constant('obsolete' as const),
    frame,
    timestamp: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  }),
  fc.record({ kind: fc.constant('simple' as const), frame }),
  fc.record({
    kind: fc.constant('section' as const),
    bigEndian: fc.boolean(),
    resolution: fc.nat({ max: 255 }),
  }),
  fc.record({
    kind: fc.constant('other' as const),
    type: fc.constantFrom(4, 5, 9, 10, 0xbad, 0x777),
    body: fc.uint8Array({ minLength: 12, maxLength: 60 }),
  }),
);
const pcapng = fc.tuple(fc.array(block, { maxLength: 12 }), fc.boolean()).map(([blocks, bigEndian]) => {
  const builder = new PcapngBuilder(bigEndian).section().interface();
  for (const item of blocks) {
    if (item.kind === 'packet') builder.packet(item.frame, item.timestamp, 0, [[1, 'comment']]);
    else if (item.kind === 'obsolete') builder.obsoletePacket(item.frame, item.timestamp);
    else if (item.kind === 'simple') builder.simplePacket(item.frame);
    else if (item.kind === 'section')
      builder.section(item.bigEndian).interface({ resolution: item.resolution });
    else builder.block(item.type, item.body.subarray(0, item.body.length & ~3));
  }
  return builder.build();
});
const frames = fc.array(frame, { minLength: 1, maxLength: 12 });
const order = fc.option(fc.array(fc.constant(0), { maxLength: 4 }), { nil: undefined });
const other = fc.oneof(
  fc.tuple(frames, fc.nat({ max: 20 })).map(([list, padding]) => buildSnoop(list, { padding })),
  fc
    .tuple(frames, fc.constantFrom([1, 0], [2, 0]), order)
    .map(([list, [major, minor], entries]) =>
      buildNetmon(list, { version: [major!, minor!], ...(entries === undefined ? {} : { order: entries }) }),
    ),
  fc
    .tuple(frames, fc.constantFrom('old', '001.100', '002.001'))
    .map(([list, version]) => buildNetxray(list, { version, ...(list.length > 1 ? {} : { endOffset: 0 }) })),
  frames.map((list) =>
    buildErf(list.map(({ bytes }) => ({ type: 1, bytes: Uint8Array.of(0x0f, ...bytes) }))),
  ),
);
const inOrder = fc.oneof(classic, pcapng, other);
const wentRound = frames.map((list) =>
  buildNetxray([...list, ...list], { startOffset: wrapStart(list), endOffset: wrapStart(list) - 1 }),
);
const capture = fc.oneof({ arbitrary: inOrder, weight: 9 }, { arbitrary: wentRound, weight: 1 });
const sizes = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 });

/** Where the second half of a NetXRay capture of twice these frames begins. */
function wrapStart(list: readonly { bytes: Uint8Array }[]): number {
  return list.reduce((at, { bytes }) => at + 40 + bytes.length, 128);
}

/** What must not depend on how a capture was cut. */
const comparable = ({ rows, error }: Outcome) => ({
  rows,
  code: error?.code,
  offset: error?.offset,
  frame: error?.frame,
});

describe('hostile captures', () => {
  test('an undamaged capture is read to its end', () => {
    fc.assert(
      fc.property(capture, (bytes) => {
        expect(readPieces(bytes).error).toBeNull();
      }),
    );
  });

  test('the rows and the error are the same however the capture is cut, and however large the batch', () => {
    fc.assert(
      fc.property(
        capture,
        fc.nat(),
        fc.nat(),
        sizes,
        fc.integer({ min: 1, max: 9 }),
        (bytes, length, flip, cuts, capacity) => {
          const changed = bytes.slice(0, length % (bytes.length + 1));
          if (changed.length > 0) changed[flip % changed.length]! ^= 1 << (flip % 8);
          const whole = comparable(readPieces(changed));
          expect(comparable(readPieces(changed, cuts, { bufferSize: 64 }, recordColumns(capacity)))).toEqual(
            whole,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  test('any prefix gives the first rows, and ends or says that it is cut', () => {
    fc.assert(
      fc.property(inOrder, fc.nat(), (bytes, length) => {
        const whole = readPieces(bytes);
        const part = readPieces(bytes.subarray(0, length % (bytes.length + 1)));
        expect(part.rows).toEqual(whole.rows.slice(0, part.rows.length));
        expect([undefined, 'cut', 'empty', 'not-a-capture']).toContain(part.error?.code);
      }),
    );
  });

  test('any four bytes set to extremes: rows within the bytes, or a CaptureError that says where', () => {
    const extreme = fc.constantFrom(0, 1, 0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff, 262144, 262145);
    fc.assert(
      fc.property(capture, fc.nat(), extreme, fc.boolean(), (bytes, at, value, littleEndian) => {
        const changed = bytes.slice();
        const view = new DataView(changed.buffer);
        view.setUint32(at % (changed.length - 3), value, littleEndian);
        const { rows, error } = readPieces(changed);
        if (error !== null) {
          expect(error.offset).toBeLessThanOrEqual(changed.length);
          expect(error.frame).toBe(rows.length + 1);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('any bytes at all, also behind a signature', async () => {
    const start = fc.constantFrom(
      '',
      'd4c3b2a1',
      'a1b2c3d4',
      '0a0d0d0a1c0000004d3c2b1a',
      '1f8b08',
      '736e6f6f7000000000000002',
      '474d42550002010000000000000000000000000000000000',
      '58435000303032',
      '28b52ffd',
    );
    await fc.assert(
      fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), async (signature, rest) => {
        const bytes = Uint8Array.from(Buffer.concat([Buffer.from(signature, 'hex'), rest]));
        const { rows } = await readSource(batchSource(bytes));
        expect(rows.length).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 150 },
    );
  });

  test('times of every resolution are what exact arithmetic gives', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 255 }),
        fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
        (resolution, timestamp) => {
          const exponent = BigInt(resolution & 0x7f);
          const units = (resolution & 0x80 ? 2n : 10n) ** exponent;
          const seconds = timestamp / units;
          fc.pre(seconds < 2n ** 53n);
          const nanoseconds = ((timestamp % units) * 1_000_000_000n) / units;
          const bytes = new PcapngBuilder().section().interface({ resolution });
          const { rows } = readPieces(bytes.packet({ bytes: new Uint8Array(1) }, timestamp).build());
          expect(rows[0]!.time).toBe(`${seconds}.${nanoseconds.toString().padStart(9, '0')}`);
        },
      ),
    );
  });
});

test('a length that would need gigabytes is refused with nothing allocated for it', () => {
  const claims = { bytes: new Uint8Array(8), claimedLength: 0x3fffffff };
  const before = process.memoryUsage().arrayBuffers;
  for (let turn = 0; turn < 20; turn++) {
    expect(readPieces(buildPcap([claims]), [16]).error?.code).toBe('bad-length');
    const large = buildPcap([claims], { linkType: 231 });
    expect(readPieces(large, [16], { maxFrameLength: 2 ** 30 }).error?.code).toBe('cut');
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * 2 ** 20);
});
