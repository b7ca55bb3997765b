/** Remembers the packets of the last moments, to find those that are captured twice. */
import { COLUMN, PACKET, TRANSPORT } from '../constants';
import { nanosecondsOf, nanosecondsSince, secondsOf } from './batch';

/** A copy follows its original within this time, nanoseconds. */
const SOON: f64 = 5e6;
const SLOTS: u32 = 1 << 10;

/** By hash, the latest packet with it. */
const packets: usize = memory.data(SLOTS * <u32>PACKET.size, 8);

/** Latest time since the clock last went back, and the frame where it did: what is before can have no copy any more. */
let latestSeconds: f64 = 0;
let latestNanoseconds: u32 = 0;
let latestFrom: u32 = 0;

/** The packet that the row found last may repeat. */
let repeated: usize = 0;

/**
 * The next row, from one on, whose packet may be one of those that came soon before; the others are remembered.
 *
 * @param firstFrame frame number of row 0
 * @returns the row, `count` where there is none
 */
export function nextRepeat(from: u32, count: u32, firstFrame: u32): u32 {
  for (let row = from; row < count; row++) {
    const identification = load<u16>((<usize>row) << 1, COLUMN.identification);
    if (identification === 0) continue;
    moveClock(row, firstFrame + row);
    const hash = hashOf(row, identification);
    const packet = packetAt(hash);
    if (load<u32>(packet, PACKET.hash) === hash && isRecent(packet) && isNotBefore(row, packet)) {
      repeated = packet;
      return row;
    }
    remember(row, firstFrame + row, packet, hash);
  }
  return count;
}

/** The packet that the row found last may repeat. */
export function repeatedPacket(): usize {
  return repeated;
}

/** Remembers a row's packet in place of the one that it did not repeat after all. */
export function rememberPacket(row: u32, firstFrame: u32): void {
  remember(row, firstFrame + row, repeated, load<u32>(repeated, PACKET.hash));
}

/**
 * The next packet of those before a frame that can still be repeated; the others before it are forgotten.
 *
 * @param after the packet found before, 0 for the first
 * @returns 0 where there is none
 */
export function nextRecent(after: usize, frame: u32): usize {
  const end = packets + SLOTS * PACKET.size;
  for (let packet = after === 0 ? packets : after + PACKET.size; packet < end; packet += PACKET.size) {
    if (load<u32>(packet, PACKET.frame) >= frame) continue;
    if (isRecent(packet)) return packet;
    store<u32>(packet, 0, PACKET.frame);
  }
  return 0;
}

function packetAt(hash: u32): usize {
  return packets + (hash & (SLOTS - 1)) * PACKET.size;
}

function remember(row: usize, frame: u32, packet: usize, hash: u32): void {
  store<u32>(packet, hash, PACKET.hash);
  store<u32>(packet, frame, PACKET.frame);
  store<f64>(packet, secondsOf(row), PACKET.seconds);
  store<u32>(packet, nanosecondsOf(row), PACKET.nanoseconds);
  store<u32>(packet, load<u32>(row << 2, COLUMN.offset), PACKET.from);
  store<u32>(packet, load<u32>(row << 2, COLUMN.payloadEnd), PACKET.to);
}

/** Moves the clock. Times may be slightly out of order; a larger step back begins anew. */
function moveClock(row: usize, frame: u32): void {
  const since = nanosecondsSince(row, latestSeconds, latestNanoseconds);
  if (since <= 0 && since >= -SOON) return;
  if (since < 0) latestFrom = frame;
  latestSeconds = secondsOf(row);
  latestNanoseconds = nanosecondsOf(row);
}

/** Whether a copy of a packet can still come. Once false it stays so, wherever batches end. */
function isRecent(packet: usize): bool {
  const frame = load<u32>(packet, PACKET.frame);
  if (frame === 0 || frame < latestFrom) return false;
  const elapsed =
    (latestSeconds - load<f64>(packet, PACKET.seconds)) * 1e9 +
    (<f64>latestNanoseconds - <f64>load<u32>(packet, PACKET.nanoseconds));
  return elapsed <= SOON;
}

function isNotBefore(row: usize, packet: usize): bool {
  return nanosecondsSince(row, load<f64>(packet, PACKET.seconds), load<u32>(packet, PACKET.nanoseconds)) >= 0;
}

/** Of what a copy has as its original has it; never 0. */
function hashOf(row: usize, identification: u32): u32 {
  const words = row << 2;
  let hash =
    ((identification ^ load<u32>(words, COLUMN.source)) * 0x9e3779b1) ^
    (load<u32>(words, COLUMN.destination) * 0x85ebca6b);
  hash =
    ((hash ^ (hash >>> 15) ^ <u32>load<u16>(row << 1, COLUMN.flags)) * 0xc2b2ae35) ^
    load<u32>(words, COLUMN.payloadLength);
  if (load<u8>(row, COLUMN.transport) === TRANSPORT.tcp)
    hash ^= (load<u32>(words, COLUMN.seq) ^ load<u32>(words, COLUMN.ack)) * 0x27d4eb2f;
  hash ^= hash >>> 15;
  return hash === 0 ? 1 : hash;
}
