import { uint32 } from './integers.js';
import type { PcapLayout } from './pcap-layout.js';
import { withoutInsertedReturns } from './text-mode.js';

/** Seconds that one record may lie from the one before to be believed. */
const A_YEAR = 31_536_000;

/**
 * Number of the first frame into which a carriage return was inserted before a line feed, 0 where nothing shows that.
 * What shows it: no line feed stands without one, and with them taken out the records after that frame are where they
 * should be. (A capture of text protocols has such pairs of its own, but then taking them out breaks it.)
 * @param records the bytes behind the file's header.
 */
export function firstDamagedFrame(records: Uint8Array, layout: PcapLayout): number {
  const without = withoutInsertedReturns(records);
  if (without === null) return 0;
  const { repaired, firstRemoved } = without;
  const { recordHeader } = layout;
  let first = 0;
  let seconds: number | null = null;
  let frame = 0;
  for (let at = 0; repaired.length - at >= recordHeader; frame++) {
    const captured = plausibleLength(repaired, at, layout, seconds);
    if (captured < 0) return 0;
    if (first > 0) return first;
    seconds = uint32(repaired, at, layout.bigEndian);
    at += recordHeader + captured;
    if (at > firstRemoved) first = frame + 1;
  }
  return 0;
}

/** Captured length of a record whose header could be true; else -1. */
function plausibleLength(bytes: Uint8Array, at: number, layout: PcapLayout, before: number | null): number {
  const seconds = uint32(bytes, at, layout.bigEndian);
  const fraction = uint32(bytes, at + 4, layout.bigEndian);
  const captured = uint32(bytes, at + 8, layout.bigEndian);
  const wire = uint32(bytes, at + 12, layout.bigEndian);
  const believed =
    fraction < (layout.nanoseconds ? 1e9 : 1e6) &&
    captured <= wire &&
    captured <= layout.longest &&
    (before === null || Math.abs(seconds - before) <= A_YEAR);
  return believed ? captured : -1;
}
