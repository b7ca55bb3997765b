/** What the kernel `track` tells of the connections that it follows in the same memory. */

export declare function at(number: i32): usize;
export declare function has(number: i32): bool;
