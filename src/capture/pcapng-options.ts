import { uint16 } from './integers.js';

const END_OF_OPTIONS = 0;
/** Code of a comment, in every block. */
export const OPTION_COMMENT = 1;

/** One option of a pcapng block. */
export interface BlockOption {
  readonly code: number;
  /** Where its value lies. */
  readonly start: number;
  readonly length: number;
}

/**
 * Options between `at` and `end`, to the end mark or to the first whose length can't be true.
 * Source: draft-ietf-opsawg-pcapng, section 3.5.
 */
export function* readOptions(
  bytes: Uint8Array,
  at: number,
  end: number,
  bigEndian: boolean,
): Generator<BlockOption> {
  while (end - at >= 4) {
    const code = uint16(bytes, at, bigEndian);
    const length = uint16(bytes, at + 2, bigEndian);
    at += 4;
    if (code === END_OF_OPTIONS || length > end - at) return;
    yield { code, start: at, length };
    at += (length + 3) & ~3;
  }
}

const utf8 = new TextDecoder();

/** Text of an option, without the zero that some writers end it with. Comes from the file: escape before printing. */
export function optionText(bytes: Uint8Array, option: BlockOption): string {
  const end = option.start + option.length;
  const zero = bytes.subarray(option.start, end).indexOf(0);
  // A copy, as browsers decode nothing from shared memory.
  return utf8.decode(bytes.slice(option.start, zero < 0 ? end : option.start + zero));
}
