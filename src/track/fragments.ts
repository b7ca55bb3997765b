import type { FrameBatch } from '../table/frame-batch.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import type { Walk } from '../wire/walk.js';

/** A packet is at most 65,535 bytes long (RFC 791, 3.1; RFC 8200, 4.5). */
const LARGEST_PACKET = 65_535;
/** Seconds after which the pieces of a packet are given up (RFC 8200, 4.5). */
const PATIENCE = 60;

/** Bounds of the reassembly of IP fragments. */
export interface FragmentLimits {
  /** Packets being put together at a time; the oldest is given up for a further one. */
  readonly maxFragmentedPackets: number;
  /** Bytes of all their pieces; beyond that the oldest packets are given up. */
  readonly maxFragmentBytes: number;
}

/** What a piece costs besides its bytes, and what a fragment costs that brings nothing new. */
const PIECE_COST = 128;
const FRAME_COST = 8;

interface Piece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

interface Packet {
  readonly firstFrame: number;
  readonly seconds: number;
  /** In order of offset, without overlaps. */
  readonly pieces: Piece[];
  /** Frames that carried them, in order. */
  readonly frames: number[];
  /** Length of the whole, -1 while its last piece is missing. */
  length: number;
  /** Bytes of all pieces, and the end of the last one. */
  covered: number;
  extent: number;
  /** Memory taken. */
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
    this.#bound(batch, row);
    batch.note(row).fragment = { packet: packet.firstFrame, offset, more };
    const isWhole = walk.end === walk.wireEnd;
    if (!isWhole || offset + walk.end - walk.at > LARGEST_PACKET) return null;
    if (this.#insert(packet, offset, walk.bytes.subarray(walk.at, walk.end), frame))
      batch.findings[row]! |= FINDING_BIT['overlap-conflict'];
    if (!more) packet.length = Math.max(packet.length, offset + walk.end - walk.at);
    if (packet.length < 0 || packet.covered < packet.extent) {
      this.#bound(batch, row);
      return null;
    }
    this.#drop(key, packet);
    batch.note(row).fragments = packet.frames;
    delete batch.note(row).fragment;
    return join(packet);
  }

  #begin(key: string, frame: number, seconds: number): Packet {
    const packet: Packet = {
      firstFrame: frame,
      seconds,
      pieces: [],
      frames: [],
      length: -1,
      covered: 0,
      extent: 0,
      size: PIECE_COST,
    };
    this.#packets.set(key, packet);
    this.#size += packet.size;
    return packet;
  }

  /** Adds what a fragment brings that is not there yet: the older bytes stay. True where it brings others in their place. */
  #insert(packet: Packet, offset: number, bytes: Uint8Array, frame: number): boolean {
    const { pieces } = packet;
    const end = offset + bytes.length;
    let at = pieces.length;
    while (at > 0 && endOf(pieces[at - 1]!) > offset) at--;
    let from = offset;
    let cost = FRAME_COST;
    let conflicting = false;
    while (from < end) {
      const next = pieces[at];
      const to = Math.min(end, next?.offset ?? end);
      if (to > from) {
        pieces.splice(at++, 0, { offset: from, bytes: bytes.slice(from - offset, to - offset) });
        packet.covered += to - from;
        cost += PIECE_COST + to - from;
      }
      if (next !== undefined) conflicting ||= differs(next, offset, bytes);
      from = next === undefined ? end : endOf(next);
      at++;
    }
    packet.extent = Math.max(packet.extent, end);
    packet.frames.push(frame);
    packet.size += cost;
    this.#size += cost;
    return conflicting;
  }

  #drop(key: string, packet: Packet): void {
    this.#packets.delete(key);
    this.#size -= packet.size;
  }

  /** Gives up the oldest packets while there is too much, and says so in the row. */
  #bound(batch: FrameBatch, row: number): void {
    for (const [key, packet] of this.#packets) {
      if (
        this.#packets.size <= this.#limits.maxFragmentedPackets &&
        this.#size <= this.#limits.maxFragmentBytes
      )
        return;
      this.#drop(key, packet);
      batch.findings[row]! |= FINDING_BIT['limit-reached'];
      batch.note(row).limit = 'fragments';
    }
  }
}

/** Whether a piece and a fragment have different bytes where they overlap. */
function differs(piece: Piece, offset: number, bytes: Uint8Array): boolean {
  const end = Math.min(endOf(piece), offset + bytes.length);
  for (let at = Math.max(piece.offset, offset); at < end; at++)
    if (piece.bytes[at - piece.offset] !== bytes[at - offset]) return true;
  return false;
}

function endOf({ offset, bytes }: Piece): number {
  return offset + bytes.length;
}

function join(packet: Packet): Uint8Array {
  const whole = new Uint8Array(packet.length);
  for (const { offset, bytes } of packet.pieces) {
    if (offset >= packet.length) break;
    whole.set(bytes.subarray(0, packet.length - offset), offset);
  }
  return whole;
}
