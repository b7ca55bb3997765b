import { roleOf } from '../roles/role-of-row.js';
import { type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { FINDINGS, type Finding } from '../vocabulary/findings.js';
import { PROTOCOLS } from '../vocabulary/protocols.js';
import { ROLE_CODE, ROLES, type Role } from '../vocabulary/roles.js';

/** Frame numbers from `first` to `last`, both included. */
export interface FrameRange {
  /** 1 or more. */
  readonly first: number;
  /** `first` or more. */
  readonly last: number;
}

/** Which rows are wanted; a row must satisfy all that is given. */
export interface RowFilterOptions {
  /** Number of a connection, from 0. */
  readonly connection?: number;
  /** In any of these. */
  readonly frames?: readonly FrameRange[];
  /** Any of these protocols (`dns`, `tcp`, `arp` …), roles (`reset` …) or findings (`retransmission` …). */
  readonly only?: readonly string[];
}

/**
 * Reads a list of frame numbers and ranges: `10-20,33`. Numbers count from 1 and have at most 15 digits.
 *
 * @throws TypeError where it is none
 */
export function parseFrameRanges(text: string): FrameRange[] {
  return text.split(',').map((part) => {
    const parts = /^\s*(\d{1,15})\s*(?:-\s*(\d{1,15})\s*)?$/.exec(part);
    const first = Number(parts?.[1] ?? 0);
    const last = Number(parts?.[2] ?? first);
    if (first < 1 || last < first) throw new TypeError(`"${part}" is no frame number and no range of them`);
    return { first, last };
  });
}

const TRANSPORTS: Readonly<Record<string, number>> = {
  tcp: TRANSPORT.tcp,
  udp: TRANSPORT.udp,
  icmp: TRANSPORT.icmp,
  icmpv6: TRANSPORT.icmpv6,
  arp: TRANSPORT.arp,
};
const PROTOCOL_NAMES = PROTOCOLS.filter((name) => name !== 'unknown').map((name) => name.toLowerCase());

/** Every name that {@link RowFilterOptions.only} takes: protocols, roles, findings. */
export const ONLY_NAMES: readonly string[] = [...new Set([...PROTOCOL_NAMES, ...ROLES, ...FINDINGS])];

/** Decides which rows are wanted; an option of every writer of frames. */
export class RowFilter {
  /** Number of the connection that was chosen. */
  readonly connection: number | undefined;
  /** Frames that were chosen. */
  readonly frames: readonly FrameRange[] | undefined;
  /** Kinds were chosen by name. */
  readonly chosen: boolean;
  readonly #protocols = new Set<number>();
  readonly #transports = new Set<number>();
  readonly #roles = new Set<number>();
  #findings = 0;

  /** @throws TypeError for a name that {@link ONLY_NAMES} does not have */
  constructor(options: RowFilterOptions = {}) {
    this.connection = options.connection;
    this.frames = options.frames;
    this.chosen = options.only !== undefined;
    for (const name of options.only ?? []) this.#choose(name.trim().toLowerCase());
  }

  /** Every row is wanted. */
  get all(): boolean {
    return this.connection === undefined && this.frames === undefined && !this.chosen;
  }

  /** @internal */
  matches(batch: FrameBatch, row: number): boolean {
    if (this.connection !== undefined && batch.connection[row] !== this.connection) return false;
    if (this.frames !== undefined) {
      const frame = batch.firstFrame + row;
      if (!this.frames.some(({ first, last }) => frame >= first && frame <= last)) return false;
    }
    return !this.chosen || this.#isChosen(batch, row);
  }

  #choose(name: string): void {
    const protocol = PROTOCOLS.find((each) => each.toLowerCase() === name && each !== 'unknown');
    if (!ONLY_NAMES.includes(name)) throw new TypeError(`no protocol, role or finding is named "${name}"`);
    if (protocol !== undefined) this.#protocols.add(PROTOCOLS.indexOf(protocol));
    if (name === 'dns') {
      this.#roles.add(ROLE_CODE['dns-query']);
      this.#roles.add(ROLE_CODE['dns-response']);
    }
    if (name in TRANSPORTS) this.#transports.add(TRANSPORTS[name]!);
    const role = ROLES.indexOf(name as Role);
    if (role >= 0) this.#roles.add(role);
    const finding = FINDINGS.indexOf(name as Finding);
    if (finding >= 0) this.#findings |= 1 << finding;
  }

  #isChosen(batch: FrameBatch, row: number): boolean {
    return (
      this.#roles.has(roleOf(batch, row)) ||
      this.#protocols.has(batch.protocol[row]!) ||
      (batch.findings[row]! & this.#findings) !== 0 ||
      (batch.shape[row] !== SHAPE.fragment && this.#transports.has(batch.transport[row]!))
    );
  }
}
