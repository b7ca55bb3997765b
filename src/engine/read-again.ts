import { CaptureError } from '../capture/capture-error.js';
import type { ReadAgain } from '../table/packed-rows.js';

/** Bytes of a capture that are read at a time, and what follows them, so that few frames lie across two pages. */
const PAGE = 65536;
const BEYOND = 2048;
/** Pages held on to: conversations go on side by side, and are looked at one by one. */
const PAGES = 64;

/**
 * Reads pages of a capture and hands out frames from them, as the latest pages stay at hand.
 *
 * @returns throws a CaptureError where the capture has become shorter
 */
export function paged(read: ReadAgain): ReadAgain {
  /** The page used last is the last. */
  const pages = new Map<number, Uint8Array>();
  let latest = -1;
  let page: Uint8Array = new Uint8Array(0);
  return (position, length) => {
    const number = Math.floor(position / PAGE);
    const at = position - number * PAGE;
    if (number !== latest || page.length < at + length) {
      page = pages.get(number) ?? page.subarray(0, 0);
      if (page.length < at + length)
        page = whole(read(number * PAGE, Math.max(PAGE + BEYOND, at + length)), at + length, position);
      latest = number;
      pages.delete(number);
      pages.set(number, page);
      if (pages.size > PAGES) pages.delete(pages.keys().next().value!);
    }
    return page.subarray(at, at + length);
  };
}

/** The bytes, which must be so many at least. */
export function whole(bytes: Uint8Array, least: number, position: number, frame = 1): Uint8Array {
  if (bytes.length >= least) return bytes;
  throw new CaptureError('unreadable', 'The capture is shorter than when it was read.', position, frame);
}
