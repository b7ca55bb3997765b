/** Writes classic captures of Ethernet frames, as large as wished, without keeping them in memory. */
import { closeSync, openSync, writeSync } from 'node:fs';

const PIECE = 1 << 20;
const ETHERNET = 14;

/** One end of a conversation. An address is the last 24 bits of 10.0.0.0/8 or of fd00::/64. */
export interface Endpoint {
  readonly address: number;
  readonly port: number;
}

export const FLAG = { fin: 1, syn: 2, rst: 4, psh: 8, ack: 16 } as const;

export class CaptureFile {
  readonly #file: number;
  readonly #buffer: Buffer = Buffer.alloc(PIECE + (1 << 17));
  #end = 0;
  frames = 0;
  bytes = 0;
  /** Microseconds of the next frame; the caller moves it on. */
  time = 1_700_000_000_000_000;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
    const header = Buffer.alloc(24);
    header.writeUInt32LE(0xa1b2c3d4, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt16LE(4, 6);
    header.writeUInt32LE(262_144, 16);
    header.writeUInt32LE(1, 20);
    this.bytes += writeSync(this.#file, header);
  }

  /** A TCP segment with a timestamp option, as most have; a SYN has the usual options. */
  tcp(
    from: Endpoint,
    to: Endpoint,
    flags: number,
    seq: number,
    ack: number,
    payload: number,
    isV6 = false,
  ): void {
    const options = flags & FLAG.syn ? SYN_OPTIONS : SEGMENT_OPTIONS;
    const at = this.#begin(from, to, 6, 20 + options.length + payload, isV6);
    const buffer = this.#buffer;
    buffer.writeUInt16BE(from.port, at);
    buffer.writeUInt16BE(to.port, at + 2);
    buffer.writeUInt32BE(seq >>> 0, at + 4);
    buffer.writeUInt32BE(flags & FLAG.ack ? ack >>> 0 : 0, at + 8);
    buffer[at + 12] = (20 + options.length) << 2;
    buffer[at + 13] = flags;
    buffer.writeUInt16BE(0xfa00, at + 14);
    buffer.writeUInt32BE(0, at + 16);
    options.copy(buffer, at + 20);
    const data = at + 20 + options.length;
    buffer.fill(0x61 + (seq % 26), data, data + payload);
    this.#finish(data + payload);
  }

  udp(from: Endpoint, to: Endpoint, payload: Buffer, isV6 = false): void {
    const at = this.#begin(from, to, 17, 8 + payload.length, isV6);
    const buffer = this.#buffer;
    buffer.writeUInt16BE(from.port, at);
    buffer.writeUInt16BE(to.port, at + 2);
    buffer.writeUInt16BE(8 + payload.length, at + 4);
    buffer.writeUInt16BE(0, at + 6);
    payload.copy(buffer, at + 8);
    this.#finish(at + 8 + payload.length);
  }

  close(): { frames: number; bytes: number } {
    this.#flush();
    closeSync(this.#file);
    return { frames: this.frames, bytes: this.bytes };
  }

  /** Record, Ethernet and IP headers; returns where the transport header goes. */
  #begin(from: Endpoint, to: Endpoint, protocol: number, length: number, isV6: boolean): number {
    if (this.#end >= PIECE) this.#flush();
    const buffer = this.#buffer;
    const record = this.#end;
    const size = ETHERNET + (isV6 ? 40 : 20) + length;
    buffer.writeUInt32LE(Math.floor(this.time / 1e6), record);
    buffer.writeUInt32LE(this.time % 1e6, record + 4);
    buffer.writeUInt32LE(size, record + 8);
    buffer.writeUInt32LE(size, record + 12);
    const link = record + 16;
    buffer.fill(0, link, link + ETHERNET + 40);
    buffer.writeUIntBE(to.address, link + 3, 3);
    buffer.writeUIntBE(from.address, link + 9, 3);
    buffer.writeUInt16BE(isV6 ? 0x86dd : 0x0800, link + 12);
    const ip = link + ETHERNET;
    if (isV6) {
      buffer[ip] = 0x60;
      buffer.writeUInt16BE(length, ip + 4);
      buffer[ip + 6] = protocol;
      buffer[ip + 7] = 64;
      buffer[ip + 8] = 0xfd;
      buffer.writeUIntBE(from.address, ip + 21, 3);
      buffer[ip + 24] = 0xfd;
      buffer.writeUIntBE(to.address, ip + 37, 3);
      return ip + 40;
    }
    buffer[ip] = 0x45;
    buffer.writeUInt16BE(20 + length, ip + 2);
    buffer.writeUInt16BE(1 + (this.frames % 65_535), ip + 4);
    buffer[ip + 8] = 64;
    buffer[ip + 9] = protocol;
    buffer[ip + 12] = 10;
    buffer.writeUIntBE(from.address, ip + 13, 3);
    buffer[ip + 16] = 10;
    buffer.writeUIntBE(to.address, ip + 17, 3);
    return ip + 20;
  }

  #finish(end: number): void {
    this.frames++;
    this.bytes += end - this.#end;
    this.#end = end;
  }

  #flush(): void {
    writeSync(this.#file, this.#buffer, 0, this.#end);
    this.#end = 0;
  }
}

const SYN_OPTIONS = Buffer.from('020405b4 0402 080a 00000001 00000000 01 030307'.replaceAll(' ', ''), 'hex');
const SEGMENT_OPTIONS = Buffer.from('0101 080a 00000001 00000001'.replaceAll(' ', ''), 'hex');

/** A DNS message with one question, and one answer or none. */
export function dnsMessage(id: number, name: string, type: number, answer?: Buffer): Buffer {
  const labels = name.split('.').flatMap((label) => [label.length, ...Buffer.from(label)]);
  const head = [id >> 8, id & 255, answer === undefined ? 1 : 0x81, answer === undefined ? 0 : 0x80];
  const counts = [0, 1, 0, answer === undefined ? 0 : 1, 0, 0, 0, 0];
  const question = [...labels, 0, 0, type, 0, 1];
  if (answer === undefined) return Buffer.from([...head, ...counts, ...question]);
  const record = [0xc0, 12, 0, type, 0, 1, 0, 0, 1, 44, 0, answer.length, ...answer];
  return Buffer.from([...head, ...counts, ...question, ...record]);
}
