declare const PIECE: unique symbol;
/** Text in an {@link Ink}: the number of the word that tells its size, behind which it stands. */
export type Piece = number & { readonly [PIECE]: true };

const encoder = new TextEncoder();
/** Bytes of a word. */
const WORD = 8;
const wordView = new DataView(new ArrayBuffer(WORD));

/**
 * Texts as UTF-8, ready to be put many times: one behind the other in one array, so that what is put together often lies
 * together.
 */
export class Ink {
  /**
   * Of each piece its size in bytes, then its bytes as little-endian words, zeros at the end. That they are doubles makes
   * them fast, and changes none: what would be NaN, which need not keep its bits, ends in a byte of 0xff, or of 0x7f after
   * one of 0xf0 or more, and neither is UTF-8.
   */
  words: Float64Array = new Float64Array(64);
  #used = 0;

  /** Takes in a text. */
  add(text: string): Piece {
    const bytes = encoder.encode(text);
    const piece = this.#used;
    this.#used += 1 + Math.ceil(bytes.length / WORD);
    while (this.#used > this.words.length) {
      const grown = new Float64Array(this.words.length * 2);
      grown.set(this.words);
      this.words = grown;
    }
    this.words[piece] = bytes.length;
    this.replace(piece, bytes);
    return piece as Piece;
  }

  /** Puts another text in a piece's place. @param bytes as many as the piece has, UTF-8 */
  replace(piece: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += WORD) {
      for (let byte = 0; byte < WORD; byte++) wordView.setUint8(byte, bytes[at + byte] ?? 0);
      this.words[piece + 1 + at / WORD] = wordView.getFloat64(0, true);
    }
  }

  /** Forgets all texts. */
  clear(): void {
    this.#used = 0;
  }
}

/** What stands in the code. */
export const CONSTANTS: Ink = new Ink();

/** Makes a piece of a text that stands in the code: never of what a capture or caller brings, as it is kept forever. */
export function pieceOf(text: string): Piece {
  return CONSTANTS.add(text);
}
