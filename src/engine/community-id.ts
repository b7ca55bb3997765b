import { sha1 } from '@noble/hashes/legacy';
import type { AddressTable } from '../table/address-table.js';

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
  const first = addresses.bytes(a);
  const second = addresses.bytes(b);
  const swap = compare(first, second) > 0 || (compare(first, second) === 0 && portA > portB);
  const low = swap ? second : first;
  const high = swap ? first : second;
  const [lowPort, highPort] = swap ? [portB, portA] : [portA, portB];
  const message = new Uint8Array(2 + low.length + high.length + 6);
  message.set(low, 2);
  message.set(high, 2 + low.length);
  const view = new DataView(message.buffer, 2 + low.length + high.length);
  view.setUint8(0, 6);
  view.setUint16(2, lowPort);
  view.setUint16(4, highPort);
  return `1:${btoa(String.fromCharCode(...sha1(message)))}`;
}

function compare(a: Uint8Array, b: Uint8Array): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) if (a[at] !== b[at]) return a[at]! - b[at]!;
  return a.length - b.length;
}
