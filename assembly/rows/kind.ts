/** What kind of row one is: rows of one kind are written by the same steps, with what differs looked up in the columns. */
import { COLUMN, NO_TIME, PROTOCOL, SHAPE, TRANSPORT } from '../constants';
import { acknowledgesOf, flagsOf, payloadLengthOf, windowOf } from '../track/batch';
import { readPreview, UNCLEAR } from './preview';

/** Rows of so many interfaces have kinds. */
const INTERFACES: u32 = 16;

/**
 * The kind of a segment about which there is nothing that its columns don't say. With its findings it holds all that
 * choosing and writing its sentences and facts depends on, other than what is looked up; the role follows from it.
 *
 * @param bytes where the byte stands that rows' offsets are counted from
 * @returns 0 for any other row
 */
export function kindOf(row: usize, bytes: usize): u64 {
  if (load<u8>(row, COLUMN.transport) !== TRANSPORT.tcp || load<u8>(row, COLUMN.shape) !== SHAPE.whole)
    return 0;
  if (load<u8>(row, COLUMN.protocol) !== PROTOCOL.TCP) return 0;
  if (load<u8>(row, COLUMN.noted) !== 0) return 0;
  const network = <u32>load<u16>(row << 1, COLUMN.interfaceId);
  if (network >= INTERFACES || load<u32>(row << 2, COLUMN.nanoseconds) === NO_TIME) return 0;
  const payload = payloadLengthOf(row);
  const from = load<u32>(row << 2, COLUMN.payloadAt);
  const end = load<u32>(row << 2, COLUMN.payloadEnd);
  const atHand = end > from ? end - from : 0;
  const preview = readPreview(bytes + <usize>from, atHand);
  if (preview === UNCLEAR) return 0;
  const roundTrip = load<f64>(row << 3, COLUMN.roundTrip);
  if (roundTrip < 0 || load<i32>(row << 2, COLUMN.connection) < 0) return 0;
  let kind: u64 = 1;
  kind = (kind << 6) | load<u8>(row, COLUMN.stage);
  kind = (kind << 12) | <u64>flagsOf(row);
  kind = (kind << 16) | load<u16>(row << 1, COLUMN.bits);
  kind = (kind << 4) | <u64>network;
  kind = (kind << 2) | <u64>min<u32>(payload, 2);
  kind = (kind << 1) | <u64>(windowOf(row) === 1);
  kind = (kind << 2) | <u64>preview;
  kind = (kind << 2) | <u64>numberKind(load<f64>(row << 3, COLUMN.relativeSeq));
  kind = (kind << 1) | <u64>(atHand >= payload);
  kind = (kind << 1) | <u64>(acknowledgesOf(row) > 0);
  kind = (kind << 1) | <u64>(roundTrip >= 0);
  kind = (kind << 1) | <u64>(load<u32>(row << 2, COLUMN.original) > 0);
  kind = (kind << 2) | <u64>timeoutKind(load<f64>(row << 3, COLUMN.timeout));
  return (kind << 1) | <u64>(load<u32>(row << 2, COLUMN.inReplyTo) > 0);
}

function timeoutKind(seconds: f64): u32 {
  return isNaN(seconds) ? 0 : seconds < 0 ? 1 : 2;
}

/** Before the first byte of the stream, that byte, or one behind it. */
function numberKind(seq: f64): u32 {
  return seq < 1 ? 0 : seq === 1 ? 1 : 2;
}
