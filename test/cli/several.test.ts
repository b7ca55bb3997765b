/** Captures of several machines: side by side, as lists, and on one clock. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import schema from '../../schema/rows.schema.json' with { type: 'json' };
import { framewise, temporaryFolder } from './support.js';

const temporaryFile = temporaryFolder();
const both = (story: string): string[] => ['mesin1', 'mesin2'].map((name) => `samples/${story}/${name}.pcap`);
const textOf = async (...args: string[]): Promise<string> => {
  const { status, stdout, stderr } = await framewise(args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
};

describe('explain of several captures', () => {
  it('lays a conversation side by side: both numbers, one explanation, what became of it', async () => {
    const text = await textOf('explain', ...both('18-lost-reset'), '--lang', 'id', '--format', 'markdown');
    expect(text).toContain('| No. mesin1 | No. mesin2 | Waktu tempuh | Penjelasan |');
    expect(text).toMatch(/^\| 3 \| 3 \| [\d,]+ ms \| mesin2 \(172\.18\.0\.3, client\) mengirim SYN /m);
    expect(text).toMatch(
      /^\| {2}\| 14 \| {2}\| .*RST ini terekam keluar dari mesin2.*tidak terekam di mesin1/m,
    );
    expect(text).toMatch(/^\| 14 \| 15 \| .*pengiriman ulang ini tidak diperlukan/m);
  });

  it('names the machine that a forged reset claims to come from', async () => {
    const text = await textOf('explain', ...both('18b-forged-reset'), '--format', 'markdown');
    expect(text).toMatch(/^\| 11 \| {2}\| .*was not captured leaving mesin2, the machine whose address/m);
  });

  it('says once how a router rewrote addresses, and finds connections whose numbers differ', async () => {
    const names = ['mesin1', 'mesin2', 'router-inside', 'router-outside'];
    const files = names.map((name) => `samples/14-nat/${name}.pcap`);
    const text = await textOf('explain', ...files);
    expect(text.replaceAll(/\s+/g, ' ')).toMatch(
      /Between router-inside and router-outside, addresses or ports were rewritten on the way \(NAT\): 192\.168\.7\.3:\d+ → 172\.18\.0\.2:10000 became 172\.18\.0\.254:6\d{4} → 172\.18\.0\.2:10000\./,
    );
  });

  it('tells a forged reset in the story as what it may be', async () => {
    const text = await textOf('explain', ...both('18b-forged-reset'), '--format', 'markdown');
    const story = text.slice(text.indexOf('## The story'));
    expect(story).toMatch(/This RST was not captured leaving mesin2/);
  });

  it('tells a lookup once, and no answered question as unanswered', async () => {
    const text = await textOf('explain', ...both('19-datagrams'), '--format', 'markdown');
    const story = text.slice(text.indexOf('## The story'));
    expect(story.match(/^### /gm)).toHaveLength(1);
    expect(story).not.toMatch(/holds no answer/);
  });

  it('tells how a connection ended from a capture that has its end', async () => {
    const cut = temporaryFile('cut.pcap', readFileSync(both('02-echo')[0]!).subarray(0, 700));
    const { status, stdout } = await framewise(['explain', cut, both('02-echo')[1]!, '--format', 'markdown']);
    expect(status).toBe(2);
    const story = stdout.slice(stdout.indexOf('## The story'));
    expect(story.match(/^### /gm)).toHaveLength(1);
    expect(story).toMatch(/a close in three segments/);
  });

  it('claims no travel and no clock where the same capture was given twice', async () => {
    const [file] = both('02-echo');
    const text = await textOf('explain', `one=${file}`, `other=${file}`, '--format', 'markdown');
    expect(text).toContain('The fastest packets bear the same time in other and in one.');
    expect(text).not.toMatch(/one way only|From one to other|From other to one/);
  });

  it('explains each by itself where there are too many to hold against each other, and says so', async () => {
    const files = Array.from({ length: 32 }, (_, i) => `m${i}=${both('02-echo')[0]}`);
    const { status, stdout, stderr } = await framewise(['explain', ...files]);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: 'framewise: each capture is explained by itself: at most 31 can be held against each other\n',
    });
    expect(stdout).not.toMatch(/Side by side/);
  });

  it('has several numbers where a card split a frame', async () => {
    const text = await textOf('explain', ...both('15-offload'), '--format', 'markdown');
    expect(text).toMatch(/^\| 6, 8 \| 6 \| .*One frame at mesin2 was captured as 2 frames at mesin1/m);
    expect(text).toMatch(/^\| 10 \| 7 \| .*Some bytes of this frame were not captured at mesin1/m);
  });

  it('weakens what it says of losses where the capture missed packets', async () => {
    const files = ['samples/20-missed-by-the-capture/mesin1.pcapng', both('20-missed-by-the-capture')[1]!];
    const { stdout } = await framewise(['explain', ...files, '--format', 'markdown']);
    expect(stdout).toContain('The capture mesin1 itself counts 7 packets that it missed');
    expect(stdout).toContain(
      'which it should have come past first; that capture counts 7 packets that it missed.',
    );
    expect(stdout).not.toMatch(/not captured at mesin1, although/);
  });

  it('keeps to the rows that were chosen', async () => {
    const text = await textOf('explain', ...both('18-lost-reset'), '--only', 'reset', '--format', 'markdown');
    const joint = text.slice(text.indexOf('| No. mesin1'));
    expect(joint.match(/^\|/gm)).toHaveLength(2 + 2);
  });

  it('has packets and clocks in its document as match has them', async () => {
    const document = JSON.parse(await textOf('explain', ...both('12-shifted-clock'), '--format', 'json'));
    const match = JSON.parse(await textOf('match', ...both('12-shifted-clock'), '--format', 'json'));
    expect(document.packets).toEqual(match.packets);
    expect(document.clocks).toEqual(match.clocks);
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(document) || validate.errors).toBe(true);
  });

  it('says nothing of other captures where they have nothing in common', async () => {
    const files = ['a=samples/02-echo/mesin1.pcap', 'b=samples/07-ipv6/mesin1.pcap'];
    const document = JSON.parse(await textOf('explain', ...files, '--format', 'json'));
    expect(document).not.toHaveProperty('packets');
    expect(await textOf('explain', ...files)).not.toContain('Side by side');
  });

  it('claims no loss between captures of the same machines at different times', async () => {
    const files = ['a=samples/02-echo/mesin1.pcap', 'b=samples/06-four-frame-close/mesin2.pcap'];
    expect(await textOf('explain', ...files)).not.toMatch(/Side by side|not captured at/);
    expect(await textOf('match', ...files)).not.toMatch(/ lost | not captured /);
  });

  it('lets no label paint the terminal, or mark up a page', async () => {
    const [one, other] = both('02-echo');
    const files = [`\u001b[31m<b>=${one}`, `\u202e|x|=${other}`];
    const text = await textOf('explain', ...files, '--format', 'markdown');
    for (const raw of ['\u001b', '\u202e', '<b>', '(|x|)']) expect(text).not.toContain(raw);
  });
});

describe('--align', () => {
  const times = async (...args: string[]): Promise<Map<string, { time: string; relativeTime: number }>> => {
    const lines = (await textOf('explain', ...args, '--format', 'ndjson')).trimEnd().split('\n');
    const rows = lines.map((line) => JSON.parse(line));
    return new Map(rows.map((row) => [`${row.capture} ${row.frame}`, row]));
  };

  // mesin2's clock is 7 hours and 0.75 s behind, each way takes 5 to 9 ms.
  it('sets all times by the clock of the first capture', async () => {
    const apart = await times(...both('12b-shifted-by-hours'));
    const hours = Date.parse(apart.get('mesin1 3')!.time) - Date.parse(apart.get('mesin2 3')!.time);
    expect(hours / 1000).toBeCloseTo(7 * 3600 + 0.75, 1);
    const rows = await times(...both('12b-shifted-by-hours'), '--align');
    for (const frame of [3, 5, 6, 9, 11]) {
      const trip = rows.get(`mesin1 ${frame}`)!.relativeTime - rows.get(`mesin2 ${frame}`)!.relativeTime;
      expect(trip).toBeGreaterThan(0.004);
      expect(trip).toBeLessThan(0.012);
    }
    expect(rows.get('mesin1 3')).toEqual(apart.get('mesin1 3'));
  });

  it('follows a clock that gains', async () => {
    const rows = await times(...both('12c-drifting-clock'), '--align');
    const trips = [...rows.keys()]
      .filter((name) => name.startsWith('mesin1 '))
      .map((name) => rows.get(name)!.relativeTime - (rows.get(name.replace('1 ', '2 '))?.relativeTime ?? 0));
    // Frames are numbered alike; 96 s at 40 µs a second would be 4 ms more at the end.
    const { length } = trips;
    expect(Math.abs(Math.abs(trips[2]!) - Math.abs(trips[length - 1]!))).toBeLessThan(0.003);
  });

  it('needs captures that can be read twice', async () => {
    const { status, stderr } = await framewise(['explain', '-', both('02-echo')[0]!, '--align']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/--align reads every capture twice/);
  });
});

describe('match for people', () => {
  it('lists clocks, counts and packets', async () => {
    const text = (await textOf('match', ...both('12-shifted-clock'), '--lang', 'id')).replaceAll(/\s+/g, ' ');
    // 3.25 s ahead, and 5 to 9 ms each way.
    expect(text).toMatch(/Jam mesin2 lebih cepat 3,25 detik daripada jam mesin1 \(± [\d,]+ ms\)/);
    expect(text).toMatch(/mesin1, 14 frame: 14 paketnya ada juga di rekaman lain/);
    expect(text).toMatch(/tampak tiba sebelum dikirim: itu akibat selisih jam/);
    expect(text).toMatch(/3 3 -?0,0\d{5} [\d,]+ ms sampai TCP \d+ → 10000 \[SYN\]/);
  });

  it('has a line a packet in csv, with a column of frame numbers for each capture', async () => {
    const lines = (await textOf('match', ...both('15-offload'), '--format', 'csv')).trimEnd().split('\r\n');
    expect(lines[0]).toBe('frame mesin1,frame mesin2,fate,delay,changed,ambiguous');
    const truth = JSON.parse(readFileSync('samples/15-offload/truth.json', 'utf8'));
    const count = (fate: string): number => lines.filter((line) => line.includes(`,${fate},`)).length;
    expect(count('lost')).toBe(truth.packets.filter(({ fate }: { fate: string }) => fate === 'lost').length);
  });

  it('says so where captures have nothing in common', async () => {
    const files = ['a=samples/02-echo/mesin1.pcap', 'b=samples/07-ipv6/mesin1.pcap'];
    expect(await textOf('match', ...files)).toContain('These captures have no packet in common.');
  });
});
