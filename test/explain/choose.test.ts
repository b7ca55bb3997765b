import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Line } from '../../src/bytes/line.js';
import type { Frame } from '../../src/engine/frame.js';
import { choose } from '../../src/explain/choose.js';
import { explain } from '../../src/explain/explain.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { Plan } from '../../src/explain/plan.js';
import { SENTENCE_KEYS, type SentenceKey } from '../../src/explain/sentences.js';
import { SLOTS } from '../../src/explain/slots.js';
import { Speaker } from '../../src/explain/speaker.js';
import { PLAIN_TEXT } from '../../src/explain/text-form.js';
import { BIT, SHAPE, TRANSPORT } from '../../src/table/frame-batch.js';
import { FINDINGS } from '../../src/vocabulary/findings.js';
import { PROTOCOLS } from '../../src/vocabulary/protocols.js';
import { STAGES } from '../../src/vocabulary/stages.js';
import { FLAG } from '../../src/wire/tcp.js';
import { type Fake, fakeFrame } from './fake-frame.js';
import { families } from './stories.js';

function keysOf(frame: Frame): SentenceKey[] {
  const plan = new Plan();
  choose(plan, frame);
  return [...plan.codes.subarray(0, plan.count)].map((code) => SENTENCE_KEYS[code]!);
}

const stories = Object.values(families).flatMap((family) => Object.entries(family) as [SentenceKey, Fake][]);

describe('the choice of sentences', () => {
  it.each(stories)('%s is said of its story', (key, story) => {
    expect(keysOf(fakeFrame(story))).toContain(key);
  });

  it('has a story for every sentence that a frame can have', () => {
    const told = new Set(stories.map(([key]) => key));
    expect(SENTENCE_KEYS.filter((key) => !told.has(key))).toEqual([]);
  });

  it('leads with the copy, and says no more of what its numbers look like', () => {
    const copy = fakeFrame({
      role: 'data',
      payload: 'halo',
      findings: ['retransmission', 'spurious-retransmission', 'duplicate-frame'],
      original: 4,
      note: { duplicateOf: 4 },
    });
    expect(keysOf(copy)).toEqual(['duplicate-frame', 'copy-of-data', 'preview-whole']);
  });

  it('does not number the third step of a handshake that a gap may have swallowed', () => {
    const late: Fake = { role: 'handshake-ack', stage: 'open-3', inReplyTo: 4, seq: 525 };
    expect(keysOf(fakeFrame(late))[0]).toBe('handshake-ack-unplaced');
    expect(keysOf(fakeFrame({ ...late, seq: 1 }))[0]).toBe('handshake-ack');
  });

  it('says nothing of bytes before a SYN, which has none', () => {
    const syn: Fake = {
      role: 'syn-ack',
      stage: 'open-2',
      flags: FLAG.syn | FLAG.ack,
      fromServer: true,
      findings: ['previous-segment-not-captured'],
    };
    expect(keysOf(fakeFrame(syn))).toEqual(['syn-ack-plain']);
  });

  it('calls nothing a keep-alive that comes after its own FIN, or before the first byte', () => {
    const probe: Fake = { role: 'ack', findings: ['keep-alive'], seq: 46 };
    expect(keysOf(fakeFrame(probe))).toEqual(['keep-alive']);
    expect(keysOf(fakeFrame({ ...probe, bits: ['afterOwnFin'] }))).toEqual(['ack']);
    expect(keysOf(fakeFrame({ ...probe, seq: 0 }))).toEqual(['ack']);
  });

  it('gives no time where the clock went back', () => {
    expect(keysOf(fakeFrame({ role: 'ack', acknowledges: 8, roundTrip: -0.003 }))).toEqual([
      'ack-of-untimed',
    ]);
    const again: Fake = { role: 'data', payload: 'halo', findings: ['retransmission'] };
    expect(keysOf(fakeFrame({ ...again, original: 5, timeout: -0.001 }))).toContain('retransmission-cause');
  });

  it('sees no loss where the data of the SYN is sent again with the handshake', () => {
    const ack: Fake = { role: 'handshake-ack', stage: 'open-3', inReplyTo: 8, payload: 'halo' };
    expect(keysOf(fakeFrame({ ...ack, findings: ['retransmission'], original: 1, timeout: 0.02 }))).toEqual([
      'handshake-ack',
      'carries-data',
      'preview-whole',
      'segment-again-of',
    ]);
  });

  it('does not say that the close begins with a FIN that seems to be sent again', () => {
    const fin: Fake = { role: 'first-fin', stage: 'close-1', flags: FLAG.fin | FLAG.ack, seq: 47 };
    expect(keysOf(fakeFrame(fin))).toEqual(['fin-begins']);
    expect(keysOf(fakeFrame({ ...fin, findings: ['retransmission'], note: {} }))).toEqual([
      'fin-first-unplaced',
      'segment-again',
      'original-unseen',
    ]);
  });

  it('does not say that a question about an address goes to the whole network, for it may be unicast', () => {
    for (const key of ['arp-request', 'neighbor-solicitation'] as const) {
      expect(id.sentences[key], key).not.toMatch(/jaringan lokal/);
      expect(en.sentences[key], key).not.toMatch(/local network/);
    }
  });

  it('names no byte range where the beginning of the stream was not seen', () => {
    expect(keysOf(fakeFrame({ role: 'data', payload: new Uint8Array(3), midstream: true }))).toEqual([
      'data-midstream',
    ]);
  });

  it('says who is probably the client where no SYN was seen', () => {
    const text = explain(fakeFrame({ role: 'ack', midstream: true }), id);
    expect(text).toContain('172.18.0.3 (kemungkinan client)');
    expect(text).toContain('172.18.0.2 (kemungkinan server)');
  });

  it('tells labels of machines', () => {
    const hosts = new Map([['172.18.0.3', 'mesin2']]);
    expect(explain(fakeFrame({ role: 'ack', hosts }), en)).toMatch(
      /^mesin2 \(172\.18\.0\.3, client\) sends an ACK/,
    );
  });

  it('escapes labels', () => {
    const hosts = new Map([['172.18.0.3', 'a\u202eb\x1b[0m']]);
    expect(explain(fakeFrame({ role: 'ack', hosts }), en)).toContain(
      'a\\u202eb\\x1b[0m (172.18.0.3, client)',
    );
  });
});

describe('detail', () => {
  it('full begins with brief and adds the reasons, each once', () => {
    const story: Fake = { role: 'data', payload: 'halo', findings: ['retransmission'], note: {} };
    const brief = explain(fakeFrame(story), en);
    const full = explain(fakeFrame(story), en, { detail: 'full' });
    expect(full.startsWith(`${brief} `)).toBe(true);
    expect(full).toContain('RFC 6298');
    expect(full.split(en.reasons.retransmission)).toHaveLength(2);
  });
});

const packed = fc.record({
  stage: fc.constantFrom(...STAGES),
  findings: fc.uniqueArray(fc.constantFrom(...FINDINGS)),
  bits: fc.uniqueArray(fc.constantFrom(...(Object.keys(BIT) as (keyof typeof BIT)[]))),
  transport: fc.constantFrom(...(Object.keys(TRANSPORT) as (keyof typeof TRANSPORT)[])),
  protocol: fc.constantFrom(...PROTOCOLS),
  shape: fc.constantFrom(...(Object.keys(SHAPE) as (keyof typeof SHAPE)[])),
  flags: fc.integer({ min: 0, max: 0xffff }),
  seq: fc.integer({ min: -(2 ** 33), max: 2 ** 45 }),
  ack: fc.integer({ min: -(2 ** 33), max: 2 ** 45 }),
  window: fc.integer({ min: 0, max: 2 ** 30 }),
  payload: fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary', maxLength: 100 })),
  source: fc.constantFrom('', '10.0.0.1', 'fe80::1', '::', '02:42:ac:12:00:02'),
  acknowledges: fc.constantFrom(0, 7),
  inReplyTo: fc.constantFrom(0, 7),
  roundTrip: fc.double(),
  original: fc.constantFrom(0, 5),
  repetition: fc.constantFrom(0, 1, 3),
  timeout: fc.double(),
  comments: fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }),
  note: fc.record(
    {
      stopped: fc.record({
        layer: fc.string({ unit: 'binary' }),
        reason: fc.constantFrom('cut-short', 'bad-length', 'bad-value', 'unsupported', 'too-deep'),
        offset: fc.nat(),
      }),
      encapsulation: fc.array(fc.string({ unit: 'binary' })),
      layer: fc.string({ unit: 'binary' }),
      duplicateOf: fc.nat(),
      cause: fc.constantFrom('refused', 'data-after-close', 'aborted', 'after-close', 'unknown'),
      causeCertainty: fc.constantFrom('seen', 'inferred'),
      probably: fc.constant('unread-data'),
      fragment: fc.record({ packet: fc.nat(), offset: fc.nat(), more: fc.boolean() }),
      fragments: fc.array(fc.nat()),
      limit: fc.string({ unit: 'binary' }),
      dns: fc.array(
        fc.record({
          id: fc.nat(65535),
          name: fc.string({ unit: 'binary' }),
          type: fc.string({ unit: 'binary' }),
          transport: fc.constant('tcp'),
          response: fc.boolean(),
        }),
      ),
    },
    { requiredKeys: [] },
  ),
});

describe('any frame', () => {
  it('is explained in both languages, without a throw and with nothing unescaped', () => {
    // Controls, C1, bidirectional marks, zero width, separators, slots that were left open.
    const harmful = new RegExp(`[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]|\\{(${SLOTS.join('|')})\\}`, 'u');
    fc.assert(
      fc.property(packed, (columns) => {
        const frame = fakeFrame(columns as Fake);
        for (const locale of [id, en]) {
          const text = explain(frame, locale, { detail: 'full' });
          expect(text.length).toBeGreaterThan(10);
          expect(
            text.replaceAll('undefined', columns.payload === 'undefined' ? '' : 'undefined'),
          ).not.toMatch(harmful);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same text as bytes', () => {
    const line = new Line();
    const plan = new Plan(PLAIN_TEXT, line);
    for (const [, story] of stories) {
      const frame = fakeFrame(story);
      choose(plan, frame);
      new Speaker(frame.context, id, PLAIN_TEXT, line).tell(plan, true);
      expect(line.take()).toBe(explain(frame, id, { detail: 'full' }));
    }
  });
});
