/** Captures that were made to cost more than their share: each frame must cost the same however many there are. */
import { CaptureFile, dnsMessage, FLAG } from './packets.js';

const A = { address: 1, port: 1000 };
const B = { address: 2, port: 80 };
const RESOLVER = { address: 2, port: 53 };
const { syn, ack } = FLAG;

type Write = (file: CaptureFile, frames: number) => void;

export const HOSTILE: Readonly<Record<string, Write>> = {
  'every segment begins a connection': (file, frames) => {
    for (let i = 0; i < frames; i++)
      file.tcp({ address: 10 + (i >> 16), port: i & 65_535 }, B, syn, i * 7919, 0, 0);
  },
  'the same ports are used again and again': (file, frames) => {
    for (let i = 0; i < frames; i++) file.tcp(A, B, syn, 1 + i * 7919, 0, 0);
  },
  'every question asks for another name': (file, frames) => {
    for (let i = 0; i < frames; i++)
      file.udp({ address: 10 + (i >> 16), port: 1024 }, RESOLVER, dnsMessage(i & 65_535, `h${i}.example`, 1));
  },
  'the same question and answer over and over': (file, frames) => {
    for (let i = 0; i < frames / 2; i++) {
      const client = { address: 1, port: 1024 + (i % 60_000) };
      file.udp(client, RESOLVER, dnsMessage(7, 'a.example', 1));
      file.udp(RESOLVER, client, dnsMessage(7, 'a.example', 1, Buffer.alloc(4)));
    }
  },
  'many questions with one number, then their answers': (file, frames) => {
    for (let i = 0; i < frames / 2; i++)
      file.udp({ address: 1, port: 1024 + (i % 60_000) }, RESOLVER, dnsMessage(7, 'a.example', 1));
    for (let i = 0; i < frames / 2; i++)
      file.udp(
        RESOLVER,
        { address: 1, port: 1024 + (i % 60_000) },
        dnsMessage(7, 'a.example', 1, Buffer.alloc(4)),
      );
  },
  'nothing is acknowledged, and the newest is sent again': (file, frames) => {
    open(file);
    for (let i = 0; i < frames; i++) {
      file.time += 10_000;
      file.tcp(A, B, ack, 1 + Math.min(i, 12_000), 6, 1);
    }
  },
  'the same segment again and again': (file, frames) => {
    open(file);
    for (let i = 0; i < frames; i++) file.tcp(A, B, ack, 1, 6, 1000);
  },
  'each segment a byte beyond the one before': (file, frames) => {
    open(file);
    for (let i = 0; i < frames; i++) file.tcp(A, B, ack, 1 + i, 6, 1000);
  },
  'segments come in the order of falling numbers': (file, frames) => {
    open(file);
    for (let i = 0; i < frames; i++) {
      if (i < 20_000 || i % 2 === 0) file.tcp(A, B, ack, 100_001 - (i % 20_000) * 2, 6, 1);
      else file.tcp(B, A, ack, 6, 2, 0);
    }
  },
};

function open(file: CaptureFile): void {
  file.tcp(A, B, syn, 0, 0, 0);
  file.tcp(B, A, syn | ack, 5, 1, 0);
}

/** Writes one of them. */
export function hostile(name: string, path: string, frames: number): { frames: number; bytes: number } {
  const file = new CaptureFile(path);
  HOSTILE[name]!(file, frames);
  return file.close();
}
