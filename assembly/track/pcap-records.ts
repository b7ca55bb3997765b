import { BATCH_ROWS, COLUMN } from '../constants';

const NANOSECONDS: u32 = 1_000_000_000;
/**
 * So far ahead of a record bytes are looked at, three lines of the processor's cache, so that they are near when they are
 * needed. Where a record begins is known when the one before was read: waiting for the memory each time would take longer than
 * all else here.
 */
const AHEAD: u32 = 1024;
const LINE: u32 = 64;
/** Something made of what was looked at goes here, lest looking be left out as of no use. */
const looked: usize = memory.data(4, 4);

/**
 * Fills rows with records of a classic capture file, as `RecordRoom.fillPcap` tells.
 *
 * @param bytes where the byte stands that places are counted from @param from, to the records' places
 * @param longest captured bytes that are believed
 * @returns the row behind the last filled
 */
export function fillPcap(
  bytes: usize,
  from: u32,
  to: u32,
  firstRow: u32,
  recordHeader: u32,
  longest: u32,
  isBigEndian: bool,
  isNanoseconds: bool,
): u32 {
  const unit: u32 = isNanoseconds ? 1 : 1000;
  const second = NANOSECONDS / unit;
  let near: u32 = 0;
  let at = from;
  let row = firstRow;
  for (; row < <u32>BATCH_ROWS && to - at >= recordHeader; row++) {
    const header = bytes + <usize>at;
    if (to - at > AHEAD + 4 * LINE)
      near ^=
        load<u32>(header, AHEAD) ^ load<u32>(header, AHEAD + LINE) ^ load<u32>(header, AHEAD + 2 * LINE);
    let seconds = load<u32>(header);
    let fraction = load<u32>(header, 4);
    let captured = load<u32>(header, 8);
    let wire = load<u32>(header, 12);
    if (isBigEndian) {
      seconds = bswap<u32>(seconds);
      fraction = bswap<u32>(fraction);
      captured = bswap<u32>(captured);
      wire = bswap<u32>(wire);
    }
    at += recordHeader;
    if (captured > longest || fraction >= second || captured > to - at) break;
    const words = (<usize>row) << 2;
    store<u32>(words, at, COLUMN.offset);
    store<u32>(words, captured, COLUMN.capturedLength);
    store<u32>(words, wire, COLUMN.wireLength);
    store<f64>((<usize>row) << 3, <f64>seconds, COLUMN.seconds);
    store<u32>(words, fraction * unit, COLUMN.nanoseconds);
    store<u16>((<usize>row) << 1, 0, COLUMN.interfaceId);
    at += captured;
  }
  store<u32>(looked, near);
  return row;
}
