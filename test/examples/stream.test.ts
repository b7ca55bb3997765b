import { CaptureAnalysis, explain, type StreamingAnalysis, stream } from 'framewise';
import { en } from 'framewise/locales/en';
import { openCapture } from 'framewise/node';
import { expect, it } from 'vitest';
import { sample } from './support.js';

it('reads in bounded memory; the view moves, so copy what is to be kept', async () => {
  const capture: StreamingAnalysis = stream(openCapture(sample('10-lossy/mesin1.pcap')));
  const resent: number[] = [];
  for await (const frame of capture) {
    if (frame.findings.includes('retransmission')) resent.push(frame.frame);
  }
  expect(capture.frameCount).toBe(190);
  expect(resent).toContain(16);
  expect(capture).toBeInstanceOf(CaptureAnalysis);
});

it('knows connections and lookups when the loop has ended', async () => {
  const capture = stream(openCapture(sample('04-two-clients/mesin1.pcap')));
  for await (const _ of capture);
  expect([...capture.connections()].map(({ client, outcome }) => [client.split(':')[0], outcome])).toEqual([
    ['172.18.0.3', 'closed'],
    ['172.18.0.4', 'closed'],
  ]);
});

it('stops when the loop is left, and closes the file', async () => {
  for await (const frame of stream(openCapture(sample('03-reset-unread-data/mesin1.pcap')))) {
    if (frame.role !== 'reset') continue;
    expect(explain(frame, en)).toContain('Probably its program closed the socket with data still unread');
    break;
  }
});
