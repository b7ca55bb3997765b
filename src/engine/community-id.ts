import { shortSha1 } from '../bytes/sha1.js';
import { ByteSink } from '../bytes/sink.js';
import type { AddressTable } from '../table/address-table.js';

/** Seed, two addresses of up to 16 bytes, protocol, padding, two ports. */
const message = new Uint8Array(40);
const digest = new Int32Array(5);
const text = new ByteSink(64);

/**
 * The Community ID (v1, seed 0) of a TCP connection: the same for both directions and for every tool that follows the
 * Corelight specification.
 */
export function communityId(
  addresses: AddressTable,
  a: number,
  portA: number,
  b: number,
  portB: number,
): string {
  text.clear();
  writeCommunityDigest(text, addresses, a, portA, b, portB);
  return `1:${text.toText()}`;
}

/** Writes the SHA-1 that a Community ID shows behind its version, in base 64. */
export function writeCommunityDigest(
  sink: ByteSink,
  addresses: AddressTable,
  a: number,
  portA: number,
  b: number,
  portB: number,
): void {
  const order = addresses.compare(a, b);
  const swap = order > 0 || (order === 0 && portA > portB);
  let at = 2;
  at += addresses.copy(swap ? b : a, message, at);
  at += addresses.copy(swap ? a : b, message, at);
  const first = swap ? portB : portA;
  const second = swap ? portA : portB;
  message[at] = 6;
  message[at + 1] = 0;
  message[at + 2] = first >> 8;
  message[at + 3] = first;
  message[at + 4] = second >> 8;
  message[at + 5] = second;
  shortSha1(message, at + 6, digest);
  writeBase64(sink);
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Both digits of twelve bits, the first in the lower byte. */
const PAIRS = twoDigits();

/** Joined, not counted: it runs whenever the module is loaded, before anything is compiled. */
function twoDigits(): DataView {
  const digits = [...DIGITS];
  const pairs = digits.map((high) => high + digits.join(high)).join('');
  return new DataView(new TextEncoder().encode(pairs).buffer);
}

const PADDING = 0x3d;

/** Writes the digest: six times four digits, then three for what is left. */
function writeBase64(sink: ByteSink): void {
  const [a, b, c, d, e] = [digest[0]!, digest[1]!, digest[2]!, digest[3]!, digest[4]!];
  writeFour(sink, a >>> 8);
  writeFour(sink, ((a & 0xff) << 16) | (b >>> 16));
  writeFour(sink, ((b & 0xffff) << 8) | (c >>> 24));
  writeFour(sink, c & 0xffffff);
  writeFour(sink, d >>> 8);
  writeFour(sink, ((d & 0xff) << 16) | (e >>> 16));
  writeFour(sink, (e & 0xffff) << 8);
  sink.bytes[sink.length - 1] = PADDING;
}

/** Writes 24 bits. */
function writeFour(sink: ByteSink, bits: number): void {
  sink.word(PAIRS.getUint16((bits >>> 12) << 1, true) | (PAIRS.getUint16((bits & 0xfff) << 1, true) << 16));
}
