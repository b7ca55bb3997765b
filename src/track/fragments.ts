import type { FrameBatch } from '../table/frame-batch.js';
import type { Walk } from '../wire/walk.js';

/** A packet is at most 65,535 bytes long (RFC 791, 3.1; RFC 8200, 4.5). */
const LARGEST_PACKET = 65_535;
/** Seconds after which the pieces of a packet are given up (RFC 8200, 4.5). */
const PATIENCE = 60;

/** Bounds of the reassembly of IP fragments. */
export interface FragmentLimits {
  /** Packets being put together at a time. */
  readonly maxFragmentedPackets: number;
  /** Bytes of all their pieces. */
  readonly maxFragmentBytes: number;
}

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
  readonly frame: number;
}

interface Packet {
  readonly firstFrame: number;
  readonly seconds: number;
  /** In order of offset. */
  readonly pieces: Piece[];
  /** Length of the whole, -1 while its last piece is missing. */
  length: number;
  size: number;
}

/** Puts fragmented IPv4 and IPv6 packets together. Where pieces overlap, the older bytes win. */
export class Fragments {
  readonly #limits: FragmentLimits;
  readonly #packets: Map<string, Packet> = new Map();
  #size = 0;

  constructor(limits: FragmentLimits) {
    this.#limits = limits;
  }

  /**
   * Takes in the fragment that a walk has come to. Notes in the row what piece of which packet it is.
   *
   * @returns the packet's payload, if this piece completes it
   */
  add(batch: FrameBatch, row: number, walk: Walk): Uint8Array | null {
    const frame = batch.firstFrame + row;
    const { fragmentOffset: offset, fragmentMore: more } = walk;
    const key = `${batch.source[row]!} ${batch.destination[row]!} ${walk.fragmentProtocol} ${walk.fragmentId}`;
    const seconds = batch.seconds[row]!;
    let packet = this.#packets.get(key);
    if (packet !== undefined && Math.abs(seconds - packet.seconds) > PATIENCE) {
      this.#drop(key, packet);
      packet = undefined;
    }
    packet ??= this.#begin(key, frame, seconds);
    batch.note(row).fragment = { packet: packet.firstFrame, offset, more };
    const isWhole = walk.end === walk.wireEnd;
    if (!isWhole || offset + walk.end - walk.at > LARGEST_PACKET) return null;
    this.#insert(packet, { offset, bytes: walk.bytes.slice(walk.at, walk.end), frame });
    if (!more) packet.length = Math.max(packet.length, offset + walk.end - walk.at);
    if (packet.length < 0 || !isComplete(packet)) {
      this.#bound();
      return null;
    }
    this.#drop(key, packet);
    const frames = [...new Set(packet.pieces.map((piece) => piece.frame))].sort((a, b) => a - b);
    batch.note(row).fragments = frames;
    delete batch.note(row).fragment;
    return join(packet);
  }

  #begin(key: string, frame: number, seconds: number): Packet {
    const packet: Packet = { firstFrame: frame, seconds, pieces: [], length: -1, size: 0 };
    this.#packets.set(key, packet);
    this.#bound();
    return packet;
  }

  #insert(packet: Packet, piece: Piece): void {
    let at = packet.pieces.length;
    while (at > 0 && packet.pieces[at - 1]!.offset > piece.offset) at--;
    packet.pieces.splice(at, 0, piece);
    packet.size += piece.bytes.length;
    this.#size += piece.bytes.length;
  }

  #drop(key: string, packet: Packet): void {
    this.#packets.delete(key);
    this.#size -= packet.size;
  }

  /** Gives up the oldest packets while there is too much. */
  #bound(): void {
    for (const [key, packet] of this.#packets) {
      if (
        this.#packets.size <= this.#limits.maxFragmentedPackets &&
        this.#size <= this.#limits.maxFragmentBytes
      )
        return;
      this.#drop(key, packet);
    }
  }
}

function isComplete(packet: Packet): boolean {
  let reached = 0;
  for (const { offset, bytes } of packet.pieces) {
    if (offset > reached) return false;
    reached = Math.max(reached, offset + bytes.length);
  }
  return reached >= packet.length;
}

function join(packet: Packet): Uint8Array {
  const whole = new Uint8Array(packet.length);
  // The oldest piece is written last, so that its bytes stay.
  const byAge = [...packet.pieces].sort((a, b) => b.frame - a.frame);
  for (const { offset, bytes } of byAge)
    whole.set(bytes.subarray(0, Math.max(0, packet.length - offset)), Math.min(offset, packet.length));
  return whole;
}
