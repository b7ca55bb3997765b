/**
 * The two tables of the lab report that this program grew from, rebuilt with the report's own frame numbers and told in
 * Indonesian. Synthetic: the report's captures are not at hand, so that ports, times, sequence numbers and the sizes of the
 * two messages (32 and 14 bytes) are assumed, and frames that the report skips are fillers.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { explain } from '../../src/explain/explain.js';
import { id } from '../../src/explain/locales/id.js';
import { analyze, type KeptCapture } from '../../src/index.js';
import { arp, ethernet } from '../support/packets.js';
import { type Story, story } from '../support/story.js';

/** What a row of the report's table must come to: its role, and what its sentence has to say. */
interface Row {
  readonly no: number;
  readonly role: string;
  readonly says: readonly RegExp[];
}

const filler = ethernet(arp(1, '172.18.0.9', '172.18.0.1'), {
  destination: 'ff:ff:ff:ff:ff:ff',
  type: 0x0806,
});

/** Plays the report's conversation so that its frames come to stand at these numbers. */
function play(numbers: readonly number[]): Story {
  const said = story({ clientPort: 44204 });
  const steps: readonly (() => Story)[] = [
    () => said.client('SYN'),
    () => said.server('SYN,ACK'),
    () => said.client('ACK'),
    () => said.client('PSH,ACK', 'INI ADALAH DATA YANG DIKIRIM ABC'),
    () => said.server('ACK'),
    () => said.client('PSH,ACK', 'DEFGHIJKLMNOPQ'),
    () => said.server('ACK'),
    () => said.client('FIN,ACK'),
    () => said.server('ACK'),
    () => said.server('FIN,ACK'),
    () => said.client('ACK'),
  ];
  steps.forEach((step, index) => {
    while (said.frames.length + 1 < numbers[index]!) said.frame(filler);
    step();
  });
  return said;
}

/** The sentence begins with who sent the frame. */
const from = (address: string): RegExp => new RegExp(`^${address.replaceAll('.', '\\.')}\\b`);
const [mesin1, mesin2] = ['172.18.0.2', '172.18.0.3'];

/** The table's eleven rows at their numbers. */
function rowsAt(n: readonly number[]): readonly Row[] {
  const No = (index: number): RegExp => new RegExp(`\\bNo\\. ${n[index]!}\\b`);
  const rows: readonly Omit<Row, 'no'>[] = [
    { role: 'syn', says: [from(mesin2), /SYN/, /172\.18\.0\.2/, /langkah ke-1 dari three-way handshake/] },
    { role: 'syn-ack', says: [from(mesin1), /SYN, ACK/, No(0), /langkah ke-2 dari three-way handshake/] },
    {
      role: 'handshake-ack',
      says: [from(mesin2), /ACK/, No(1), /langkah ke-3 dari three-way handshake/, /koneksi terbuka/],
    },
    {
      role: 'data',
      says: [from(mesin2), /32 byte/, /172\.18\.0\.2/, /"INI ADALAH DATA YANG DIKIRIM ABC"/, /PSH/],
    },
    { role: 'ack', says: [from(mesin1), /ACK|mengonfirmasi/, No(3)] },
    { role: 'data', says: [from(mesin2), /14 byte/, /byte ke-33 s\.d\. 46/, /"DEFGHIJKLMNOPQ"/] },
    { role: 'ack', says: [from(mesin1), /ACK|mengonfirmasi/, No(5)] },
    { role: 'first-fin', says: [from(mesin2), /FIN/, /memulai penutupan/, /172\.18\.0\.2/] },
    { role: 'first-fin-ack', says: [from(mesin1), No(7), /langkah ke-2 dari four-way close/] },
    { role: 'second-fin', says: [from(mesin1), /FIN/, /langkah ke-3 dari four-way close/] },
    { role: 'second-fin-ack', says: [from(mesin2), No(9), /langkah ke-4/, /terakhir/, /four-way close/] },
  ];
  return rows.map((row, index) => ({ no: n[index]!, ...row }));
}

const tables: readonly (readonly [string, readonly Row[]])[] = [
  ['mesin 1, No. 8573 to 8583', rowsAt([8573, 8574, 8575, 8576, 8577, 8578, 8579, 8580, 8581, 8582, 8583])],
  ['mesin 2, No. 4928 to 4944', rowsAt([4928, 4929, 4930, 4933, 4934, 4937, 4938, 4939, 4940, 4941, 4944])],
];

describe.each(tables)('experiment 2, %s', (_, rows) => {
  let capture: KeptCapture;
  beforeAll(async () => {
    const analysis = await analyze([play(rows.map(({ no }) => no)).frames]);
    capture = analysis.captures[0]!;
  });

  it.each(rows)('No. $no is $role', ({ no, role, says }) => {
    const frame = capture.frame(no)!;
    expect(frame.role).toBe(role);
    const sentence = explain(frame, id);
    for (const said of says) expect(sentence).toMatch(said);
  });

  it('claims no step of what has none', () => {
    for (const { no, role } of rows) {
      const sentence = explain(capture.frame(no)!, id);
      if (role === 'data' || role === 'ack') expect(sentence).not.toMatch(/langkah|handshake|four-way/);
      else expect(sentence).toMatch(/langkah/);
      // PSH asks for delivery; it is no message, and nothing shows that a program has read it.
      expect(sentence).not.toMatch(/pesan|dibaca oleh program/);
    }
  });

  it('has nothing to find fault with', () => {
    expect(rows.flatMap(({ no }) => capture.frame(no)!.findings)).toEqual([]);
    const [connection] = capture.connections();
    expect(connection).toBeDefined();
    expect([connection!.outcome, connection!.completeness, connection!.payload]).toEqual([
      'closed',
      31,
      { client: 46, server: 0 },
    ]);
  });

  it('numbers the frames that the report skips too', () => {
    const last = rows.at(-1)!.no;
    expect(capture.frameCount).toBe(last);
    const numbers = new Set(rows.map(({ no }) => no));
    for (let no = rows[0]!.no; no < last; no++)
      expect(capture.frame(no)!.role === 'arp-request').toBe(!numbers.has(no));
  });
});
