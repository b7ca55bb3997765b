/**
 * Writes rows of the batch. How a row of a kind is written is learnt from the first one: which texts stand one behind the
 * other, and from which columns of the row comes what stands between them. All rows of that kind are then written here.
 */
import { DIGIT_BITS, WORD } from '../src/bytes/layout';
import { COLUMN, FORM, MARKS, SETTING, SOURCE, SOURCE_BITS, TABLE_BITS } from './constants';
import { inlineUint32, writeUint32 } from './digits';
import { END } from './line';
import { writeWaiting } from './rows/community-digest';
import { kindOfConnection } from './rows/connection-kind';
import { writeConnection } from './rows/connection-row';
import { add, find, hasRoom } from './rows/forms';
import { kindOf } from './rows/kind';
import { writeDuration, writeGrouped, writeSeconds, writeSince, writeWhole } from './rows/numbers';
import { writeOptions } from './rows/options';
import { writePreview } from './rows/preview';
import { SETTINGS } from './rows/settings';
import { copyPiece, copyText, copyWhole, isTextMissing, keepRoom, useTexts } from './rows/texts';
import { writeTime } from './rows/times';
import { has, at as recordOf } from './rows/track';
import {
  acknowledgesOf,
  ackOf,
  destinationOf,
  destinationPortOf,
  findingsOf,
  nanosecondsOf,
  payloadLengthOf,
  secondsOf,
  seqOf,
  sourceOf,
  sourcePortOf,
  windowOf,
  wireLengthOf,
} from './track/batch';

export { END, FREE, write } from './line';
export { SETTINGS } from './rows/settings';

/** The first number that has more than 32 bits. */
const BEYOND_UINT32: f64 = 4294967296;
/** What a table of the settings takes: where it lies, and how many entries it has. */
const TABLE: usize = 8;

/** The kind of the row that the last writing ended at, if its form can be learnt; else 0. */
let unknown: u64 = 0;
let unknownFindings: u32 = 0;
/** Where the byte stands that rows' offsets are counted from; the frame number of row 0. */
let bytes: usize = 0;
let firstFrame: u32 = 0;

/**
 * Writes rows whose kinds are known, as long as less than `enough` bytes were written.
 *
 * @param from the first row @param to the row behind the last
 * @param out where to write, @param enough the place from which on no other row begins, @param full the place beyond which
 * nothing may be written
 * @param constants where what stands in the code lies, @param own where the line's own texts lie
 * @returns the first row that was not written; where what was written ends stands in {@link END}
 */
export function writeRows(
  from: u32,
  to: u32,
  frame: u32,
  bytesAt: usize,
  out: usize,
  enough: usize,
  full: usize,
  constants: usize,
  own: usize,
): u32 {
  useTexts(constants, own, full);
  bytes = bytesAt;
  firstFrame = frame;
  unknown = 0;
  let at = out;
  let row = from;
  for (; row < to && at < enough; row++) {
    const kind = kindOf(row, bytesAt);
    if (kind === 0) break;
    const findings = findingsOf(row);
    const form = find(kind, findings);
    if (form === 0) {
      if (hasRoom()) {
        unknown = kind;
        unknownFindings = findings;
      }
      break;
    }
    const end = writeRow(form, row, at);
    if (end === 0) break;
    at = end;
  }
  store<usize>(END, at);
  return row;
}

/**
 * Writes rows of connections whose kinds are known, as {@link writeRows} does those of frames.
 *
 * @param from the first number @param to the number behind the last
 * @returns the first number whose row was not written, if there is such a connection
 */
export function writeConnections(
  from: u32,
  to: u32,
  out: usize,
  enough: usize,
  full: usize,
  constants: usize,
  own: usize,
): u32 {
  useTexts(constants, own, full);
  unknown = 0;
  unknownFindings = 0;
  let at = out;
  let number = from;
  for (; number < to && at < enough; number++) {
    if (!has(number)) continue;
    const record = recordOf(number);
    const kind = kindOfConnection(record);
    if (kind === 0) break;
    const form = find(kind, 0);
    if (form === 0) {
      if (hasRoom()) unknown = kind;
      break;
    }
    const end = writeConnection(form, number, record, at);
    if (end === 0) break;
    at = end;
  }
  writeWaiting();
  store<usize>(END, at);
  return number;
}

/** Whether the row that the last writing ended at is the first of its kind. */
export function isUnknown(): bool {
  return unknown !== 0;
}

/** Keeps how rows of the kind that was unknown are written. @param form where it lies: as `FORM` of `table/sources.ts` says */
export function learn(form: usize): void {
  add(unknown, unknownFindings, form);
  unknown = 0;
}

/** @returns the place behind the row; 0 where it is not to be written here, and what is written of it is of no meaning */
function writeRow(form: usize, row: usize, out: usize): usize {
  if (!keepRoom(out, load<u32>(form))) return 0;
  let at = out;
  let step = form + FORM.steps;
  while (true) {
    const size = <usize>load<u32>(step);
    const source = load<i32>(step, FORM.source);
    at = copyText(at, step + FORM.text, size);
    if (source === SOURCE.constant) return isTextMissing() ? 0 : at;
    at = writeSource(at, row, source & ((1 << SOURCE_BITS) - 1), <u32>source >>> SOURCE_BITS);
    if (at === 0) return 0;
    step += FORM.text + ((size + WORD - 1) & ~(WORD - 1));
  }
}

/**
 * Writes what differs from row to row. It is a part of the loop: calling it would take as long as most of it does.
 *
 * @returns as {@link writeRow} @inline
 */
function writeSource(at: usize, row: usize, source: i32, argument: u32): usize {
  let number: u32 = 0;
  switch (source) {
    case SOURCE.frame:
      number = firstFrame + <u32>row;
      break;
    case SOURCE.sourcePort:
      number = sourcePortOf(row);
      break;
    case SOURCE.destinationPort:
      number = destinationPortOf(row);
      break;
    case SOURCE.wireLength:
      number = wireLengthOf(row);
      break;
    case SOURCE.connection:
      number = load<u32>(row << 2, COLUMN.connection);
      break;
    case SOURCE.seq:
      number = seqOf(row);
      break;
    case SOURCE.ack:
      number = ackOf(row);
      break;
    case SOURCE.window:
      number = windowOf(row);
      break;
    case SOURCE.payloadLength:
      number = payloadLengthOf(row);
      break;
    case SOURCE.acknowledges:
      number = acknowledgesOf(row);
      break;
    case SOURCE.inReplyTo:
      number = load<u32>(row << 2, COLUMN.inReplyTo);
      break;
    case SOURCE.relativeSeq:
    case SOURCE.relativeAck:
    case SOURCE.stream: {
      const whole = wholeOf(row, source, argument);
      if (!(whole >= 0 && whole < BEYOND_UINT32)) return writeWhole(at, whole);
      number = <u32>whole;
      break;
    }
    case SOURCE.time:
      return writeTime(at, secondsOf(row), nanosecondsOf(row), SETTING.day, argument);
    case SOURCE.since:
      return writeSince(at, row);
    case SOURCE.source:
      return writeEntry(at, argument, sourceOf(row));
    case SOURCE.destination:
      return writeEntry(at, argument, destinationOf(row));
    case SOURCE.sourceName:
      return writeName(at, argument, sourceOf(row));
    case SOURCE.destinationName:
      return writeName(at, argument, destinationOf(row));
    case SOURCE.preview:
      return writePreview(at);
    case SOURCE.roundTrip:
      return writeSeconds(at, roundTripOf(row));
    case SOURCE.roundTripWords:
      return writeDuration(at, roundTripOf(row));
    case SOURCE.payloadWords:
      return writeGrouped(at, payloadLengthOf(row));
    case SOURCE.options:
      return writeOptions(at, row, bytes);
    case SOURCE.original:
      return writeUint32(at, load<u32>(row << 2, COLUMN.original));
    case SOURCE.repetition:
      return writeUint32(at, load<u32>(row << 2, COLUMN.repetition));
    case SOURCE.timeout:
      return writeSeconds(at, load<f64>(row << 3, COLUMN.timeout));
    case SOURCE.timeoutWords:
      return writeDuration(at, load<f64>(row << 3, COLUMN.timeout));
    case SOURCE.capturedWords:
      return writeGrouped(at, load<u32>(row << 2, COLUMN.capturedLength));
    case SOURCE.wireWords:
      return writeGrouped(at, wireLengthOf(row));
    case SOURCE.windowWords:
      return writeGrouped(at, windowOf(row));
    case SOURCE.text:
      return copyWhole(at, argument << DIGIT_BITS);
    default:
      return 0;
  }
  return inlineUint32(at, number);
}

function roundTripOf(row: usize): f64 {
  return load<f64>(row << 3, COLUMN.roundTrip);
}

/** A number that may be beyond 32 bits. @param argument as `streamSource` makes it @inline */
function wholeOf(row: usize, source: i32, argument: u32): f64 {
  if (source === SOURCE.relativeAck) return load<f64>(row << 3, COLUMN.relativeAck);
  const seq = load<f64>(row << 3, COLUMN.relativeSeq);
  if (source === SOURCE.relativeSeq) return seq;
  const place = seq + <f64>(<i32>(argument >>> 1) - 1);
  return argument & 1 ? place + <f64>payloadLengthOf(row) : place;
}

/** What a machine is called. @param argument number of the table of names, and above it the mark */
function writeName(at: usize, argument: u32, id: usize): usize {
  return writeEntry(at, argument & ((1 << TABLE_BITS) - 1), id * MARKS + <usize>(argument >>> TABLE_BITS));
}

/** A text of a table, if it was made. */
function writeEntry(at: usize, table: u32, key: usize): usize {
  const entry = SETTINGS + SETTING.tables + <usize>table * TABLE;
  if (key >= load<usize>(entry, 4)) return 0;
  const piece = load<i32>(load<usize>(entry) + (key << 2));
  return piece === 0 ? 0 : copyPiece(at, piece - 1);
}
