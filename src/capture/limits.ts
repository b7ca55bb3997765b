/** Bounds of reading; each has a finite default. */
export interface CaptureLimits {
  /**
   * Bytes that a captured frame may have, 1 to 1,073,741,824. A record that claims more is damage.
   * Default as in Wireshark: 262,144; 134,217,728 for D-Bus and USB, 8,388,608 for Elektrobit links.
   */
  readonly maxFrameLength?: number;
  /** Bytes that a compressed capture may grow to; default 4,294,967,296. */
  readonly maxDecompressedBytes?: number;
  /**
   * Bytes that a capture may have that is not in the order of its frames (Network Monitor, a NetXRay buffer that went
   * round): it is held in memory; default 536,870,912.
   */
  readonly maxBufferedCapture?: number;
}

/** Highest number of interfaces that a frame's column can tell apart. */
export const MAX_INTERFACES = 65536;

/** Bytes that a pcapng block may have besides a frame: its header, options and padding. */
export const MAX_BLOCK_EXTRA = 131072;

const STANDARD_FRAME = 262144;
/** Wireshark's wtap_max_snaplen_for_encap: links whose frames are no packets. */
const LARGE_FRAMES: ReadonlyMap<number, number> = new Map([
  [189, 134217728], // USB, Linux
  [220, 134217728], // USB, Linux, padded
  [231, 134217728], // D-Bus
  [249, 134217728], // USBPcap
  [279, 8388608], // Elektrobit high speed capture and replay
]);

/** Longest frame that is believed on a link of this type. */
export function longestFrame(linkType: number, limits: CaptureLimits): number {
  return limits.maxFrameLength ?? LARGE_FRAMES.get(linkType) ?? STANDARD_FRAME;
}

/** @throws TypeError where a limit is no whole number of bytes. */
export function checkLimits(limits: CaptureLimits): void {
  const { maxFrameLength = 1, maxDecompressedBytes = 1, maxBufferedCapture = 1 } = limits;
  if (!Number.isInteger(maxFrameLength) || maxFrameLength < 1 || maxFrameLength > 2 ** 30) {
    throw new TypeError('maxFrameLength must be a whole number from 1 to 1073741824');
  }
  if (!Number.isInteger(maxDecompressedBytes) || maxDecompressedBytes < 1) {
    throw new TypeError('maxDecompressedBytes must be a whole number of at least 1');
  }
  if (!Number.isInteger(maxBufferedCapture) || maxBufferedCapture < 1 || maxBufferedCapture > 2 ** 31) {
    throw new TypeError('maxBufferedCapture must be a whole number from 1 to 2147483648');
  }
}
