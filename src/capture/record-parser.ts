import type { CaptureInterface, RecordColumns } from '../table/records.js';
import { faultAt } from './fault.js';
import type { CaptureLimits } from './limits.js';
import type { WorkBuffer } from './work-buffer.js';

/** Reads the records of one capture format. */
export interface RecordParser {
  /** Interfaces met so far. */
  readonly interfaces: readonly CaptureInterface[];
  /** Frames filled so far. */
  readonly frames: number;
  /** Fills rows with the whole records there are. @throws CaptureError at a record that can't be read. */
  fill(batch: RecordColumns): void;
}

/** Link type of records that hold no packet, or one of a link without a number; their rows are `other`. */
export const NO_LINK_TYPE = 0xffffffff;

const DEFAULT_MAX_BUFFERED = 2 ** 29;

/**
 * Whether the next `size` bytes are there; where more may come, asks for so many.
 * @param part what they are; default: the next frame.
 * @throws CaptureError `cut` where the capture ends within them.
 */
export function isThere(work: WorkBuffer, size: number, frames: number, part?: string): boolean {
  const { available } = work;
  if (available >= size) return true;
  if (work.ended && available > 0) {
    const inside = part ?? `frame ${frames + 1}`;
    const message = `The capture ends inside ${inside}: ${available} of its ${size} bytes are there.`;
    throw faultAt('cut', message, work, frames);
  }
  work.wanted = size;
  return false;
}

/**
 * Whether all of a capture is there that can't be read as it comes.
 * @throws CaptureError `limit` where it is longer than we hold in memory.
 */
export function isWhole(work: WorkBuffer, limits: CaptureLimits): boolean {
  const most = limits.maxBufferedCapture ?? DEFAULT_MAX_BUFFERED;
  if (work.available > most) {
    const message = `This capture is not in the order of its frames, so all of it is held in memory, at most ${most} bytes.`;
    throw faultAt('limit', message, work, 0);
  }
  work.wanted = most + 1;
  return work.ended;
}

/** @throws CaptureError where a frame claims more captured bytes than are believed. */
export function checkCaptured(captured: number, longest: number, work: WorkBuffer, frames: number): void {
  if (captured <= longest) return;
  const message = `Frame ${frames + 1} claims ${captured} captured bytes, more than the ${longest} that are believed.`;
  throw faultAt('bad-length', message, work, frames);
}

/** Adds a row; `nanoseconds` may be a second or more, which is carried over. */
export function addRow(
  batch: RecordColumns,
  offset: number,
  captured: number,
  wire: number,
  seconds: number,
  nanoseconds: number,
  interfaceId: number,
): void {
  const row = batch.count++;
  const carried = nanoseconds < 1e9 ? 0 : Math.floor(nanoseconds / 1e9);
  batch.offset[row] = offset;
  batch.capturedLength[row] = captured;
  batch.wireLength[row] = wire;
  batch.seconds[row] = seconds + carried;
  batch.nanoseconds[row] = nanoseconds - carried * 1e9;
  batch.interfaceId[row] = interfaceId;
}

/** Interfaces of a format that says for each frame what link it is from: one for each link type and port. */
export class LinkInterfaces {
  readonly list: CaptureInterface[] = [];
  readonly #decimals: 6 | 9;
  readonly #ids: Map<number, number> = new Map();

  constructor(decimals: 6 | 9) {
    this.#decimals = decimals;
  }

  /** Index of the interface with this link type at this port. */
  of(linkType: number, port = 0): number {
    const key = port * 0x10000 + (linkType & 0xffff);
    return this.#ids.get(key) ?? this.#add(key, linkType);
  }

  #add(key: number, linkType: number): number {
    const id = this.list.push({ linkType, snapLength: 0, decimals: this.#decimals }) - 1;
    this.#ids.set(key, id);
    return id;
  }
}
