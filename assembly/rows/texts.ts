/** Texts that were made ready. */
import { OWN, PLACE_SHIFT, WORD } from '../../src/bytes/layout';

/** Texts are copied in pieces of so many bytes: up to so many less one are written beyond a text's end. */
const PIECE: usize = 16;

/** Where what stands in the code lies, and where the line's own texts lie. */
let constants: usize = 0;
let own: usize = 0;
/** The place beyond which nothing may be written, and the one beyond which no text may end that is looked up. */
let full: usize = 0;
let most: usize = 0;
/** Some text found no room. */
let isFull: bool = false;

export function useTexts(constantsAt: usize, ownAt: usize, fullAt: usize): void {
  constants = constantsAt;
  own = ownAt;
  full = fullAt - PIECE;
  isFull = false;
}

/** Keeps room for all of a row that is always the same, and for its numbers. @param at before the end of all room @returns whether there is so much */
export function keepRoom(at: usize, size: usize): bool {
  if (size > full - at) return false;
  most = full - size;
  return true;
}

/** Whether some text found no room since {@link useTexts}. */
export function isTextMissing(): bool {
  return isFull;
}

/** Whether so many bytes that are looked up find room. */
export function hasRoomFor(at: usize, size: usize): bool {
  return at + size <= most;
}

/** Copies a text that is looked up. @returns the place behind it */
export function copyPiece(at: usize, piece: i32): usize {
  const from = (piece & OWN ? own : constants) + <usize>((piece >> PLACE_SHIFT) * WORD);
  const size = <usize>load<u32>(from);
  if (hasRoomFor(at, size)) return copyText(at, from + WORD, size);
  isFull = true;
  return at;
}

/** Copies a text that something is then put into. @returns the place behind it; 0 where it finds no room, as that would be put elsewhere */
export function copyWhole(at: usize, piece: i32): usize {
  const end = copyPiece(at, piece);
  return isFull ? 0 : end;
}

/** Copies a text, and what stands behind it up to a whole piece. @returns the place behind it @inline */
export function copyText(at: usize, from: usize, size: usize): usize {
  v128.store(at, v128.load(from));
  for (let done: usize = PIECE; done < size; done += PIECE) v128.store(at + done, v128.load(from + done));
  return at + size;
}
