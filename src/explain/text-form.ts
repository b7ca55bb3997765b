import { type ByteSink, type Piece, pieceOf } from '../bytes/sink.js';

/** How text stands where it is written: as it is, or as the inside of some format's string. */
export interface TextForm {
  /** Constant text in this form. */
  readonly piece: (text: string) => Piece;
  /** Brings what was written since byte `from` into this form. */
  readonly escape: (sink: ByteSink, from: number) => void;
}

/** Text as it is. */
export const PLAIN_TEXT: TextForm = { piece: pieceOf, escape: () => undefined };
