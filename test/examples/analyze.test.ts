import {
  Analysis,
  type AnalyzeOptions,
  analyze,
  type ExplainOptions,
  explain,
  type Facts,
  Frame,
  KeptCapture,
} from 'framewise';
import { en } from 'framewise/locales/en';
import { id } from 'framewise/locales/id';
import { openCapture } from 'framewise/node';
import { describe, expect, it } from 'vitest';
import { sample } from './support.js';

describe('analyze', () => {
  it('says what each frame of a file does', async () => {
    const analysis = await analyze([openCapture(sample('02-echo/mesin1.pcap'))]);
    const told: string[] = [];
    for (const { frame, role } of analysis.frames()) told.push(`${frame} ${role}`);
    expect(told).toEqual([
      '1 arp-request',
      '2 arp-reply',
      '3 syn',
      '4 syn-ack',
      '5 handshake-ack',
      '6 data',
      '7 ack',
      '8 data',
      '9 ack',
      '10 data',
      '11 ack',
      '12 first-fin',
      '13 second-fin',
      '14 second-fin-ack',
    ]);
  });

  it('takes several captures, each with frame and connection numbers of its own', async () => {
    const analysis: Analysis = await analyze(
      ['mesin1', 'mesin2', 'mesin3'].map((name) => openCapture(sample(`04-two-clients/${name}.pcap`))),
    );
    expect(analysis.captures.map((capture) => [capture.label, [...capture.connections()].length])).toEqual([
      ['mesin1', 2],
      ['mesin2', 1],
      ['mesin3', 1],
    ]);
    expect(analysis).toBeInstanceOf(Analysis);
  });

  it('can be watched and stopped', async () => {
    const stop = new AbortController();
    let read = 0;
    const options: AnalyzeOptions = {
      signal: stop.signal,
      onProgress: (_, bytesRead) => {
        read = bytesRead;
        stop.abort(new Error('that was enough'));
      },
    };
    await expect(analyze([openCapture(sample('02-echo/mesin1.pcap'))], options)).rejects.toThrow('enough');
    expect(read).toBeGreaterThan(0);
  });
});

describe('a frame', () => {
  const read = async (path: string, number: number): Promise<Frame> => {
    const [capture] = (await analyze([openCapture(sample(path))])).captures;
    expect(capture).toBeInstanceOf(KeptCapture);
    const frame = capture?.frame(number);
    expect(frame).toBeInstanceOf(Frame);
    return frame!;
  };

  it('has the fields of its row', async () => {
    const frame = await read('02-echo/mesin1.pcap', 8);
    const { source, destination, sourcePort, protocol, connection, role, stage, findings } = frame;
    expect({ source, destination, sourcePort, protocol, connection, role, stage, findings }).toEqual({
      source: '172.18.0.2',
      destination: '172.18.0.3',
      sourcePort: 10000,
      protocol: 'TCP',
      connection: 0,
      role: 'data',
      stage: 'none',
      findings: [],
    });
    expect(frame.capturedLength).toBe(frame.length);
    expect(frame.info).toMatch(/^10000 → \d+ \[PSH, ACK\] Seq=1 Ack=47 .*Len=32/);
  });

  it('has facts, by its role', async () => {
    const facts: Facts = (await read('02-echo/mesin1.pcap', 8)).facts;
    expect(facts).toMatchObject({
      seq: 1,
      ack: 47,
      bytes: 32,
      streamStart: 0,
      streamEnd: 32,
      preview: 'INI ADALAH DATA YANG DIKIRIM ABC',
    });
    const reset = await read('03-reset-unread-data/mesin1.pcap', 14);
    expect(reset.facts).toMatchObject({ cause: 'aborted', probably: 'unread-data', unanswered: 13 });
  });

  it('is explained in a language, briefly or with the reasons', async () => {
    const frame = await read('02-echo/mesin1.pcap', 3);
    expect(explain(frame, id)).toContain('langkah ke-1 dari three-way handshake');
    expect(explain(frame, en)).toContain('step 1 of the three-way handshake');
    const full: ExplainOptions = { detail: 'full' };
    expect(explain(frame, en, full)).toContain('RFC 9293');
  });

  it('names the machines that it is told of', async () => {
    const hosts = new Map([
      ['172.18.0.2', 'mesin1'],
      ['172.18.0.3', 'mesin2'],
    ]);
    const [capture] = (await analyze([openCapture(sample('02-echo/mesin1.pcap'))], { hosts })).captures;
    expect(explain(capture!.frame(3)!, en)).toMatch(/^mesin2 \(.*\) sends a SYN to mesin1 /);
  });
});
