import { describe, expect, test } from 'vitest';
import { buildPcap, PcapngBuilder } from '../support/capture-builder.js';
import { readPieces } from './rows.js';

const replaceAll = (bytes: Uint8Array, from: string, to: string) =>
  Uint8Array.from(Buffer.from(Buffer.from(bytes).toString('latin1').replaceAll(from, to), 'latin1'));

/** Ten frames; the fourth holds a line feed byte, as an address 10.x would. */
const frames = Array.from({ length: 10 }, (_, at) => ({
  bytes: at === 3 ? Uint8Array.of(1, 2, 10, 4, 5, 6, 7, 8) : new Uint8Array(60).fill(0x20 + at),
  seconds: 1_700_000_000 + at,
  fraction: 500_000 + at,
}));

describe('captures that went through a terminal', () => {
  for (const bigEndian of [false, true]) {
    test(`CR before every LF in a classic capture, ${bigEndian ? 'big' : 'little'} endian`, () => {
      const { rows, error } = readPieces(replaceAll(buildPcap(frames, { bigEndian }), '\n', '\r\n'));
      expect(error).toMatchObject({ code: 'text-mode-damage', frame: 5 });
      expect(error!.message).toContain('frame 4');
      expect(error!.message).toContain('docker run without -t');
      expect(rows).toHaveLength(4);
    });
  }

  const rewrites: [name: string, from: string, to: string][] = [
    ['CR before every LF', '\n', '\r\n'],
    ['CR LF became LF', '\r\n', '\n'],
    ['CR removed', '\r', ''],
    ['LF became CR', '\n', '\r'],
  ];
  test.each(rewrites)('%s in a pcapng capture', (_, from, to) => {
    const bytes = new PcapngBuilder().section().interface().packet(frames[0]!).build();
    expect(readPieces(replaceAll(bytes, from, to)).error?.code).toBe('text-mode-damage');
  });

  test("the capturing program's messages before the capture", () => {
    const message = Buffer.from('tcpdump: listening on eth0, link-type EN10MB\r\n');
    const bytes = Buffer.concat([message, buildPcap(frames)]);
    expect(readPieces(bytes).error?.code).toBe('text-mode-damage');
  });
});

describe('captures that are damaged otherwise', () => {
  test('text frames full of CR LF are no sign of a terminal', () => {
    const http = { bytes: Buffer.from('GET / HTTP/1.1\r\nHost: a\r\n\r\n'), seconds: 1_700_000_000 };
    const bytes = buildPcap([http, http, http]);
    for (let length = 24; length < bytes.length; length++) {
      expect(readPieces(bytes.subarray(0, length)).error?.code ?? 'cut').toBe('cut');
    }
    const wrong = buildPcap([http, http, { ...http, claimedLength: 0x7fffffff }, http]);
    expect(readPieces(wrong).error?.code).toBe('bad-length');
  });
});
