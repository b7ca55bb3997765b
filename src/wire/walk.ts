import type { AddressTable } from '../table/address-table.js';
import { type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { PROTOCOL_CODE } from '../vocabulary/protocols.js';

/** The layers that a decoder may name as the next one. */
export const LAYER = {
  done: 0,
  ethernet: 1,
  etherType: 2,
  linuxCooked1: 3,
  linuxCooked2: 4,
  nullLoopback: 5,
  rawIp: 6,
  ppp: 7,
  pppProtocol: 8,
  ipv4: 9,
  ipv6: 10,
  ipProtocol: 11,
  arp: 12,
  logicalLink: 13,
  mpls: 14,
  pppoe: 15,
  gre: 16,
  vxlan: 17,
  gtpUser: 18,
  wireless: 19,
  radiotap: 20,
  nflog: 21,
  perPacketInfo: 22,
  frameRelay: 23,
  ciscoHdlc: 24,
  geneve: 25,
  fddi: 26,
  arcnet: 27,
  infiniband: 28,
  fabricPath: 29,
  teredo: 30,
  layer2Tunnel: 31,
  tokenRing: 32,
  slip: 33,
  ayiya: 34,
  vxlanGeneric: 35,
  juniper: 36,
  packetTap: 37,
  netlink: 38,
  capwap: 39,
  fixedHeader: 40,
  packetFilterLog: 41,
  radioHeader: 42,
  sunAtm: 43,
  appleFireWire: 44,
  lisp: 45,
  tazmen: 46,
} as const;

/** Codes of the protocols that decoders name; plain numbers, since each frame needs several. */
export const PROTOCOL: Readonly<
  Record<'ethernet' | 'sll' | 'arp' | 'ipv4' | 'ipv6' | 'icmp' | 'icmpv6' | 'tcp' | 'udp', number>
> = {
  ethernet: PROTOCOL_CODE['Ethernet'],
  sll: PROTOCOL_CODE['SLL'],
  arp: PROTOCOL_CODE['ARP'],
  ipv4: PROTOCOL_CODE['IPv4'],
  ipv6: PROTOCOL_CODE['IPv6'],
  icmp: PROTOCOL_CODE['ICMP'],
  icmpv6: PROTOCOL_CODE['ICMPv6'],
  tcp: PROTOCOL_CODE['TCP'],
  udp: PROTOCOL_CODE['UDP'],
};

/** Layers walked in one frame at most; real tunnels need fewer than ten, Wireshark's own limit is of this order. */
const MAX_LAYERS = 128;
/** "No network header" in the `networkAt` column. */
export const NO_HEADER = 0xffffffff;

/**
 * The way through one frame: where the next layer begins, where the bytes end, and the row that is being filled. One is
 * reused for all frames. Each decoder reads one header, fills columns, and names the next layer.
 */
export class Walk {
  readonly addresses: AddressTable;
  batch!: FrameBatch;
  row = 0;
  bytes: Uint8Array = new Uint8Array(0);
  /** First byte of the frame, for offsets in messages. */
  start = 0;
  /** First byte of the next layer. */
  at = 0;
  /** End of the bytes at hand. */
  end = 0;
  /** End that the frame had on the wire, or that an outer length states, whichever is nearer. */
  wireEnd = 0;
  /** {@link LAYER}: what comes next. */
  next = 0;
  /** EtherType, IP protocol or PPP protocol number that goes with `next`. */
  type = 0;
  /** Where the link layer's sender and receiver stand; -1 for none. They are shown where no IP address is. */
  linkSource = -1;
  linkDestination = -1;
  /** Layers so far. */
  depth = 0;
  /** Fragment at hand: identification, byte offset in its packet, more-fragments, protocol of the packet. */
  fragmentId = 0;
  fragmentOffset = 0;
  fragmentMore = false;
  fragmentProtocol = 0;
  /** The packet is the first piece of a larger one that can't be put together: lengths inside go beyond it. */
  isLonePiece = false;
  /** Name of the layer that carries an inner packet, for the list of outer layers. */
  carrier = 'IP';
  /** Bytes of packets expanded in the batch that begins with this frame. */
  #expanded = 0;
  #expandedSince = 0;
  #outerSource = 0;
  #outerDestination = 0;
  #outerNetworkAt = NO_HEADER;

  constructor(addresses: AddressTable) {
    this.addresses = addresses;
  }

  /** Puts the walk at the first byte of a row's frame and clears the row. */
  begin(batch: FrameBatch, row: number): void {
    this.batch = batch;
    this.row = row;
    this.bytes = batch.bytes;
    const start = batch.offset[row]!;
    this.start = start;
    this.at = start;
    this.end = start + batch.capturedLength[row]!;
    this.wireEnd = start + Math.max(batch.wireLength[row]!, batch.capturedLength[row]!);
    this.linkSource = -1;
    this.linkDestination = -1;
    this.depth = 0;
    this.carrier = 'IP';
    this.isLonePiece = false;
    this.#outerNetworkAt = NO_HEADER;
    batch.shape[row] = SHAPE.whole;
    batch.protocol[row] = 0;
    batch.transport[row] = TRANSPORT.none;
    batch.source[row] = 0;
    batch.destination[row] = 0;
    batch.sourcePort[row] = 0;
    batch.destinationPort[row] = 0;
    batch.networkAt[row] = NO_HEADER;
    batch.transportAt[row] = start;
    batch.payloadAt[row] = start;
    batch.payloadLength[row] = 0;
    batch.payloadEnd[row] = start;
    batch.flags[row] = 0;
  }

  /** Bytes of packets that were expanded in this batch so far, these more included. */
  expanded(more = 0): number {
    if (this.#expandedSince !== this.batch.firstFrame) {
      this.#expandedSince = this.batch.firstFrame;
      this.#expanded = 0;
    }
    this.#expanded += more;
    return this.#expanded;
  }

  /** Goes on with a packet put together from fragments, or expanded: its transport header lies at the buffer's start. */
  continueWith(assembled: Uint8Array, protocol: number): void {
    this.bytes = assembled;
    this.start = 0;
    this.linkSource = -1;
    this.linkDestination = -1;
    this.at = 0;
    this.end = assembled.length;
    this.wireEnd = assembled.length;
    this.next = LAYER.ipProtocol;
    this.type = protocol;
    this.batch.shape[this.row] = SHAPE.whole;
    this.batch.assembled.set(this.row, assembled);
  }

  /**
   * To be called before columns are filled with addresses: where they hold those of an outer packet, this one is inside a
   * tunnel. The outer addresses are noted, and come back if nothing inside is understood.
   */
  enter(): void {
    const { batch, row } = this;
    if (batch.networkAt[row] === NO_HEADER) return;
    const note = batch.note(row);
    note.encapsulation ??= [];
    this.#outerSource = batch.source[row]!;
    this.#outerDestination = batch.destination[row]!;
    this.#outerNetworkAt = batch.networkAt[row]!;
    const from = this.addresses.text(this.#outerSource);
    const to = this.addresses.text(this.#outerDestination);
    note.encapsulation.push(`${this.carrier} ${from} → ${to}`);
    batch.networkAt[row] = NO_HEADER;
    this.carrier = 'IP';
  }

  /** Counts a layer. False, and the walk ends, when there are absurdly many. */
  deeper(): boolean {
    if (++this.depth <= MAX_LAYERS) return true;
    this.stop('tunnel', 'too-deep', this.at);
    return false;
  }

  /**
   * Makes sure that `length` bytes of a header are at hand. If not, the frame is cut (the capture kept fewer bytes than
   * the wire had) or malformed (there never were enough), and the walk ends.
   */
  need(length: number, layer: string): boolean {
    if (this.at + length <= this.end) return true;
    this.short(layer, this.at + length);
    return false;
  }

  /** Ends the walk for want of bytes up to `until`. */
  short(layer: string, until: number): void {
    if (until <= this.wireEnd) {
      this.batch.shape[this.row] = SHAPE.cut;
      this.stop(layer, 'cut-short', this.end);
    } else this.malformed(layer, 'bad-length', this.at);
  }

  /** Ends the walk: a field that decides what the frame is makes no sense. */
  malformed(layer: string, reason: string, at: number): void {
    this.batch.shape[this.row] = SHAPE.malformed;
    this.stop(layer, reason, at);
  }

  /** Ends the walk, keeping what was understood, and remembers where and why. */
  stop(layer: string, reason: string, at: number): void {
    this.next = LAYER.done;
    this.#leave();
    this.batch.note(this.row).stopped = { layer, reason, offset: at - this.start };
  }

  /** Ends the walk at a layer we don't read; its name stands for the frame unless an outer packet has a role. */
  unknown(layer: string): void {
    this.next = LAYER.done;
    this.#leave();
    this.batch.note(this.row).layer ??= layer;
  }

  /** The highest protocol understood so far: one of {@link PROTOCOL}. */
  protocol(code: number): void {
    this.batch.protocol[this.row] = code;
  }

  /** Fills in the link layer's addresses, where there is no packet with addresses of its own. */
  showLinkAddresses(): void {
    const { batch, row, bytes } = this;
    batch.source[row] = this.linkSource < 0 ? 0 : this.addresses.mac(bytes, this.linkSource);
    batch.destination[row] = this.linkDestination < 0 ? 0 : this.addresses.mac(bytes, this.linkDestination);
  }

  /** Where nothing inside a tunnel was understood, the row speaks of the packet around it. */
  #leave(): void {
    const { batch, row } = this;
    if (this.#outerNetworkAt === NO_HEADER || batch.networkAt[row] !== NO_HEADER) return;
    batch.source[row] = this.#outerSource;
    batch.destination[row] = this.#outerDestination;
    batch.networkAt[row] = this.#outerNetworkAt;
    batch.note(row).encapsulation?.pop();
  }
}
