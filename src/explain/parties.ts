import { safeText } from '../bytes/safe-text.js';
import type { CaptureContext } from '../engine/capture-context.js';
import type { Values } from './locale.js';

/** What is said beside an address. */
export const MARK = { none: 0, client: 1, server: 2, probablyClient: 3, probablyServer: 4 } as const;
const MARKS = 5;
/** Names kept as bytes; the addresses beyond are put together at each use. */
const MAX_KEPT = 1 << 16;

const encoder = new TextEncoder();

/** How the machines of one capture are called in one language, as UTF-8 by address id. */
export class Parties {
  readonly #context: CaptureContext;
  readonly #marks: readonly string[];
  readonly #unknown: string;
  readonly #names: (Uint8Array | undefined)[] = [];

  constructor(context: CaptureContext, values: Values) {
    this.#context = context;
    this.#marks = ['', values.client, values.server, values.probablyClient, values.probablyServer];
    this.#unknown = values.unknownAddress;
  }

  /** `172.18.0.3`, `172.18.0.3 (client)`, `mesin2 (172.18.0.3, client)`. @param mark {@link MARK} */
  name(id: number, mark: number): Uint8Array {
    const key = id * MARKS + mark;
    if (key >= MAX_KEPT) return this.#compose(id, mark);
    let name = this.#names[key];
    if (name === undefined) {
      name = this.#compose(id, mark);
      this.#names[key] = name;
    }
    return name;
  }

  /** The same for an address that is not in the table. */
  nameOf(address: string): string {
    const label = this.#context.hosts.get(address);
    return label === undefined ? safeText(address, 64) : `${safeText(label, 64)} (${safeText(address, 64)})`;
  }

  #compose(id: number, mark: number): Uint8Array {
    const address = this.#context.addresses.text(id);
    const word = this.#marks[mark] ?? '';
    if (address === null) return encoder.encode(word === '' ? this.#unknown : `${this.#unknown} (${word})`);
    const label = this.#context.hosts.get(address);
    if (label === undefined) return encoder.encode(word === '' ? address : `${address} (${word})`);
    return encoder.encode(`${safeText(label, 64)} (${address}${word === '' ? '' : `, ${word}`})`);
  }
}
