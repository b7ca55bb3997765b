/** Unsigned 16-bit number at `at`; the caller has checked that it is there. */
export function uint16(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  return bigEndian ? (bytes[at]! << 8) | bytes[at + 1]! : bytes[at]! | (bytes[at + 1]! << 8);
}

/** Unsigned 32-bit number at `at`; the caller has checked that it is there. */
export function uint32(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  return bigEndian
    ? ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
    : (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}

/** Unsigned 64-bit number at `at`, rounded to a double above 2^53. */
export function uint64(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  const high = uint32(bytes, bigEndian ? at : at + 4, bigEndian);
  const low = uint32(bytes, bigEndian ? at + 4 : at, bigEndian);
  return high * 0x1_0000_0000 + low;
}

/** Signed 64-bit number at `at`, rounded to a double beyond 2^53. */
export function int64(bytes: Uint8Array, at: number, bigEndian: boolean): number {
  const high = uint32(bytes, bigEndian ? at : at + 4, bigEndian) | 0;
  const low = uint32(bytes, bigEndian ? at + 4 : at, bigEndian);
  return high * 0x1_0000_0000 + low;
}
