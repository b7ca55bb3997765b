import { MAX_WINDOW_SCALE, OPTION } from '../constants';

/** What `synOptionsOf` gives for the options in `[from, end)`. */
export function synOptionsOf(from: usize, end: usize): u32 {
  let segmentSize: u32 = 0;
  let windowScale: i32 = -1;
  for (let at = from; at < end; ) {
    const kind = load<u8>(at);
    if (kind === OPTION.end) break;
    if (kind === OPTION.noOperation) {
      at++;
      continue;
    }
    const length = at + 1 < end ? <usize>load<u8>(at, 1) : 0;
    if (length < 2 || at + length > end) break;
    if (kind === OPTION.windowScale && length === 3)
      windowScale = min(<i32>load<u8>(at, 2), MAX_WINDOW_SCALE);
    if (kind === OPTION.segmentSize && length === 4) segmentSize = bswap<u16>(load<u16>(at, 2));
    at += length;
  }
  return (segmentSize << 16) | (windowScale & 0xffff);
}
