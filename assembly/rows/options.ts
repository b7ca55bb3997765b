/** TCP options as Info shows them: what `addTcpOptions` adds to a line. */
import { COLUMN, MAX_WINDOW_SCALE, OPTION, SETTING } from '../constants';
import { writeUint32 } from '../digits';
import { optionLength } from '../track/syn-options';
import { SETTINGS } from './settings';
import { copyPiece, hasRoomFor } from './texts';

/** Bytes of a TCP header without options. */
const HEADER: u32 = 20;
/** More than all that fit into a header take. */
const LARGEST: usize = 256;

/**
 * @param bytes where the byte stands that rows' offsets are counted from
 * @returns the place behind; 0 where there is an option that is not written here, or no room
 */
export function writeOptions(at: usize, row: usize, bytes: usize): usize {
  if (!hasRoomFor(at, LARGEST)) return 0;
  const end = bytes + <usize>load<u32>(row << 2, COLUMN.payloadAt);
  let to = at;
  let length: usize = 0;
  for (let option = bytes + <usize>(load<u32>(row << 2, COLUMN.transportAt) + HEADER); ; option += length) {
    length = optionLength(option, end);
    if (length === 0) break;
    const kind = <u32>load<u8>(option);
    if (kind === OPTION.fastOpen) return 0;
    if (kind === OPTION.timestamps && length === 10) {
      to = writeUint32(
        copyPiece(to, load<i32>(SETTINGS, SETTING.timestampValue)),
        bswap<u32>(load<u32>(option, 2)),
      );
      to = writeUint32(
        copyPiece(to, load<i32>(SETTINGS, SETTING.timestampEcho)),
        bswap<u32>(load<u32>(option, 6)),
      );
    } else if (kind === OPTION.segmentSize && length === 4)
      to = writeUint32(
        copyPiece(to, load<i32>(SETTINGS, SETTING.segmentSize)),
        bswap<u16>(load<u16>(option, 2)),
      );
    else if (kind === OPTION.windowScale && length === 3)
      to = writeUint32(
        copyPiece(to, load<i32>(SETTINGS, SETTING.windowScale)),
        1 << min(<i32>load<u8>(option, 2), MAX_WINDOW_SCALE),
      );
    else if (kind === OPTION.sackPermitted && length === 2)
      to = copyPiece(to, load<i32>(SETTINGS, SETTING.sackPermitted));
  }
  return to;
}
