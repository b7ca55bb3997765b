/**
 * What is asked of the program around the kernel: rare things, and those that are no numbers. Each is asked with one number and
 * answers with one, as the engine has to make something ready for every other kind of call; what takes more is left in
 * {@link asked}.
 */
import { ASKED } from '../constants';

/** What else a question takes, by {@link ASKED}. */
const asked: usize = memory.data(ASKED.size, 8);

/** Adds pages of 64 KiB to the memory. */
export declare function grow(pages: i32): i32;

/** Copies what is not acknowledged of a segment's payload into the ring. */
export declare function copyPayload(segment: usize): i32;

export declare function noteLimit(row: usize): i32;

/** Whether a datagram between these ports, the source's in the upper half, may carry a packet. */
export declare function isTunnel(ports: u32): bool;
/** The id of an address, in the order of its bytes. */
export declare function ofIpv4(address: u32): u32;
/** The id of the address at a place in the memory. */
export declare function ofIpv6(at: usize): u32;

/** How the bytes that begin at a position of the payload ring compare with those at hand in `[from, to)`. */
export function compare(position: f64, from: u32, to: u32): i32 {
  store<f64>(asked, position, ASKED.position);
  store<u32>(asked, from, ASKED.from);
  store<u32>(asked, to, ASKED.to);
  return compareBytes(asked);
}

declare function compareBytes(asked: usize): i32;

/** @param cause of `RESET_CAUSE` @param unanswered 0 none */
export function noteReset(row: usize, cause: i32, isSeen: bool, unanswered: u32): void {
  store<usize>(asked, row, ASKED.row);
  store<i32>(asked, cause, ASKED.cause);
  store<i32>(asked, isSeen, ASKED.isSeen);
  store<u32>(asked, unanswered, ASKED.unanswered);
  noteCause(asked);
}

declare function noteCause(asked: usize): i32;
