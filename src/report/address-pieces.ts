import type { Piece } from '../bytes/ink.js';
import { EMPTY, type Line } from '../bytes/line.js';
import { ORIGIN } from '../bytes/origin.js';
import type { AddressTable } from '../table/address-table.js';
import { sourceOf } from '../table/sources.js';

/** Addresses remembered; those beyond are put together at each use. */
export const MAX_KEPT: number = 1 << 15;

/** Addresses as one field writes them, with what stands around them, by their ids. */
export class AddressPieces {
  readonly #addresses: AddressTable;
  readonly #compose: (address: string | null) => string;
  readonly #line: Line;
  /** Piece + 1 by id; 0 where it was not made yet. */
  #pieces: Int32Array;
  /** Where a row's text comes from. */
  readonly source: number;

  /**
   * @param compose what is written for an address, null for none
   * @param line what the addresses are added to
   * @param code the `SOURCE` whose addresses they are, if they are a row's
   */
  constructor(
    addresses: AddressTable,
    compose: (address: string | null) => string,
    line: Line,
    code: number = ORIGIN.unknown,
  ) {
    this.#addresses = addresses;
    this.#compose = compose;
    this.#line = line;
    const table = code < 0 ? undefined : line.settings?.table(MAX_KEPT);
    this.#pieces = table?.pieces ?? new Int32Array(64);
    this.source = table === undefined ? ORIGIN.unknown : sourceOf(code, table.number);
  }

  /** What is to be added next for an address: nothing where it was not remembered, and stands there already. */
  piece(id: number): Piece {
    const known = id < this.#pieces.length ? this.#pieces[id]! : 0;
    if (known > 0) return (known - 1) as Piece;
    if (id < MAX_KEPT) return this.#keep(id);
    this.#line.out().text(this.#compose(this.#addresses.text(id)));
    return EMPTY;
  }

  #keep(id: number): Piece {
    const piece = this.#line.ink.add(this.#compose(this.#addresses.text(id)));
    if (id >= this.#pieces.length) {
      const grown = new Int32Array(Math.max(id + 1, this.#pieces.length * 2));
      grown.set(this.#pieces);
      this.#pieces = grown;
    }
    this.#pieces[id] = piece + 1;
    return piece;
  }
}
