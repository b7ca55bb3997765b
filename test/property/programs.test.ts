/** Any splitting of a stream into segments, and any into reads: each read's frames are those whose ranges meet its own. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/engine/analysis.js';
import { layPrograms, programConnections } from '../../src/vantage/programs/lay-programs.js';
import { readBytesLiteral } from '../../src/vantage/programs/literal.js';
import { readProgramLog } from '../../src/vantage/programs/read-log.js';
import { story } from '../support/story.js';

/** Bytes as Python's repr writes them (bytes.__repr__). */
function repr(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  const named: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };
  const shown = Array.from(bytes, (byte) => {
    if (named[byte] !== undefined) return named[byte];
    if (byte === quote.charCodeAt(0)) return `\\${quote}`;
    if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
    return `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${shown.join('')}${quote}`;
}

const TEXT = fc.string({ unit: fc.constantFrom(...'ab\'"\\\n\t\u0000x'), minLength: 1, maxLength: 60 });

/** A text with two ways to split it. */
const SPLIT_TWICE = TEXT.chain((text) =>
  fc.tuple(fc.constant(text), cuts(text.length), cuts(text.length), fc.integer({ min: 0, max: 3 })),
);

function cuts(length: number): fc.Arbitrary<readonly number[]> {
  return fc
    .uniqueArray(fc.integer({ min: 1, max: Math.max(1, length - 1) }), { maxLength: 8 })
    .map((list) => [0, ...list.filter((at) => at < length).sort((a, b) => a - b), length]);
}

const ranges = (at: readonly number[]): [number, number][] => at.slice(1).map((end, i) => [at[i]!, end]);

describe('a literal', () => {
  it('comes back from what Python prints', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const printed = repr(bytes);
        expect(readBytesLiteral(`${printed} and more`)).toEqual({ bytes, end: printed.length });
      }),
    );
  });
});

describe('reads over segments', () => {
  it('draw on exactly the segments that they meet, and what is split is told', async () => {
    await fc.assert(
      fc.asyncProperty(SPLIT_TWICE, async ([text, segments, reads, resent]) => {
        const script = story({ clientPort: 40000 }).handshake();
        for (const [start, end] of ranges(segments)) script.client('PSH,ACK', text.slice(start, end));
        // Copies sent again carry nothing new.
        for (const [start, end] of ranges(segments).slice(0, resent))
          script.client('PSH,ACK', text.slice(start, end), { seq: start + 1 });
        const bytes = new TextEncoder().encode(text);
        const lines = ranges(reads).map(([start, end]) => `received ${repr(bytes.subarray(start, end))}`);
        const log = readProgramLog(["connection from ('172.18.0.3', 40000)", ...lines].join('\n'));
        const analysis = await analyze([{ label: 'server', input: script.frames }], {
          follow: programConnections([log]),
        });
        const [session] = layPrograms(analysis, new Map([['server', log]]))[0]!.sessions;
        const told = session!.events.slice(1);
        // Frames 1 to 3 are the handshake.
        const expected = ranges(reads).map(([from, to]) => ({
          from,
          to,
          comparison: 'same',
          frames: ranges(segments).flatMap(([start, end], i) => (start < to && from < end ? [i + 4] : [])),
        }));
        expect(told.map(({ from, to, comparison, frames }) => ({ from, to, comparison, frames }))).toEqual(
          expected,
        );
        const split = ranges(segments).flatMap(([start, end], i) => {
          const sizes = ranges(reads)
            .map(([from, to]) => Math.min(end, to) - Math.max(start, from))
            .filter((size) => size > 0);
          return sizes.length > 1 ? [{ frame: i + 4, bytes: end - start, reads: sizes }] : [];
        });
        expect(session!.reading!.piecemeal.map(({ lines: _, ...segment }) => segment)).toEqual(split);
      }),
    );
  });

  it('that differ in any byte are said not to fit, and nothing behind them is laid', async () => {
    await fc.assert(
      fc.asyncProperty(SPLIT_TWICE, fc.nat(), async ([text, segments, reads], place) => {
        const script = story({ clientPort: 40000 }).handshake();
        for (const [start, end] of ranges(segments)) script.client('PSH,ACK', text.slice(start, end));
        const bytes = new TextEncoder().encode(text);
        const wrong = place % bytes.length;
        bytes[wrong]! ^= 0x20;
        const lines = ranges(reads).map(([start, end]) => `received ${repr(bytes.subarray(start, end))}`);
        const log = readProgramLog(["connection from ('172.18.0.3', 40000)", ...lines].join('\n'));
        const analysis = await analyze([{ label: 'server', input: script.frames }], {
          follow: programConnections([log]),
        });
        const [session] = layPrograms(analysis, new Map([['server', log]]))[0]!.sessions;
        expect(session!.events.slice(1).map(({ comparison }) => comparison)).toEqual(
          ranges(reads).map(([from, to]) => (to <= wrong ? 'same' : from <= wrong ? 'different' : 'unsure')),
        );
      }),
    );
  });
});

describe('any text', () => {
  it('is read without fail, in bounds', () => {
    const words = fc.constantFrom(
      ...[
        'connection from ',
        "('10.0.0.1', 1)",
        'received ',
        "b'",
        "'",
        '\\x',
        '(b',
        '\n b',
        'accept4(3, ',
        ') = 4',
      ],
      ...[
        '<unfinished ...>',
        '<... read resumed>',
        '1 ',
        '12:00:00.1 ',
        '"',
        '...',
        'INFO:root:',
        '\n',
        '[',
        '{',
        ' ',
      ],
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const { events, sessions } = readProgramLog(parts.join(''));
        for (const { session } of events) expect(session).toBeLessThan(sessions.length);
      }),
    );
  });
});
