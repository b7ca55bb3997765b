/** Rows that the kernel writes by itself are those of their objects, and it does write the usual ones. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Locale } from '../../src/explain/locale.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { stream } from '../../src/index.js';
import { openCapture } from '../../src/node/index.js';
import { csvRecord } from '../../src/report/csv.js';
import { type FieldPath, frameFields, valueAt } from '../../src/report/fields.js';
import { jsonText } from '../../src/report/json-text.js';
import { OutputBuffer } from '../../src/report/output.js';
import { frameRow } from '../../src/report/row.js';
import { RowForms } from '../../src/report/row-forms.js';
import { RowPress } from '../../src/report/row-press.js';
import { RowWriter } from '../../src/report/row-writer.js';
import { eachFrame, writeCsv, writeNdjson } from '../../src/report/write-frames.js';
import { buildPcap, PcapngBuilder } from '../support/capture-builder.js';
import { join, sack, synOptions, u16 } from '../support/packets.js';
import { type Said, type StoryFrame, story } from '../support/story.js';
import { HOSTILE } from './hostile.js';
import { corpusCaptures, sampleCaptures, TextOutput } from './support.js';

type Capture = ReturnType<typeof stream>;
type Open = () => Capture;

const TABLE = frameFields(['frame', 'explanation']);
const FIELDS = frameFields([
  ...['time', 'relativeTime', 'source', 'sourcePort', 'destination', 'destinationPort', 'protocol', 'length'],
  ...['connection', 'role', 'findings', 'frame', 'time', 'source'],
]);

interface Way {
  readonly write: (capture: Capture, output: TextOutput) => Promise<void>;
  readonly expected: (frame: Parameters<typeof frameRow>[0]) => string;
}

const ndjson = (locale: Locale, detail: 'brief' | 'full'): Way => ({
  write: (capture, output) => writeNdjson([capture], output, { locale, detail }),
  expected: (frame) => `${jsonText(frameRow(frame, locale, detail))}\n`,
});

const csv = (locale: Locale, fields: readonly FieldPath[]): Way => ({
  write: (capture, output) => writeCsv([capture], output, { locale, fields }),
  expected: (frame) => {
    const row = frameRow(frame, locale);
    return csvRecord(fields.map(({ path }) => valueAt(row, path)));
  },
});

const WAYS: readonly Way[] = [
  ndjson(en, 'brief'),
  ndjson(id, 'full'),
  csv(en, TABLE),
  csv(id, TABLE),
  csv(en, FIELDS),
];

async function expectWritten(open: Open, ways: readonly Way[] = WAYS): Promise<void> {
  for (const { write, expected } of ways) {
    const output = new TextOutput();
    await write(open(), output);
    const capture = open();
    let text = '';
    try {
      for await (const frame of capture) text += expected(frame);
    } catch (error) {
      if (error !== capture.error) throw error;
    }
    // CSV has a header.
    if (!output.text.endsWith(text) || output.text.length > text.length + 200)
      expect(output.text.split('\n').slice(-text.split('\n').length)).toEqual(text.split('\n'));
  }
}

/** How many rows were not left to the kernel. */
async function rowsLeft(capture: Capture): Promise<number> {
  const press = RowPress.of(capture)!;
  const rows = new RowWriter(capture.context, en, 'brief', press);
  const buffer = new OutputBuffer(new TextOutput());
  await buffer.use(rows.line);
  let left = 0;
  const write: Parameters<typeof eachFrame>[3] = (frame) => {
    left++;
    rows.add(frame);
  };
  const forms = new RowForms(rows.line, press, capture.memory, capture.context);
  await eachFrame(capture, buffer, undefined, write, forms);
  return left;
}

/** As a file is read: where the frames' bytes are is then the reader's choice. */
function captureOf(frames: readonly StoryFrame[], nanoseconds = false): Open {
  const built = frames.map(({ seconds = 0, nanoseconds: rest = 0, ...frame }) => ({
    ...frame,
    seconds,
    fraction: nanoseconds ? rest : Math.floor(rest / 1000),
  }));
  const bytes = buildPcap(built, { nanoseconds, linkType: frames[0]?.linkType ?? 1 });
  return () => stream({ label: 'mesin1', input: [bytes] });
}

const original = RowPress.prototype.take;

describe('rows by their kinds', () => {
  it.each(sampleCaptures())('%s', async (path) => {
    await expectWritten(() => stream(openCapture(path)));
  });

  it('of hostile payload', async () => {
    const script = story().handshake();
    for (const payload of [...HOSTILE, ...HOSTILE])
      script.client('PSH,ACK', payload).server('ACK').server('PSH,ACK', payload.repeat(9));
    await expectWritten(captureOf(script.frames));
  });

  it('of payload that just fits into a preview, or just does not', async () => {
    const script = story().handshake();
    for (const size of [1, 2, 15, 16, 17, 31, 62, 63, 64, 65, 66, 80, 200]) {
      const plain = 'abcdefghij'.repeat(20).slice(0, size);
      for (const payload of [plain, plain, `${plain.slice(1)}"`, `${plain.slice(1)}é`, `${plain.slice(1)}\0`])
        script.client('PSH,ACK', payload).client('ACK', size);
    }
    await expectWritten(captureOf(script.frames));
  });

  it('of times in different seconds, before the first frame, and of nanoseconds', async () => {
    const script = story().handshake();
    for (let at = 0; at < 5000; at += 370.123456)
      script
        .at(at % 1900)
        .client('ACK', 'x')
        .server('ACK')
        .client('ACK', 'y')
        .server('ACK');
    await expectWritten(captureOf(script.frames, true));
    await expectWritten(captureOf(script.frames));
  });

  it('of round trips of every length', async () => {
    const script = story().handshake();
    let at = 10;
    for (const trip of [0, 0.000001, 0.0005, 0.00994, 0.00996, 0.05, 0.9994, 0.9996, 1, 9.994, 9.996, 99.94])
      for (const scale of [1, 1, 10, 1000]) {
        script.at(at).client('ACK', 'x');
        script.at(at + trip * scale).server('ACK');
        at += trip * scale + 1;
      }
    await expectWritten(captureOf(script.frames, true));
  });

  it('of closes and openings whose segments differ by their stage alone', async () => {
    const port = (n: number) => story({ clientPort: 40000 + n }).at(n * 100);
    const open = (n: number) => port(n).handshake();
    await expectWritten(
      captureOf([
        ...open(1).client('FIN,ACK').server('ACK').server('FIN,ACK').client('ACK').frames,
        ...open(2).client('FIN,ACK').server('FIN,ACK', 0, { ack: 1 }).client('ACK').server('ACK').frames,
        ...open(3).client('FIN,ACK').server('FIN,ACK').client('ACK').frames,
        ...open(4).client('RST,ACK').server('FIN,ACK').client('ACK').server('FIN,ACK').frames,
        ...open(5).client('FIN,ACK').client('FIN,ACK', 0, { seq: 1 }).server('FIN,ACK').client('ACK').frames,
        ...port(6).client('SYN').client('SYN', 0, { seq: 0 }).server('SYN,ACK').client('ACK').frames,
        ...port(7).client('SYN').server('SYN').client('SYN,ACK', 0, { seq: 0 }).server('SYN,ACK').frames,
        ...port(8).server('SYN,ACK').client('ACK').client('FIN,ACK').server('ACK').frames,
        ...port(9).client('ACK').client('FIN,ACK').server('FIN,ACK').client('ACK').server('ACK').frames,
      ]),
    );
  });

  it('of numbers at the beginning of a stream', async () => {
    const port = (n: number) => story({ clientPort: 40000 + n }).at(n * 100);
    const opened = (n: number) => port(n).client('SYN').server('SYN,ACK');
    await expectWritten(
      captureOf([
        ...opened(1).client('ACK').client('ACK', 'abc').frames,
        ...opened(2).client('ACK', 0, { seq: 2 }).client('ACK', 'abc', { seq: 0 }).frames,
        ...opened(3).client('ACK', 0, { seq: 2 }).client('ACK', 'abc', { seq: 0 }).frames,
        ...port(7).client('SYN', 'abc').server('SYN,ACK').client('ACK').client('ACK', 'abc').frames,
        ...opened(4).client('ACK').client('ACK', 'abc').server('ACK').client('ACK', 'abc', { seq: 0 }).frames,
        ...opened(5).client('ACK').client('ACK', 'abc').server('ACK').client('ACK', 'abc', { seq: 1 }).frames,
        ...opened(6).client('ACK').client('ACK', 'abc').server('ACK').client('ACK', 'abc', { seq: 2 }).frames,
      ]),
    );
  });

  it('of frames that are cut within their payload, and behind it', async () => {
    const script = story().handshake().client('ACK', 'hello').client('ACK', 'hello');
    const cutBehind = script.frames.map((frame) => ({ ...frame, wireLength: frame.bytes.length + 6 }));
    const cutWithin = story()
      .handshake()
      .client('ACK', 'hello world', { captured: 59 })
      .client('ACK', 'hello world', { captured: 59 });
    await expectWritten(captureOf([...cutBehind, ...cutWithin.frames, ...cutBehind]));
  });

  it('of interfaces whose clocks have other decimals', async () => {
    const built = new PcapngBuilder().section().interface({ resolution: 6 }).interface({ resolution: 9 });
    for (const on of [0, 1, 0, 1]) {
      const { frames } = story().handshake().client('ACK', 'x').client('ACK', 'y').client('ACK', 'z');
      for (const frame of frames) built.packet(frame, on === 0 ? 5_000_010n : 5_100_000_123n, on);
    }
    await expectWritten(() => stream({ label: 'mesin1', input: [built.build()] }));
  });

  it('of ACKs for what has no time', async () => {
    const built = new PcapngBuilder().section().interface({ resolution: 6 });
    for (const isTimed of [true, false, true, false]) {
      const { frames } = story().handshake().client('ACK', 'x').server('ACK').client('ACK').server('ACK');
      for (const [n, frame] of frames.entries())
        if (isTimed || n % 2 === 0) built.packet(frame, 5_000_010n);
        else built.simplePacket(frame);
    }
    await expectWritten(() => stream({ label: 'mesin1', input: [built.build()] }));
  });

  it('of times without a date, and behind them of some with one', async () => {
    const built = new PcapngBuilder().section().interface({ resolution: 6 });
    const script = story().handshake();
    for (let n = 0; n < 20; n++) script.client('ACK', 'x');
    for (const [n, frame] of script.frames.entries())
      built.packet(frame, (n < 9 ? 9_000_000_000_000n : 5n) * 1_000_000n);
    const open: Open = () => stream({ label: 'mesin1', input: [built.build()] });
    await expectWritten(open);
    await expectWritten(open, [csv(en, frameFields(['frame', 'time', 'role']))]);
  });

  it('of times on the day before there are dates', async () => {
    const offset = -(10n ** 8n) * 86_400n;
    const built = new PcapngBuilder().section().interface({ resolution: 6, offset: offset - 20n });
    const script = story().handshake();
    for (let n = 0; n < 40; n++) script.client('ACK', 'x');
    for (const [n, frame] of script.frames.entries()) built.packet(frame, BigInt(n) * 1_000_000n);
    await expectWritten(() => stream({ label: 'mesin1', input: [built.build()] }));
  });

  it('of windows that change, which are left to the kernel', async () => {
    const script = story().handshake();
    for (const window of [2, 1, 2, 1, 900, 60_000]) script.client('ACK', 0, { window });
    for (let window = 1001; window < 1101; window++) script.client('ACK', 0, { window });
    await expectWritten(captureOf(script.frames));
    expect(await rowsLeft(captureOf(script.frames)())).toBeLessThan(20);
  });

  it('of a language that asks for how a payload begins where there is none', async () => {
    const ofAck = Object.entries(en.sentences).map(([key, text]) => [key, `${text} {preview}`]);
    const odd: Locale = { ...en, sentences: Object.fromEntries(ofAck) };
    const script = story().handshake();
    for (let n = 0; n < 9; n++) script.client('PSH,ACK', `hello ${n}`).server('ACK').server('ACK');
    await expectWritten(captureOf(script.frames), [ndjson(odd, 'brief')]);
  });

  it('that find no room', async () => {
    const script = story();
    for (let n = 0; n < 60; n++) script.client('ACK', 50);
    // The first row is as long as the room; those of the same kind that follow are longer.
    const frames = script.frames.map(({ bytes }, n) =>
      n < 3 ? { bytes, seconds: 1, fraction: 0 } : { bytes, seconds: 123_456, fraction: 123_456_789 + n },
    );
    const bytes = buildPcap(frames, { nanoseconds: true, linkType: 1 });
    const fields = frameFields(['capture', ...new Array<string>(380).fill('relativeTime')]);
    await expectWritten(() => stream({ label: 'a'.repeat(785_500), input: [bytes] }), [csv(en, fields)]);
  });

  it('that begin with a time that finds no room', async () => {
    const script = story();
    for (let n = 0; n < 9; n++) script.client('ACK', 50);
    const bytes = buildPcap(script.frames);
    const fields = frameFields(['time', 'capture']);
    // Two rows leave room for all of the third but the text before its digits.
    for (let size = 218_380; size < 218_400; size += 3)
      await expectWritten(() => stream({ label: 'a'.repeat(size), input: [bytes] }), [csv(en, fields)]);
  });

  it('of kinds whose forms lie where the memory ends', async () => {
    const script = story().handshake();
    for (let n = 0; n < 9; n++) script.client('PSH,ACK', 'hello').server('ACK');
    const take = vi.spyOn(RowPress.prototype, 'take').mockImplementation(function (this: RowPress, size) {
      const at = original.call(this, 16) + 16;
      original.call(this, Math.max(0, this.buffer.byteLength - at - ((size + 15) & ~15)));
      return original.call(this, size);
    });
    await expectWritten(captureOf(script.frames));
    take.mockRestore();
  });

  it('of what is lost and sent again, its original known or not', async () => {
    const frames = [1, 2, 3, 4].flatMap((n) => {
      const script = story({ clientPort: 40000 + n })
        .at(n * 1000)
        .handshake();
      script.client('ACK', 100).server('ACK').client('ACK', 100, { unseen: true }).client('ACK', 100);
      for (let repeated = 0; repeated < 4; repeated++) script.server('ACK', 0, { ack: 101 });
      script.client('ACK', 100, { seq: 101 }).server('ACK', 0, { ack: 301 });
      script
        .client('PSH,ACK', 50, { seq: 301 })
        .at(n * 1000 + 400)
        .client('PSH,ACK', 50, { seq: 301 });
      script.client('PSH,ACK', 50, { seq: 301 }).server('ACK', 0, { ack: 351 });
      return script.client('PSH,ACK', 50, { seq: 301 }).client('PSH,ACK', 90, { seq: 301 }).frames;
    });
    await expectWritten(captureOf(frames));
    // Some without the beginning, and with clocks that went back.
    const half = frames.length / 2;
    await expectWritten(captureOf(frames.filter((_, n) => n < half || n % (half / 2) > 8)));
    await expectWritten(
      captureOf(frames.map((frame, n) => ({ ...frame, nanoseconds: ((n * 7) % 9) * 1e8 }))),
    );
  });

  it('of the usual segments of a second conversation are left to the kernel', async () => {
    const frames = [1, 2].flatMap((n) => {
      const script = story({ clientPort: 40000 + n })
        .at(n * 5000)
        .handshake(7);
      for (let round = 0; round < 5; round++)
        script.client('PSH,ACK', 'hello').server('ACK').server('ACK', 900);
      return script.client('FIN,ACK').server('ACK').server('FIN,ACK').client('ACK').frames;
    });
    const first = await rowsLeft(captureOf(frames.slice(0, frames.length / 2))());
    expect(first).toBeLessThan(frames.length / 2);
    expect(await rowsLeft(captureOf(frames)())).toBe(first);
  });

  const public_ = corpusCaptures(100_000, 4);
  it.skipIf(public_.length === 0)(
    'of public captures',
    async () => {
      for (const path of public_) await expectWritten(() => stream(openCapture(path)));
    },
    300_000,
  );
});

const payload = fc.oneof(
  fc.constantFrom<string | number>(0, 0, 1, 2, 999, 1000, 1460, 9000),
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.string({
    unit: fc.constantFrom('a', 'b', '"', '\\', '\u0001', '\0', 'é', '漢', '\u202e'),
    maxLength: 70,
  }),
);
const options = fc.constantFrom(
  '',
  synOptions({ mss: 1460, windowScale: 7 }),
  synOptions({ mss: 536, windowScale: 200, cookie: '01020304' }),
  join('0101080a', u16(1), u16(2), u16(3), u16(4)),
  join('04020101'),
  join('080300ff'),
  join('0000ffff'),
  join('0101', sack([1, 100])),
);
const said: fc.Arbitrary<Said> = fc.record(
  {
    seq: fc.oneof(fc.integer({ min: -5, max: 3000 }), fc.constantFrom(2 ** 31 - 2, 2 ** 32 - 1200)),
    ack: fc.oneof(fc.integer({ min: -5, max: 3000 }), fc.constantFrom(2 ** 31 - 2, 2 ** 32 - 1)),
    window: fc.constantFrom(0, 1, 1000, 65_535),
    options,
    captured: fc.integer({ min: 0, max: 120 }),
  },
  { requiredKeys: [] },
);
const segment = fc.record({
  fromServer: fc.boolean(),
  flags: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('ACK', 'PSH,ACK') },
    fc.constantFrom('SYN', 'SYN,ACK', 'FIN,ACK', 'RST', 'RST,ACK', 'FIN,PSH,ACK', '', 'SYN,FIN'),
  ),
  payload,
  said: fc.oneof({ weight: 3, arbitrary: fc.constant<Said>({}) }, said),
  after: fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.constantFrom(0, 1, 300, 5000, -1)),
});

it('rows by their kinds, of any segments', async () => {
  const scripts = fc.array(fc.array(segment, { minLength: 1, maxLength: 25 }), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(scripts, fc.boolean(), fc.boolean(), async (conversations, isV6, nanoseconds) => {
      const ends = isV6 ? { client: '2001:db8::3', server: '2001:db8::2' } : {};
      let at = 0;
      const frames = conversations.flatMap((segments, n) => {
        const script = story({ clientPort: 40000 + n, ...ends })
          .at(at)
          .handshake();
        for (const each of segments) {
          at = Math.max(0, at + each.after);
          script.at(at)[each.fromServer ? 'server' : 'client'](each.flags, each.payload, each.said);
        }
        return script.frames;
      });
      await expectWritten(captureOf(frames, nanoseconds));
    }),
    { numRuns: 60 },
  );
}, 120_000);
