/** Texts that were made ready. */
import { OWN, PLACE_SHIFT, WORD } from '../../src/bytes/layout';

/** Texts are copied in pieces of so many bytes: up to so many less one are written beyond a text's end. */
const PIECE: usize = 16;

/** Where what stands in the code lies, and where the line's own texts lie. */
let constants: usize = 0;
let own: usize = 0;
/** The place beyond which no text may end. */
let most: usize = 0;
/** Some text found no room. */
let isFull: bool = false;

export function useTexts(constantsAt: usize, ownAt: usize, mostAt: usize): void {
  constants = constantsAt;
  own = ownAt;
  most = mostAt - PIECE;
  isFull = false;
}

/** Whether some text found no room since {@link useTexts}. */
export function isTextMissing(): bool {
  return isFull;
}

/** Whether so many bytes find room. */
export function hasRoomFor(at: usize, size: usize): bool {
  return at + size <= most;
}

/** Copies a text. @returns the place behind it */
export function copyPiece(at: usize, piece: i32): usize {
  const from = (piece & OWN ? own : constants) + <usize>((piece >> PLACE_SHIFT) * WORD);
  const size = <usize>load<u32>(from);
  if (!hasRoomFor(at, size)) {
    isFull = true;
    return at;
  }
  v128.store(at, v128.load(from, WORD));
  for (let done: usize = PIECE; done < size; done += PIECE)
    v128.store(at + done, v128.load(from + done, WORD));
  return at + size;
}
