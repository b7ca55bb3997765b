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
} as const;
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
  for (let option = at; option < end; ) {
    const kind = bytes[option]!;
    if (kind === OPTION.end) break;
    if (kind === OPTION.noOperation) {
      option++;
      continue;
    }
    const length = option + 1 < end ? bytes[option + 1]! : 0;
    if (length < 2 || option + length > end) break;
    if (kind === OPTION.windowScale && length === 3)
      windowScale = Math.min(bytes[option + 2]!, MAX_WINDOW_SCALE);
    if (kind === OPTION.segmentSize && length === 4) segmentSize = read16(bytes, option + 2);
    option += length;
  }
  return (segmentSize << 16) | (windowScale & 0xffff);
}
