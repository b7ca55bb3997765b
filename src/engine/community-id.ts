import { sha1 } from '@noble/hashes/legacy';
import type { AddressTable } from '../table/address-table.js';

/** Seed, two addresses of up to 16 bytes, protocol, padding, two ports. */
const message = new Uint8Array(40);
const view = new DataView(message.buffer);
const digest = new Uint8Array(20);
/** One hash that is set back for each connection: making one costs more than hashing so little. */
const fresh = sha1.create();
const hash = fresh.clone();

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
  return `1:${btoa(String.fromCharCode(...communityDigest(addresses, a, portA, b, portB)))}`;
}

/** The SHA-1 that a Community ID shows in base 64: 20 bytes, valid until the next call. */
export function communityDigest(
  addresses: AddressTable,
  a: number,
  portA: number,
  b: number,
  portB: number,
): Uint8Array {
  const order = addresses.compare(a, b);
  const swap = order > 0 || (order === 0 && portA > portB);
  view.setUint16(0, 0);
  let at = 2;
  at += addresses.copy(swap ? b : a, message, at);
  at += addresses.copy(swap ? a : b, message, at);
  view.setUint16(at, 0x0600);
  view.setUint16(at + 2, swap ? portB : portA);
  view.setUint16(at + 4, swap ? portA : portB);
  fresh._cloneInto(hash);
  hash.update(message.subarray(0, at + 6)).digestInto(digest);
  return digest;
}
