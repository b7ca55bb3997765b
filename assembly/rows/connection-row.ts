/** What differs from row to row of connections of a kind. */
import { DIGIT_BITS, WORD } from '../../src/bytes/layout';
import { CONNECTION, FORM, OF_SERVER, OWN, SETTING, SIDE, SOURCE, SOURCE_BITS } from '../constants';
import { writeUint32 } from '../digits';
import { sideOf } from '../track/records';
import { isAtHand, writeHost } from './addresses';
import { writeCommunityDigest } from './community-digest';
import { NOWHERE, writeSeconds, writeWhole } from './numbers';
import { copyText, copyWhole, hasRoomFor, isTextMissing, keepRoom } from './texts';
import { writeTime } from './times';

const CARET: u8 = 0x5e;
/** Makes four letters of a history those of the other side. */
const OTHER_CASE: u32 = 0x20202020;
const LARGEST_HISTORY: usize = 64;
const LARGEST_HOST: usize = 64;

/** The connection's number. */
let number: i32 = 0;

/**
 * Writes the row of a connection of a kind.
 *
 * @param form where it lies @param connection its number, which its record need not tell
 * @returns the place behind the row; 0 where it is not to be written here, and what is written of it is of no meaning
 */
export function writeConnection(form: usize, connection: i32, record: usize, out: usize): usize {
  if (!keepRoom(out, load<u32>(form))) return NOWHERE;
  number = connection;
  let at = out;
  // The same loop as that of frames' rows: either is as small as it can be, as it is compiled while it is waited for.
  let step = form + FORM.steps;
  while (true) {
    const size = <usize>load<u32>(step);
    const source = load<i32>(step, FORM.source);
    at = copyText(at, step + FORM.text, size);
    if (source === SOURCE.constant) return isTextMissing() ? NOWHERE : at;
    at = writePart(at, record, source & ((1 << SOURCE_BITS) - 1), <u32>source >>> SOURCE_BITS);
    if (at === NOWHERE) return NOWHERE;
    step += FORM.text + ((size + WORD - 1) & ~(WORD - 1));
  }
}

/** @param source one of those of connections @returns as {@link writeConnection} */
function writePart(at: usize, record: usize, source: i32, argument: u32): usize {
  switch (source) {
    case SOURCE.connectionNumber:
      return writeUint32(at, number);
    case SOURCE.history:
      return writeHistory(at, record);
    case SOURCE.completeness:
      return writeUint32(at, load<u32>(record, OWN.completeness));
    case SOURCE.handshakeRtt:
      return writeSeconds(at, load<f64>(record, OWN.handshakeRtt));
    case SOURCE.communityId:
      return writeCommunityDigest(at, record);
    case SOURCE.start:
      return writeTime(
        at,
        load<f64>(record, OWN.firstSeconds),
        load<u32>(record, OWN.firstNanoseconds),
        SETTING.startDay,
        argument,
      );
    case SOURCE.end:
      return writeTime(
        at,
        load<f64>(record, OWN.lastSeconds),
        load<u32>(record, OWN.lastNanoseconds),
        SETTING.endDay,
        argument,
      );
    case SOURCE.text:
      return copyWhole(at, argument << DIGIT_BITS);
    default:
      return writeOfSide(at, record, source, argument);
  }
}

function writeOfSide(at: usize, record: usize, source: i32, argument: u32): usize {
  const client = clientOf(record);
  const side = argument & OF_SERVER ? 1 - client : client;
  const direction = sideOf(record, side);
  switch (source) {
    case SOURCE.address:
      return writeAddress(at, addressOf(record, side));
    case SOURCE.port:
      return writeUint32(at, portOf(record, side));
    case SOURCE.frames:
      return writeUint32(at, load<u32>(direction, SIDE.frames));
    case SOURCE.wireBytes:
      return writeWhole(at, load<f64>(direction, SIDE.wireBytes));
    case SOURCE.payloadBytes:
      return writeWhole(at, load<f64>(direction, SIDE.payloadBytes));
    default:
      return NOWHERE;
  }
}

function clientOf(record: usize): i32 {
  return load<i32>(record, OWN.flags) & CONNECTION.clientIsB ? 1 : 0;
}

function addressOf(record: usize, side: i32): u32 {
  return side === 0 ? load<u32>(record, OWN.addressA) : load<u32>(record, OWN.addressB);
}

function portOf(record: usize, side: i32): u32 {
  const ports = load<u32>(record, OWN.ports);
  return side === 0 ? ports >>> 16 : ports & 0xffff;
}

function writeAddress(at: usize, id: u32): usize {
  return isAtHand(id) && hasRoomFor(at, LARGEST_HOST) ? writeHost(at, id) : NOWHERE;
}

/** As `Endpoints.putHistory` writes it. */
function writeHistory(at: usize, record: usize): usize {
  if (!hasRoomFor(at, LARGEST_HISTORY)) return NOWHERE;
  let to = at;
  let change: u32 = 0;
  if (clientOf(record) === 1) {
    store<u8>(to++, CARET);
    change = OTHER_CASE;
  }
  const size = load<u32>(record, OWN.historyLength);
  for (let done: usize = 0; done < size; done += 4)
    store<u32>(to + done, load<u32>(record + done, OWN.history) ^ change);
  return to + size;
}
