/** The SHA-1 of a Community ID in base 64, as `engine/community-id.ts` writes it. */
import { OWN } from '../constants';
import { BLOCK, digests, finish, LANES, MESSAGES, TEXT_BYTES, TEXTS } from '../sha1';
import { IPV6_BYTES, ipv4Of, isAtHand, isIpv4, wordsOf } from './addresses';
import { NOWHERE } from './numbers';
import { hasRoomFor } from './texts';

const TCP: u8 = 6;
/** Bytes of the text. */
const SIZE: usize = 28;

/** Where the texts go that wait for others to be worked out with, and how many they are. */
const places: usize = memory.data(16, 8);
let waiting: usize = 0;

/**
 * Leaves room for a digest, which is written there by {@link writeWaiting} at the latest. That of a row which is given up
 * behind it is written as well, before anything else stands there.
 *
 * @returns {@link NOWHERE} where the addresses are not at hand, or of different kinds
 */
export function writeCommunityDigest(at: usize, record: usize): usize {
  const a = load<u32>(record, OWN.addressA);
  const b = load<u32>(record, OWN.addressB);
  if (isIpv4(a) !== isIpv4(b) || !isAtHand(a) || !isAtHand(b) || !hasRoomFor(at, SIZE)) return NOWHERE;
  const ports = load<u32>(record, OWN.ports);
  const order = compare(a, b);
  const swap = order > 0 || (order === 0 && ports >>> 16 > (ports & 0xffff));
  const message = MESSAGES + waiting * BLOCK;
  // Behind the seed, 0, which stands there.
  let to = putAddress(message + 2, swap ? b : a);
  to = putAddress(to, swap ? a : b);
  store<u16>(to, TCP);
  store<u32>(to, bswap<u32>(swap ? rotl<u32>(ports, 16) : ports), 2);
  finish(waiting, to + 6 - message);
  store<usize>(places + (waiting << 2), at);
  waiting++;
  if (waiting === LANES) writeWaiting();
  return at + SIZE;
}

/** Writes the digests that wait. */
export function writeWaiting(): void {
  if (waiting === 0) return;
  digests(waiting);
  for (let lane: usize = 0; lane < waiting; lane++) {
    const to = load<usize>(places + (lane << 2));
    const from = TEXTS + lane * TEXT_BYTES;
    v128.store(to, v128.load(from));
    store<u64>(to, load<u64>(from, 16), 16);
    store<u32>(to, load<u32>(from, 24), 24);
  }
  waiting = 0;
}

/** The order of two addresses of one kind by their bytes: below, at or above 0. */
function compare(a: u32, b: u32): i32 {
  if (isIpv4(a)) return orderOf(ipv4Of(a), ipv4Of(b));
  let order = 0;
  for (let at: usize = 0; at < IPV6_BYTES && order === 0; at += 4)
    order = orderOf(load<u32>(wordsOf(a) + at), load<u32>(wordsOf(b) + at));
  return order;
}

function orderOf(a: u32, b: u32): i32 {
  return <i32>(a > b) - <i32>(a < b);
}

/** @returns the place behind */
function putAddress(to: usize, id: u32): usize {
  if (isIpv4(id)) {
    store<u32>(to, bswap<u32>(ipv4Of(id)));
    return to + 4;
  }
  for (let at: usize = 0; at < IPV6_BYTES; at += 4)
    store<u32>(to + at, bswap<u32>(load<u32>(wordsOf(id) + at)));
  return to + IPV6_BYTES;
}
