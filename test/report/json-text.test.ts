import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY, Line } from '../../src/bytes/line.js';
import { ByteSink } from '../../src/bytes/sink.js';
import { addSeconds } from '../../src/report/digits.js';
import { JSON_STRING, jsonText, writeJsonString } from '../../src/report/json-text.js';

function written(write: (sink: ByteSink) => void): string {
  const sink = new ByteSink(16);
  write(sink);
  return sink.toText();
}

describe('JSON text', () => {
  it('reads back as the same value, and steers no terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = jsonText({ text });
        expect(JSON.parse(json)).toEqual({ text });
        expect(json).not.toMatch(/\p{Cc}|\p{Bidi_Control}|[\u2028\u2029\u200b\ufeff]/u);
      }),
    );
  });

  it.each([
    ['\u009b2J', '"\\u009b2J"'],
    ['a\u202eb', '"a\\u202eb"'],
    ['\u{e0041}', '"\\udb40\\udc41"'],
    ['é → 漢字', '"é → 漢字"'],
  ])('%j is written as %s', (text, json) => {
    expect(jsonText(text)).toBe(json);
    expect(written((sink) => writeJsonString(sink, text))).toBe(json);
  });

  it('is the same written as bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(written((sink) => writeJsonString(sink, text))).toBe(jsonText(text));
      }),
    );
  });

  it('escapes what stands in the buffer already, at any length', () => {
    const ascii = fc.string({
      unit: fc.integer({ min: 0, max: 0x7e }).map((unit) => String.fromCharCode(unit)),
    });
    fc.assert(
      fc.property(ascii, ascii, (before, text) => {
        const json = written((sink) => {
          sink.text(`${before}"`);
          const from = sink.length;
          sink.text(text);
          JSON_STRING.escape(sink, from);
          sink.byte(0x22);
        });
        expect(json).toBe(before + JSON.stringify(text));
      }),
    );
  });

  it('has constant text ready', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(JSON.parse(`"${JSON_STRING.text(text)}"`)).toBe(text);
      }),
    );
  });
});

describe('numbers as JSON', () => {
  const line = new Line();
  const seconds = (value: number): string => {
    line.ready();
    addSeconds(line, EMPTY, value);
    return line.take();
  };

  it('seconds', () => {
    const nanoseconds = fc.oneof(fc.integer({ min: -2000, max: 2000 }), fc.maxSafeInteger());
    fc.assert(
      fc.property(nanoseconds, (value) => {
        expect(seconds(value / 1e9)).toBe(JSON.stringify(value / 1e9));
      }),
    );
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(seconds(value)).toBe(JSON.stringify(value));
      }),
    );
  });
});
