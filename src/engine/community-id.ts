import { ShortSha1 } from '../bytes/sha1.js';
import { ByteSink } from '../bytes/sink.js';
import type { AddressTable } from '../table/address-table.js';

let sha1: ShortSha1 | undefined;
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
  sha1 ??= new ShortSha1();
  // Seed, two addresses of up to 16 bytes, protocol, padding, two ports.
  const { message } = sha1;
  const order = addresses.compare(a, b);
  const swap = order > 0 || (order === 0 && portA > portB);
  message[0] = 0;
  message[1] = 0;
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
  sha1.write(sink, at + 6);
}
