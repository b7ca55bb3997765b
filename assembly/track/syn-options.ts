import { MAX_WINDOW_SCALE, OPTION } from '../constants';

/** Bytes that an option takes, to go on to the next: as `optionLength` of `wire/syn-options.ts` says. */
export function optionLength(at: usize, end: usize): usize {
  if (at >= end) return 0;
  const kind = load<u8>(at);
  if (kind === OPTION.end) return 0;
  if (kind === OPTION.noOperation) return 1;
  const length = at + 1 < end ? <usize>load<u8>(at, 1) : 0;
  return length < 2 || at + length > end ? 0 : length;
}

/** What `synOptionsOf` gives for the options in `[from, end)`. */
export function synOptionsOf(from: usize, end: usize): u32 {
  let segmentSize: u32 = 0;
  let windowScale: i32 = -1;
  let length: usize = 0;
  for (let at = from; ; at += length) {
    length = optionLength(at, end);
    if (length === 0) break;
    const kind = load<u8>(at);
    if (kind === OPTION.windowScale && length === 3)
      windowScale = min(<i32>load<u8>(at, 2), MAX_WINDOW_SCALE);
    if (kind === OPTION.segmentSize && length === 4) segmentSize = bswap<u16>(load<u16>(at, 2));
  }
  return (segmentSize << 16) | (windowScale & 0xffff);
}
