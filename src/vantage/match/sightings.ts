import { read16, read32 } from '../../bytes/reads.js';
import type { CaptureContext } from '../../engine/capture-context.js';
import { BIT, type FrameBatch, SHAPE, TRANSPORT } from '../../table/frame-batch.js';
import { NO_TIME } from '../../table/records.js';
import { FINDING_BIT } from '../../vocabulary/findings.js';
import { arpAddresses } from '../../wire/arp.js';
import { digestOf } from './digest.js';
import { type Flows, KIND } from './flows.js';

const DUPLICATE_FRAME = FINDING_BIT['duplicate-frame'];
const NO_HEADER = 0xffffffff;
const ETHERNET = 1;
/** Added to the identifier of a DNS message that is an answer. */
export const ANSWER = 0x10000;
/** Link-layer addresses of an Ethernet frame, which every hop changes. */
const MAC_ADDRESSES = 12;

/** What identifies a row's packet, read into one object that is reused: see the columns of {@link Sightings}. */
interface Identity {
  kind: number;
  sequence: number;
  acknowledgment: number;
  length: number;
  packetId: number;
  head: number;
  digest: number;
  cut: number;
}

/**
 * What identifies the packet of each frame of one capture, as columns, a row a frame: 43 bytes a frame, so that captures of
 * millions of frames can be held against each other. Filled while the capture is analysed, when its bytes are at hand.
 */
export class Sightings {
  readonly label: string;
  readonly #flows: Flows;
  readonly #context: CaptureContext;
  /** Shared id of each of the capture's address ids; 0 while not asked for. */
  #shared = new Uint32Array(256);
  readonly #identity: Identity = {
    kind: 0,
    sequence: 0,
    acknowledgment: 0,
    length: 0,
    packetId: -1,
    head: 0,
    digest: 0,
    cut: 0,
  };
  /** Some frame's payload was not captured to its end. */
  hasCut = false;
  /** Rows filled. Row r is frame r + 1. */
  count = 0;
  /** The second that times are counted from: the first frame's. */
  baseSeconds: number = Number.NaN;
  /** Nanoseconds since {@link baseSeconds}; exact within 104 days; NaN for a frame without a time. */
  time: Float64Array = new Float64Array(0);
  /** Number in the flows; -1 for {@link KIND.none}. */
  flow: Int32Array = new Int32Array(0);
  /** TCP: sequence number. DNS: identifier, with {@link ANSWER}. ICMP: its rest of header (echo: identifier and sequence number). Fragments: offset and flag. */
  sequence: Uint32Array = new Uint32Array(0);
  /** TCP: acknowledgment number, 0 without the flag. */
  acknowledgment: Uint32Array = new Uint32Array(0);
  /** TCP: flags. ICMP: type and code. ARP: operation. */
  flags: Uint16Array = new Uint16Array(0);
  /** Bytes of payload that the headers announce. */
  length: Uint32Array = new Uint32Array(0);
  /** IP identification; -1 where there is none (IPv6, ARP). */
  packetId: Int32Array = new Int32Array(0);
  /** TCP: digest of window, urgent pointer and options. */
  head: Int32Array = new Int32Array(0);
  /** Digest of the payload, as far as it was captured. */
  digest: Int32Array = new Int32Array(0);
  /** Payload bytes that were not captured. */
  cut: Uint8Array = new Uint8Array(0);
  /** Digest of what shows where a frame was captured: interface, link header, TTL. */
  below: Int32Array = new Int32Array(0);
  /** The earlier frame of this capture that this one is a copy of, made by the capturing; 0 for none. */
  readonly copyOf: Map<number, number> = new Map();

  constructor(context: CaptureContext, flows: Flows) {
    this.label = context.label;
    this.#context = context;
    this.#flows = flows;
  }

  /** Takes in the rows of a batch that was just analysed. */
  add(batch: FrameBatch): void {
    this.#reserve(this.count + batch.count);
    for (let row = 0; row < batch.count; row++) this.#addRow(batch, row);
  }

  #addRow(batch: FrameBatch, row: number): void {
    const at = this.count++;
    this.time[at] = this.#timeOf(batch, row);
    const identity = this.#identity;
    identify(identity, batch, row, this.#linkType(batch, row));
    this.flow[at] = this.#flowOf(batch, row, identity.kind);
    this.sequence[at] = identity.sequence;
    this.acknowledgment[at] = identity.acknowledgment;
    this.flags[at] = batch.flags[row]!;
    this.length[at] = identity.length;
    this.packetId[at] = identity.packetId;
    this.head[at] = identity.head;
    this.digest[at] = identity.digest;
    this.cut[at] = identity.cut;
    if (identity.cut !== 0) this.hasCut = true;
    this.below[at] = belowDigest(batch, row);
    if (batch.findings[row]! & DUPLICATE_FRAME) {
      const original = batch.notes.get(row)?.duplicateOf ?? 0;
      // The same bytes once more at the very same place: the packet itself was doubled on its way.
      if (original > 0 && this.below[original - 1] !== this.below[at]) this.copyOf.set(at + 1, original);
    }
  }

  #flowOf(batch: FrameBatch, row: number, kind: number): number {
    if (kind === KIND.none) return -1;
    if (kind === KIND.arp) {
      // By the addresses that it speaks of: link addresses are not there in every kind of capture.
      const { bytes } = batch;
      const { senderAddress, targetAddress } = arpAddresses(
        bytes,
        batch.transportAt[row]!,
        batch.payloadEnd[row]!,
      );
      const { addresses } = this.#flows;
      const sender = senderAddress < 0 ? 0 : addresses.ipv4(bytes, senderAddress);
      return this.#flows.of(kind, sender, targetAddress < 0 ? 0 : addresses.ipv4(bytes, targetAddress), 0, 0);
    }
    const hasPorts = kind === KIND.tcp || kind === KIND.udp;
    return this.#flows.of(
      kind,
      this.#sharedAddress(batch.source[row]!),
      this.#sharedAddress(batch.destination[row]!),
      hasPorts ? batch.sourcePort[row]! : 0,
      hasPorts ? batch.destinationPort[row]! : 0,
    );
  }

  #timeOf(batch: FrameBatch, row: number): number {
    if (batch.nanoseconds[row] === NO_TIME) return Number.NaN;
    if (Number.isNaN(this.baseSeconds)) this.baseSeconds = batch.seconds[row]!;
    return (batch.seconds[row]! - this.baseSeconds) * 1e9 + batch.nanoseconds[row]!;
  }

  #linkType(batch: FrameBatch, row: number): number {
    return this.#context.interfaces[batch.interfaceId[row]!]?.linkType ?? -1;
  }

  #sharedAddress(id: number): number {
    if (id === 0) return 0;
    if (id >= this.#shared.length) {
      const grown = new Uint32Array(Math.max(id + 1, this.#shared.length * 2));
      grown.set(this.#shared);
      this.#shared = grown;
    }
    if (this.#shared[id] === 0) {
      const bytes = this.#context.addresses.bytes(id);
      const { addresses } = this.#flows;
      this.#shared[id] =
        bytes.length === 4
          ? addresses.ipv4(bytes, 0)
          : bytes.length === 6
            ? addresses.mac(bytes, 0)
            : addresses.ipv6(bytes, 0);
    }
    return this.#shared[id]!;
  }

  #reserve(rows: number): void {
    if (rows <= this.time.length) return;
    const capacity = Math.max(rows, Math.ceil(this.time.length * 1.5), 1024);
    this.time = grown(this.time, new Float64Array(capacity));
    this.flow = grown(this.flow, new Int32Array(capacity));
    this.sequence = grown(this.sequence, new Uint32Array(capacity));
    this.acknowledgment = grown(this.acknowledgment, new Uint32Array(capacity));
    this.flags = grown(this.flags, new Uint16Array(capacity));
    this.length = grown(this.length, new Uint32Array(capacity));
    this.packetId = grown(this.packetId, new Int32Array(capacity));
    this.head = grown(this.head, new Int32Array(capacity));
    this.digest = grown(this.digest, new Int32Array(capacity));
    this.cut = grown(this.cut, new Uint8Array(capacity));
    this.below = grown(this.below, new Int32Array(capacity));
  }
}

function grown<T extends Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array>(
  from: T,
  to: T,
): T {
  to.set(from);
  return to;
}

/** Reads what identifies the packet of a row. Bytes that hops change (TTL, checksums) take no part in it. */
function identify(identity: Identity, batch: FrameBatch, row: number, linkType: number): void {
  const network = batch.networkAt[row]!;
  identity.sequence = 0;
  identity.acknowledgment = 0;
  identity.packetId = -1;
  identity.head = 0;
  identity.cut = 0;
  if (batch.transport[row] === TRANSPORT.arp) arpIdentity(identity, batch, row);
  else if (network === NO_HEADER) linkIdentity(identity, batch, row, linkType);
  else {
    const { bytes } = batch;
    // Where the packet was put together from fragments its header is still that of the frame's own fragment.
    if (bytes[network]! >> 4 === 4) identity.packetId = read16(bytes, network + 4);
    const isWhole = batch.shape[row] === SHAPE.whole && batch.bytesOf(row) === bytes;
    const transport = batch.transport[row];
    if (!isWhole) packetIdentity(identity, batch, row, network);
    else if (transport === TRANSPORT.tcp) tcpIdentity(identity, batch, row);
    else if (transport === TRANSPORT.udp) datagramIdentity(identity, batch, row);
    else if (transport === TRANSPORT.icmp || transport === TRANSPORT.icmpv6)
      icmpIdentity(identity, batch, row);
    else packetIdentity(identity, batch, row, network);
  }
}

function payload(identity: Identity, batch: FrameBatch, row: number): void {
  const from = batch.payloadAt[row]!;
  const to = batch.payloadEnd[row]!;
  identity.length = batch.payloadLength[row]!;
  identity.digest = digestOf(batch.bytes, from, to);
  identity.cut = to - from < identity.length ? 1 : 0;
}

function tcpIdentity(identity: Identity, batch: FrameBatch, row: number): void {
  const { bytes } = batch;
  const at = batch.transportAt[row]!;
  identity.kind = KIND.tcp;
  identity.sequence = batch.seq[row]!;
  identity.acknowledgment = batch.flags[row]! & 16 ? batch.ack[row]! : 0;
  const window = read16(bytes, at + 14);
  const urgent = read16(bytes, at + 18);
  identity.head = digestOf(
    bytes,
    at + 20,
    Math.min(batch.payloadAt[row]!, batch.payloadEnd[row]!),
    window ^ (urgent << 16),
  );
  payload(identity, batch, row);
}

function datagramIdentity(identity: Identity, batch: FrameBatch, row: number): void {
  identity.kind = KIND.udp;
  if (batch.bits[row]! & BIT.dns) {
    const answer = batch.bits[row]! & BIT.dnsResponse ? ANSWER : 0;
    identity.sequence = read16(batch.bytes, batch.payloadAt[row]!) + answer;
  }
  payload(identity, batch, row);
}

function icmpIdentity(identity: Identity, batch: FrameBatch, row: number): void {
  const at = batch.transportAt[row]!;
  identity.kind = KIND.icmp;
  identity.sequence = at + 8 <= batch.payloadEnd[row]! ? read32(batch.bytes, at + 4) : 0;
  payload(identity, batch, row);
}

function arpIdentity(identity: Identity, batch: FrameBatch, row: number): void {
  const from = batch.transportAt[row]!;
  const to = batch.payloadEnd[row]!;
  identity.kind = KIND.arp;
  identity.length = to - from;
  identity.digest = digestOf(batch.bytes, from, to);
}

/** Everything behind the network header, of a fragment or a packet that is not read further. */
function packetIdentity(identity: Identity, batch: FrameBatch, row: number, network: number): void {
  const { bytes } = batch;
  const end = batch.offset[row]! + batch.capturedLength[row]!;
  const isV4 = bytes[network]! >> 4 === 4;
  const headerEnd = Math.min(end, network + (isV4 ? (bytes[network]! & 15) * 4 : 40));
  const announced = isV4 ? read16(bytes, network + 2) : 40 + read16(bytes, network + 4);
  const packetEnd = announced > headerEnd - network ? network + announced : end;
  const to = Math.min(end, packetEnd);
  const fragment = isV4 ? read16(bytes, network + 6) & 0x3fff : 0;
  identity.kind = fragment !== 0 || batch.shape[row] === SHAPE.fragment ? KIND.fragment : KIND.ip;
  identity.sequence = fragment;
  identity.length = packetEnd - headerEnd;
  identity.digest = digestOf(bytes, headerEnd, to);
  identity.cut = to < packetEnd ? 1 : 0;
}

function linkIdentity(identity: Identity, batch: FrameBatch, row: number, linkType: number): void {
  const from = batch.offset[row]! + MAC_ADDRESSES;
  const to = batch.offset[row]! + batch.capturedLength[row]!;
  identity.kind = linkType === ETHERNET && to > from ? KIND.link : KIND.none;
  identity.length = Math.max(0, batch.wireLength[row]! - MAC_ADDRESSES);
  identity.digest = to > from ? digestOf(batch.bytes, from, to) : 0;
  identity.cut = batch.capturedLength[row]! < batch.wireLength[row]! ? 1 : 0;
}

function belowDigest(batch: FrameBatch, row: number): number {
  const network = batch.networkAt[row]!;
  const from = batch.offset[row]!;
  if (network === NO_HEADER) return 0;
  const { bytes } = batch;
  const hops = bytes[network]! >> 4 === 4 ? bytes[network + 8]! : bytes[network + 7]!;
  return digestOf(bytes, from, Math.max(from, network), (batch.interfaceId[row]! << 8) | hops);
}
