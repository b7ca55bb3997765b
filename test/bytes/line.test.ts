import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pieceOf } from '../../src/bytes/ink.js';
import { Line, ROOM } from '../../src/bytes/line.js';
import { ByteSink } from '../../src/bytes/sink.js';
import { TextLine } from '../../src/bytes/text-line.js';
import { stream } from '../../src/engine/analysis.js';
import { RowPress } from '../../src/report/row-press.js';

const LINES = {
  'that writes by itself': () => new Line(),
  'whose kernel writes': () => new Line(RowPress.of(stream(new Uint8Array()))),
};
const ways = Object.entries(LINES);
const allWays = [...ways, ['of text', () => new TextLine()]] as const;

const text = fc.string({ unit: 'binary', maxLength: 90 });
const constants = ['', ',"constant":', ' and this one, which is longer than a few words of eight bytes: '];
const pieces = constants.map(pieceOf);

/** What each way to add something adds. */
const step = fc.oneof(
  fc.record({ way: fc.constant('put'), text }),
  fc.record({ way: fc.constant('put'), constant: fc.nat(constants.length - 1) }),
  fc.record({ way: fc.constant('number'), text, value: fc.nat(2 ** 32 - 1) }),
  fc.record({ way: fc.constant('integer'), text, value: fc.maxSafeInteger() }),
  fc.record({
    way: fc.constant('digits'),
    text,
    value: fc.nat(999_999_999),
    size: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({
    way: fc.constant('fraction'),
    text,
    value: fc.nat(999_999_999),
    size: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ way: fc.constantFrom('text', 'out', 'passing'), text }),
) as fc.Arbitrary<{ way: string; text?: string; constant?: number; value?: number; size?: number }>;

it.each(allWays)('a line %s writes what was added, in its order', (_, make) => {
  const line = make();
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const other = new ByteSink();
      let expected = '';
      for (const { way, text: own = '', constant, value = 0, size = 1 } of steps) {
        line.ready();
        const piece = constant === undefined ? line.ink.add(own) : pieces[constant]!;
        const digits = String(value % 10 ** size).padStart(size, '0');
        expected += constant === undefined ? own : constants[constant]!;
        if (way === 'put') line.put(piece);
        else if (way === 'number') line.number(piece, value);
        else if (way === 'integer') line.integer(piece, value);
        else if (way === 'digits') line.digits(piece, Number(digits), size);
        else if (way === 'fraction') line.fraction(piece, Number(digits.padEnd(9, '0')));
        else if (way === 'text') line.text(own);
        else if (way === 'out') {
          line.out().text(own);
          line.written();
        } else {
          other.clear();
          other.text(own);
          line.put(line.passing(other));
        }
        if (way === 'number' || way === 'integer') expected += value;
        if (way === 'digits') expected += digits;
        if (way === 'fraction') expected += digits.slice(0, 1) + digits.slice(1).replace(/0+$/, '');
      }
      expect(line.take()).toBe(expected);
    }),
  );
});

it.each(ways)('a line %s writes the text that replaced another', (_, make) => {
  const line = make();
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (texts) => {
      const other = new ByteSink();
      let piece = line.ink.add('first');
      const behind = line.ink.add(' behind');
      for (const each of texts) {
        other.clear();
        other.text(each);
        piece = line.ink.replace(piece, other);
        line.ready();
        line.put(piece);
        line.put(behind);
        line.out();
      }
      expect(line.take()).toBe(texts.map((each) => `${each} behind`).join(''));
    }),
  );
});

it.each(ways)(
  'a line %s has room for as many texts as it is made ready for, and says so where there are more',
  (_, make) => {
    const line = make();
    const piece = line.ink.add('.');
    for (let round = 0; round < 9; round++) {
      line.ready();
      for (let count = 0; count < ROOM; count++) line.put(piece);
    }
    expect(line.take()).toBe('.'.repeat(9 * ROOM));
    line.ready();
    for (let count = 0; count < 9 * ROOM; count++) line.put(piece);
    expect(() => line.take()).toThrow(RangeError);
  },
);
