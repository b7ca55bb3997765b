import type { AnyLine } from '../bytes/any-line.js';
import { Ink, type Piece, type PieceMaker } from '../bytes/ink.js';
import { ORIGIN } from '../bytes/origin.js';
import type { RowSettings } from '../bytes/press.js';
import { safeText } from '../bytes/safe-text.js';
import type { CaptureContext } from '../engine/capture-context.js';
import { MARKS, sourceOf, TABLE_BITS } from '../table/sources.js';
import type { Values } from './locale.js';
import type { TextForm } from './text-form.js';

/** What is said beside an address. */
export const MARK = { none: 0, client: 1, server: 2, probablyClient: 3, probablyServer: 4 } as const;
/** Names kept; the addresses beyond are put together at each use. */
const MAX_KEPT = 1 << 16;

/** How the machines of one capture are called in one language and form, by address id. */
export class Parties {
  readonly #context: CaptureContext;
  readonly #values: Values;
  readonly #marks: readonly string[];
  readonly #form: TextForm;
  #beginPlainly: boolean | undefined;
  #areBare: boolean | undefined;
  readonly #ink: PieceMaker;
  /** Piece + 1 by id and mark; 0 where the name was not put together yet. */
  #names: Int32Array;
  /** The number of the table that they are in; -1 for none. */
  readonly #table: number;

  /** @param ink of the lines that the names are added to @param settings theirs */
  constructor(
    context: CaptureContext,
    values: Values,
    form: TextForm,
    ink: PieceMaker = new Ink(),
    settings?: RowSettings,
  ) {
    const table = settings?.table(MAX_KEPT);
    this.#names = table?.pieces ?? new Int32Array(64 * MARKS);
    this.#table = table?.number ?? -1;
    this.#context = context;
    this.#values = values;
    this.#form = form;
    this.#ink = ink;
    this.#marks = ['', values.client, values.server, values.probablyClient, values.probablyServer];
  }

  /** Every name begins with a letter or digit, or as an address does. */
  get beginPlainly(): boolean {
    this.#beginPlainly ??= [this.#values.unknownAddress, ...this.#context.hosts.values()].every((name) =>
      /^\w/.test(name),
    );
    return this.#beginPlainly;
  }

  /** No name has a comma, a quotation mark or the end of a line. */
  get areBare(): boolean {
    if (this.#areBare === undefined) {
      const { unknownAddress, noAddressYet, broadcast, multicast } = this.#values;
      const words = [...this.#marks, unknownAddress, noAddressYet, broadcast, multicast];
      this.#areBare = this.#context.hosts.size === 0 && !words.some((word) => /[,"\r\n]/.test(word));
    }
    return this.#areBare;
  }

  /** Adds `172.18.0.3`, `172.18.0.3 (client)`, `mesin2 (172.18.0.3, client)`. @param mark {@link MARK} @param code the `SOURCE` whose machine it is */
  add(line: AnyLine, id: number, mark: number, code: number): void {
    const key = id * MARKS + mark;
    const known = key < this.#names.length ? this.#names[key]! : 0;
    if (known === 0 && key >= MAX_KEPT) line.text(this.#compose(id, mark));
    else
      line.vary(
        known > 0 ? ((known - 1) as Piece) : this.#keep(key, this.#compose(id, mark)),
        this.#table < 0 ? ORIGIN.unknown : sourceOf(code, (mark << TABLE_BITS) | this.#table),
      );
  }

  #keep(key: number, text: string): Piece {
    const piece = this.#ink.add(text);
    if (key >= this.#names.length) {
      const grown = new Int32Array(Math.max(key + 1, this.#names.length * 2));
      grown.set(this.#names);
      this.#names = grown;
    }
    this.#names[key] = piece + 1;
    return piece;
  }

  /** The same as plain text, for an address that is not in the table. */
  nameOf(address: string): string {
    return this.#named(safeText(address, 64), '');
  }

  #compose(id: number, mark: number): string {
    const address = this.#context.addresses.text(id);
    const word = this.#marks[mark] ?? '';
    return this.#form.text(
      address === null ? beside(this.#values.unknownAddress, word) : this.#named(address, word),
    );
  }

  #named(address: string, word: string): string {
    const label = this.#context.hosts.get(address);
    if (label !== undefined) return `${safeText(label, 64)} (${address}${word === '' ? '' : `, ${word}`})`;
    return beside(address, word === '' ? this.#kindOf(address) : word);
  }

  /** What an address that belongs to no single machine is (RFC 1122, 3.2.1.3; RFC 4291, 2.5.2 and 2.7). */
  #kindOf(address: string): string {
    if (address === '0.0.0.0' || address === '::') return this.#values.noAddressYet;
    if (address === '255.255.255.255' || address === 'ff:ff:ff:ff:ff:ff') return this.#values.broadcast;
    return MULTICAST.test(address) ? this.#values.multicast : '';
  }
}

/** IPv4 224.0.0.0/4, IPv6 ff00::/8; a MAC address has its first colon after two digits. */
const MULTICAST = /^(22[4-9]|23\d)\.|^ff[0-9a-f]{2}:/;

function beside(name: string, word: string): string {
  return word === '' ? name : `${name} (${word})`;
}
