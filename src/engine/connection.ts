import { NO_TIME } from '../table/records.js';
import { CONNECTION, OWN, SIDE, sideOf } from '../track/tcp-state.js';
import type { TcpTracker } from '../track/tcp-tracker.js';
import type { ConnectionOutcome, ConnectionState } from '../vocabulary/outcomes.js';
import type { CaptureContext } from './capture-context.js';
import { communityId } from './community-id.js';
import { connectionOutcome } from './outcome.js';
import { formatTime } from './time.js';

/** A number for what the client sent and one for what the server sent. */
export interface PerDirection {
  /** Of what the client sent. */
  readonly client: number;
  /** Of what the server sent. */
  readonly server: number;
}

/**
 * A TCP connection as a light view of what is remembered of it; while streaming, as of the last frame read
 * (see {@link StreamingAnalysis}).
 */
export class Connection {
  readonly #context: CaptureContext;
  readonly #tcp: TcpTracker;
  /** Number per capture, from 0, as Wireshark's `tcp.stream`. */
  readonly connection: number;

  /** @internal */
  constructor(context: CaptureContext, tcp: TcpTracker, connection: number) {
    this.#context = context;
    this.#tcp = tcp;
    this.connection = connection;
  }

  /** Label of the capture. */
  get capture(): string {
    return this.#context.label;
  }

  /**
   * Client's endpoint, `address:port`, an IPv6 address in brackets (RFC 3986, 3.2.2). The client sent the SYN; see
   * {@link Connection.clientInferred}.
   */
  get client(): string {
    return this.#endpoint(this.clientSide);
  }

  /** Server's endpoint, in the same form. */
  get server(): string {
    return this.#endpoint(1 - this.clientSide);
  }

  /** Client's IP address, an IPv6 address as RFC 5952 writes it. */
  get clientAddress(): string {
    return this.#address(this.clientSide);
  }

  /** Server's IP address. */
  get serverAddress(): string {
    return this.#address(1 - this.clientSide);
  }

  /** True where neither SYN nor SYN-ACK is in the capture, so that the client is only presumed by the ports. */
  get clientInferred(): boolean {
    return (this.#flags() & CONNECTION.clientKnown) === 0;
  }

  /** Time of the first frame, RFC 3339 in UTC with 6 or 9 decimals; null where the record has none. */
  get start(): string | null {
    return this.#time(OWN.firstSeconds, OWN.firstNanoseconds);
  }

  /** Time of the last frame, in the same form. */
  get end(): string | null {
    return this.#time(OWN.lastSeconds, OWN.lastNanoseconds);
  }

  /** Whether neither time is null. */
  get isTimed(): boolean {
    const { u32 } = this.#tcp.state;
    const record = this.#at;
    return u32[record + OWN.firstNanoseconds] !== NO_TIME && u32[record + OWN.lastNanoseconds] !== NO_TIME;
  }

  /** Seconds from first to last frame; of no meaning where either time is null. */
  get duration(): number {
    const { f64, u32 } = this.#tcp.state;
    const record = this.#at;
    const seconds = f64[(record + OWN.lastSeconds) >> 1]! - f64[(record + OWN.firstSeconds) >> 1]!;
    return seconds + (u32[record + OWN.lastNanoseconds]! - u32[record + OWN.firstNanoseconds]!) / 1e9;
  }

  /** Number of the first frame, from 1. */
  get firstFrame(): number {
    return this.#tcp.state.u32[this.#at + OWN.firstFrame]!;
  }

  /** Number of the last frame. */
  get lastFrame(): number {
    return this.#tcp.state.u32[this.#at + OWN.lastFrame]!;
  }

  /** Captured frames, by who sent them. */
  get frames(): PerDirection {
    return this.#perDirection((side) => this.#tcp.state.u32[side + SIDE.frames]!);
  }

  /** Bytes on the wire of those frames, headers included. */
  get bytes(): PerDirection {
    return this.#perDirection((side) => this.#tcp.state.f64[(side + SIDE.wireBytes) >> 1]!);
  }

  /** TCP payload bytes of those frames, resent ones included. */
  get payload(): PerDirection {
    return this.#perDirection((side) => this.#tcp.state.f64[(side + SIDE.payloadBytes) >> 1]!);
  }

  /** Bytes of each direction's stream up to the highest sequence number seen, captured or not, each counted once. */
  get streamBytes(): PerDirection {
    return this.#perDirection((side) => this.#tcp.streamBytes(side));
  }

  /** Zeek's `conn_state`, the client being the originator; without Zeek's timeouts. One of {@link CONNECTION_STATES}. */
  get state(): ConnectionState {
    return this.#tcp.endpoints.stateOf(this.#at, this.clientSide);
  }

  /**
   * Zeek's `history`: a letter for each kind of segment, upper case for the client's, `^` in front where the first frame
   * came from the server.
   */
  get history(): string {
    return this.#tcp.endpoints.historyOf(this.#at, this.clientSide);
  }

  /** Wireshark's `tcp.completeness`, 0 to 63: the sum of 1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST. */
  get completeness(): number {
    return this.#tcp.state.i32[this.#at + OWN.completeness]!;
  }

  /** Seconds from the latest SYN to the handshake's ACK; null where it wasn't seen. */
  get handshakeRtt(): number | null {
    const rtt = this.#tcp.state.f64[(this.#at + OWN.handshakeRtt) >> 1]!;
    return Number.isNaN(rtt) ? null : rtt;
  }

  /** Community ID, version 1 with seed 0: `1:` and a SHA-1 in base 64, the same in every tool that follows its specification. */
  get communityId(): string {
    const { addresses } = this.#context;
    return communityId(addresses, this.addressId(0), this.port(0), this.addressId(1), this.port(1));
  }

  /** How it ended, or how far it came. One of {@link CONNECTION_OUTCOMES}; {@link outcomeWords} says it. */
  get outcome(): ConnectionOutcome {
    return connectionOutcome(this.#tcp.state, this.#at, this.clientSide);
  }

  /**
   * Frames of the first FIN of each side; 0 none.
   *
   * @internal
   */
  get finFrames(): PerDirection {
    return this.#perDirection((side) => this.#tcp.state.u32[side + SIDE.finFrame]!);
  }

  /**
   * Frame of the first believable reset; 0 none.
   *
   * @internal
   */
  get resetFrame(): number {
    return this.#tcp.state.u32[this.#at + OWN.resetFrame]!;
  }

  /**
   * That reset is the client's.
   *
   * @internal
   */
  get isResetByClient(): boolean {
    return ((this.#flags() & CONNECTION.resetByB) !== 0) === (this.clientSide === 1);
  }

  /**
   * The client's ACK of the SYN-ACK was seen, or a later segment that stands in for it.
   *
   * @internal
   */
  get isEstablished(): boolean {
    return (this.#flags() & CONNECTION.handshakeDone) !== 0;
  }

  /**
   * The side that is the client: 0 the endpoint seen first, 1 the other.
   *
   * @internal
   */
  get clientSide(): 0 | 1 {
    return this.#tcp.connections.clientSide(this.#at);
  }

  /**
   * Id of a side's address in the capture's table.
   *
   * @internal
   */
  addressId(side: number): number {
    return this.#tcp.connections.address(this.#at, side);
  }

  /** @internal */
  port(side: number): number {
    return this.#tcp.connections.port(this.#at, side);
  }

  /** Where its record is now. Of one that was forgotten since nothing is known any more. */
  get #at(): number {
    return this.#tcp.connections.at(this.connection);
  }

  #flags(): number {
    return this.#tcp.state.i32[this.#at + OWN.flags]!;
  }

  #address(side: number): string {
    return this.#context.addresses.text(this.addressId(side)) ?? '';
  }

  #endpoint(side: number): string {
    return formatEndpoint(this.#address(side), this.port(side));
  }

  #perDirection(of: (side: number) => number): PerDirection {
    const client = this.clientSide;
    return { client: of(sideOf(this.#at, client)), server: of(sideOf(this.#at, 1 - client)) };
  }

  /** The time that stands at these places of its record. */
  #time(secondsAt: number, nanosecondsAt: number): string | null {
    const { f64, u32 } = this.#tcp.state;
    const record = this.#at;
    const nanoseconds = u32[record + nanosecondsAt]!;
    return nanoseconds === NO_TIME
      ? null
      : formatTime(f64[(record + secondsAt) >> 1]!, nanoseconds, this.#context.interfaces[0]?.decimals ?? 6);
  }
}

/** `address:port`, an IPv6 address in brackets (RFC 3986, 3.2.2). */
export function formatEndpoint(address: string, port: number): string {
  return `${formatHost(address)}:${port}`;
}

/** The address as it stands before a port. */
export function formatHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
