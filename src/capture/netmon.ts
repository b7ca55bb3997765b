import type { CaptureInterface, RecordColumns } from '../table/records.js';
import type { CaptureError, CaptureErrorCode } from './capture-error.js';
import { faultAt } from './fault.js';
import { uint16, uint32 } from './integers.js';
import { type CaptureLimits, longestFrame } from './limits.js';
import { type NetmonLayout, NO_FRAME, networkLinkType, readLayout } from './netmon-layout.js';
import { addRow, checkCaptured, isWhole, LinkInterfaces, type RecordParser } from './record-parser.js';
import { TimestampScale } from './timestamp-scale.js';
import type { WorkBuffer } from './work-buffer.js';

const NO_INTERFACES: readonly CaptureInterface[] = [];
/** Seconds from 1601-01-01, where Windows counts from, to 1970-01-01. */
const WINDOWS_EPOCH = 11_644_473_600;
/** High half of a number of microseconds from which on ten times it is a negative 64-bit number. */
const NEGATIVE_FROM = 0x0ccccccc;

/**
 * Frames of a Microsoft Network Monitor capture, versions 1 and 2. A table, usually at the file's end, says where
 * each frame is, and their order is the table's: so all of the capture is held in memory, up to
 * {@link CaptureLimits.maxBufferedCapture}. Before version 2.3 times count from a local time without its zone, which
 * is taken for UTC. Layout: Network Monitor 3.4's help, "Capture File Format"; what is accepted follows Wireshark
 * 4.0's wiretap/netmon.c. All numbers are little-endian.
 */
export class NetmonParser implements RecordParser {
  readonly #work: WorkBuffer;
  readonly #limits: CaptureLimits;
  #layout: NetmonLayout | null = null;
  #links: LinkInterfaces | null = null;
  #start: TimestampScale = new TimestampScale(6, 0);
  readonly #fileTime: TimestampScale = new TimestampScale(7, -WINDOWS_EPOCH);
  /** Where the file begins in the work buffer. */
  #base = 0;
  /** The next entry of the frame table. */
  #next = 0;
  #seconds = 0;
  #nanoseconds = 0;
  frames = 0;

  constructor(work: WorkBuffer, limits: CaptureLimits) {
    this.#work = work;
    this.#limits = limits;
  }

  get interfaces(): readonly CaptureInterface[] {
    return this.#links?.list ?? NO_INTERFACES;
  }

  fill(batch: RecordColumns): void {
    const work = this.#work;
    if (!isWhole(work, this.#limits)) return;
    batch.bytes = work.bytes;
    const layout = this.#layout ?? this.#open();
    const links = this.#links!;
    for (; batch.count < batch.capacity && this.#next < layout.entries; this.#next++) {
      this.#frame(batch, layout, links);
    }
    if (batch.count === batch.capacity) return;
    work.start = work.end;
    if (layout.entries < layout.listed) {
      const there = `${layout.entries} of its ${layout.listed} entries are there`;
      throw this.#fault(
        'cut',
        `The capture ends before the end of the table that says where its frames are: ${there}.`,
      );
    }
  }

  #open(): NetmonLayout {
    const work = this.#work;
    const layout = readLayout(work);
    this.#base = work.start;
    this.#links = new LinkInterfaces(layout.minor >= 3 ? 9 : 6);
    if (!layout.linkPerFrame) this.#links.of(layout.linkType);
    this.#start = new TimestampScale(6, layout.seconds);
    this.#layout = layout;
    return layout;
  }

  /** Reads the frame that the next entry names; some of them are no frames. */
  #frame(batch: RecordColumns, layout: NetmonLayout, links: LinkInterfaces): void {
    const work = this.#work;
    const { bytes, end } = work;
    const { recordHeader, trailer, linkPerFrame } = layout;
    work.start = layout.table + 4 * this.#next;
    const at = this.#base + uint32(bytes, work.start, false);
    if (at + recordHeader > end) {
      const message = `Frame ${this.frames + 1} should be at byte ${at - this.#base}, where the capture has ended.`;
      throw this.#fault('bad-record', message);
    }
    work.start = at;
    const captured = recordHeader === 8 ? uint16(bytes, at + 6, false) : uint32(bytes, at + 12, false);
    const data = at + recordHeader;
    if (captured + trailer > end - data) {
      const message = `Frame ${this.frames + 1} claims ${captured} captured bytes, but the capture has ended after ${end - data}.`;
      throw this.#fault('bad-length', message);
    }
    const linkType = linkPerFrame ? networkLinkType(uint16(bytes, data + captured, false)) : layout.linkType;
    if (linkType === NO_FRAME) return;
    checkCaptured(captured, longestFrame(linkType, this.#limits), work, this.frames);
    const wire = recordHeader === 8 ? uint16(bytes, at + 4, false) : uint32(bytes, at + 8, false);
    this.#readTime(at, data + captured, layout);
    addRow(batch, data, captured, wire, this.#seconds, this.#nanoseconds, links.of(linkType));
    this.frames++;
  }

  #readTime(at: number, trailer: number, layout: NetmonLayout): void {
    const { bytes } = this.#work;
    if (layout.minor >= 3) {
      const scale = this.#fileTime;
      scale.convert(uint32(bytes, trailer + 10, false), uint32(bytes, trailer + 6, false));
      this.#seconds = scale.seconds;
      this.#nanoseconds = scale.nanoseconds;
      return;
    }
    const low = uint32(bytes, at, false);
    const high = layout.recordHeader === 8 ? 0 : uint32(bytes, at + 4, false);
    if (layout.recordHeader === 8) {
      this.#seconds = layout.seconds + Math.floor(low / 1000);
      this.#nanoseconds = (low % 1000) * 1e6;
    } else if (high < NEGATIVE_FROM) {
      this.#start.convert(high, low);
      this.#seconds = this.#start.seconds;
      this.#nanoseconds = this.#start.nanoseconds;
    } else {
      this.#subtractTime(high, low, layout.seconds);
    }
    this.#nanoseconds += layout.nanoseconds;
  }

  /** A frame before the start has the microseconds that, times ten, are a negative 64-bit number. */
  #subtractTime(high: number, low: number, start: number): void {
    const tenths = BigInt.asIntN(64, ((BigInt(high) << 32n) + BigInt(low)) * 10n);
    const rest = ((tenths % 10_000_000n) + 10_000_000n) % 10_000_000n;
    this.#seconds = start + Number((tenths - rest) / 10_000_000n);
    this.#nanoseconds = Number(rest) * 100;
  }

  #fault(code: CaptureErrorCode, message: string): CaptureError {
    return faultAt(code, message, this.#work, this.frames);
  }
}
