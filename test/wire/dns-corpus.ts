/** UDP datagrams of the public captures, each with what tshark says of its frame. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const corpus =
  process.env['FRAMEWISE_CORPUS'] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url));
const oracle = join(dirname(corpus), 'oracle');

/** Whether captures and tshark's answers are there. */
export const hasCorpus: boolean = existsSync(corpus) && existsSync(oracle);

export interface CorpusDatagram {
  readonly where: string;
  readonly bytes: Uint8Array;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** A cell of tshark's answer by field name. */
  readonly tshark: (field: string) => string;
}

/** Datagrams that are whole and lie plainly in IPv4 or IPv6 in Ethernet: no tunnel, fragment, tag or ICMP error. */
export function* corpusDatagrams(): Generator<CorpusDatagram> {
  const paths = readdirSync(oracle, { recursive: true, encoding: 'utf8' }).sort();
  for (const path of paths) {
    if (!path.endsWith('.tsv.gz')) continue;
    const [head, ...rows] = gunzipSync(readFileSync(join(oracle, path)))
      .toString()
      .split('\n')
      .map((line) => line.split('\t'));
    const plain = rows.filter((row) => /^eth:ethertype:ipv?6?:udp(:|$)/.test(row[4] ?? ''));
    if (!head || plain.length === 0) continue;
    const capture = path.slice(0, -'.tsv.gz'.length);
    const frames = readFrames(readFileSync(join(corpus, capture)));
    for (const row of plain) {
      const tshark = (field: string): string => row[head.indexOf(field)] ?? '';
      const frame = frames[Number(row[0]) - 1];
      const datagram = frame && tshark('frame.len') === tshark('frame.cap_len') ? udp(frame) : null;
      if (datagram && !tshark('udp.srcport').includes(',')) {
        yield { where: `${capture} frame ${row[0]}`, ...datagram, tshark };
      }
    }
  }
}

function udp(frame: Buffer): Pick<CorpusDatagram, 'bytes' | 'sourcePort' | 'destinationPort'> | null {
  const version = frame.length < 34 ? 0 : frame[14]! >> 4;
  if (version === 4 && (frame[23] !== 17 || (frame.readUInt16BE(20) & 0x3fff) !== 0)) return null;
  if (version === 6 && frame[20] !== 17) return null;
  const at = 14 + (version === 4 ? (frame[14]! & 15) * 4 : 40);
  if (version === 0 || frame.length < at + 8) return null;
  const packetEnd = version === 4 ? 14 + frame.readUInt16BE(16) : 54 + frame.readUInt16BE(18);
  const end = at + frame.readUInt16BE(at + 4);
  if (end < at + 8 || end > packetEnd || end > frame.length) return null;
  return {
    bytes: new Uint8Array(frame.subarray(at + 8, end)),
    sourcePort: frame.readUInt16BE(at),
    destinationPort: frame.readUInt16BE(at + 2),
  };
}

/** The bytes of each frame of a sound pcap or pcapng file; of a damaged one, as far as it goes. */
function readFrames(file: Buffer): Buffer[] {
  if (file.length < 24) return [];
  return file.readUInt32BE(0) === 0x0a0d0d0a ? readBlocks(file) : readRecords(file);
}

function readRecords(file: Buffer): Buffer[] {
  const u32 = unsigned(file, (file[0]! & 0xf0) !== 0xa0);
  const frames: Buffer[] = [];
  for (let at = 24; at + 16 <= file.length; ) {
    const end = at + 16 + u32(at + 8);
    if (end > file.length) break;
    frames.push(file.subarray(at + 16, end));
    at = end;
  }
  return frames;
}

function readBlocks(file: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  let u32 = unsigned(file, true);
  for (let at = 0; at + 12 <= file.length; ) {
    if (file.readUInt32BE(at) === 0x0a0d0d0a) u32 = unsigned(file, file[at + 8] === 0x4d);
    const [type, length] = [u32(at), u32(at + 4)];
    if (length < 12 || at + length > file.length) break;
    if (type === 6 || type === 2) frames.push(file.subarray(at + 28, at + 28 + u32(at + 20)));
    if (type === 3) frames.push(file.subarray(at + 12, at + length - 4));
    at += length;
  }
  return frames;
}

function unsigned(file: Buffer, littleEndian: boolean): (at: number) => number {
  return (at) => (littleEndian ? file.readUInt32LE(at) : file.readUInt32BE(at));
}
