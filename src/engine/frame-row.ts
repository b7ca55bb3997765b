import { roleOf } from '../roles/role-of-row.js';
import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import type { FrameNotes } from '../table/frame-notes.js';
import { NO_TIME } from '../table/records.js';
import { type Finding, findingsOf } from '../vocabulary/findings.js';
import { PROTOCOLS, type Protocol } from '../vocabulary/protocols.js';
import { ROLES, type Role } from '../vocabulary/roles.js';
import { STAGES, type Stage } from '../vocabulary/stages.js';
import { DnsOutline } from '../wire/dns-outline.js';
import type { CaptureContext } from './capture-context.js';
import { formatTime } from './time.js';

/** One row of the frame table with names: what a frame's view shows straight from the columns. */
export class FrameRow {
  /** @internal */
  readonly context: CaptureContext;
  /**
   * The batch and row that this view shows; a streaming writer moves one view along with {@link moveTo}.
   *
   * @internal
   */
  batch: FrameBatch;
  /** @internal */
  row: number;

  /** @internal */
  constructor(context: CaptureContext, batch: FrameBatch, row: number) {
    this.context = context;
    this.batch = batch;
    this.row = row;
  }

  /**
   * Points this view at another row, instead of making a new one.
   *
   * @internal
   */
  moveTo(batch: FrameBatch, row: number): this {
    this.batch = batch;
    this.row = row;
    return this;
  }

  /** Label of the capture. */
  get capture(): string {
    return this.context.label;
  }

  /** Number within its capture, from 1, as Wireshark's No. */
  get frame(): number {
    return this.batch.firstFrame + this.row;
  }

  /** Time of capture, RFC 3339 in UTC with 6 or 9 decimals; null where the record has none (pcapng simple packets). */
  get time(): string | null {
    const nanoseconds = this.batch.nanoseconds[this.row]!;
    if (nanoseconds === NO_TIME) return null;
    return formatTime(this.batch.seconds[this.row]!, nanoseconds, this.decimals);
  }

  /** Decimals that hold the resolution of this frame's clock. */
  get decimals(): 6 | 9 {
    return this.context.interfaces[this.batch.interfaceId[this.row]!]?.decimals ?? 6;
  }

  /** Seconds since the capture's first frame; negative where the clock went back; null without a time. */
  get relativeTime(): number | null {
    const nanoseconds = this.batch.nanoseconds[this.row]!;
    if (nanoseconds === NO_TIME) return null;
    const since = this.batch.nanosecondsSince(
      this.row,
      this.context.firstSeconds,
      this.context.firstNanoseconds,
    );
    return Number.isNaN(since) ? 0 : Math.round(since) / 1e9;
  }

  /**
   * IP address (IPv6 as RFC 5952), else MAC address, of the sender; null where neither was read. In a tunnel, that of the
   * innermost packet understood.
   */
  get source(): string | null {
    return this.context.addresses.text(this.batch.source[this.row]!);
  }

  /** IP address, else MAC address, of the receiver; null where neither was read. */
  get destination(): string | null {
    return this.context.addresses.text(this.batch.destination[this.row]!);
  }

  /** Port of the sender, 0 to 65,535, of a TCP segment or UDP datagram; null for other frames and IP fragments. */
  get sourcePort(): number | null {
    return this.#hasPorts() ? this.batch.sourcePort[this.row]! : null;
  }

  /** Port of the receiver, likewise. */
  get destinationPort(): number | null {
    return this.#hasPorts() ? this.batch.destinationPort[this.row]! : null;
  }

  /**
   * The highest layer that is understood, in Wireshark's spelling: `DNS`, `TCP`, `UDP`, `ARP`, `ICMPv6` …; where none is,
   * the outermost one that is not.
   */
  get protocol(): Protocol | string {
    const protocol = PROTOCOLS[this.batch.protocol[this.row]!] ?? 'unknown';
    return protocol === 'unknown' ? (this.note?.layer ?? 'unknown') : protocol;
  }

  /** Bytes on the wire. */
  get length(): number {
    return this.batch.wireLength[this.row]!;
  }

  /** Bytes captured; fewer than {@link Frame.length} where the capture cut the frame (`cut-short`). */
  get capturedLength(): number {
    return this.batch.capturedLength[this.row]!;
  }

  /**
   * Number of the TCP connection, from 0 per capture, as Wireshark's `tcp.stream`; also for the segment that an ICMP error
   * quotes. Null for other frames.
   */
  get connection(): number | null {
    const connection = this.batch.connection[this.row]!;
    return connection < 0 ? null : connection;
  }

  /** What the frame does in its conversation: exactly one of {@link ROLES}. */
  get role(): Role {
    return ROLES[roleOf(this.batch, this.row)]!;
  }

  /** Where a TCP segment stands in the opening or close of its connection; `none` for other frames. One of {@link STAGES}. */
  get stage(): Stage {
    return STAGES[this.batch.stage[this.row]!]!;
  }

  /** What the frame shows besides: of {@link FINDINGS}, in their order; mostly none. */
  get findings(): Finding[] {
    const bits = this.batch.findings[this.row]!;
    return bits === 0 ? [] : findingsOf(bits);
  }

  /**
   * Rare facts; undefined for most frames.
   *
   * @internal
   */
  get note(): FrameNotes | undefined {
    return this.batch.notes.get(this.row);
  }

  #hasPorts(): boolean {
    const transport = this.batch.transport[this.row]!;
    return (
      (transport === TRANSPORT.tcp || transport === TRANSPORT.udp) &&
      this.batch.shape[this.row] !== SHAPE.fragment
    );
  }
}

/** Whether the frame is a UDP datagram that carries a DNS message. */
export function readsAsDns({ batch, row }: FrameRow): boolean {
  return (batch.bits[row]! & BIT.dns) !== 0 && batch.transport[row] === TRANSPORT.udp;
}

const latest = new DnsOutline();

/** The DNS message that a UDP datagram carries, as it is until another is read into the same outline; null where there is none. */
export function dnsOf(frame: FrameRow, into: DnsOutline = latest): DnsOutline | null {
  if (!readsAsDns(frame)) return null;
  const { batch, row } = frame;
  into.read(batch.bytesOf(row), batch.payloadAt[row]!, batch.payloadEnd[row]!);
  return into;
}
