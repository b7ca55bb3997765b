import { safeText } from '../bytes/safe-text.js';
import type { Piece } from '../bytes/sink.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Values } from './locale.js';
import type { TextForm } from './text-form.js';

/** What is said beside an address. */
export const MARK = { none: 0, client: 1, server: 2, probablyClient: 3, probablyServer: 4 } as const;
const MARKS = 5;
/** Names kept; the addresses beyond are put together at each use. */
const MAX_KEPT = 1 << 16;

/** How the machines of one capture are called in one language and form, by address id. */
export class Parties {
  readonly #context: CaptureContext;
  readonly #values: Values;
  readonly #marks: readonly string[];
  readonly #form: TextForm;
  readonly #names: (Piece | undefined)[] = [];

  constructor(context: CaptureContext, values: Values, form: TextForm) {
    this.#context = context;
    this.#values = values;
    this.#form = form;
    this.#marks = ['', values.client, values.server, values.probablyClient, values.probablyServer];
  }

  /** `172.18.0.3`, `172.18.0.3 (client)`, `mesin2 (172.18.0.3, client)`. @param mark {@link MARK} */
  name(id: number, mark: number): Piece {
    const key = id * MARKS + mark;
    if (key >= MAX_KEPT) return this.#compose(id, mark);
    let name = this.#names[key];
    if (name === undefined) {
      name = this.#compose(id, mark);
      this.#names[key] = name;
    }
    return name;
  }

  /** The same as plain text, for an address that is not in the table. */
  nameOf(address: string): string {
    return this.#named(safeText(address, 64), '');
  }

  #compose(id: number, mark: number): Piece {
    const address = this.#context.addresses.text(id);
    const word = this.#marks[mark] ?? '';
    return this.#form.piece(
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
