/** What is asked of the program around the kernel: rare things, and those that are no numbers. */

/** Adds pages of 64 KiB to the memory. */
export declare function grow(pages: i32): void;

/** How the bytes that begin at a position of the payload ring compare with those at hand in `[from, to)`. */
export declare function compare(position: f64, from: u32, to: u32): i32;

/** Copies what is not acknowledged of a segment's payload into the ring. */
export declare function copyPayload(segment: usize): void;

export declare function noteLimit(row: usize): void;
/** @param cause of `RESET_CAUSE` @param unanswered 0 none */
export declare function noteReset(row: usize, cause: i32, isSeen: bool, unanswered: u32): void;

/** Whether a datagram between these ports, the source's in the upper half, may carry a packet. */
export declare function isTunnel(ports: u32): bool;
/** The id of an address, in the order of its bytes. */
export declare function ofIpv4(address: u32): u32;
/** The id of the address at a place in the memory. */
export declare function ofIpv6(at: usize): u32;
