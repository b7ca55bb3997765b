import type { CaptureInterface, RecordColumns } from '../table/records.js';
import type { CaptureError, CaptureErrorCode } from './capture-error.js';
import { faultAt } from './fault.js';
import { uint16, uint32 } from './integers.js';
import { type CaptureLimits, longestFrame } from './limits.js';
import { NETXRAY_HEADER, type NetxrayLayout, readLayout } from './netxray-layout.js';
import { addRow, checkCaptured, isThere, isWhole, type RecordParser } from './record-parser.js';
import type { WorkBuffer } from './work-buffer.js';

const NO_INTERFACES: readonly CaptureInterface[] = [];
/** Bytes of junk, or of a frame check sequence, behind a frame that is marked so. */
const TAIL = 4;

/**
 * Records of a NetXRay or Windows Sniffer capture. A capture that filled its buffer goes on at the buffer's start;
 * such a one is held in memory, up to {@link CaptureLimits.maxBufferedCapture}. There is no public description of the
 * format: layout and what is accepted follow Wireshark 4.0's wiretap/netxray.c. All numbers are little-endian.
 */
export class NetxrayParser implements RecordParser {
  readonly #work: WorkBuffer;
  readonly #limits: CaptureLimits;
  interfaces: readonly CaptureInterface[] = NO_INTERFACES;
  frames = 0;
  #layout: NetxrayLayout | null = null;
  #longest = 0;
  /** Position at which the records end. */
  #stop = 0;
  /** What is still to come: skipping to the first record, the records, those at the buffer's start, nothing. */
  #stage: 'skip' | 'records' | 'wrapped' | 'done' = 'skip';

  constructor(work: WorkBuffer, limits: CaptureLimits) {
    this.#work = work;
    this.#limits = limits;
  }

  fill(batch: RecordColumns): void {
    const work = this.#work;
    batch.bytes = work.bytes;
    const layout = this.#layout ?? this.#open();
    if (layout === null) return;
    if (layout.wraps && !isWhole(work, this.#limits)) return;
    if (this.#stage === 'skip' && !this.#skipTo(layout)) return;
    while (batch.count < batch.capacity && !this.#ended(layout)) {
      if (!isThere(work, layout.recordHeader, this.frames)) return;
      if (!this.#record(batch, layout)) return;
    }
    // What lies behind the records is of no use.
    if (this.#stage === 'done') work.start = work.end;
  }

  #open(): NetxrayLayout | null {
    const work = this.#work;
    if (!isThere(work, NETXRAY_HEADER, 0, 'its file header')) return null;
    const layout = readLayout(work);
    this.interfaces = [{ linkType: layout.linkType, snapLength: 0, decimals: 9 }];
    this.#longest = longestFrame(layout.linkType, this.#limits);
    this.#stop = layout.wraps ? Number.POSITIVE_INFINITY : layout.endOffset;
    this.#layout = layout;
    return layout;
  }

  /** Skips what lies before the first record, as it comes. */
  #skipTo({ startOffset }: NetxrayLayout): boolean {
    const work = this.#work;
    work.start += Math.min(work.available, startOffset - work.position);
    if (work.position === startOffset) this.#stage = 'records';
    else if (work.ended)
      throw this.#fault('cut', `The capture ends before its first frame, at byte ${startOffset}.`);
    return this.#stage === 'records';
  }

  /**
   * Whether there are no more records; goes on at the buffer's start where there are some. One that was cut just
   * between two records can't be told from one that went round there.
   */
  #ended({ wraps, endOffset }: NetxrayLayout): boolean {
    const work = this.#work;
    if (this.#stage === 'done') return true;
    const atEnd = work.ended && work.available === 0;
    if (work.position < this.#stop && !atEnd) return false;
    if (wraps && this.#stage === 'records') {
      work.start += NETXRAY_HEADER - work.position;
      this.#stage = 'wrapped';
      this.#stop = endOffset;
      return false;
    }
    if (work.position < this.#stop && Number.isFinite(this.#stop)) {
      throw this.#fault(
        'cut',
        `The capture ends after frame ${this.frames}, but should have ${this.#stop} bytes.`,
      );
    }
    this.#stage = 'done';
    return true;
  }

  /** Reads the record at the start; its header is there. False: the rest is not there yet. */
  #record(batch: RecordColumns, layout: NetxrayLayout): boolean {
    const work = this.#work;
    const { bytes, start } = work;
    const { recordHeader, version } = layout;
    const wire = uint16(bytes, start + 8, false);
    const stored = version === 0 ? wire : uint16(bytes, start + 10, false);
    checkCaptured(stored, this.#longest, work, this.frames);
    if (!isThere(work, recordHeader + stored, this.frames)) return false;
    const marked = version === 2 && bytes[start + 14] === 0xff && bytes[start + 15] === 0xff;
    const junk = marked && layout.dropsTail ? TAIL : 0;
    if (stored < junk || wire < junk) {
      throw this.#fault(
        'bad-length',
        `Frame ${this.frames + 1} is shorter than the ${TAIL} bytes that end it.`,
      );
    }
    // In floating point, as Wireshark: ticks are no decimal fraction of a second.
    const ticks = uint32(bytes, start, false) + uint32(bytes, start + 4, false) * 2 ** 32;
    const time = ticks / layout.ticksPerSecond - layout.startTime;
    const whole = Math.floor(time);
    const nanoseconds = Math.floor((time - whole) * 1e9);
    addRow(batch, start + recordHeader, stored - junk, wire - junk, layout.seconds + whole, nanoseconds, 0);
    work.start += recordHeader + stored;
    this.frames++;
    return true;
  }

  #fault(code: CaptureErrorCode, message: string): CaptureError {
    return faultAt(code, message, this.#work, this.frames);
  }
}
