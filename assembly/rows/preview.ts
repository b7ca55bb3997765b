/** How a payload begins, where that is text of ASCII or surely none: what `Preview` tells of it. */
import { PREVIEW_UNITS, SETTING } from '../constants';
import { SETTINGS } from './settings';
import { copyPiece, hasRoomFor } from './texts';

// What a payload begins as.
/** It is no text. */
const NO_TEXT: u32 = 0;
/** Plain text, and all of the payload is shown. */
const WHOLE: u32 = 1;
/** Plain text that goes on. */
const BEGINNING: u32 = 2;
/** Text that has letters beyond ASCII, or none: not told here. */
export const UNCLEAR: u32 = 3;

/** "…" in UTF-8. */
const ELLIPSIS: u32 = 0xa680e2;
const ELLIPSIS_SIZE: usize = 3;
/** Characters of the escape `\x1b`. */
const CONTROL_UNITS: usize = 4;
/** So many characters, or more, text has for each control character. */
const CHARACTERS_A_CONTROL: usize = 10;
/** More bytes than a preview takes, all of them escaped. */
const LARGEST: usize = 512;
const TAB: u32 = 0x09;
const LINE_FEED: u32 = 0x0a;
const RETURN: u32 = 0x0d;
const ZERO: u32 = 0x30;
const LETTER_A: u32 = 0x61;
const LETTER_N: u8 = 0x6e;
const LETTER_R: u8 = 0x72;
const LETTER_T: u8 = 0x74;
const LETTER_X: u8 = 0x78;
const SPACE: u32 = 0x20;
const DELETE: u32 = 0x7f;
const QUOTE: u32 = 0x22;
const BACKSLASH: u32 = 0x5c;
/** UTF-8 begins no character with what lies below the first or above the last, if it is beyond ASCII. */
const FIRST_HEAD: u32 = 0xc2;
const LAST_HEAD: u32 = 0xf4;
/** Bytes looked at in one go. */
const PIECE: usize = 16;

/** What was read last. */
let begin: usize = 0;
let shown: usize = 0;
let isCut: bool = false;
/** Some of it is shown by escapes, or has quotation marks. */
let isEscaped: bool = false;

/** @param from where the payload begins, @param size its bytes that are at hand @returns what it begins as */
export function readPreview(from: usize, size: u32): u32 {
  begin = from;
  shown = 0;
  isCut = false;
  isEscaped = false;
  if (size === 0) return NO_TEXT;
  // One character more than is shown must be text, too.
  const looked = min<usize>(size, PREVIEW_UNITS + 1);
  const plain = countPlain(from, looked);
  if (plain < looked) return readEscaped(plain, size);
  isCut = looked > PREVIEW_UNITS;
  shown = isCut ? PREVIEW_UNITS - 1 : looked;
  return isCut ? BEGINNING : WHOLE;
}

/** Reads on behind plain characters, as `Preview` does. */
function readEscaped(plain: usize, size: usize): u32 {
  let units = plain;
  let controls: usize = 0;
  let at = plain;
  shown = min<usize>(plain, PREVIEW_UNITS - 1);
  for (; at < size && units <= PREVIEW_UNITS; at++) {
    const byte = <u32>load<u8>(begin + at);
    if (byte === 0) return NO_TEXT;
    if (byte > DELETE) return isNoText(at, size) ? NO_TEXT : UNCLEAR;
    if (isControl(byte)) controls++;
    units += unitsOf(byte);
    if (units < PREVIEW_UNITS) shown = at + 1;
  }
  if (controls * CHARACTERS_A_CONTROL > at) return NO_TEXT;
  isCut = at < size || units > PREVIEW_UNITS;
  if (!isCut) shown = size;
  isEscaped = true;
  return isCut ? BEGINNING : WHOLE;
}

/** Whether the byte beyond ASCII there is none of UTF-8's. What goes on with one that may be is not looked at. */
function isNoText(at: usize, size: usize): bool {
  const byte = <u32>load<u8>(begin + at);
  if (byte < FIRST_HEAD || byte > LAST_HEAD) return true;
  return at + 1 < size && (load<u8>(begin + at + 1) & 0xc0) !== 0x80;
}

/** Characters that a byte of ASCII is shown by. */
function unitsOf(byte: u32): usize {
  if (isControl(byte)) return CONTROL_UNITS;
  return byte < SPACE || byte === BACKSLASH ? 2 : 1;
}

/** Whether it is a control character that text has few of. */
function isControl(byte: u32): bool {
  return byte === DELETE || (byte < SPACE && byte !== TAB && byte !== LINE_FEED && byte !== RETURN);
}

/** Writes what {@link readPreview} read. @returns the place behind; 0 where there is no room */
export function writePreview(at: usize): usize {
  if (!hasRoomFor(at, LARGEST)) return 0;
  let end = at;
  if (isEscaped) end = writeEscaped(at);
  else {
    memory.copy(at, begin, shown);
    end += shown;
  }
  if (!isCut) return end;
  store<u32>(end, ELLIPSIS);
  return end + ELLIPSIS_SIZE;
}

function writeEscaped(at: usize): usize {
  const quote = load<i32>(SETTINGS, SETTING.quote);
  const backslash = load<i32>(SETTINGS, SETTING.backslash);
  let end = at;
  for (let from = begin; from < begin + shown; from++) {
    const byte = <u32>load<u8>(from);
    if (byte === QUOTE) end = copyPiece(end, quote);
    else if (isPlain(byte)) store<u8>(end++, <u8>byte);
    else end = writeEscape(copyPiece(end, backslash), byte, backslash);
  }
  return end;
}

/** What stands behind the backslash of an escape. */
function writeEscape(at: usize, byte: u32, backslash: i32): usize {
  if (byte === BACKSLASH) return copyPiece(at, backslash);
  if (!isControl(byte)) {
    store<u8>(at, byte === TAB ? LETTER_T : byte === LINE_FEED ? LETTER_N : LETTER_R);
    return at + 1;
  }
  store<u8>(at, LETTER_X);
  store<u8>(at, hexDigit(byte >>> 4), 1);
  store<u8>(at, hexDigit(byte & 15), 2);
  return at + 3;
}

function hexDigit(value: u32): u8 {
  return <u8>(value + (value < 10 ? ZERO : LETTER_A - 10));
}

/** How many bytes in front are printable characters of ASCII, but no quotation mark or backslash. */
function countPlain(from: usize, size: usize): usize {
  let at: usize = 0;
  for (; at + PIECE <= size; at += PIECE) {
    const wrong = wrongOf(v128.load(from + at));
    if (v128.any_true(wrong)) return at + <usize>ctz(i8x16.bitmask(wrong));
  }
  while (at < size && isPlain(load<u8>(from + at))) at++;
  return at;
}

/** Every bit is set in the bytes that are not plain. */
function wrongOf(bytes: v128): v128 {
  const beyond = v128.or(
    v128.lt<u8>(bytes, v128.splat<u8>(<u8>SPACE)),
    v128.ge<u8>(bytes, v128.splat<u8>(<u8>DELETE)),
  );
  const signs = v128.or(
    v128.eq<u8>(bytes, v128.splat<u8>(<u8>QUOTE)),
    v128.eq<u8>(bytes, v128.splat<u8>(<u8>BACKSLASH)),
  );
  return v128.or(beyond, signs);
}

function isPlain(byte: u32): bool {
  return byte >= SPACE && byte < DELETE && byte !== QUOTE && byte !== BACKSLASH;
}
