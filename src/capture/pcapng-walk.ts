import type { CaptureError, CaptureErrorCode } from './capture-error.js';
import { faultAt } from './fault.js';
import { uint32 } from './integers.js';
import { MAX_BLOCK_EXTRA } from './limits.js';
import type { WorkBuffer } from './work-buffer.js';

/** Types of the blocks that are read (draft-ietf-opsawg-pcapng, section 11.1; obsolete packet: appendix A). */
export const BLOCK = {
  sectionHeader: 0x0a0d0d0a,
  interfaceDescription: 1,
  obsoletePacket: 2,
  simplePacket: 3,
  nameResolution: 4,
  interfaceStatistics: 5,
  enhancedPacket: 6,
  journalExport: 9,
  custom: 0x0bad,
  customNotCopied: 0x40000bad,
} as const;
const READ_BLOCKS: ReadonlySet<number> = new Set(Object.values(BLOCK));

/** Instead of a block's length: its bytes are still missing, or there are no more. */
export const NOT_YET = 0;
const SKIPPED = -1;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const SWAPPED_MAGIC = 0x4d3c2b1a;
/** Type and length before a block's body, length after it. */
const BLOCK_FRAME = 12;
const LARGEST_PLAIN_BLOCK = 16 * 1024 * 1024;
/** Blocks of other types that are longer are skipped piece by piece. */
const LARGEST_BUFFERED = 65536;

/** Walks the blocks of a pcapng capture: byte order, lengths, and what is skipped. */
export class BlockWalker {
  readonly #work: WorkBuffer;
  /** Byte order of the current section. */
  bigEndian = false;
  #largest = LARGEST_PLAIN_BLOCK;
  #frames = 0;
  /** What is left to skip of a block that is not read: bytes before its trailing length, and that length. */
  #skip = 0;
  #skippedLength = 0;

  constructor(work: WorkBuffer, longestFrame: number) {
    this.#work = work;
    this.allowFrames(longestFrame);
  }

  /** Lets blocks be long enough for frames of this length. */
  allowFrames(longest: number): void {
    this.#largest = Math.max(this.#largest, longest + MAX_BLOCK_EXTRA);
  }

  /**
   * Length of the next block that is read, all of which is there, its lengths checked; or {@link NOT_YET}.
   * @param frames frames before it, for errors.
   */
  next(frames: number): number {
    this.#frames = frames;
    for (;;) {
      const length = this.#skippedLength > 0 ? this.#skipOn() : this.#wholeBlock();
      if (length !== SKIPPED) return length;
    }
  }

  /** Length of the block at the start if all of it is there, checked; or what else is to be done. */
  #wholeBlock(): number {
    const { bytes, start, available, ended } = this.#work;
    if (available < BLOCK_FRAME) {
      if (ended && available > 0) throw this.#cut(`${available} bytes of a block's header are there`);
      return NOT_YET;
    }
    if (uint32(bytes, start, false) === BLOCK.sectionHeader) this.#enterSection();
    const length = uint32(bytes, start + 4, this.bigEndian);
    if (length > LARGEST_BUFFERED && !READ_BLOCKS.has(uint32(bytes, start, this.bigEndian))) {
      this.#skippedLength = length;
      this.#skip = length + (-length & 3) - 4;
      return SKIPPED;
    }
    if (length < BLOCK_FRAME || length > this.#largest) {
      throw this.#fault('bad-length', `A block claims a length of ${length} bytes, which can't be true.`);
    }
    const padded = (length + 3) & ~3;
    if (available < padded) {
      if (ended) throw this.#cut(`${available} of a block's ${padded} bytes are there`);
      this.#work.wanted = padded;
      return NOT_YET;
    }
    this.#checkTrailing(start + padded - 4, length);
    return length;
  }

  /** Skips a block of unknown type as its bytes come, so that none is too large. */
  #skipOn(): number {
    const work = this.#work;
    const step = Math.min(this.#skip, work.available);
    work.start += step;
    this.#skip -= step;
    if (this.#skip > 0 || work.available < 4) {
      if (work.ended) throw this.#cut(`the last of its ${this.#skippedLength} bytes are missing`);
      return NOT_YET;
    }
    this.#checkTrailing(work.start, this.#skippedLength);
    work.start += 4;
    this.#skippedLength = 0;
    return SKIPPED;
  }

  #checkTrailing(at: number, length: number): void {
    const trailing = uint32(this.#work.bytes, at, this.bigEndian);
    if (trailing === length) return;
    const message = `A block gives its length as ${length} bytes at its start and ${trailing} at its end.`;
    throw this.#fault('bad-length', message);
  }

  /** A section sets the byte order of everything up to the next one, its own length included. */
  #enterSection(): void {
    const { bytes, start } = this.#work;
    const magic = uint32(bytes, start + 8, true);
    if (magic !== BYTE_ORDER_MAGIC && magic !== SWAPPED_MAGIC) {
      throw this.#fault('bad-record', 'A section header has no byte-order magic.');
    }
    this.bigEndian = magic === BYTE_ORDER_MAGIC;
  }

  #cut(what: string): CaptureError {
    return this.#fault('cut', `The capture ends inside a block after frame ${this.#frames}: ${what}.`);
  }

  #fault(code: CaptureErrorCode, message: string): CaptureError {
    return faultAt(code, message, this.#work, this.#frames);
  }
}
