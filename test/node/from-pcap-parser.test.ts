import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchSource } from '../../src/capture/source.js';
import { framesFromPcapParser } from '../../src/node/from-pcap-parser.js';
import { openCapture } from '../../src/node/open.js';
import { readSource } from '../capture/rows.js';
import { type BuiltFrame, buildPcap } from '../support/capture-builder.js';

const CORPUS = process.env['FRAMEWISE_CORPUS'] ?? join(import.meta.dirname, '../../../shared/corpus');
const MICROSECOND_SIGNATURES = ['d4c3b2a1', 'a1b2c3d4'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'framewise-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function stored(bytes: Uint8Array): string {
  const path = join(folder, 'capture.pcap');
  writeFileSync(path, bytes);
  return path;
}

const readBoth = async (path: string) => ({
  theirs: await readSource(batchSource(framesFromPcapParser(path)), 64),
  ours: await readSource(openCapture(path).open(), 64),
});

const frames: BuiltFrame[] = Array.from({ length: 3000 }, (_, at) => ({
  bytes: new Uint8Array(60 + (at % 900)).fill(at),
  seconds: 1_700_000_000 + at,
  fraction: (at * 997) % 1_000_000,
  wireLength: 1500,
}));

describe('pcap-parser and our classic reader', () => {
  test.each([false, true])('give the same frames (big endian: %s)', async (bigEndian) => {
    const { theirs, ours } = await readBoth(stored(buildPcap(frames, { bigEndian })));
    expect(ours.rows).toHaveLength(3000);
    expect(theirs).toEqual(ours);
  });

  test.skipIf(!existsSync(CORPUS))(
    'agree on every classic microsecond capture of the public ones',
    async () => {
      let count = 0;
      for (const name of readdirSync(CORPUS, { recursive: true }) as string[]) {
        const path = join(CORPUS, name);
        if (!/\.[a-z]*cap$/.test(name)) continue;
        const bytes = readFileSync(path);
        if (!MICROSECOND_SIGNATURES.includes(bytes.toString('hex', 0, 4))) continue;
        if (isOldVersion(bytes)) continue;
        const { theirs, ours } = await readBoth(path);
        expect(theirs.rows, name).toEqual(ours.rows);
        expect(theirs.error?.code, name).toBe(ours.error?.code);
        expect(theirs.error?.offset, name).toBe(ours.error?.offset);
        count++;
      }
      expect(count).toBeGreaterThan(1000);
    },
    120_000,
  );

  test('what it refuses, cuts or trusts is an error here', async () => {
    const read = (bytes: Uint8Array) => readSource(batchSource(framesFromPcapParser(stored(bytes))));
    expect((await read(buildPcap(frames, { nanoseconds: true }))).error?.code).toBe('unsupported');
    expect((await read(new Uint8Array(0))).error?.code).toBe('empty');
    const whole = buildPcap(frames.slice(0, 3));
    for (const missing of [1, 62, 62 + 5]) {
      const { rows, error } = await read(whole.subarray(0, whole.length - missing));
      expect([rows.length, error?.code, error?.frame]).toEqual([2, 'cut', 3]);
    }
    const trusting = buildPcap([frames[0]!, { bytes: new Uint8Array(9), claimedLength: 0x7fffffff }]);
    expect((await read(trusting)).error).toMatchObject({ code: 'bad-length', offset: 100, frame: 2 });
    const missing = await readSource(batchSource(framesFromPcapParser(join(folder, 'nowhere'))));
    expect(missing.error?.code).toBe('unreadable');
  });
});

/** Versions below 2.4 order their lengths otherwise, which pcap-parser doesn't know. */
function isOldVersion(bytes: Buffer): boolean {
  const big = bytes[0] === 0xa1;
  const major = big ? bytes.readUInt16BE(4) : bytes.readUInt16LE(4);
  const minor = big ? bytes.readUInt16BE(6) : bytes.readUInt16LE(6);
  return major !== 2 || minor < 4;
}
