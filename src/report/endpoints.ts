import { pieceOf } from '../bytes/ink.js';
import type { Line } from '../bytes/line.js';
import { formatHost } from '../engine/connection.js';
import type { AddressTable } from '../table/address-table.js';
import { SOURCE, sideSource } from '../table/sources.js';
import { AddressPieces, MAX_KEPT } from './address-pieces.js';

const COLON = pieceOf(':');
const IPV4 = 4;

/** Adds endpoints as `address:port`. */
export class Endpoints {
  readonly #addresses: AddressTable;
  readonly #line: Line;
  readonly #hosts: AddressPieces;

  /** @param line what they are added to */
  constructor(addresses: AddressTable, line: Line) {
    this.#addresses = addresses;
    this.#line = line;
    this.#hosts = new AddressPieces(addresses, (text) => formatHost(text ?? ''), line);
  }

  /** @param id of the address @param isServer of the connection whose row it is */
  add(id: number, port: number, isServer = false): void {
    // In a flood there are millions, each met once.
    if (id >= MAX_KEPT && this.#addresses.kind(id) === IPV4) this.#addresses.writeIpv4(this.#line.out(), id);
    else this.#line.vary(this.#hosts.piece(id), sideSource(SOURCE.address, isServer));
    this.#line.number(COLON, port, sideSource(SOURCE.port, isServer));
  }
}
