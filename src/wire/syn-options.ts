import { read16 } from '../bytes/reads.js';

/** Option kinds (IANA TCP parameters). */
export const OPTION = {
  end: 0,
  noOperation: 1,
  segmentSize: 2,
  windowScale: 3,
  sackPermitted: 4,
  sack: 5,
  timestamps: 8,
  fastOpen: 34,
} as const;

/**
 * Bytes that an option takes, to go on to the next.
 *
 * @returns 0 where there is none any more: behind the end, at the kind that ends them, or where it is not well formed
 */
export function optionLength(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || bytes[at] === OPTION.end) return 0;
  if (bytes[at] === OPTION.noOperation) return 1;
  const length = at + 1 < end ? bytes[at + 1]! : 0;
  return length < 2 || at + length > end ? 0 : length;
}

/** The largest shift of a window (RFC 7323, 2.3). */
export const MAX_WINDOW_SCALE = 14;

/**
 * What a SYN's options in `[at, end)` say of the sender as a receiver, as far as they are well formed: in the upper half the
 * largest segment it accepts, bytes, 0 where that option is absent; in the lower its window scale's shift, 0 to 14 (larger
 * ones count as 14, RFC 7323, 2.3), -1 where it is absent.
 */
export function synOptionsOf(bytes: Uint8Array, at: number, end: number): number {
  let segmentSize = 0;
  let windowScale = -1;
  let length = 0;
  for (let option = at; ; option += length) {
    length = optionLength(bytes, option, end);
    if (length === 0) break;
    const kind = bytes[option];
    if (kind === OPTION.windowScale && length === 3)
      windowScale = Math.min(bytes[option + 2]!, MAX_WINDOW_SCALE);
    if (kind === OPTION.segmentSize && length === 4) segmentSize = read16(bytes, option + 2);
  }
  return (segmentSize << 16) | (windowScale & 0xffff);
}
