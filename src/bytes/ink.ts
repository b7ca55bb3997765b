import { OWN, PLACE_SHIFT, WORD } from './layout.js';

declare const PIECE: unique symbol;
/** Text in an {@link Ink}: see {@link placeOf}. */
export type Piece = number & { readonly [PIECE]: true };

/** Takes in texts. */
export interface PieceMaker {
  add(text: string): Piece;
}

/** Text as UTF-8: what a `ByteSink` holds. */
export interface TextBytes {
  readonly length: number;
  copyTo(view: DataView, at: number): void;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Where the room of a piece stands, behind its size. */
const ROOM = 4;
/** Room for a text that is replaced, so that few longer ones need another place. */
const LEAST_ROOM = 512;

/**
 * Texts as UTF-8, ready to be put many times: one behind the other in one buffer, so that what is put together often lies
 * together.
 */
export class Ink implements PieceMaker {
  /**
   * Of each piece its size and the room that it has, in bytes, as two halves of a word, then its bytes. They are copied as doubles, which
   * changes none: what would be NaN, which need not keep its bits, ends in a byte of 0xff, or of 0x7f after one of 0xf0 or
   * more, and neither is UTF-8.
   */
  pieces: DataView;
  /** Bytes of {@link Ink.pieces} that are in use. */
  used = 0;
  readonly #mark: number;
  readonly #enlarge: (size: number) => void;

  /**
   * @param enlarge sets {@link Ink.pieces} to so many bytes or more, with what it held before
   * @param spare bytes of it at the beginning, a multiple of eight, that texts are {@link Ink.put} into
   */
  constructor(mark: number = OWN, enlarge: (size: number) => void = (size) => this.#copy(size), spare = 0) {
    this.#mark = mark;
    this.used = spare;
    this.pieces = new DataView(new ArrayBuffer(0));
    this.#enlarge = enlarge;
  }

  /** Takes in a text. */
  add(text: string): Piece {
    const bytes = encoder.encode(text);
    const piece = this.#reserve(bytes.length);
    const at = placeOf(piece);
    this.pieces.setInt32(at, bytes.length, true);
    bytesOf(this.pieces).set(bytes, at + WORD);
    return piece;
  }

  /** A text that was taken in. */
  textOf(piece: Piece): string {
    const at = placeOf(piece);
    const size = this.pieces.getInt32(at, true);
    return decoder.decode(bytesOf(this.pieces).slice(at + WORD, at + WORD + size));
  }

  /** Replaces a text. @returns where the new one is: at the old one's place if it fits there */
  replace(piece: Piece, text: TextBytes): Piece {
    const size = text.length;
    const fits = size <= this.pieces.getInt32(placeOf(piece) + ROOM, true);
    const replaced = fits ? piece : this.#reserve(Math.max(size, LEAST_ROOM));
    const at = placeOf(replaced);
    this.pieces.setInt32(at, size, true);
    text.copyTo(this.pieces, at + WORD);
    return replaced;
  }

  /** Puts a text at a place in the spare room. */
  put(at: number, text: TextBytes): Piece {
    if (this.pieces.byteLength === 0) this.#enlarge(this.used);
    this.pieces.setInt32(at, text.length, true);
    text.copyTo(this.pieces, at + WORD);
    return pieceAt(at / WORD, this.#mark);
  }

  #reserve(size: number): Piece {
    const at = this.used;
    const room = Math.ceil(size / WORD) * WORD;
    this.used += WORD + room;
    if (this.used > this.pieces.byteLength) this.#enlarge(this.used);
    this.pieces.setInt32(at + ROOM, room, true);
    return pieceAt(at / WORD, this.#mark);
  }

  #copy(size: number): void {
    const grown = new Uint8Array(Math.max(size, 512, this.pieces.byteLength * 2));
    grown.set(bytesOf(this.pieces));
    this.pieces = new DataView(grown.buffer);
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The piece that begins with this word of its ink. @param mark 0 for what stands in the code, or {@link OWN} */
export function pieceAt(word: number, mark: number): Piece {
  return ((word << PLACE_SHIFT) | mark) as Piece;
}

/** The word of its ink that a piece begins with. */
export function wordOf(piece: number): number {
  return piece >> PLACE_SHIFT;
}

/** Where a piece's size stands in its ink. */
export function placeOf(piece: number): number {
  return wordOf(piece) * WORD;
}

/** What stands in the code. */
export const CONSTANTS: Ink = new Ink(0);

/** Makes a piece of a text that stands in the code: never of what a capture or caller brings, as it is kept forever. */
export function pieceOf(text: string): Piece {
  return CONSTANTS.add(text);
}

/** Makes such pieces of a table's texts, each when it is first asked for by its index: of most no run needs any. */
export function piecesOf<Text>(
  texts: readonly Text[],
  textOf: (text: Text) => string,
): (index: number) => Piece {
  const pieces: (Piece | undefined)[] = [];
  return (index) => {
    pieces[index] ??= pieceOf(textOf(texts[index]!));
    return pieces[index];
  };
}
